"""Drawing without a screen: Qt is told where fonts lie, and gets those it passes over itself."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase

from ui.unseen import ask_for_no_screen, bring_collections


def test_only_windows_is_told_where_its_fonts_lie() -> None:
    elsewhere: dict[str, str] = {}
    ask_for_no_screen(elsewhere)
    assert elsewhere == {"QT_QPA_PLATFORM": "offscreen"}
    windows = {"SYSTEMROOT": r"C:\Windows"}
    ask_for_no_screen(windows)
    assert windows["QT_QPA_FONTDIR"] == r"C:\Windows\Fonts"


def test_what_the_caller_chose_stays() -> None:
    chosen = {"SYSTEMROOT": r"C:\Windows", "QT_QPA_PLATFORM": "minimal", "QT_QPA_FONTDIR": "here"}
    settings = dict(chosen)
    ask_for_no_screen(settings)
    assert settings == chosen


def test_files_of_several_fonts_are_brought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought: list[str] = []
    monkeypatch.setattr(QFontDatabase, "addApplicationFont", brought.append)
    for name in ("msyh.ttc", "SIMSUN.TTC", "simhei.ttf"):
        (tmp_path / name).write_bytes(b"not a font")
    bring_collections({"QT_QPA_FONTDIR": str(tmp_path)})
    assert sorted(Path(path).name for path in brought) == ["SIMSUN.TTC", "msyh.ttc"]


def test_where_no_folder_is_named_nothing_is_brought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "addApplicationFont", pytest.fail)
    bring_collections({})
