"""The list's loader shows first hits before all, and answers the newest question only."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.progress import NoProgress
from ui.customers.list_loader import SCREENFUL, ListAnswer, ListLoader, ListQuestion
from ui.kit.page import PageContext
from ui.kit.table_pages import PAGE_ROWS

MANY = 400


@pytest.fixture
def loader(context: PageContext) -> ListLoader:
    context.services.demo.fill(MANY, seed=5, progress=NoProgress())
    return ListLoader(context.services.customers, context.tasks, QObject(context.tasks))


def question(text: str) -> ListQuestion:
    return ListQuestion(asked=CustomerFilter(text=text), order=CustomerOrder())


def test_first_hits_come_before_all_of_them(loader: ListLoader, qtbot: QtBot) -> None:
    answers: list[ListAnswer] = []
    loader.answered.connect(answers.append)
    with qtbot.waitSignal(loader.counted):
        loader.ask(question("1"))
    assert [answer.is_complete for answer in answers] == [False, True]
    assert list(answers[0].ids) == list(answers[1].ids)[:SCREENFUL]
    assert [row.id for row in answers[0].rows] == list(answers[0].ids)
    assert [row.id for row in answers[1].rows] == list(answers[1].ids)[:PAGE_ROWS]
    assert loader.is_idle


def test_only_the_newest_question_is_answered(loader: ListLoader, qtbot: QtBot) -> None:
    answers: list[ListAnswer] = []
    loader.answered.connect(answers.append)
    with qtbot.waitSignal(loader.answered):
        loader.ask(question("1"))
    answers.clear()
    with qtbot.waitSignal(loader.counted):
        loader.ask(question("13"))
        loader.ask(question("138"))
    assert {answer.question.asked.text for answer in answers} == {"138"}
    with qtbot.waitSignal(loader.counted):
        loader.ask(question(""))
    assert len(answers[-1].ids) == MANY


def test_nothing_but_first_hits_is_read_between_quick_keys(
    loader: ListLoader, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.customers.list_loader.PAUSE_S", 60)
    answers: list[ListAnswer] = []
    loader.answered.connect(answers.append)
    for text in ("1", "13"):
        with qtbot.waitSignal(loader.answered):
            loader.ask(question(text))
    monkeypatch.undo()
    with qtbot.waitSignal(loader.counted):
        loader.ask(question("138"))
    assert {answer.question.asked.text for answer in answers if answer.is_first} == {
        "1",
        "13",
        "138",
    }
    every = [answer for answer in answers if answer.is_complete]
    assert {answer.question.asked.text for answer in every} == {"138"}
