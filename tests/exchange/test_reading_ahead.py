"""A file is read whole before the book is locked for writing."""

from pathlib import Path

import pytest

from branchcrm.exchange.errors import EmptyFileError
from branchcrm.exchange.reader.reading import FileReading
from branchcrm.exchange.reader.spool import RowSpool


def test_a_spool_gives_what_the_reading_gives(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("客户姓名,手机\n周雅琴,13800005678\n" * 2000, encoding="utf-8")
    with FileReading(path) as at_once:
        expected = [event for event in at_once.events() if event != []]
    spool = RowSpool()
    with FileReading(path) as ahead:
        ahead.spool(spool)
    given: list[int] = []
    assert list(spool.events(given.append)) == expected
    assert given[-1] == spool.rows == 4000
    assert spool.blocks(frozenset()) == []


def test_a_refusal_comes_before_anything_is_spooled(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\n\n")
    with FileReading(tmp_path / "a.csv") as reading, pytest.raises(EmptyFileError):
        reading.spool(RowSpool())
