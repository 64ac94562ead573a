"""Every screen in both languages, both looks, two sizes and large text."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from branchcrm.bootstrap import Book, FirstUser, create_book
from branchcrm.data.tables import metadata
from branchcrm.domain.clock import fixed_clock
from tests.conftest import TODAY
from tests.screens.looking import (
    CHINESE,
    Glyphs,
    chinese_left,
    clipped,
    is_blank,
    overhanging,
    unnamed_icon_buttons,
)
from ui.app import load_rooms
from ui.book_door import session_of
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.kit.theme import Theme
from ui.screenshots import Screen, show_screen
from ui.shell.language import LanguageSwitch
from ui.shell.main_window import MainWindow, WindowParts
from ui.shell.preferences import Preferences


@dataclass(frozen=True)
class Case:
    """One way in which the program can look."""

    language: str
    look: str
    size: tuple[int, int]
    text_scale: float = 1.0


CASES = [
    Case("zh_CN", "light", (1440, 900)),
    Case("zh_CN", "dark", (1366, 768)),
    Case("en", "light", (1366, 768)),
    Case("en", "dark", (1440, 900)),
    Case("zh_CN", "light", (1920, 1080), 1.5),
    Case("en", "light", (1920, 1080), 1.5),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A book of invented customers that all cases look at."""
    folder = tmp_path_factory.mktemp("screens") / "book"
    first = FirstUser(branch="人民路网点", name="王敏")
    book = create_book(folder, first, fixed_clock(TODAY)).book
    book.services(book.actor()).demo.fill(240)
    yield book
    book.close()


@pytest.fixture(scope="module")
def own_words(filled: Book) -> set[str]:
    """Every Chinese text that the book itself holds, and where it lies."""
    found = {str(filled.place.folder)}
    with filled.unit_of_work.read() as work:
        for table in metadata.tables.values():
            names = [column.name for column in table.columns if str(column.type) == "TEXT"]
            for name in names:
                rows = work.connection.exec_driver_sql(
                    f'SELECT DISTINCT "{name}" FROM "{table.name}"'  # noqa: S608 - our own names
                )
                found |= {str(row[0]) for row in rows if row[0] and CHINESE.search(str(row[0]))}
        found |= {one.text for own in work.own_fields.all() for one in own.choices}
    return found


def screens() -> list[Screen]:
    """Give the screens of every room."""
    return [screen for room in load_rooms() for screen in room.screens]


@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_every_screen_looks_right(
    qapp: QApplication, filled: Book, own_words: set[str], tmp_path: Path, case: Case
) -> None:
    language = LanguageSwitch()
    language.use(case.language)
    theme = Theme(case.look, text_scale=case.text_scale, language=case.language.partition("_")[0])
    theme.apply(qapp)
    window = MainWindow(
        WindowParts(
            preferences=Preferences(tmp_path / "preferences.ini"),
            theme=theme,
            language=language,
            prompts=ScriptedPrompts(),
            rooms=load_rooms,
        )
    )
    try:
        window.resize(*case.size)
        window.show()
        window.enter(session_of(filled, filled.services(filled.actor())))
        faults = look_at_all(window, own_words if case.language == "en" else None)
        assert not faults, "\n".join(faults)
    finally:
        window.close()
        window.deleteLater()
        language.release()
        qapp.setStyleSheet("")


def look_at_all(window: MainWindow, own_words: set[str] | None) -> list[str]:
    """Name everything wrong on any screen."""
    glyphs, faults = Glyphs(), []
    ordered = sorted(own_words or (), key=len, reverse=True)
    for screen in screens():
        show_screen(window, screen)
        found = [f"clipped {text}" for text in clipped(window)]
        found += [f"too wide {text}" for text in overhanging(window)]
        found += [f"no glyph {text}" for text in glyphs.missing(window)]
        found += [f"no name {text}" for text in unnamed_icon_buttons(window)]
        if own_words is not None:
            left = chinese_left(window, ordered, shows_a_file=screen.name.startswith("09"))
            found += [f"Chinese {text}" for text in left]
        if is_blank(window):
            found.append("shows nothing")
        faults += [f"{screen.name}: {text}" for text in found]
    return faults
