"""The buttons on a toast, in inverse colours."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from ui.kit.paint import outline_round, paint_icon, token
from ui.kit.theme import current_theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ToastButton(QAbstractButton):
    """An outlined button with its key, or a bare icon."""

    def __init__(self, text: str, key: str = "", *, icon_name: str = "", name: str = "") -> None:
        """Take the words and their key, or an icon and its spoken name."""
        super().__init__()
        self.setText(text)
        self._key, self._icon_name = key, icon_name
        self.setAccessibleName(name or text)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        if self._icon_name:
            return QSize(theme.px(28), theme.px(28))
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        key = QFontMetrics(theme.font()).horizontalAdvance(self._key)
        return QSize(words + (6 + key if key else 0) + 18, theme.px(28))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        box = QRectF(self.rect())
        if self._icon_name:
            side = theme.px(16)
            place = QRectF((box.width() - side) / 2, (box.height() - side) / 2, side, side)
            paint_icon(painter, place, self._icon_name, "surface")
            return
        outline_round(painter, box, token("surface"))
        painter.setFont(theme.font(bold=True))
        painter.setPen(token("surface"))
        painter.drawText(box.adjusted(9, 0, 0, 0), _LEFT, self.text())
        left = 15 + QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        painter.setFont(theme.font())
        painter.drawText(box.adjusted(left, 0, 0, 0), _LEFT, self._key)
