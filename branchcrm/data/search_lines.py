"""What searches look at of some customers, in memory as lines that are looked through at once."""

import json
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from sqlalchemy.engine import Connection

from branchcrm.data.search_index import MORE_FIELDS, searched_from
from branchcrm.data.search_match import match
from branchcrm.data.search_needles import LINE, PIECE, Needle, Way
from branchcrm.data.search_tokens import Searched, plain_code

_BATCH = 4096
_PART = 2048
_READING = "|"
_COLUMNS = (
    *("names", "readings", "initials", "syllables", "numbers"),
    *("codes", "phones", "id_numbers", "usccs"),
)
_NOBODY = ("",) * len(_COLUMNS)


class _Column:
    """One text of all lines, and where each begins."""

    def __init__(self, lines: Sequence[str]) -> None:
        text = LINE.join(lines)
        if text.count(LINE) >= len(lines) > 0:
            lines = [line.replace(LINE, PIECE) for line in lines]
            text = LINE.join(lines)
        self.text = f"{LINE}{text}{LINE}"
        self.starts = array("l", accumulate((len(line) + 1 for line in lines), initial=0))

    def lines_with(self, text: str, first: int, behind: int) -> Iterator[int]:
        """Give the lines from the first on in which a text stands."""
        whole, starts = self.text, self.starts
        end = starts[behind]
        place = whole.find(text, starts[first], end)
        while place >= 0:
            line = bisect_right(starts, place, first, behind) - 1
            yield line
            place = whole.find(text, starts[line + 1], end)

    def holds(self, line: int, text: str) -> bool:
        """Tell whether a text stands in a line."""
        return self.text.find(text, self.starts[line], self.starts[line + 1]) >= 0

    def line(self, number: int) -> str:
        """Give what stands in a line."""
        return self.text[self.starts[number] + 1 : self.starts[number + 1]]


class CustomerLines:
    """Lines of customers: the names in one column, their readings in others, numbers in two."""

    def __init__(self, connection: Connection, ids: Sequence[int]) -> None:
        """Read the lines of customers, in their order."""
        self._count = len(ids)
        columns = list(zip(*_lines(connection, ids), strict=True)) or [()] * len(_COLUMNS)
        self._columns = {
            name: _Column(lines) for name, lines in zip(_COLUMNS, columns, strict=True)
        }

    def meant(self, text: str, ways: Sequence[Way]) -> Iterator[int]:
        """Give the lines of the customers whom a text means in one of the ways, in order.

        They are looked through part by part: what stands in none of them is not looked for in
        all before the first is given.
        """
        for first in range(0, self._count, _PART):
            behind = min(first + _PART, self._count)
            found = set[int]()
            for way in ways:
                found.update(self._meant_in(text, way, first, behind))
            yield from sorted(found)

    def _meant_in(self, text: str, way: Way, first: int, behind: int) -> Iterator[int]:
        leading, *others = way.needles
        for line in self._columns[leading.column].lines_with(leading.text, first, behind):
            if all(self._holds(line, needle) for needle in others) and (
                way.is_sure or match(text, self._searched(line)) is not None
            ):
                yield line

    def _holds(self, line: int, needle: Needle) -> bool:
        return self._columns[needle.column].holds(line, needle.text)

    def _searched(self, line: int) -> Searched:
        columns = self._columns
        first, *others = columns["syllables"].line(line).split(_READING)
        phones, id_number, *_ = columns["numbers"].line(line).split(_READING)
        return Searched(
            name_key=columns["names"].line(line),
            syllables=first,
            alternates=_READING.join(others),
            phones=phones,
            id_number=id_number.strip(),
            code=columns["codes"].line(line),
        )


def _lines(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[str, ...]]:
    driver: Any = connection.connection.driver_connection
    for start in range(0, len(ids), _BATCH):
        batch = ids[start : start + _BATCH]
        rows = driver.execute(
            f"SELECT {MORE_FIELDS}, c.reading, c.initials FROM customer c"  # noqa: S608
            " WHERE c.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(batch)),),
        )
        found = {row[0]: _line(row) for row in rows}
        for number in batch:
            yield found.get(number, _NOBODY)


def _line(row: Sequence[str | None]) -> tuple[str, ...]:
    searched = searched_from(row)
    syllables, initials = PIECE + searched.syllables, row[10] or ""
    if searched.alternates:
        for reading in searched.alternates.split(_READING):
            syllables += f"{_READING}{PIECE}{reading}"
            initials += _READING + "".join([part[0] for part in reading.split()])
    return (
        searched.name_key,
        row[9] or "",
        initials,
        syllables,
        f" {searched.phones}| {searched.id_number.lower()}| {plain_code(searched.code)}",
        searched.code,
        row[6] or "",
        row[8] or "",
        row[2] or "",
    )
