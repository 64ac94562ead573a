"""Long work never lets the window wait: who wants to save is told at once what is going on."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from branchcrm.data.writing_turn import SHORT_S, WritingError, WritingTurn
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.wording import say
from branchcrm.services.use_cases import Services

WU = CustomerDraft(name="吴桂芳", phone="13812348812")


@contextmanager
def _long_work(services: Services) -> Iterator[None]:
    """Write in another thread until the block is left."""
    begun, over = threading.Event(), threading.Event()

    def write() -> None:
        with services.context.write("import", say("导入 {file}", file="客户.xlsx")) as work:
            begun.set()
            over.wait(30)
            work.settings.set("tier.note", 1)
            work.commit()

    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write)
        assert begun.wait(10)
        try:
            yield
        finally:
            over.set()
        written.result()


def test_a_save_beside_long_work_is_refused_in_words_without_waiting(services: Services) -> None:
    with _long_work(services):
        begun = time.monotonic()
        with pytest.raises(WritingError) as told:
            services.customers.add(WU)
        assert time.monotonic() - begun < SHORT_S * 8
        again = time.process_time()
        with pytest.raises(WritingError):
            services.customers.add(WU)
        assert time.process_time() - again < SHORT_S
    assert told.value.lines() == [
        "还没有保存：正在进行“导入 客户.xlsx”",
        "填写的内容没有丢失",
        "等它完成后再保存一次",
    ]
    assert services.customers.add(WU).touches(Aspect.CUSTOMER)


def test_preferences_and_drafts_are_let_go_beside_long_work(services: Services) -> None:
    settings = services.settings
    assert settings.keep_draft("customer", {"name": "吴"})
    with _long_work(services):
        assert not settings.prefer("visits.view", "week")
        assert not settings.keep_draft("customer", None)
    assert settings.preference("visits.view") is None
    assert settings.draft("customer") == {"name": "吴"}
    assert settings.prefer("visits.view", "week")


def test_a_worker_waits_for_its_turn(services: Services) -> None:
    with ThreadPoolExecutor(1) as pool:
        with _long_work(services):
            added = pool.submit(services.customers.add, WU)
            assert not added.done()
        assert added.result(10).touches(Aspect.CUSTOMER)


def test_the_turn_is_given_back_after_a_fault() -> None:
    turn = WritingTurn()
    with pytest.raises(ZeroDivisionError), turn.take(None):
        raise ZeroDivisionError
    with turn.take(None), pytest.raises(WritingError, match="后台整理"), turn.take(None):
        pass
