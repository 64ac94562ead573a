"""From a key in the list's search field to the painted rows, and the memory of the open list."""

import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from branchcrm.services.use_cases import Services
from tests.benchmarks.bench_search import texts_by_kind
from tests.benchmarks.measure import Line, held_mib, milliseconds, opened
from ui.app import load_rooms
from ui.book_door import session_of
from ui.customers.list_loader import ListAnswer
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.kit.theme import Theme
from ui.lasting_none import keep_none_alive
from ui.shell.language import LanguageSwitch
from ui.shell.main_window import MainWindow, WindowParts
from ui.shell.preferences import Preferences

PATIENCE_S = 60.0
P95 = 0.95


def measure(folder: Path) -> list[Line]:
    """Type the texts that the search is measured with, sign by sign, into the real window."""
    keep_none_alive()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    book, services = opened(folder)
    with TemporaryDirectory() as home:
        window = _window(app, Path(home))
        begun = held_mib()
        window.enter(session_of(book, services), "customers")
        typist = _Typist(app, window)
        typist.until_idle()
        opened_mib = held_mib() - begun
        lines = _typed(typist, services)
        note = f"MiB more than the window before: {opened_mib:,.0f} open, {held_mib() - begun:,.0f}"
        lines[0].note += f"; {note} at the end, the book's page cache among them"
        window.close()
    book.close()
    return lines


def _window(app: QApplication, home: Path) -> MainWindow:
    preferences = Preferences(home / "preferences.ini")
    language, theme = LanguageSwitch(), Theme()
    language.use(preferences.language)
    theme.apply(app)
    parts = WindowParts(
        preferences=preferences,
        theme=theme,
        language=language,
        prompts=ScriptedPrompts(),
        rooms=load_rooms,
    )
    window = MainWindow(parts)
    window.resize(1440, 900)
    window.show()
    app.processEvents()
    return window


class _Typist:
    """Types into the list's search field and waits until the rows are painted."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        assert window.workplace is not None
        page = window.workplace.pages.current_page
        self._app, self.body = app, page.body  # type: ignore[union-attr]  # the list's page
        self._loader = page._loader  # type: ignore[union-attr]
        self._loader.answered.connect(self._on_answered)
        self._shown = ""

    def _on_answered(self, answer: ListAnswer) -> None:
        self._shown = answer.question.asked.text

    def until_idle(self) -> None:
        """Wait until the list has every row and its counts."""
        self._until(lambda: self._loader.is_idle)

    def type_last(self, text: str) -> None:
        """Type the last sign of a text, the others standing there, until its rows are painted."""
        self.body.filters.search.setText(text)
        self._until(lambda: self._shown == text)
        self.body.table.viewport().grab()

    def begin(self, text: str) -> None:
        """Have a text stand in the field, wholly answered."""
        self.body.filters.search.setText(text)
        self.until_idle()

    def _until(self, is_so: Callable[[], bool]) -> None:
        ends = time.perf_counter() + PATIENCE_S
        while not is_so() and time.perf_counter() < ends:
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def _typed(typist: _Typist, services: Services) -> list[Line]:
    typist.type_last("王")
    lines = []
    for what, texts in texts_by_kind(services).items():
        times = sorted(_key_times(typist, [text for text in texts[::3] if text.strip()]))
        slow = times[int(len(times) * P95)]
        note = f"p95 {slow:,.1f} ms"
        lines.append(Line(what=f"key to rows: {what}", ours=times[len(times) // 2], note=note))
    return lines


def _key_times(typist: _Typist, texts: list[str]) -> Iterator[float]:
    for text in texts:
        typist.begin(text[:-1])
        yield milliseconds(partial(typist.type_last, text))
