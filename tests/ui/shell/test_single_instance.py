"""One window per book."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from ui.shell.options import Wish
from ui.shell.single_instance import SingleInstance


def test_a_second_start_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "book", tmp_path / "locks")
    second = SingleInstance(tmp_path / "book", tmp_path / "locks")
    assert first.claim()
    with qtbot.wait_signal(first.raise_requested):
        assert not second.claim()
    first.release()


def test_two_books_have_two_windows(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001 - Qt runs
    first = SingleInstance(tmp_path / "one", tmp_path / "locks")
    second = SingleInstance(tmp_path / "two", tmp_path / "locks")
    assert first.claim()
    assert second.claim()
    first.release()
    second.release()


def test_after_the_first_has_gone_the_next_start_is_first(qtbot: QtBot, tmp_path: Path) -> None:  # noqa: ARG001 - Qt runs
    first = SingleInstance(tmp_path / "book", tmp_path / "locks")
    assert first.claim()
    first.release()
    second = SingleInstance(tmp_path / "book", tmp_path / "locks")
    assert second.claim()
    second.release()


def test_a_second_start_hands_its_wish_to_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "book", tmp_path / "locks")
    assert first.claim()
    for wish in (Wish(file=tmp_path / "客户 台账.xlsx"), Wish(page="visits")):
        second = SingleInstance(tmp_path / "book", tmp_path / "locks")
        with qtbot.wait_signal(first.wished) as given:
            assert not second.claim(wish)
        assert given.args == [wish]
    first.release()
