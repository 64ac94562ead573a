"""The installed program tries itself."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui.self_check import REPORT, SelfCheck, check_itself
from ui.shell.options import parse_options


def test_a_branchs_first_day_passes(tmp_path: Path, qapp: QApplication) -> None:
    options = parse_options(["--self-check", str(tmp_path)])
    check = SelfCheck(qapp, options, (), tmp_path)
    for step in (check.find_translations, check.make_book, check.import_workbook):
        assert step()


def test_a_check_that_fails_says_so_and_ends_with_one(tmp_path: Path, qapp: QApplication) -> None:
    options = parse_options(["--self-check", str(tmp_path)])
    assert check_itself(qapp, replace(options, self_check=tmp_path / "out"), ()) == 1
    report = (tmp_path / "out" / REPORT).read_text(encoding="utf-8")
    assert "FAILED  look_at_screens" in report
    assert not report.endswith("ok\n")
