"""Streams the rows of a sheet's XML: the plain ones by one pattern, any other by openpyxl's parser.

openpyxl builds an element for every cell, which takes six times as long. What Excel, WPS and the
programs that write workbooks usually write for a row fits the pattern; whatever does not, to the
last cell, goes to the parser, so that both ways give the same values.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import IO, Any, Final, cast

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from branchcrm.exchange.reader.source import NumberedRow

Read = Callable[[str, str], object]
_HEAD_BYTES: Final = 1024 * 1024
_CHUNK_BYTES: Final = 1024 * 1024
_LONGEST_ROW: Final = 64 * 1024 * 1024
_ROW: Final = re.compile(r"<row\b([^>]*?)(?:/>|>(.*?)</row>)", re.DOTALL)
_NUMBER: Final = re.compile(r'(?:^|\s)r="(\d{1,7})"')
_CELL: Final = re.compile(
    r'<c r="([A-Z]{1,3})\d{1,7}"([^<>]*?)(?:/>|>(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?'
    r"(?:<v>([^<]*)</v>|<v/>|<is><t(?: xml:space=\"preserve\")?>([^<]*)</t></is>)?</c>)"
)
_STYLE: Final = re.compile(r'\ss="(\d{1,5})"')
_TYPE: Final = re.compile(r'\st="(\w+)"')
_ODD: Final = re.compile(r"[&\r]|<!|<\?|<row")
_WHOLE: Final = re.compile(r"-?\d{1,300}", re.ASCII)
_SHEET_START: Final = b"<sheetData"
_SHEET_END: Final = b"</sheetData>"
_PREFIXES: Final = ("r", "mc", "x14", "x14ac", "xr", "xr2", "xr3")
_HEAD: Final = "".join(
    [
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
        *[f' xmlns:{prefix}="urn:{prefix}"' for prefix in _PREFIXES],
        "><sheetData><row>",
    ]
)
_TAIL: Final = "</row></sheetData></worksheet>"


class _OddRowError(Exception):
    """A row that the pattern does not tell the whole of."""


class SheetStream:
    """The rows of one sheet of a workbook that openpyxl has opened."""

    def __init__(self, sheet: ReadOnlyWorksheet) -> None:
        """Read with the workbook's texts and date formats."""
        # The types of openpyxl do not tell of what its own readers take.
        self._sheet = cast("Any", sheet)
        book = self._sheet.parent
        self._texts: list[str] = self._sheet._shared_strings  # noqa: SLF001 - no other way to them
        self._dates: set[int] = book._date_formats  # noqa: SLF001 - likewise
        self._spans: set[int] = book._timedelta_formats  # noqa: SLF001 - likewise
        self._reads: dict[str, Read] = {}
        self._columns: dict[str, int] = {}

    def is_readable(self) -> bool:
        """Tell whether the XML names its parts without a prefix and in single bytes."""
        with self._sheet._get_source() as part:  # noqa: SLF001 - the part of the open archive
            return _SHEET_START in part.read(_HEAD_BYTES)

    def rows(self) -> Iterator[NumberedRow]:
        """Give the rows that are there, with their numbers; blank cells are empty texts.

        Raises:
            ValueError: something else stands among the rows.
        """
        number = 0
        with self._sheet._get_source() as part:  # noqa: SLF001 - as above
            for region in _regions(part):
                end = 0
                for found in _ROW.finditer(region):
                    _require_blank(region[end : found.start()])
                    end = found.end()
                    given = _NUMBER.search(found[1])
                    number = int(given[1]) if given else number + 1
                    yield number, self._row(found)
                _require_blank(region[end:])

    def _row(self, found: re.Match[str]) -> list[object]:
        body = found[2]
        if not body:
            return []
        try:
            return self._plain(body)
        except (_OddRowError, ValueError, OverflowError, IndexError):
            return self._parsed(body)

    def _plain(self, body: str) -> list[object]:
        cells = _CELL.findall(body)
        if len(cells) != body.count("<c") or _ODD.search(body):
            raise _OddRowError
        columns, reads = self._columns, self._reads
        row: list[object] = []
        for letters, attributes, value, text in cells:
            column = columns.get(letters)
            if column is None:
                column = columns[letters] = column_index_from_string(letters) - 1
            if column != len(row):
                if column < len(row):
                    raise _OddRowError
                row.extend([""] * (column - len(row)))
            read = reads.get(attributes)
            if read is None:
                read = reads[attributes] = self._reading(attributes)
            row.append(read(value, text))
        return row

    def _reading(self, attributes: str) -> Read:
        """Give how cells of a type and a style are read."""
        kind, style = _TYPE.search(attributes), _STYLE.search(attributes)
        number = int(style[1]) if style else 0
        name = kind[1] if kind else "n"
        if name == "n" and number in self._dates:
            return self._day_reading(is_span=number in self._spans)
        return self._typed_readings().get(name, _refuse)

    def _typed_readings(self) -> Mapping[str, Read]:
        texts = self._texts
        return {
            "n": _number,
            "s": lambda value, _: texts[int(value)] if value else "",
            "str": lambda value, _: value,
            "e": lambda value, _: value,
            "inlineStr": _inline,
            "b": lambda value, _: bool(int(value)) if value else "",
        }

    def _day_reading(self, *, is_span: bool) -> Read:
        epoch = self._sheet.parent.epoch

        def read(value: str, _: str) -> object:
            return from_excel(float(value), epoch, timedelta=is_span) if value else ""

        return read

    def _parsed(self, body: str) -> list[object]:
        """Have openpyxl's parser read the cells of a row."""
        book = self._sheet.parent
        parser = WorkSheetParser(
            BytesIO(f"{_HEAD}{body}{_TAIL}".encode()),
            self._texts,
            data_only=True,
            epoch=book.epoch,
            date_formats=self._dates,
            timedelta_formats=self._spans,
        )
        cells: list[Any] = next(iter(parser.parse()))[1]
        filled = {cell["column"]: cell["value"] for cell in cells if cell["value"] is not None}
        return [filled.get(column, "") for column in range(1, max(filled, default=0) + 1)]


def _number(value: str, _: str) -> object:
    if _WHOLE.fullmatch(value):
        return int(value)
    return float(value) if value else ""


def _inline(value: str, text: str) -> object:
    if value:
        raise _OddRowError
    return text


def _refuse(_value: str, _text: str) -> object:
    raise _OddRowError


def _require_blank(text: str) -> None:
    if text and not text.isspace():
        message = "something that is no row stands among the rows"
        raise ValueError(message)


def _regions(part: IO[bytes]) -> Iterator[str]:
    """Give the XML in pieces that end behind a row, from the first row to the last.

    Raises:
        ValueError: a row is longer than any program writes, or the rows have no end.
    """
    rest = _behind_start(part)
    while chunk := part.read(_CHUNK_BYTES):
        region = rest + chunk
        cut = region.rfind(b"</row>") + len(b"</row>")
        if cut < len(b"</row>"):
            if len(region) > _LONGEST_ROW:
                message = "a row has no end"
                raise ValueError(message)
            rest = region
            continue
        rest = region[cut:]
        yield region[:cut].decode()
    last, mark, _ = rest.partition(_SHEET_END)
    if not mark:
        message = "the rows have no end"
        raise ValueError(message)
    yield last.decode()


def _behind_start(part: IO[bytes]) -> bytes:
    """Give what was read so far behind the mark where the rows begin."""
    _, _, behind = part.read(_HEAD_BYTES).partition(_SHEET_START)
    inside, _, rest = behind.partition(b">")
    return _SHEET_END if inside.endswith(b"/") else rest
