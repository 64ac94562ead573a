"""The rows of a customer table made ready: what the book will keep of them, column by column."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from typing_extensions import override

from branchcrm.data.columns import day_number
from branchcrm.data.customer_values import (
    COLUMNS,
    changed_columns,
    facts_of_stored,
    stored_columns,
)
from branchcrm.data.search_created import created_tokens
from branchcrm.data.stored import StoredValue
from branchcrm.domain.customer import CustomerFacts, CustomerKind, OwnValue
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.customer_columns import CustomerColumns
from branchcrm.exchange.issues import CellIssue


class PackedRows:
    """Rows of the file; those that another program sends are unpacked when one is asked for."""

    def __init__(self, rows: Sequence[SheetRow]) -> None:
        """Hold the rows."""
        self._rows: Sequence[SheetRow] | None = rows
        self._packed = b""

    def __getitem__(self, place: int) -> SheetRow:
        """Give the row of a place."""
        if self._rows is None:
            rows = pickle.loads(self._packed)  # noqa: S301 - from a program of ours
            self._rows = [SheetRow(number, cells) for number, cells in rows]
        return self._rows[place]

    @override
    def __getstate__(self) -> bytes:
        """Pack the rows."""
        return pickle.dumps([(row.number, row.cells) for row in self._rows or ()])

    def __setstate__(self, packed: bytes) -> None:
        """Hold what was packed."""
        self._rows, self._packed = None, packed


@dataclass(slots=True, kw_only=True)
class PreparedCustomers:
    """What some rows say of customers, in the form in which it is stored.

    `values` has the columns of the customer table that any row fills; a name that only repeats
    the code is empty there, but read. `tokens` are those of the search index, without those of a
    code that is still to be given; None where nothing will be written. The `refused` rows say
    nothing; `issues` holds what was found, by place of the row.
    """

    numbers: Sequence[int]
    rows: PackedRows
    values: dict[str, Sequence[StoredValue]]
    tokens: list[str] | None
    own: Sequence[Mapping[str, OwnValue] | None] | None
    managers: Sequence[str | None]
    figures: Mapping[str, Sequence[int | None]]
    issues: Mapping[int, Sequence[CellIssue]]
    refused: frozenset[int]

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.numbers)

    def figures_at(self, place: int) -> dict[str, int]:
        """Give the figures that one row reports."""
        return {
            measure: value
            for measure, column in self.figures.items()
            if (value := column[place]) is not None
        }

    def facts_at(self, place: int) -> CustomerFacts:
        """Give the facts of one row."""
        said = {name: column[place] for name, column in self.values.items()}
        return facts_of_stored(said, self.own[place] if self.own else None)

    def set_facts(self, place: int, facts: CustomerFacts) -> None:
        """Put what a later row made of a customer in the place of what this one says."""
        for name, value in changed_columns(self.facts_at(place), facts).items():
            column = list(self.values.get(name) or [None] * len(self))
            column[place] = value
            self.values[name] = column
        if self.tokens is not None:
            whole = {name: [column[place]] for name, column in self.values.items()}
            (self.tokens[place],) = created_tokens(whole, 1)
        own = list(self.own or [None] * len(self))
        own[place] = facts.own or None
        self.own = own if any(own) else None


def prepare_customers(read: CustomerColumns, *, is_dry: bool) -> PreparedCustomers:
    """Make what was read of some rows ready to be matched and, unless that is all, written."""
    count = len(read)
    facts = _without(read.facts, read.refused)
    names = facts["name"]
    codes = facts.get("code", [None] * count)
    called = [name or code or "" for name, code in zip(names, codes, strict=True)]
    columns = dict(zip(COLUMNS, stored_columns({**facts, "name": called}, count), strict=True))
    columns |= {"name": names, "code": codes}
    values = {name: column for name, column in columns.items() if column.count(None) < count}
    own = facts.get("own")
    return PreparedCustomers(
        numbers=[row.number for row in read.rows],
        rows=PackedRows(read.rows),
        values=values,
        tokens=None if is_dry else created_tokens(values, count),
        own=own if own is not None and any(own) else None,
        managers=read.managers,
        figures={name: list(map(_figure, column)) for name, column in read.figures.items()},
        issues=read.issues,
        refused=frozenset(read.refused),
    )


def _without(facts: Mapping[str, list[Any]], refused: set[int]) -> Mapping[str, list[Any]]:
    """Give the facts without what was half read of refused rows."""
    for name, column in facts.items():
        nothing = {"name": "", "kind": CustomerKind.PERSON}.get(name)
        for place in refused:
            column[place] = nothing
    return facts


def _figure(value: int | datetime | None) -> int | None:
    return day_number(value.date()) if isinstance(value, datetime) else value
