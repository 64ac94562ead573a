"""Writes address labels as PDF, to be printed at full size on sheets of labels."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from branchcrm.domain.label_sheet import LabelSheet
from branchcrm.exchange.pdf_pages import A4_MM, PdfAbout, PdfPage, fitted, wrapped, write_pages
from branchcrm.exchange.target import replacing

_NAME_SIZE: Final = 11.0
_SIZES: Final = (10.0, 9.0, 8.0, 7.0)
_PADDING: Final = 4.0
_LINE: Final = 0.45


def write_labels(
    target: Path, labels: Sequence[tuple[str, str]], sheet: LabelSheet, about: PdfAbout
) -> None:
    """Write labels given as address and addressee.

    Raises:
        NotWrittenError: nothing was written.
    """
    pages: list[PdfPage] = []
    for number, (address, addressee) in enumerate(labels):
        place = sheet.place(number)
        while len(pages) <= place.page:
            pages.append(PdfPage(*A4_MM))
        page, left = pages[place.page], place.left + _PADDING
        room = sheet.width - 2 * _PADDING
        names = wrapped(addressee, room, _NAME_SIZE)[:2]
        height = sheet.height - 2 * _PADDING - len(names) * _NAME_SIZE * _LINE
        size, lines = _address(address, room, height)
        base = place.top + _PADDING
        for line in lines:
            base += size * _LINE
            page.text(left, base, line, size)
        base = place.top + sheet.height - _PADDING - len(names) * _NAME_SIZE * _LINE
        for line in names:
            base += _NAME_SIZE * _LINE
            page.text(left, base, line, _NAME_SIZE)
    with replacing(target) as beside:
        write_pages(beside, pages, about)


def _address(text: str, room: float, height: float) -> tuple[float, list[str]]:
    """Give the largest type in which an address fits, and its lines; too long ones end in …."""
    for size in _SIZES:
        lines = wrapped(text, room, size)
        if len(lines) * size * _LINE <= height:
            return size, lines
    size, most = _SIZES[-1], max(1, int(height / (_SIZES[-1] * _LINE)))
    lines = wrapped(text, room, size)
    return size, [*lines[: most - 1], fitted("".join(lines[most - 1 :]), room, size)]
