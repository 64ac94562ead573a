"""What a start leaves out: sources of modules are not read, garbage is not looked for."""

import builtins
import gc
import linecache
import sys
from collections.abc import Iterator
from importlib import import_module

import pytest

from ui.quick_start import prepare_start

MODULE = "ui.customers.score_gauge"


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)
    was_on = gc.isenabled()
    yield
    if was_on:
        gc.enable()


def test_a_start_reads_no_source_of_what_it_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_start()
    assert not gc.isenabled()
    file = import_module(MODULE).__file__
    assert file is not None
    monkeypatch.delitem(sys.modules, MODULE)
    linecache.clearcache()
    # As an import statement of any module does.
    __import__(MODULE)
    assert file not in linecache.cache


def test_a_start_is_prepared_once_or_more() -> None:
    prepare_start()
    plain = builtins.__import__
    prepare_start()
    assert builtins.__import__ is plain
