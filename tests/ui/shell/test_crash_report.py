"""The report of a fault."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ui.shell.crash_report import masked, report_of, save_report

AT = datetime(2026, 9, 17, 6, 32, tzinfo=UTC)


def fail() -> None:
    try:
        _ = {"周雅琴": 1}["13812345678"]
    except KeyError as error:
        message = "no row for 周雅琴 13812345678 'secret'"
        raise RuntimeError(message) from error


def fault() -> RuntimeError:
    with pytest.raises(RuntimeError) as raised:
        fail()
    return raised.value


def test_a_report_names_the_fault_and_its_places_but_no_person() -> None:
    report = report_of(fault(), version="0.1.0", at=AT)
    assert report.kind == "RuntimeError"
    assert "test_crash_report.py" in report.text
    assert "KeyError" in report.text
    for private in ("周雅琴", "13812345678", "secret"):
        assert private not in report.text


def test_masking_leaves_short_numbers_and_plain_words() -> None:
    assert masked("row 12 of 13812345678 张三") == "row 12 of #### ***"


def test_only_the_last_twenty_reports_are_kept(tmp_path: Path) -> None:
    report = report_of(fault(), version="0.1.0", at=AT)
    for minute in range(25):
        save_report(report, tmp_path, at=AT.replace(minute=minute))
    kept = sorted(tmp_path.glob("crash-*.txt"))
    assert len(kept) == 20
    assert kept[-1].read_text(encoding="utf-8") == report.text
