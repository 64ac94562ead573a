"""Columns that a file does not have, made of several that it has: a name of first and last."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from branchcrm.exchange.cells import Cell, SheetRow, text_of
from branchcrm.exchange.headings import Heading, heading_key
from branchcrm.exchange.joined_text import values_in, whole_address, whole_name

Groups = Sequence[Sequence[str]]
_NAMED_SOURCES: Final = 3
_NOWHERE: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What one joined column is made of, by the names that columns have in a kind of export.

    Each part names its column in every way it is written, with `|` between; parts that belong
    together stand in one group. With fewer groups than `least_groups` there is nothing to join.
    """

    field: str
    groups: tuple[tuple[str, ...], ...]
    text: Callable[[Groups, Sequence[str]], str]
    least_groups: int = 1

    def in_table(self, headings: Sequence[Heading], column: int) -> "JoinedColumn | None":
        """Give the joined column for a table, None where the table has none of its parts."""
        places = {heading.key: heading for heading in reversed(headings)}
        found = [[_named(part, places) for part in group] for group in self.groups]
        sources = [heading for group in found for heading in group if heading is not None]
        if sum(any(group) for group in found) < self.least_groups:
            return None
        more = " …" if len(sources) > _NAMED_SOURCES else ""
        named = " + ".join(heading.text for heading in sources[:_NAMED_SOURCES])
        return JoinedColumn(
            heading=Heading(column=column, text=named + more, key=f"+{self.field}{column}"),
            field=self.field,
            places=tuple(
                tuple(_NOWHERE if one is None else one.column for one in group) for group in found
            ),
            labels=tuple(
                next((one.text for one in group if one is not None), "") for group in found
            ),
            text=self.text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedColumn:
    """One joined column of a table: where it stands behind the others, and what it reads."""

    heading: Heading
    field: str
    places: tuple[tuple[int, ...], ...]
    labels: tuple[str, ...]
    text: Callable[[Groups, Sequence[str]], str]

    @property
    def sources(self) -> frozenset[int]:
        """Give the columns that it reads."""
        return frozenset(one for group in self.places for one in group if one != _NOWHERE)

    def cell(self, cells: Sequence[Cell]) -> str | None:
        """Give its cell in a row."""
        width = len(cells)
        groups = [
            [text_of(cells[one]).strip() if 0 <= one < width else "" for one in group]
            for group in self.places
        ]
        return self.text(groups, self.labels) or None


def with_joined(row: SheetRow, joined: Sequence[JoinedColumn]) -> SheetRow:
    """Give a row with its joined cells behind its own."""
    start = joined[0].heading.column
    cells = row.cells[:start] + [None] * (start - len(row.cells))
    return SheetRow(row.number, [*cells, *(column.cell(row.cells) for column in joined)])


def _named(part: str, places: Mapping[str, Heading]) -> Heading | None:
    keys = map(heading_key, part.split("|"))
    return next((places[key] for key in keys if key in places), None)


def name_of(groups: Groups, labels: Sequence[str]) -> str:
    """Join family, given, middle and suffix; else take the whole name, else the company."""
    del labels
    family, given, middle, suffix, whole, company = groups[0]
    return whole_name(family, given, middle, suffix) or whole or company


def first_address(groups: Groups, labels: Sequence[str]) -> str:
    """Give the first address of the row."""
    del labels
    return next(filter(None, map(whole_address, groups)), "")


def more_addresses(groups: Groups, labels: Sequence[str]) -> str:
    """Give the other addresses of the row, each behind what its columns call it."""
    named = [(label, whole_address(group)) for label, group in zip(labels, groups, strict=True)]
    return "\n".join(f"{label}: {text}" for label, text in [one for one in named if one[1]][1:])


def all_values(groups: Groups, labels: Sequence[str]) -> str:
    """Give every value of the row, the way several phones stand in one cell."""
    del labels
    return "、".join(value for group in groups for text in group for value in values_in(text))


def first_value(groups: Groups, labels: Sequence[str]) -> str:
    """Give the first value of the row."""
    del labels
    values = (value for group in groups for text in group for value in values_in(text))
    return next(values, "")


def more_values(groups: Groups, labels: Sequence[str]) -> str:
    """Give all values of the row but the first, each behind what its column is called."""
    named = [
        f"{label}: {value}"
        for label, group in zip(labels, groups, strict=True)
        for text in group
        for value in values_in(text)
    ]
    return "\n".join(named[1:])
