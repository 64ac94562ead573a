"""While an import writes, the window neither waits nor loses what was filled in."""

import threading

from pytestqt.qtbot import QtBot

from branchcrm.data.writing_turn import WritingError
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.progress import Progress
from branchcrm.domain.wording import say
from branchcrm.services.use_cases import Services
from ui.kit.page import PageContext
from ui.kit.scripted_prompts import ScriptedPrompts


class Import:
    """Writes in the background until it is let go."""

    def __init__(self, services: Services) -> None:
        self.begun, self.over = threading.Event(), threading.Event()
        self._services = services

    def run(self, _progress: Progress) -> None:
        context = self._services.context
        with context.write("import", say("导入 {file}", file="客户.xlsx")) as work:
            self.begun.set()
            self.over.wait(30)
            work.settings.set("tier.note", 1)
            work.commit()


def test_a_command_beside_an_import_is_refused_in_words_and_works_after_it(
    context: PageContext, services: Services, prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    running = Import(services)
    seen: list[object] = []
    context.tasks.start(running.run, on_success=seen.append, on_error=seen.append)
    assert running.begun.wait(10)
    draft = CustomerDraft(name="吴桂芳", phone="13812348812")
    try:
        assert context.navigator.run(lambda: services.customers.add(draft)) is None
    finally:
        running.over.set()
    [error] = prompts.asked
    assert isinstance(error, WritingError)
    assert error.lines()[0] == "还没有保存：正在进行“导入 客户.xlsx”"
    qtbot.waitUntil(lambda: context.tasks.is_idle)
    assert seen == [None]
    assert context.navigator.run(lambda: services.customers.add(draft)) is not None
