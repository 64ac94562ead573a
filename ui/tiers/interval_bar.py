"""A share with its interval, painted on a scale from 0 to 100 %."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from branchcrm.domain.proportion import Proportion
from branchcrm.domain.wording import mark
from ui.kit.paint import fill_round, token
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_DOT = 8


def within(share: str, low: str, high: str) -> str:
    """Give a share with the span that so few people allow, in words."""
    return translate(mark("{share}（{low}–{high}）")).format(share=share, low=low, high=high)


class IntervalBar(QWidget):
    """The span that so few people allow, with the share as a dot on it."""

    def __init__(self, share: Proportion, *, is_flagged: bool = False) -> None:
        """Take the share, and whether it stands out."""
        super().__init__()
        self._share, self._is_flagged = share, is_flagged
        low, high = share.interval
        self.setAccessibleName(within(f"{share.share:.1%}", f"{low:.1%}", f"{high:.1%}"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(120), theme.px(16))

    @override
    def minimumSizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(56), theme.px(16))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, middle = QPainter(self), self.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() - _DOT
        fill_round(painter, QRectF(_DOT / 2, middle - 1, width, 2), token("lobg"), 1)
        low, high = self._share.interval
        ink = token("warn" if self._is_flagged else "fill")
        pale = token("warn" if self._is_flagged else "fill")
        pale.setAlphaF(0.35)
        span = QRectF(_DOT / 2 + width * low, middle - 3, max(2.0, width * (high - low)), 6)
        fill_round(painter, span, pale, 3)
        dot = QRectF(width * self._share.share, middle - _DOT / 2, _DOT, _DOT)
        fill_round(painter, dot, ink, _DOT / 2)
