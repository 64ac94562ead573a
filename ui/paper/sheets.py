"""Lays pieces out on sheets of a paper size, and draws a sheet on anything."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageSize, QPainter

from ui.paper.ink import MARGIN, MILLIMETRE, SECTION, SMALL, Ink
from ui.paper.pieces import Piece, Row

FOOT: Final = 32.0
_RUNNING_HEAD: Final = 40.0
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """What stands on every sheet beside the pieces.

    `page` is a sentence with the places {page} and {count}.
    """

    name: str
    code: str
    kind: str
    left: str
    right: str
    page: str


@dataclass(slots=True)
class Sheet:
    """One side of paper: pieces with their tops."""

    pieces: list[tuple[float, Piece]] = field(default_factory=list)


def paper_size(size: QPageSize.PageSizeId, *, is_wide: bool = False) -> QSizeF:
    """Give the size of a paper in 1/96 inch; wide paper lies on its side."""
    upright = QPageSize(size).size(QPageSize.Unit.Millimeter) * MILLIMETRE
    return upright.transposed() if is_wide else upright


def width_between_margins(size: QPageSize.PageSizeId, *, is_wide: bool = False) -> float:
    """Give the width that pieces have on a paper."""
    return paper_size(size, is_wide=is_wide).width() - 2 * MARGIN


class Document:
    """Pieces laid out on sheets of one size."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        margins: Margins,
        size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4,
        *,
        is_wide: bool = False,
    ) -> None:
        """Lay out; a heading stays with what follows, a table's heading is repeated."""
        self.size_id = size
        self.is_wide = is_wide
        self.size = paper_size(size, is_wide=is_wide)
        self._margins = margins
        self.sheets: list[Sheet] = [Sheet()]
        self._top = MARGIN
        self._lay_out(pieces)

    @property
    def width(self) -> float:
        """The width between the margins."""
        return self.size.width() - 2 * MARGIN

    def paint(self, painter: QPainter, number: int, ink: Ink) -> None:
        """Draw a sheet, counted from 0; one unit is 1/96 inch."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for top, piece in self.sheets[number].pieces:
            painter.save()
            piece.paint(painter, QRectF(MARGIN, top, self.width, piece.height), ink)
            painter.restore()
        if number:
            self._running_head(painter, ink)
        self._foot(painter, number, ink)

    def _lay_out(self, pieces: Sequence[Piece]) -> None:
        bottom = self.size.height() - MARGIN - FOOT
        heading: Row | None = None
        for place, piece in enumerate(pieces):
            if not isinstance(piece, Row) or piece.is_head:
                heading = piece if isinstance(piece, Row) else None
            needed = piece.height
            follower = place
            while pieces[follower].is_head and follower + 1 < len(pieces):
                follower += 1
                needed += pieces[follower].height
            if self._top + needed > bottom and self.sheets[-1].pieces:
                self.sheets.append(Sheet())
                self._top = MARGIN + _RUNNING_HEAD
                if heading is not None and piece is not heading:
                    self._put(heading)
            self._put(piece)

    def _put(self, piece: Piece) -> None:
        self.sheets[-1].pieces.append((self._top, piece))
        self._top += piece.height

    def _running_head(self, painter: QPainter, ink: Ink) -> None:
        line = QRectF(MARGIN, MARGIN, self.width, 20)
        painter.setPen(ink.color("t1"))
        painter.setFont(ink.font(SECTION, bold=True))
        painter.drawText(line, _LEFT, self._margins.name)
        left = ink.width(self._margins.name, SECTION, bold=True) + 16
        painter.setPen(ink.color("t2"))
        painter.setFont(ink.font(SMALL))
        painter.drawText(line.adjusted(left, 0, 0, 0), _LEFT, self._margins.code)
        painter.drawText(line, _RIGHT, self._margins.kind)

    def _foot(self, painter: QPainter, number: int, ink: Ink) -> None:
        top = self.size.height() - MARGIN - 24
        painter.setPen(ink.pen("border2"))
        painter.drawLine(QPointF(MARGIN, top), QPointF(MARGIN + self.width, top))
        painter.setPen(ink.color("t2"))
        painter.setFont(ink.font(SMALL))
        line = QRectF(MARGIN, top + 4, self.width, 20)
        painter.drawText(line, _LEFT, self._margins.left)
        page = self._margins.page.format(page=f"{number + 1:,}", count=f"{len(self.sheets):,}")
        painter.drawText(line, _RIGHT, f"{self._margins.right}      {page}")
