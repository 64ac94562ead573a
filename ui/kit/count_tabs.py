"""The parts of one list as tabs with counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.paint import paint_tier_glyph, token
from ui.kit.theme import current_theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTab:
    """One part of a list: its key, words, count, and a tier's glyph."""

    key: str
    label: str
    count: str = ""
    tier: str = ""


class _TabButton(QAbstractButton):
    def __init__(self, tab: CountTab) -> None:
        super().__init__()
        self.tab = tab
        self.setCheckable(True)
        self.setText(tab.label)
        self.setAccessibleName(f"{tab.label} {tab.count}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _font(self) -> QFont:
        return current_theme().font(bold=self.isChecked())

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.tab.label)
        if self.tab.count:
            width += 6 + QFontMetrics(theme.font(12)).horizontalAdvance(self.tab.count)
        return QSize(width + (theme.px(10) + 6 if self.tab.tier else 0), theme.px(40))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, left = QPainter(self), current_theme(), 0
        if self.tab.tier:
            size = theme.px(10)
            paint_tier_glyph(painter, 0, (self.height() - size) / 2, size, self.tab.tier)
            left = size + 6
        strong = self.isChecked() or self.underMouse()
        painter.setFont(self._font())
        painter.setPen(token("t1" if strong else "t2"))
        width = self.width()
        painter.drawText(QRectF(left, 0, width, self.height()), _LEFT, self.tab.label)
        left += QFontMetrics(self._font()).horizontalAdvance(self.tab.label) + 6
        painter.setFont(theme.font(12))
        painter.setPen(token("t3"))
        painter.drawText(QRectF(left, 1, width, self.height()), _LEFT, self.tab.count)
        if self.isChecked():
            painter.fillRect(0, self.height() - 2, width, 2, token("accent"))


class CountTabs(QFrame):
    """The parts of one list as tabs with counts, 40 px; arrow keys move between them."""

    changed = Signal(str)

    def __init__(self) -> None:
        """Start without tabs."""
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("line", "bottom")
        self.setFixedHeight(current_theme().px(40) + 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 1)
        self._row.setSpacing(24)
        self._row.addStretch(1)
        self._tabs: list[_TabButton] = []

    def set_tabs(self, tabs: Sequence[CountTab]) -> None:
        """Show tabs, keeping the chosen one where it still exists."""
        former = self.value()
        for button in self._tabs:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._tabs = [_TabButton(tab) for tab in tabs]
        for number, button in enumerate(self._tabs):
            button.clicked.connect(self._on_tab_clicked)
            self._row.insertWidget(number, button)
        self.set_value(former if self.tab(former) else tabs[0].key if tabs else "")

    def value(self) -> str:
        """Give the key of the chosen tab."""
        return next((b.tab.key for b in self._tabs if b.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Choose a tab without telling."""
        for button in self._tabs:
            is_chosen = button.tab.key == key
            button.setChecked(is_chosen)
            strong, click = Qt.FocusPolicy.StrongFocus, Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(strong if is_chosen else click)

    def tab(self, key: str) -> QAbstractButton | None:
        """Give the button of a tab, for keyboards and tests."""
        return next((button for button in self._tabs if button.tab.key == key), None)

    def add_at_end(self, widget: QWidget) -> None:
        """Put a widget at the right end of the row."""
        self._row.addWidget(widget)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or not self._tabs:
            super().keyPressEvent(event)
            return
        chosen = [button.isChecked() for button in self._tabs].index(True)
        target = self._tabs[(chosen + step) % len(self._tabs)]
        target.click()
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_tab_clicked(self) -> None:
        button = self.sender()
        if isinstance(button, _TabButton):
            self.set_value(button.tab.key)
            self.changed.emit(button.tab.key)
