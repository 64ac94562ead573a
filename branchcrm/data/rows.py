"""The one door for journaled writes: every row created, changed or deleted is recorded here."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from branchcrm.data.bulk import PausedIndexes, write_tokens
from branchcrm.data.staleness import Lagging, Staleness
from branchcrm.data.stored import StoredValue, canonical, stored

Row = tuple[StoredValue, ...]
CHUNK = 500


@dataclass(slots=True)
class Created:
    """Rows of one table with consecutive ids that the operation created."""

    table: str
    columns: list[str]
    first_id: int
    last_id: int
    is_intact: bool = True

    def holds(self, table: str, row_id: int) -> bool:
        """Tell whether the row is one of these."""
        return self.table == table and self.first_id <= row_id <= self.last_id


@dataclass(slots=True)
class Changed:
    """Rows of one table whose columns the operation changed: id, before, after."""

    table: str
    columns: list[str]
    rows: list[tuple[int, list[StoredValue], list[StoredValue]]] = field(default_factory=list)


@dataclass(slots=True)
class Deleted:
    """Rows of one table that the operation deleted, whole."""

    table: str
    columns: list[str]
    rows: list[list[StoredValue]] = field(default_factory=list)


Entry = Created | Changed | Deleted


class JournaledRows:
    """Writes rows for one operation and remembers what it did, in order."""

    is_rehearsed = False

    def __init__(
        self, connection: Connection, operation_id: int, tables: Mapping[str, Table]
    ) -> None:
        """Write through the connection in the name of the operation."""
        self.connection = connection
        self.operation_id = operation_id
        self.entries: list[Entry] = []
        self.touched_customers: set[int] = set()
        self.first_new_customer: int | None = None
        self._stale = Staleness()
        self.salted = hashlib.sha256()
        self._tables = tables
        self._next_ids: dict[str, int] = {}
        self._paused = PausedIndexes(connection)

    def insert(self, table: Table, values: Mapping[str, object]) -> int:
        """Create one row and give its id."""
        columns = list(values)
        row = tuple(stored(value) for value in values.values())
        return self.insert_many(table, columns, [row])

    def insert_many(
        self, table: Table, columns: Sequence[str], rows: Sequence[Sequence[StoredValue]]
    ) -> int:
        """Create rows with consecutive ids and give the first id; values are in stored form."""
        first_id = self.next_id(table)
        numbered = [(number, *row) for number, row in enumerate(rows, first_id)]
        self._insert(table, columns, numbered, first_id)
        return first_id

    def insert_columns(
        self, table: Table, columns: Sequence[str], values: Sequence[Sequence[StoredValue]]
    ) -> int:
        """Create rows that are given column by column, at least one; as `insert_many`."""
        first_id = self.next_id(table)
        numbers = range(first_id, first_id + len(values[0]))
        self._insert(table, columns, list(zip(numbers, *values, strict=True)), first_id)
        return first_id

    def restore(
        self, table: Table, columns: Sequence[str], rows: Sequence[Sequence[StoredValue]]
    ) -> None:
        """Create rows that bring their ids, and perhaps `touched_op`, along."""
        spans = list(consecutive(int(str(row[0])) for row in rows))
        self._create(table, list(columns), [tuple(row) for row in rows], spans)

    def update(self, table: Table, row_id: int, values: Mapping[str, object]) -> bool:
        """Change columns of one row; tell whether anything was different."""
        row = (row_id, *(stored(value) for value in values.values()))
        return self.update_many(table, list(values), [row]) == 1

    def update_many(
        self,
        table: Table,
        columns: Sequence[str],
        rows: Sequence[Sequence[StoredValue]],
        *,
        touched: Callable[[int, StoredValue], StoredValue] | None = None,
    ) -> int:
        """Change columns of many rows given as (id, value, …) in stored form; give the count.

        Rows that do not exist or already hold the values are left alone. `touched` gives
        the operation to name as the last writer, from the id and the present one; without
        it that is this operation.
        """
        names = [*columns, "touched_op"]
        wanted = {int(str(row[0])): list(row[1:]) for row in rows}
        different: list[tuple[int, list[StoredValue], list[StoredValue]]] = []
        for row_id, *before in self.read(table, names, list(wanted)):
            number = int(str(row_id))
            after = wanted[number]
            if before[:-1] == after:
                continue
            writer = touched(number, before[-1]) if touched else self.operation_id
            different.append((number, before, [*after, writer]))
        entry = only_changed_columns(table.name, names, different)
        names = entry.columns
        if entry.rows:
            assignments = ",".join(f"{name}=?" for name in names)
            sql = f'UPDATE "{table.name}" SET {assignments} WHERE id=?'  # noqa: S608
            self.connection.exec_driver_sql(sql, [(*after, i) for i, _, after in entry.rows])
            self._note_changed(table, entry)
        return len(entry.rows)

    def delete(self, table: Table, ids: Sequence[int]) -> None:
        """Delete rows for good, keeping their images in the journal."""
        names = [column.name for column in table.columns]
        entry = Deleted(table.name, names, [list(row) for row in self.read(table, names, ids)])
        if not entry.rows:
            return
        for chunk in chunked(ids):
            self.connection.exec_driver_sql(
                f'DELETE FROM "{table.name}" WHERE id IN (SELECT value FROM json_each(?))',  # noqa: S608
                (json.dumps(chunk),),
            )
        self.entries.append(entry)
        self.salted.update(canonical(entry.rows))
        self._note_customers(table, names, entry.rows)

    def erase(self, table: Table, ids: Sequence[int]) -> None:
        """Delete rows without keeping what they held: for lawful erasure, never to be undone."""
        found: list[list[StoredValue]] = [[row[0]] for row in self.read(table, ["id"], ids)]
        if not found:
            return
        for chunk in chunked([int(str(row[0])) for row in found]):
            self.connection.exec_driver_sql(
                f'DELETE FROM "{table.name}" WHERE id IN (SELECT value FROM json_each(?))',  # noqa: S608
                (json.dumps(chunk),),
            )
        self.entries.append(Deleted(table.name, ["id"], found))
        self.salted.update(canonical(found))
        self._note_customers(table, ["id"], found)

    def overwrite(self, table: Table, row_id: int, values: Mapping[str, object]) -> None:
        """Change a row without keeping what it held: for lawful erasure, never to be undone."""
        names = [*values, "touched_op"]
        after = [*(stored(value) for value in values.values()), self.operation_id]
        assignments = ",".join(f"{name}=?" for name in names)
        self.connection.exec_driver_sql(
            f'UPDATE "{table.name}" SET {assignments} WHERE id=?',  # noqa: S608 - our own names
            (*after, row_id),
        )
        self._note_changed(
            table, Changed(table.name, names, [(row_id, [None] * len(names), after)])
        )

    def read(self, table: Table, columns: Sequence[str], ids: Sequence[int]) -> Iterator[Row]:
        """Give (id, column, …) of the rows in stored form, in id order within each chunk."""
        names = columns if columns and columns[0] == "id" else ["id", *columns]
        sql = (
            f'SELECT {",".join(names)} FROM "{table.name}"'  # noqa: S608
            " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        for chunk in chunked(ids):
            for row in self.connection.exec_driver_sql(sql, (json.dumps(chunk),)).all():
                yield tuple(row)

    def index_created(self, first_id: int, tokens: Sequence[str]) -> None:
        """Put customers who were just created into the search index, by tokens made ready."""
        created = range(first_id, first_id + len(tokens))
        write_tokens(self.connection, created, tokens)
        self._stale.note_indexed(created)

    def pause_indexes(self, *tables: str) -> None:
        """Keep no index of tables but the unique ones, until `resume_indexes`."""
        self._paused.pause(*tables)

    def resume_indexes(self) -> None:
        """Build the indexes that were paused."""
        self._paused.resume()

    def next_id(self, table: Table) -> int:
        """Give the id that the next created row gets; ids are never used again."""
        if table.name not in self._next_ids:
            highest = self.connection.exec_driver_sql(
                f'SELECT max(ifnull((SELECT max(id) FROM "{table.name}"), 0), ifnull((SELECT'  # noqa: S608
                " max(last_id) FROM operation_change WHERE table_name=? AND kind='created'), 0))",
                (table.name,),
            ).scalar_one()
            self._next_ids[table.name] = int(highest) + 1
        return self._next_ids[table.name]

    def table(self, name: str) -> Table:
        """Give a journaled table by its name."""
        return self._tables[name]

    def _insert(self, table: Table, columns: Sequence[str], rows: list[Row], first_id: int) -> None:
        if rows:
            self._next_ids[table.name] = first_id + len(rows)
            if table.name == "customer":
                self.first_new_customer = self.first_new_customer or first_id
            self._create(table, ["id", *columns], rows, [(first_id, first_id + len(rows) - 1)])

    def _create(
        self, table: Table, names: list[str], rows: list[Row], spans: Sequence[tuple[int, int]]
    ) -> None:
        full = (*names, *(() if "touched_op" in names else ("touched_op",)))
        # The operation is part of the statement: a copy of every row to add it would cost more.
        marks = ",".join("?" * len(names))
        marks += f",{self.operation_id}" if len(full) > len(names) else ""
        sql = f'INSERT INTO "{table.name}" ({",".join(full)}) VALUES ({marks})'  # noqa: S608
        self.connection.exec_driver_sql(sql, rows)
        self._note_created(table, names, rows, spans)

    def _note_created(
        self,
        table: Table,
        names: list[str],
        rows: Sequence[Row],
        spans: Sequence[tuple[int, int]],
    ) -> None:
        self.salted.update(canonical(rows))
        for first, last in spans:
            last_entry = self.entries[-1] if self.entries else None
            if (
                isinstance(last_entry, Created)
                and last_entry.table == table.name
                and last_entry.columns == names
                and last_entry.last_id + 1 == first
            ):
                last_entry.last_id = last
            else:
                self.entries.append(Created(table.name, names, first, last))
        self._note_customers(table, names, rows)

    def _note_changed(self, table: Table, entry: Changed) -> None:
        for created in self.entries:
            if isinstance(created, Created) and created.table == table.name:
                created.is_intact &= not any(
                    created.holds(table.name, row[0]) for row in entry.rows
                )
        self.entries.append(entry)
        self.salted.update(canonical((i, *before, *after) for i, before, after in entry.rows))
        ids = [row[0] for row in entry.rows]
        owner = owner_column(table)
        if owner in entry.columns:
            place = entry.columns.index(owner)
            changed = [(before[place], after[place]) for _, before, after in entry.rows]
            owners = [value for pair in changed for value in pair]
        elif owner is not None:
            owners = [row[-1] for row in self.read(table, [owner], ids)]
        else:
            owners = []
        self._touch(table, owners, entry.columns)

    def _note_customers(
        self, table: Table, names: Sequence[str], rows: Sequence[Sequence[StoredValue]]
    ) -> None:
        owner = owner_column(table)
        is_owned = owner is not None and owner in names
        owners = map(itemgetter(list(names).index(owner)), rows) if owner and is_owned else ()
        self._touch(table, owners, None)

    def _touch(
        self, table: Table, owners: Iterable[StoredValue], columns: Sequence[str] | None
    ) -> None:
        known = self._just_created()  # all of them are stale: a range takes no memory
        named: set[Any] = {one for one in owners if one is not None}
        touched = {one for one in named if one not in known}
        self.touched_customers |= touched
        self._stale.note(table.name, touched, columns)
        if columns is not None or table.name != "customer":
            self._stale.note_again(table.name, named - touched, columns)

    def _just_created(self) -> range:
        last = self._next_ids.get("customer", 0)
        return range(self.first_new_customer or last, last)

    def take_stale(self) -> Lagging:
        """Give what was written since the last time and whose derived rows lag."""
        lagging = self._stale.with_created(self._just_created())
        self._stale, self.first_new_customer = Staleness(), None
        return lagging


def only_changed_columns(
    table: str,
    names: Sequence[str],
    rows: Sequence[tuple[int, list[StoredValue], list[StoredValue]]],
) -> Changed:
    """Give a change without the columns that are the same before and after in every row."""
    places = [
        place
        for place, name in enumerate(names)
        if name == "touched_op" or any(before[place] != after[place] for _, before, after in rows)
    ]
    kept = [
        (number, [before[place] for place in places], [after[place] for place in places])
        for number, before, after in rows
    ]
    return Changed(table, [names[place] for place in places], kept)


def owner_column(table: Table) -> str | None:
    """Name the column that says whose record a row is, or None where it is nobody's."""
    if table.name == "customer":
        return "id"
    return "customer_id" if "customer_id" in table.columns else None


def consecutive(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Give ids as ranges of consecutive numbers, in their order."""
    first = last = None
    for number in ids:
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last


def chunked(ids: Sequence[int]) -> Iterator[list[int]]:
    """Give ids in lists short enough for one statement."""
    for start in range(0, len(ids), CHUNK):
        yield list(ids[start : start + CHUNK])
