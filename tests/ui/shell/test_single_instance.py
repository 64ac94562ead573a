"""One window per book."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.shell.options import Wish, parse_options
from ui.shell.single_instance import SingleInstance

ROOT = Path(__file__).parents[3]


# A second start is a process of its own: the first answers it from its event loop.
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.shell.options import parse_options
from ui.shell.single_instance import SingleInstance
app = QCoreApplication([])
folder = Path(sys.argv[1])
wish = parse_options(sys.argv[2:]).wish
sys.exit(0 if not SingleInstance(folder / "book", folder / "locks").claim(wish) else 1)
"""


@contextmanager
def second_start(folder: Path, *words: str) -> Iterator[None]:
    """Start a second time, and see that it leaves."""
    command = [sys.executable, "-c", SECOND, str(folder), *words]
    process = subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - ourselves
    yield
    assert process.wait(60) == 0


def test_a_second_start_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "book", tmp_path / "locks")
    wishes: list[Wish] = []
    first.wished.connect(wishes.append)
    assert first.claim()
    with second_start(tmp_path), qtbot.wait_signal(first.raise_requested, timeout=60_000):
        pass
    assert wishes == []
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


@pytest.mark.parametrize("words", [["客户 台账.xlsx"], ["--page", "visits"]])
def test_a_second_start_hands_its_wish_to_the_first(
    qtbot: QtBot, tmp_path: Path, words: list[str]
) -> None:
    first = SingleInstance(tmp_path / "book", tmp_path / "locks")
    assert first.claim()
    with (
        second_start(tmp_path, *words),
        qtbot.wait_signal(first.wished, timeout=60_000) as given,
    ):
        pass
    wish = parse_options(words).wish
    assert [given.args[0].page, given.args[0].file and given.args[0].file.name] == [
        wish.page,
        wish.file and wish.file.name,
    ]
    first.release()
