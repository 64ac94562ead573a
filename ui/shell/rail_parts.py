"""The two ends of the navigation rail: the search field and the signed-in person."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget
from typing_extensions import override

from ui.kit.buttons import IconButton
from ui.kit.paint import (
    fill_round,
    key_hint_width,
    outline_round,
    paint_avatar,
    paint_icon,
    paint_key_hint,
    token,
)
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_AVATAR = 28
_FIELD_HEIGHT = 32
_USER_HEIGHT = 44
_HINT = "Ctrl K"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Who is signed in, as the rail shows it; the role is a source text."""

    name: str
    role: str


class SearchButton(QAbstractButton):
    """Looks like a search field and opens the command palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the hint and the key that does the same."""
        super().__init__(parent)
        self.is_folded = False
        self.setObjectName("search_button")
        self.setText(self.tr("搜索或跳转"))
        self.setAccessibleName(self.text())
        self.setToolTip(f"{self.text()}  Ctrl+K")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(40), theme.px(_FIELD_HEIGHT))

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        painter = QPainter(self)
        side = current_theme().px(16)
        top = (self.height() - side) / 2
        if self.is_folded:
            paint_icon(
                painter, QRectF((self.width() - side) / 2, top, side, side), "magnifying-glass"
            )
        else:
            fill_round(painter, QRectF(self.rect()), token("surface"))
            outline_round(painter, QRectF(self.rect()), token("ctl"))
            paint_icon(painter, QRectF(8, top, side, side), "magnifying-glass")
            self._paint_words(painter, 8 + side + 8)
        painter.end()

    def _paint_words(self, painter: QPainter, left: int) -> None:
        right = self.width() - 7 - key_hint_width(_HINT)
        paint_key_hint(painter, right, self.height() / 2, _HINT)
        painter.setFont(current_theme().font())
        painter.setPen(token("t3"))
        mode = Qt.TextElideMode.ElideRight
        words = painter.fontMetrics().elidedText(self.text(), mode, right - left - 4)
        place = QRect(left, 0, right - left, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)


class UserBlock(QWidget):
    """Who is signed in, with the button that locks the window."""

    lock_requested = Signal()

    def __init__(self, user: SignedIn, parent: QWidget | None = None) -> None:
        """Show the person's first character, name and role."""
        super().__init__(parent)
        self._user = SignedIn(name=user.name, role=translate(user.role))
        self._is_folded = False
        self.setFixedHeight(current_theme().px(_USER_HEIGHT))
        self.setAccessibleName(f"{user.name} {self._user.role}")
        self.lock = IconButton("lock-simple", self.tr("锁定或换人"))
        self.lock.set_name(self.tr("锁定或换人"), "Ctrl+L")
        self.lock.setObjectName("lock_button")
        self.lock.clicked.connect(self.lock_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(self.lock)

    def set_folded(self, *, is_folded: bool) -> None:
        """Show the avatar alone; a click on it locks."""
        self._is_folded = is_folded
        self.lock.setVisible(not is_folded)
        words = f"{self._user.name} {self._user.role}\n{self.tr('锁定或换人')}  Ctrl+L"
        self.setToolTip(words if is_folded else "")
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_folded and event.button() == Qt.MouseButton.LeftButton:
            self.lock_requested.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = current_theme().px(_AVATAR)
        left = (self.width() - side) / 2 if self._is_folded else 8
        place = QRectF(left, (self.height() - side) / 2, side, side)
        paint_avatar(painter, place, self._user.name)
        if not self._is_folded:
            self._paint_words(painter, 8 + side + 8)
        painter.end()

    def _paint_words(self, painter: QPainter, left: int) -> None:
        width = self.lock.x() - left - 4
        half = self.height() // 2
        lines = ((self._user.name, 14, "t1", 2), (self._user.role, 12, "t3", half))
        for text, size, ink, top in lines:
            painter.setFont(current_theme().font(size))
            painter.setPen(token(ink))
            words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top, width, half), Qt.AlignmentFlag.AlignVCenter, words)
