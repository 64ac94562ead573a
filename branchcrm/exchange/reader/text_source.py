"""Reads delimited text and web pages that call themselves workbooks."""

import csv
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from typing import Final

from typing_extensions import override

from branchcrm.exchange.encodings import decode, find_delimiter
from branchcrm.exchange.errors import ConflictedFileError, DamagedFileError
from branchcrm.exchange.reader.source import NumberedRow, SheetFacts
from branchcrm.exchange.sniff import Container, Sniffed
from branchcrm.exchange.vcard import HEADINGS, read_cards

_LONGEST_FIELD: Final = 1_000_000
_MOST_COLUMNS: Final = 16_384
_MOST_SPAN: Final = 1000
_DELIMITER_NAMES: Final = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}


class TextSource:
    """A text file as one sheet."""

    def __init__(self, content: bytes, sniffed: Sniffed) -> None:
        """Decode the text.

        Raises:
            FileRefusedError: no encoding fits, or the bytes are no text.
        """
        self._name = sniffed.name
        self._text, encoding = decode(content, sniffed.name)
        self._is_page = sniffed.container == Container.HTML
        self._is_cards = sniffed.container == Container.CARDS
        is_plain = not (self._is_page or self._is_cards)
        self._delimiter = find_delimiter(self._text) if is_plain else ""
        _refuse_conflict(self._text, sniffed.name)
        self.details = {"encoding": encoding}
        if self._delimiter:
            self.details["delimiter"] = _DELIMITER_NAMES[self._delimiter]
        stem = sniffed.name.rpartition(".")[0] or sniffed.name
        self.sheet_names = [stem]

    def facts(self, index: int) -> SheetFacts:
        """Tell the sheet's name and about how many rows it has."""
        return SheetFacts(name=self.sheet_names[index], rows=self._text.count("\n") + 1)

    def rows(self, index: int) -> Iterator[NumberedRow]:
        """Give every row; a row that spans lines keeps the number of its order."""
        del index
        if self._is_cards:
            rows: list[list[object]] = [list(HEADINGS)]
            rows.extend(list(card) for card in read_cards(self._text))
            return enumerate(rows, start=1)
        return self._page_rows() if self._is_page else self._delimited_rows()

    def _delimited_rows(self) -> Iterator[NumberedRow]:
        csv.field_size_limit(_LONGEST_FIELD)
        lines = csv.reader(StringIO(self._text, newline=""), delimiter=self._delimiter)
        try:
            for number, cells in enumerate(lines, start=1):
                yield number, list(cells[:_MOST_COLUMNS])
        except csv.Error as problem:
            raise DamagedFileError(file=self._name) from problem

    def _page_rows(self) -> Iterator[NumberedRow]:
        page = _PageTable()
        page.feed(self._text)
        page.close()
        for number, cells in enumerate(page.rows, start=1):
            yield number, list(cells[:_MOST_COLUMNS])


def _refuse_conflict(text: str, name: str) -> None:
    """Refuse a text that holds both sides of a merge: its rows are not one table.

    Raises:
        ConflictedFileError: it does.
    """
    if "<<<<<<< " not in text or ">>>>>>> " not in text:
        return
    lines = text.splitlines()
    first = next((n for n, line in enumerate(lines, 1) if line.startswith("<<<<<<< ")), 0)
    if first and any(line.startswith("=======") for line in lines):
        raise ConflictedFileError(file=name, row=str(first))


class _PageTable(HTMLParser):
    """Collects the cells of every table of a web page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self._text: list[str] | None = None
        self._span = 1

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in {"td", "th"}:
            self._end_cell()
            self._text = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), _MOST_SPAN) if span.isdecimal() else 1
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table"}:
            self._end_cell()

    @override
    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _end_cell(self) -> None:
        if self._text is None:
            return
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append("".join(self._text).strip())
        self.rows[-1].extend([""] * (self._span - 1))
        self._text = None
        self._span = 1
