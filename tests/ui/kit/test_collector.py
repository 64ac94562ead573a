"""Garbage goes on the main thread, when as much has gathered as Python would wait for."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from ui.kit.collector import (
    MainThreadCollector,
    collect_what_is_due,
    spare_what_is_loaded,
)


class Ring:
    """An object that keeps itself alive and tells on which thread it dies."""

    def __init__(self, graves: list[int]) -> None:
        self.own = self
        self.graves = graves

    def __del__(self) -> None:
        self.graves.append(threading.get_ident())


@pytest.fixture(autouse=True)
def collector_off() -> Iterator[None]:
    gc.collect()
    gc.disable()
    yield
    gc.disable()


def test_nothing_is_collected_before_the_limit() -> None:
    gc.collect()
    assert collect_what_is_due() is None


def test_what_was_loaded_is_left_out_of_collections() -> None:
    before = len(gc.get_objects())
    spare_what_is_loaded()
    assert len(gc.get_objects()) < before
    gc.unfreeze()


def test_a_ring_made_on_another_thread_dies_on_the_main_one(qtbot: QtBot) -> None:
    # What earlier tests left to be deleted would be counted against the rings.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    gc.collect()
    graves: list[int] = []
    limits = gc.get_threshold()
    gc.set_threshold(50, *limits[1:])
    owner = QObject()
    MainThreadCollector(owner)
    assert not gc.isenabled()
    worker = threading.Thread(target=lambda: [Ring(graves) for _ in range(500)])
    worker.start()
    worker.join()
    assert graves == []
    qtbot.waitUntil(lambda: len(graves) == 500)
    assert set(graves) == {threading.get_ident()}
    gc.set_threshold(*limits)
    owner.deleteLater()
