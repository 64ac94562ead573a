"""On Windows a workbook is held by the program that shows it: read it, never tear at it."""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from branchcrm.exchange.errors import FileUnreadableError, TargetLockedError
from branchcrm.exchange.reader.reading import FileReading
from branchcrm.exchange.target import replacing

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="other systems hold no files")

LEDGER = "客户姓名,手机\n林国栋,13900000271\n"
READ_AND_WRITE, OTHERS_READ, IT_EXISTS = 0xC0000000, 1, 3


@contextmanager
def held(path: Path, shared: int) -> Iterator[None]:
    """Hold a file open, sharing as much of it as is said."""
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]  # Windows
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(str(path), READ_AND_WRITE, shared, None, IT_EXISTS, 0, None)
    try:
        yield
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "客户 台账.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return path


def read(path: Path) -> int:
    with FileReading(path) as reading:
        return len(list(reading.events()))


def test_a_workbook_that_is_open_in_excel_is_read(ledger: Path) -> None:
    with held(ledger, OTHERS_READ):
        assert read(ledger) > 0


def test_a_workbook_that_nobody_else_may_read_is_refused_by_name(ledger: Path) -> None:
    with held(ledger, 0), pytest.raises(FileUnreadableError, match="客户 台账"):
        read(ledger)


def test_an_export_onto_a_workbook_that_is_open_leaves_it_alone(ledger: Path) -> None:
    with (
        held(ledger, OTHERS_READ),
        pytest.raises(TargetLockedError, match="客户 台账"),
        replacing(ledger) as beside,
    ):
        beside.write_text("fresh", encoding="utf-8")
    assert ledger.read_text(encoding="utf-8") == LEDGER
    assert list(ledger.parent.iterdir()) == [ledger]
