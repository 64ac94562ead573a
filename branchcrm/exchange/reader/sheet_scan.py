"""One streaming pass over a sheet's XML for what the value reader does not tell.

python-calamine gives values fast but blanks error cells and knows nothing of hidden rows and
columns. These are rare, so searching the raw bytes for their marks costs a fraction of parsing.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Final

_CHUNK_BYTES: Final = 4 * 1024 * 1024
_HEAD_BYTES: Final = 64 * 1024
_LONGEST_PART: Final = 64 * 1024 * 1024
_MOST_NOTED: Final = 200_000
_HIDDEN: Final = (b'hidden="1"', b'hidden="true"', b"hidden='1'")
_ERROR: Final = (b't="e"', b"t='e'")
_REFERENCE: Final = re.compile(rb"""\br=["']([A-Z]{0,3})(\d{1,7})["']""")
_ERROR_VALUE: Final = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]{1,40})<")
_NO_VALUE: Final = re.compile(
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_SPAN: Final = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")
_MERGE: Final = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^>]*ref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']"""
)
_DIMENSION: Final = re.compile(
    rb"""<(?:\w+:)?dimension\s[^>]*ref=["'](?:[A-Z]+\d+:)?([A-Z]+)(\d+)["']"""
)
_ROW_NUMBER: Final = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d{1,9})["']""")
NO_CACHED_VALUE: Final = "#?"
_NoteFind = Callable[[bytes, int, "SheetNotes"], None]


@dataclass(slots=True)
class SheetNotes:
    """What the pass found; rows as Excel numbers them, columns from 0."""

    hidden_rows: int = 0
    hidden_columns: list[int] = field(default_factory=list)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    width: int = 0
    last_row: int = 0

    @property
    def cells(self) -> int:
        """Give the size of the rectangle that the sheet spans."""
        return self.width * self.last_row


def column_number(letters: bytes) -> int:
    """Give the column from 0 that the letters name."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def said_cells(part: IO[bytes]) -> int:
    """Give the size of the rectangle that the sheet's XML says to span; 0 where it says nothing."""
    size = _DIMENSION.search(part.read(_HEAD_BYTES))
    return (column_number(size[1]) + 1) * int(size[2]) if size else 0


def scan_sheet(part: IO[bytes]) -> SheetNotes:
    """Read the sheet's XML once and note what is hidden, merged or an error."""
    notes = SheetNotes()
    rest = b""
    is_first = True
    while chunk := part.read(_CHUNK_BYTES):
        region = rest + chunk
        cut = region.rfind(b"</row>") + 6
        if cut <= 5 and len(region) < _LONGEST_PART:  # noqa: PLR2004 - rfind found nothing
            rest = region
            continue
        cut = cut if cut > 5 else len(region)  # noqa: PLR2004 - rfind found nothing
        rest = region[cut:]
        _scan_region(region[:cut], notes, is_first=is_first)
        is_first = False
    _scan_region(rest, notes, is_first=is_first)
    return notes


def _scan_region(region: bytes, notes: SheetNotes, *, is_first: bool) -> None:
    if is_first and (size := _DIMENSION.search(region, 0, _HEAD_BYTES)):
        notes.width = column_number(size[1]) + 1
    for token in _HIDDEN:
        _each(region, token, notes, _note_hidden)
    for token in _ERROR:
        _each(region, token, notes, _note_error)
    _each(region, b"</f>", notes, _note_formula)
    if b"mergeCell " in region:
        for match in _MERGE.finditer(region):
            notes.merges.append(
                (int(match[2]), column_number(match[1]), int(match[4]), column_number(match[3]))
            )
    last = region.rfind(b"<row ")
    if last >= 0 and (number := _ROW_NUMBER.match(region, last)):
        notes.last_row = max(notes.last_row, int(number[1]))


def _each(region: bytes, token: bytes, notes: SheetNotes, note: _NoteFind) -> None:
    position = region.find(token)
    while position >= 0:
        note(region, position, notes)
        position = region.find(token, position + len(token))


def _tag_around(region: bytes, position: int) -> bytes:
    start = region.rfind(b"<", 0, position)
    end = region.find(b">", position)
    return region[start : end + 1] if start >= 0 else b""


def _note_hidden(region: bytes, position: int, notes: SheetNotes) -> None:
    tag = _tag_around(region, position)
    name = tag[1:12].split(b" ")[0].rpartition(b":")[2]
    if name == b"row":
        notes.hidden_rows += 1
    elif name == b"col":
        span = {key: int(number) for key, number in _SPAN.findall(tag)}
        first, last = span.get(b"min", 1), min(span.get(b"max", 1), 16_384)
        notes.hidden_columns.extend(range(first - 1, last))


def _note_error(region: bytes, position: int, notes: SheetNotes) -> None:
    tag = _tag_around(region, position)
    value = _ERROR_VALUE.search(region, position, position + 4096)
    code = value[1].decode("ascii", "replace") if value else "#?"
    _place_error(tag, code, notes)


def _note_formula(region: bytes, position: int, notes: SheetNotes) -> None:
    if _NO_VALUE.match(region, position + 4):
        start = region.rfind(b"<c ", 0, position)
        _place_error(region[start : region.find(b">", start) + 1], NO_CACHED_VALUE, notes)


def _place_error(tag: bytes, code: str, notes: SheetNotes) -> None:
    reference = _REFERENCE.search(tag)
    if reference and reference[1] and len(notes.errors) < _MOST_NOTED:
        notes.errors.setdefault(int(reference[2]), {})[column_number(reference[1])] = code
