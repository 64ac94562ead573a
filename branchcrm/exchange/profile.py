"""What is known of the export of another program: how it is recognised, what its columns mean."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cached_property

from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.headings import Heading, heading_key
from branchcrm.exchange.joined_columns import JoinedColumn, Joining


def keys_of(names: str) -> frozenset[str]:
    """Give the compared forms of column names with `|` between."""
    return frozenset(heading_key(name) for name in names.split("|") if name)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One kind of export.

    `marks` are sets of column names: a table with all names of one set, and none of `unless`,
    is such an export. `fields` gives the columns of each field, in every way they are written.
    The columns in `carried` stand only in the first row of a document with several lines.
    """

    key: str
    label: str = ""
    kind: ImportKind
    marks: tuple[str, ...]
    unless: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    left_out: str = ""
    joinings: tuple[Joining, ...] = ()
    carried: str = ""

    def fits(self, keys: AbstractSet[str]) -> bool:
        """Tell whether a table with these headings is such an export."""
        return not self._barring & keys and any(mark <= keys for mark in self._mark_keys)

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """Give the field of every column that the export is known to have."""
        known = dict.fromkeys(keys_of(self.left_out), "")
        for name, columns in self.fields.items():
            known.update(dict.fromkeys(keys_of(columns), name))
        return known

    def joined(self, headings: Sequence[Heading]) -> tuple[JoinedColumn, ...]:
        """Give the joined columns for a table, behind its own columns."""
        start = max(heading.column for heading in headings) + 1
        found: list[JoinedColumn] = []
        for joining in self.joinings:
            column = joining.in_table(headings, start + len(found))
            if column is not None:
                found.append(column)
        return tuple(found)

    def carried_columns(self, headings: Iterable[Heading]) -> frozenset[int]:
        """Give the columns of a table whose blanks repeat the row above."""
        keys = keys_of(self.carried)
        return frozenset(heading.column for heading in headings if heading.key in keys)

    @cached_property
    def _barring(self) -> frozenset[str]:
        return keys_of(self.unless)

    @cached_property
    def _mark_keys(self) -> tuple[frozenset[str], ...]:
        return tuple(map(keys_of, self.marks))
