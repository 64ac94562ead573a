"""The line at the foot of the window: where the book lies, that it is saved, what is shown."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.formats import Formats
from ui.kit.paint import paint_icon, token
from ui.kit.theme import current_theme

_HEIGHT = 24


class StatusBar(QFrame):
    """Says that work is saved and backed up; the page in front adds its own line."""

    shortcuts_requested = Signal()
    backup_requested = Signal()

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        """Start with a book that has just been opened."""
        super().__init__(parent)
        self._formats = formats
        self.setProperty("line", "top")
        self.setProperty("ground", "bg")
        self.setFixedHeight(current_theme().px(_HEIGHT) + 1)
        self.local = FootNote(self.tr("本机离线运行"), "hard-drive")
        self.saved = FootNote("", "check-circle")
        self.backed_up = FootNote("")
        self.backed_up.clicked.connect(self.backup_requested)
        self.demo = QLabel()
        self.demo.setProperty("role", "warn-meta")
        self.page = QLabel()
        self.page.setObjectName("page_status")
        self.page.setProperty("role", "meta")
        self.shortcuts = FootNote(self.tr("F1 快捷键"))
        self.shortcuts.clicked.connect(self.shortcuts_requested)
        self._layout_parts()

    def set_demo(self, *, is_demo: bool) -> None:
        """Mark a book of invented customers."""
        self.demo.setVisible(is_demo)
        self.demo.setText(self.tr("示例账本，客户都是虚构的") if is_demo else "")

    def set_saved(self, at: datetime) -> None:
        """Say when the last change was written."""
        self.saved.set_words(self.tr("已保存 {time}").format(time=self._formats.clock_time(at)))

    def set_backup(self, at: datetime | None) -> None:
        """Say when the book was last copied."""
        if at is None:
            self.backed_up.set_words(self.tr("还没有备份"))
            return
        self.backed_up.set_words(self.tr("上次备份 {time}").format(time=self._formats.moment(at)))

    def set_page_text(self, text: str) -> None:
        """Show what the page in front has to say about its content."""
        self.page.setText(text)

    def _layout_parts(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 0, 12, 0)
        layout.setSpacing(16)
        for part in (self.local, self.saved, self.backed_up, self.demo):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.page)
        layout.addWidget(self.shortcuts)


class FootNote(QAbstractButton):
    """Quiet words at the foot, with or without an icon; some lead somewhere."""

    def __init__(self, words: str, icon_name: str = "", parent: QWidget | None = None) -> None:
        """Show the words in the quiet colour."""
        super().__init__(parent)
        self._icon_name = icon_name
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Show other words."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetrics(theme.font(12)).horizontalAdvance(self.text())
        return QSize(self._icon_room() + words + 1, theme.px(16))

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        if self._icon_name and self.text():
            side = theme.px(14)
            place = QRectF(0, (self.height() - side) / 2, side, side)
            paint_icon(painter, place, self._icon_name, "t3")
        painter.setFont(theme.font(12))
        painter.setPen(token("t3"))
        place = QRectF(self.rect()).adjusted(self._icon_room(), 0, 0, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()

    def _icon_room(self) -> int:
        return current_theme().px(14) + 4 if self._icon_name and self.text() else 0
