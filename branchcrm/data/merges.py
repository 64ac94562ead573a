"""Moves everything that hangs on customers to another one, row by row through the journal."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table

from branchcrm.data.rows import chunked
from branchcrm.data.tables import customer
from branchcrm.data.tables_people import customer_merge
from branchcrm.domain.ids import CustomerId

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.data.stored import StoredValue

OWNER = "customer_id"


class MergeRepository:
    """Knows what hangs on a customer and moves it."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def counts(self, customers: Sequence[CustomerId]) -> dict[str, int]:
        """Count per table the rows that hang on customers."""
        asked = json.dumps([int(number) for number in customers])
        counts: dict[str, int] = {}
        for table, column in _places():
            found = self._connection.exec_driver_sql(
                f'SELECT count(*) FROM "{table.name}"'  # noqa: S608 - our own names
                f" WHERE {column} IN (SELECT value FROM json_each(?))",
                (asked,),
            ).scalar_one()
            if found:
                counts[table.name] = counts.get(table.name, 0) + int(found)
        return counts

    def move(self, survivor: CustomerId, others: Sequence[CustomerId]) -> None:
        """Move everything from the others to the survivor; what would be there twice goes.

        Undo brings every row back to its own customer.
        """
        for table, column in _places():
            ids = self._hanging(table, column, others)
            twice = self._twice(table, column, ids, survivor)
            self._work.rows.delete(table, twice)
            gone = set(twice)
            rows: list[tuple[StoredValue, ...]] = [
                (number, int(survivor)) for number in ids if number not in gone
            ]
            self._work.rows.update_many(table, [column], rows)

    def note(self, survivor: CustomerId, others: Sequence[CustomerId], at: datetime) -> None:
        """Keep who went into whom, so that an old number still leads to the customer."""
        for other in others:
            values = {OWNER: int(survivor), "merged_id": int(other), "at": at}
            self._work.rows.insert(customer_merge, values)

    def survivor_of(self, customer_id: CustomerId) -> CustomerId | None:
        """Give the customer that one went into, or None."""
        found = self._connection.exec_driver_sql(
            "SELECT customer_id FROM customer_merge WHERE merged_id = ? ORDER BY id DESC LIMIT 1",
            (int(customer_id),),
        ).scalar()
        return None if found is None else CustomerId(found)

    def _hanging(self, table: Table, column: str, customers: Sequence[CustomerId]) -> list[int]:
        rows = self._connection.exec_driver_sql(
            f'SELECT id FROM "{table.name}" WHERE {column} IN'  # noqa: S608 - our own names
            " (SELECT value FROM json_each(?)) ORDER BY id",
            (json.dumps([int(number) for number in customers]),),
        )
        return [row[0] for row in rows]

    def _twice(
        self, table: Table, column: str, ids: Sequence[int], survivor: CustomerId
    ) -> list[int]:
        """Give the rows that the survivor has already, or that would point at themselves."""
        names = [one.name for one in table.columns]
        place = names.index(column)
        others = [names.index(one) for one in _customer_columns(table) if one != column]
        uniques = [
            [names.index(part.name) for part in index.columns]
            for index in table.indexes
            if index.unique and any(part.name == column for part in index.columns)
        ]
        taken: set[tuple[int, tuple[Any, ...]]] = set()
        for row in self._rows(table, self._hanging(table, column, [survivor])):
            taken.update(_keys(row, uniques))
        twice: list[int] = []
        for row in self._rows(table, ids):
            moved = [int(survivor) if at == place else value for at, value in enumerate(row)]
            keys = _keys(moved, uniques)
            is_self = any(moved[at] == int(survivor) for at in others)
            if is_self or not taken.isdisjoint(keys):
                twice.append(int(row[0]))
            else:
                taken.update(keys)
        return twice

    def _rows(self, table: Table, ids: Sequence[int]) -> Iterator[Sequence[Any]]:
        names = [column.name for column in table.columns]
        for chunk in chunked(ids):
            yield from self._work.rows.read(table, names, chunk)


def _keys(row: Sequence[Any], uniques: Sequence[Sequence[int]]) -> set[tuple[int, tuple[Any, ...]]]:
    return {(number, tuple(row[at] for at in places)) for number, places in enumerate(uniques)}


def _customer_columns(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is customer]


def _places() -> list[tuple[Table, str]]:
    """Give every journaled column that points at a customer, whichever room it belongs to.

    What a review found about a customer has no such link and stays where it is.
    """
    return [
        (table, column)
        for table in customer.metadata.sorted_tables
        if "touched_op" in table.columns and table is not customer_merge
        for column in sorted(_customer_columns(table))
    ]
