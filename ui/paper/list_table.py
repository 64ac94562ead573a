"""The table of a list on paper: as wide as its cells need, in the largest type that fits."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import QFontMetricsF

from branchcrm.services.papers import PaperList
from ui.paper.card_tables import NOTHING
from ui.paper.ink import BODY, Ink
from ui.paper.pieces import Column, Piece, Row

_SIZES: Final = (BODY, 11, 10, 9)
_UPRIGHT_SIZES: Final = _SIZES[:2]
_WIDEST: Final = 190.0
_GAP: Final = 10.0


def is_wide(found: PaperList, ink: Ink, upright: float) -> bool:
    """Tell whether a list is too wide for upright paper."""
    return all(sum(_widths(found, ink, size)) > upright for size in _UPRIGHT_SIZES)


def list_rows(found: PaperList, ink: Ink, width: float) -> Iterator[Piece]:
    """Give the heading and the rows of a list."""
    if not found.rows:
        return
    sizes = [size for size in _SIZES if sum(_widths(found, ink, size)) <= width]
    size = sizes[0] if sizes else _SIZES[-1]
    columns = tuple(
        Column(heading, share, is_right)
        for heading, share, is_right in zip(
            found.headings, _widths(found, ink, size), found.is_right, strict=True
        )
    )
    yield Row(columns, found.headings, is_head=True, px=size)
    for row in found.rows:
        yield Row(columns, [text or NOTHING for text in row], px=size)


def _widths(found: PaperList, ink: Ink, size: int) -> list[float]:
    """Measure what each column needs; very long cells are shortened when they are drawn."""
    metrics = QFontMetricsF(ink.font(size))
    widths = []
    for place, heading in enumerate(found.headings):
        longest = max((metrics.horizontalAdvance(row[place]) for row in found.rows), default=0.0)
        widths.append(max(metrics.horizontalAdvance(heading), min(longest, _WIDEST)) + _GAP)
    return widths
