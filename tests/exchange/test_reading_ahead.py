"""A file is opened before the book is locked for writing."""

from pathlib import Path

from branchcrm.exchange.reader.reading import FileReading


def test_a_file_that_was_opened_ahead_gives_all_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("客户姓名,手机\n周雅琴,13800005678\n", encoding="utf-8")
    with FileReading(path) as at_once:
        expected = list(at_once.events())
    with FileReading(path) as ahead:
        ahead.await_first()
        assert list(ahead.events()) == expected
