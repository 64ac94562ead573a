"""The command palette (Ctrl+K): customers, actions and places by a few letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.progress import Progress
from ui.kit.labels import IconMark, KeyHint, label
from ui.kit.tasks import TaskRunner
from ui.kit.theme import current_theme
from ui.shell.palette_entry import PaletteEntry, bare_query, fitting, is_command_query
from ui.shell.palette_list import PaletteModel, palette_view

_WIDTH, _TOP, _LIST_HEIGHT = 640, 88, 420
_INPUT_HEIGHT, _FOOT_HEIGHT = 52, 36
_COMMANDS_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PaletteSources:
    """Where the lines come from: fixed commands, and customers by a search."""

    commands: Callable[[], Sequence[PaletteEntry]]
    customers: Callable[[str], Sequence[PaletteEntry]]
    about: Callable[[PaletteEntry], Sequence[PaletteEntry]]


class Palette(QWidget):
    """Floats over the dimmed window; closes with Esc or a click beside it."""

    closed = Signal()

    def __init__(self, tasks: TaskRunner, sources: PaletteSources, parent: QWidget) -> None:
        """Lie hidden over the parent until it is opened."""
        super().__init__(parent)
        self._tasks = tasks
        self._sources = sources
        self._asked = ""
        self.setObjectName("palette")
        self.box = QFrame(self)
        self.box.setProperty("frame", "dialog")
        self.input = QLineEdit()
        self.list = palette_view(self.box)
        self._build()
        self.hide()

    @property
    def model(self) -> PaletteModel:
        """The lines that are shown."""
        model = self.list.model()
        assert isinstance(model, PaletteModel)  # noqa: S101 - palette_view makes it
        return model

    def open_with(self, query: str = "") -> None:
        """Show the palette, ready to type."""
        parent = self.parentWidget()
        self.setGeometry(parent.rect() if parent is not None else self.rect())
        self.show()
        self.raise_()
        if self.input.text() == query:
            self._on_input_text_changed(query)
        self.input.setText(query)
        self.input.setFocus()

    def close_palette(self) -> None:
        """Hide it again."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def run_current(self, *, is_other: bool = False) -> None:
        """Do what the chosen line says, or its second meaning."""
        entry = self.model.entry_at(self.list.currentIndex())
        if entry is None:
            return
        self.close_palette()
        if is_other and entry.run_other is not None:
            entry.run_other()
        else:
            entry.run()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.input and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._take_key(event)
        return super().eventFilter(watched, event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_palette()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        is_dark = current_theme().is_dark
        scrim = QColor(0, 0, 0) if is_dark else QColor(20, 24, 31)
        scrim.setAlphaF(0.6 if is_dark else 0.4)
        painter.fillRect(self.rect(), scrim)
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place_box()

    def _build(self) -> None:
        theme = current_theme()
        self.input.setProperty("bare", "true")
        self.input.setFont(theme.font(16))
        self.input.setPlaceholderText(self.tr("姓名、拼音、电话后四位，或要做的事"))
        self.input.setAccessibleName(self.tr("搜索或跳转"))
        self.input.installEventFilter(self)
        self.input.textChanged.connect(self._on_input_text_changed)
        self.list.clicked.connect(self._on_list_clicked)
        head = QFrame()
        head.setProperty("line", "bottom")
        head.setFixedHeight(theme.px(_INPUT_HEIGHT))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(IconMark("magnifying-glass", "t2", 20))
        row.addWidget(self.input, 1)
        row.addWidget(KeyHint("Esc"))
        column = QVBoxLayout(self.box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(head)
        column.addSpacing(6)
        column.addWidget(self.list, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("line", "top")
        foot.setProperty("ground", "surface2")
        foot.setFixedHeight(current_theme().px(_FOOT_HEIGHT))
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(8)
        row.addWidget(KeyHint("↑"))
        for key, words in (
            ("↓", self.tr("选择")),
            ("Enter", self.tr("打开")),
            ("Ctrl Enter", self.tr("记互动")),
        ):
            row.addWidget(KeyHint(key))
            row.addWidget(label(words, "meta"))
        row.addStretch(1)
        row.addWidget(label(self.tr("输入"), "meta"))
        row.addWidget(KeyHint(">"))
        row.addWidget(label(self.tr("只搜命令"), "meta"))
        return foot

    def _place_box(self) -> None:
        theme = current_theme()
        width = min(theme.px(_WIDTH), self.width() - 32)
        chrome = theme.px(_INPUT_HEIGHT) + theme.px(_FOOT_HEIGHT) + 8
        height = min(theme.px(_LIST_HEIGHT) + chrome, self.height() - 48)
        top = min(_TOP, max(24, (self.height() - height) // 2))
        self.box.setGeometry((self.width() - width) // 2, top, width, height)

    def _take_key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            index = self.model.step(self.list.currentIndex(), steps[Qt.Key(event.key())])
            self.list.setCurrentIndex(index)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control = Qt.KeyboardModifier.ControlModifier
            self.run_current(is_other=bool(event.modifiers() & control))
        elif event.key() == Qt.Key.Key_Escape:
            self.close_palette()
        else:
            return False
        return True

    def _on_list_clicked(self) -> None:
        self.run_current()

    def _on_input_text_changed(self, query: str) -> None:
        self._asked = query
        words = bare_query(query)
        if is_command_query(query) or not words:
            self._show([])
            return
        search = _Search(self._sources.customers, query)
        self._tasks.start(search.find, on_success=self._on_found, on_error=self._on_search_failed)

    def _on_found(self, answer: "tuple[str, Sequence[PaletteEntry]]") -> None:
        query, customers = answer
        if query == self._asked:
            self._show(customers)

    def _on_search_failed(self, _error: Exception) -> None:
        self._show([])

    def _show(self, customers: Sequence[PaletteEntry]) -> None:
        about = list(self._sources.about(customers[0])) if customers else []
        commands = fitting(self._sources.commands(), bare_query(self._asked))
        kept = commands if not customers else commands[:_COMMANDS_KEPT]
        self.model.show_entries([*customers, *about, *kept], self._asked)
        self.list.setCurrentIndex(self.model.first_entry())
        self.list.scrollToTop()


class _Search:
    """One search for customers, with the words it was for."""

    def __init__(self, customers: Callable[[str], Sequence[PaletteEntry]], query: str) -> None:
        self._customers = customers
        self._query = query

    def find(self, _progress: Progress) -> tuple[str, Sequence[PaletteEntry]]:
        return self._query, self._customers(bare_query(self._query))
