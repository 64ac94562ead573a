"""One place in the navigation rail."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.paint import fill_round, paint_icon, token
from ui.kit.theme import current_theme
from ui.room import NavCount

_HEIGHT, _PIN_HEIGHT, _FOLDED_WIDTH = 32, 28, 40
_ICON, _ICON_LEFT, _TEXT_LEFT = 18, 11, 38
_BAR_WIDTH, _BAR_HEIGHT, _DOT = 3, 16, 8


class RailPlace(QAbstractButton):
    """A page in the rail: icon, title and count; a dot when folded and urgent.

    Without an icon it is a view of the page above, and lower.
    """

    def __init__(self, icon_name: str, title: str, parent: QWidget | None = None) -> None:
        """Show a title (already translated) with an icon of the one family."""
        super().__init__(parent)
        self._icon_name = icon_name
        self._count = NavCount()
        self._is_folded = False
        self._is_under_mouse = False
        self.setText(title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    @property
    def count(self) -> NavCount:
        """The number that is shown."""
        return self._count

    def set_count(self, count: NavCount) -> None:
        """Show a number beside the title."""
        self._count = count
        self._describe()
        self.update()

    def set_folded(self, *, is_folded: bool) -> None:
        """Show the icon alone, with the title as a tooltip."""
        self._is_folded = is_folded
        self._describe()
        self.updateGeometry()
        self.update()

    def wide_width(self) -> int:
        """Give the width that the title and the count need unfolded."""
        title = QFontMetrics(current_theme().font(14, bold=True))
        words = title.horizontalAdvance(self.text())
        return current_theme().px(_TEXT_LEFT) + words + current_theme().px(48)

    @override
    def sizeHint(self) -> QSize:
        height = _HEIGHT if self._icon_name else _PIN_HEIGHT
        return QSize(_FOLDED_WIDTH, current_theme().px(height))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        self._is_under_mouse = True
        self.update()
        super().enterEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._is_under_mouse = False
        self.update()
        super().leaveEvent(event)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        self._paint_icon(painter)
        if self._is_folded:
            self._paint_dot(painter)
        else:
            self._paint_words(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        if self.isChecked() or self._is_under_mouse:
            fill_round(painter, QRectF(self.rect()), token("sel" if self.isChecked() else "hover"))
        if self.isChecked():
            height = current_theme().px(_BAR_HEIGHT)
            bar = QRectF(0, (self.height() - height) / 2, _BAR_WIDTH, height)
            fill_round(painter, bar, token("accent"), 1.5)

    def _paint_icon(self, painter: QPainter) -> None:
        if not self._icon_name:
            return
        size = current_theme().px(_ICON)
        left = (self.width() - size) / 2 if self._is_folded else current_theme().px(_ICON_LEFT)
        place = QRectF(left, (self.height() - size) / 2, size, size)
        name = f"{self._icon_name}-fill" if self.isChecked() else self._icon_name
        paint_icon(painter, place, name, "accent" if self.isChecked() else "t2")

    def _paint_words(self, painter: QPainter) -> None:
        theme, right = current_theme(), self.width() - 8
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._count.text:
            painter.setFont(theme.font(12, bold=self._count.is_urgent or self.isChecked()))
            painter.setPen(token(self._count_ink()))
            width = painter.fontMetrics().horizontalAdvance(self._count.text)
            painter.drawText(
                QRect(right - width, 0, width, self.height()), middle, self._count.text
            )
            right -= width + 8
        left = theme.px(_TEXT_LEFT)
        painter.setFont(theme.font(14, bold=self.isChecked()))
        painter.setPen(token("t1"))
        mode = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(self.text(), mode, right - left)
        painter.drawText(QRect(left, 0, right - left, self.height()), middle, text)

    def _count_ink(self) -> str:
        if self._count.is_urgent:
            return "danger"
        return "t1" if self.isChecked() else "t3"

    def _paint_dot(self, painter: QPainter) -> None:
        if self._count.is_urgent:
            dot = QRectF(self.width() / 2 + 2, self.height() / 2 - 10, _DOT, _DOT)
            fill_round(painter, dot, token("dangerfill"), _DOT / 2)

    def _describe(self) -> None:
        words = f"{self.text()} {self._count.text}".strip()
        self.setAccessibleName(words)
        self.setToolTip(words if self._is_folded or not self._icon_name else "")
