"""Puts a plain list onto paper: a PDF with the heading on every page, and who took it below."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from branchcrm.exchange.errors import TooLongForPaperError
from branchcrm.exchange.list_writer import ColumnKind, ListColumn, ListFile
from branchcrm.exchange.pdf_pages import (
    A4_MM,
    PdfAbout,
    PdfPage,
    fitted,
    text_width_mm,
    write_pages,
)

MOST_PAPER_ROWS: Final = 20_000
_MARGIN: Final = 12.0
_TITLE_SIZE: Final = 14.0
_SMALL: Final = 7.5
_SIZES: Final = (9.0, 8.0, 7.0, 6.0)
_ROW: Final = 6.0
_GAP: Final = 2.0
_TOP: Final = 26.0
_FOOT: Final = 10.0
RIGHT_KINDS: Final = frozenset([ColumnKind.MONEY, ColumnKind.NUMBER, ColumnKind.QUANTITY])


def write_paper(
    path: Path, about: ListFile, columns: Sequence[ListColumn], rows: Iterable[Sequence[Any]]
) -> None:
    """Write a list as PDF.

    Raises:
        TooLongForPaperError: more rows than anybody prints.
    """
    paper = _Paper(about, columns)
    for number, row in enumerate(rows):
        if number == MOST_PAPER_ROWS:
            raise TooLongForPaperError(most=MOST_PAPER_ROWS)
        paper.add(
            [paper_text(cell, column.kind) for cell, column in zip(row, columns, strict=True)]
        )
    paper.finish()
    said = PdfAbout(title=about.title, author=about.author, at=about.written_at)
    write_pages(path, paper.pages, said)


class _Paper:
    """Lays rows out page by page."""

    def __init__(self, about: ListFile, columns: Sequence[ListColumn]) -> None:
        self._about, self._columns = about, columns
        narrow, wide = sorted(A4_MM)
        wanted = [max(one.width, _halves(one.heading)) for one in columns]
        self._size, self._is_wide = _fitting_size(sum(wanted), narrow, wide)
        self._width, self._height = (wide, narrow) if self._is_wide else (narrow, wide)
        room = self._width - 2 * _MARGIN
        share = room / sum(wanted)
        self._widths = [one * share for one in wanted]
        self.pages: list[PdfPage] = []
        self._at = 0.0
        self._begin()

    def add(self, cells: Sequence[str]) -> None:
        """Write a row, on the next page where this one is full."""
        if self._at + _ROW > self._height - _MARGIN - _FOOT:
            self._begin()
        self._row(cells)
        self.pages[-1].line(_MARGIN, self._width - _MARGIN, self._at)

    def finish(self) -> None:
        """Write the foot of every page, now that their number is known."""
        base, right = self._height - _MARGIN, self._width - _MARGIN
        for number, page in enumerate(self.pages, start=1):
            count = f"{number} / {len(self.pages)}"
            room = right - _MARGIN - text_width_mm(count, _SMALL) - _GAP
            page.text(_MARGIN, base, fitted(self._about.foot, room, _SMALL), _SMALL)
            page.text_right(right, base, count, _SMALL)

    def _begin(self) -> None:
        page = PdfPage(self._width, self._height)
        self.pages.append(page)
        page.text(_MARGIN, _MARGIN + 6, self._about.title, _TITLE_SIZE)
        self._at = _TOP - _ROW
        self._row([column.heading for column in self._columns])
        page.line(_MARGIN, self._width - _MARGIN, self._at, is_strong=True)

    def _row(self, cells: Sequence[str]) -> None:
        page, left = self.pages[-1], _MARGIN
        base = self._at + _ROW - 1.8
        for text, column, width in zip(cells, self._columns, self._widths, strict=True):
            shown = fitted(text, width - _GAP, self._size)
            if column.kind in RIGHT_KINDS:
                page.text_right(left + width - _GAP, base, shown, self._size)
            else:
                page.text(left, base, shown, self._size)
            left += width
        self._at += _ROW


def _halves(text: str) -> float:
    return text_width_mm(text, 2) / text_width_mm("0", 2) + 1


def _fitting_size(wanted: float, narrow: float, wide: float) -> tuple[float, bool]:
    """Give the largest type in which the columns fit, upright before sideways."""
    for is_wide, width in ((False, narrow), (True, wide)):
        for size in _SIZES[: None if is_wide else 2]:
            if wanted * text_width_mm("0", size) <= width - 2 * _MARGIN:
                return size, is_wide
    return _SIZES[-1], True


def paper_text(cell: object, kind: ColumnKind) -> str:
    """Give a cell as paper shows it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}" if kind is ColumnKind.MOMENT else f"{cell:%Y-%m-%d}"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal) and kind is ColumnKind.MONEY:
        return f"{cell:,.2f}"
    return " ".join(str(cell).split())
