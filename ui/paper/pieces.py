"""The pieces that sheets are laid out from, each with its height and how it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from ui.kit.paint import paint_tier_glyph
from ui.paper.ink import BODY, NAME, ROW, SCORE, SECTION, SMALL, Ink

_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WRAPPED: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
ABREAST: Final = 3
LABEL_WIDTH: Final = 72.0
_WRITING: Final = 30.0
_TIER_INKS: Final = {"high": "hi", "mid": "mi", "low": "lo"}


class Piece(Protocol):
    """A part of a sheet that is never broken; `is_head` keeps it with what follows."""

    height: float
    is_head: bool

    def paint(self, painter: QPainter, box: QRectF, ink: Ink) -> None:
        """Draw into a box of the piece's height."""
        ...


def write(
    painter: QPainter, box: QRectF, text: str, font: QFont, *, is_right: bool = False
) -> None:
    """Write one line, shortened where it is too long."""
    painter.setFont(font)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, _RIGHT if is_right else _LEFT, shown)


@dataclass(slots=True)
class Title:
    """The head of the first sheet: a name, its tier, a line about it, and what the paper is."""

    name: str
    line: str
    kind: str
    product: str
    tier: str = ""
    tier_words: str = ""
    height: float = 64.0
    is_head: bool = False

    def paint(self, painter: QPainter, box: QRectF, ink: Ink) -> None:
        """Draw the head."""
        painter.setPen(ink.color("t1"))
        painter.setFont(ink.font(NAME, bold=True))
        painter.drawText(QRectF(box.left(), box.top() - 6, box.width() * 0.7, 38), _LEFT, self.name)
        right = QRectF(box.left(), box.top(), box.width(), 22)
        painter.setFont(ink.font(16, bold=True))
        painter.drawText(right, _RIGHT, self.kind)
        painter.setPen(ink.color("t2"))
        painter.setFont(ink.font(SMALL))
        painter.drawText(right.translated(0, 20), _RIGHT, self.product)
        left = box.left()
        if self.tier_words:
            left += self._chip(painter, QPointF(box.left(), box.top() + 36), ink) + 8
        painter.setPen(ink.color("t2"))
        painter.setFont(ink.font(14))
        painter.drawText(QRectF(left, box.top() + 36, box.width() * 0.7, 20), _LEFT, self.line)

    def _chip(self, painter: QPainter, at: QPointF, ink: Ink) -> float:
        width = ink.width(self.tier_words) + 28
        token = _TIER_INKS.get(self.tier)
        if token is None:
            width = ink.width(self.tier_words)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.color(f"{token}bg"))
            painter.drawRoundedRect(QRectF(at.x(), at.y(), width, 20), 4, 4)
            paint_tier_glyph(painter, at.x() + 5, at.y() + 5, 10, self.tier)
        painter.setPen(ink.color(token or "t3"))
        painter.setFont(ink.font(SMALL))
        inset = 20 if token else 0
        painter.drawText(QRectF(at.x() + inset, at.y(), width, 20), _LEFT, self.tier_words)
        return width


@dataclass(slots=True)
class Heading:
    """The name of a part over a black rule."""

    text: str
    height: float = 40.0
    is_head: bool = True

    def paint(self, painter: QPainter, box: QRectF, ink: Ink) -> None:
        """Draw words and rule."""
        painter.setPen(ink.color("t1"))
        painter.setFont(ink.font(SECTION, bold=True))
        painter.drawText(QRectF(box.left(), box.bottom() - 32, box.width(), 24), _LEFT, self.text)
        painter.setPen(ink.pen("t1"))
        line = box.bottom() - 6
        painter.drawLine(QPointF(box.left(), line), QPointF(box.right(), line))


@dataclass(slots=True)
class Pairs:
    """Up to three facts abreast, each with its label."""

    pairs: Sequence[tuple[str, str]]
    label_width: float = LABEL_WIDTH
    height: float = ROW
    is_head: bool = False

    def paint(self, painter: QPainter, box: QRectF, ink: Ink) -> None:
        """Draw the facts."""
        width = box.width() / ABREAST
        for place, (words, text) in enumerate(self.pairs):
            left = box.left() + place * width
            painter.setPen(ink.color("t2"))
            write(
                painter, QRectF(left, box.top(), self.label_width, box.height()), words, ink.font()
            )
            painter.setPen(ink.color("t1"))
            start, room = left + self.label_width, width - self.label_width - 8
            write(painter, QRectF(start, box.top(), room, box.height()), text, ink.font())


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, its side."""

    text: str
    share: float
    is_right: bool = False


@dataclass(slots=True)
class Row:
    """A row of a table over a hairline; the heading row is grey, the total bold."""

    columns: Sequence[Column]
    cells: Sequence[str]
    is_head: bool = False
    is_total: bool = False
    inset: float = 0.0
    px: int = BODY
    height: float = ROW

    def paint(self, painter: QPainter, box: QRectF, ink: Ink) -> None:
        """Draw the cells."""
        left, whole = box.left() + self.inset, box.width() - self.inset
        total = sum(column.share for column in self.columns)
        font = ink.font(self.px, bold=self.is_total)
        painter.setPen(ink.color("t2" if self.is_head else "t1"))
        for column, text in zip(self.columns, self.cells, strict=True):
            width = whole * column.share / total
            gap = 0 if column.is_right and column is self.columns[-1] else 8
            cell = QRectF(left, box.top(), width - gap, box.height())
            write(painter, cell, text, font, is_right=column.is_right)
            left += width
        painter.setPen(ink.pen("border2", 0.7))
        start = QPointF(box.left() + self.inset, box.bottom() - 0.5)
        painter.drawLine(start, QPointF(box.right(), box.bottom() - 0.5))


@dataclass(slots=True)
class Score:
    """A score beside the lines that make it."""

    score: str
    note: str
    rows: Sequence[Row]
    height: float = field(init=False)
    is_head: bool = False

    def __post_init__(self) -> None:
        """Be as high as the lines."""
        self.height = max(3, len(self.rows)) * ROW + 4

    def paint(self, painter: QPainter, box: QRectF, ink: Ink) -> None:
        """Draw both."""
        middle = box.top() + self.height / 2
        painter.setPen(ink.color("t1"))
        painter.setFont(ink.font(SCORE, bold=True))
        painter.drawText(QRectF(box.left(), middle - 26, 150, 34), _LEFT, self.score)
        width = ink.width(self.score, SCORE, bold=True)
        painter.setPen(ink.color("t2"))
        painter.setFont(ink.font(14))
        if self.score.replace(".", "").isdigit():
            painter.drawText(QRectF(box.left() + width + 4, middle - 18, 60, 28), _LEFT, "/ 100")
        painter.setFont(ink.font())
        room = QRectF(box.left(), middle + 12, 152, box.bottom() - middle - 12)
        painter.drawText(room, int(_WRAPPED), self.note)
        for place, row in enumerate(self.rows):
            row.paint(painter, QRectF(box.left(), box.top() + place * ROW, box.width(), ROW), ink)


@dataclass(slots=True)
class Words:
    """Plain lines of text, broken where they are too long."""

    text: str
    height: float = ROW
    is_head: bool = False

    @classmethod
    def fitted(cls, text: str, width: float, ink: Ink) -> "Words":
        """Give the text with the height that it needs."""
        metrics = QFontMetricsF(ink.font())
        flags = int(Qt.TextFlag.TextWordWrap)
        needed = metrics.boundingRect(QRectF(0, 0, width, 10_000), flags, text).height()
        return cls(text, max(ROW, needed + 8))

    def paint(self, painter: QPainter, box: QRectF, ink: Ink) -> None:
        """Write the text."""
        painter.setPen(ink.color("t1"))
        painter.setFont(ink.font())
        painter.drawText(box, _LEFT | Qt.TextFlag.TextWordWrap, self.text)


@dataclass(slots=True)
class BlankLines:
    """Lines to write on by hand."""

    count: int = 3
    height: float = field(init=False)
    is_head: bool = False

    def __post_init__(self) -> None:
        """Be as high as the lines."""
        self.height = self.count * _WRITING

    def paint(self, painter: QPainter, box: QRectF, ink: Ink) -> None:
        """Draw the lines."""
        painter.setPen(ink.pen("border2"))
        for line in range(1, self.count + 1):
            below = box.top() + line * _WRITING
            painter.drawLine(QPointF(box.left(), below), QPointF(box.right(), below))


@dataclass(slots=True)
class Bars:
    """Bars with their figures over and their names under them."""

    bars: Sequence[tuple[str, float, str]]
    note: str
    height: float = 140.0
    is_head: bool = False

    def paint(self, painter: QPainter, box: QRectF, ink: Ink) -> None:
        """Draw bars, base line and note."""
        most = max((value for _, value, _ in self.bars), default=0) or 1
        base, room = box.bottom() - 44, self.height - 64
        step = box.width() / max(1, len(self.bars))
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.setFont(ink.font(SMALL))
        for place, (name, value, shown) in enumerate(self.bars):
            left, tall = box.left() + place * step, room * max(0.0, value) / most
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.color("t2"))
            painter.drawRect(QRectF(left + step * 0.25, base - tall, step * 0.5, tall))
            painter.setPen(ink.color("t1"))
            if value > 0:
                painter.drawText(QRectF(left, base - tall - 20, step, 18), centre, shown)
            painter.setPen(ink.color("t2"))
            painter.drawText(QRectF(left, base + 2, step, 18), centre, name)
        painter.setPen(ink.pen("t3"))
        painter.drawLine(QPointF(box.left(), base), QPointF(box.right(), base))
        painter.setPen(ink.color("t2"))
        painter.drawText(QRectF(box.left(), box.bottom() - 20, box.width(), 18), _LEFT, self.note)


@dataclass(slots=True)
class Signatures:
    """Places to sign in, each with its name under a line."""

    names: Sequence[str]
    height: float = 56.0
    is_head: bool = False

    def paint(self, painter: QPainter, box: QRectF, ink: Ink) -> None:
        """Draw names and lines."""
        gap = 50.0
        width = (box.width() - gap * (len(self.names) - 1)) / max(1, len(self.names))
        painter.setFont(ink.font())
        for place, name in enumerate(self.names):
            left = box.left() + place * (width + gap)
            painter.setPen(ink.color("t1"))
            painter.drawText(QRectF(left, box.bottom() - 28, width, 22), _LEFT, name)
            painter.setPen(ink.pen("t1"))
            line = box.bottom() - 4
            painter.drawLine(QPointF(left, line), QPointF(left + width, line))
