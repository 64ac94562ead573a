"""What is remembered on this machine."""

from pathlib import Path

from PySide6.QtCore import QByteArray

from ui.shell.preferences import Preferences


def test_a_first_start_has_sensible_preferences(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "preferences.ini")
    assert (preferences.language, preferences.mode) == ("zh_CN", "light")
    assert preferences.text_scale == 1.0
    assert preferences.lock_minutes == 15
    assert not preferences.is_motion_reduced
    assert preferences.backup_folder is None


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "preferences.ini"
    first = Preferences(path)
    first.language, first.mode, first.text_scale = "en", "dark", 1.25
    first.lock_minutes, first.is_motion_reduced = 0, True
    first.branch_hint = "人民路网点"
    first.last_user, first.backup_folder = "王敏", tmp_path
    first.window_place = QByteArray(b"place")
    first.save()
    second = Preferences(path)
    assert (second.language, second.mode, second.text_scale) == ("en", "dark", 1.25)
    assert (second.lock_minutes, second.is_motion_reduced) == (0, True)
    assert second.branch_hint == "人民路网点"
    assert (second.last_user, second.backup_folder) == ("王敏", tmp_path)
    assert second.window_place == QByteArray(b"place")


def test_a_value_that_makes_no_sense_counts_as_absent(tmp_path: Path) -> None:
    path = tmp_path / "preferences.ini"
    path.write_text("[General]\nlanguage=xx\nmode=9\ntext_scale=7\n", encoding="utf-8")
    preferences = Preferences(path)
    assert (preferences.language, preferences.mode) == ("zh_CN", "light")
    assert preferences.text_scale == 1.0
