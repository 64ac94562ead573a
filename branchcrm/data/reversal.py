"""Taking an operation back, whole or as far as nobody has worked on its rows since."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from branchcrm.data.journal import read_entries
from branchcrm.data.rows import Changed, Created, Deleted, Entry, JournaledRows, consecutive
from branchcrm.data.stored import StoredValue
from branchcrm.domain.changes import KeptRow
from branchcrm.domain.wording import mark, say

STAMP = "updated_at"
_OWN_NAMES = ("name", "number", "title")
OWNER = "customer_id"
CHANGED_SINCE = mark("之后有人修改过")
USED_SINCE = mark("之后有人在上面办过业务")
TAKEN_SINCE = mark("原来的编号已被占用")
WITHOUT_PARENT = mark("它所属的记录已经不在")


@dataclass(slots=True)
class Reversal:
    """One run of taking an operation back through the door for rows."""

    connection: Connection
    rows: JournaledRows
    operation_id: int
    kept: list[KeptRow] = field(default_factory=list)

    def run(self) -> list[KeptRow]:
        """Reverse every change, the last one first; give the rows that were left alone."""
        entries = list(read_entries(self.connection, self.operation_id))
        for entry in reversed(entries):
            table = self.rows.table(entry.table)
            if isinstance(entry, Created):
                self._remove_created(table, entry)
            elif isinstance(entry, Changed):
                self._change_back(table, entry)
            else:
                self._bring_back(table, entry)
        return self.kept

    def _remove_created(self, table: Table, entry: Created) -> None:
        present = self._writers(table, entry)
        changed = {number for number, writer in present if writer > self.operation_id}
        used = self._referenced(table, entry, changed) - changed
        self._keep(table, sorted(changed), CHANGED_SINCE)
        self._keep(table, sorted(used), USED_SINCE)
        going = [n for n, _ in present if n not in changed and n not in used]
        self.rows.delete(table, going)

    def _writers(self, table: Table, entry: Created) -> list[tuple[int, int]]:
        found = self.connection.exec_driver_sql(
            f'SELECT id, touched_op FROM "{table.name}" WHERE id BETWEEN ? AND ?',  # noqa: S608
            (entry.first_id, entry.last_id),
        ).all()
        return [(int(row[0]), int(row[1])) for row in found]

    def _referenced(self, table: Table, entry: Created, changed: set[int]) -> set[int]:
        """Find created rows that rows point to which stay.

        What the operation itself made of a row went before it, unless it was kept.
        """
        used: set[int] = set()
        for child in table.metadata.sorted_tables:
            if "touched_op" not in child.columns:
                continue
            for key in child.foreign_keys:
                if key.column.table is table:
                    used |= self._pointed_at(child, key.parent.name, table, entry)
        inner = [one.parent.name for one in table.foreign_keys if one.column.table is table]
        staying = changed | used
        while inner and staying:
            staying = self._parents_among(table, inner, entry, staying) - used - changed
            used |= staying
        return used

    def _pointed_at(self, child: Table, name: str, table: Table, entry: Created) -> set[int]:
        outside = f"AND id NOT BETWEEN {entry.first_id} AND {entry.last_id}"
        outside = outside if child is table else ""
        found = self.connection.exec_driver_sql(
            f'SELECT DISTINCT {name} FROM "{child.name}"'  # noqa: S608
            f" WHERE {name} BETWEEN ? AND ? {outside}",
            (entry.first_id, entry.last_id),
        ).all()
        return {int(row[0]) for row in found}

    def _parents_among(
        self, table: Table, names: Sequence[str], entry: Created, children: set[int]
    ) -> set[int]:
        """Give rows of the entry that others of the same entry, which stay, point to."""
        rows = self.rows.read(table, names, sorted(children))
        parents = {int(str(value)) for row in rows for value in row[1:] if value is not None}
        return {number for number in parents if entry.holds(table.name, number)}

    def _change_back(self, table: Table, entry: Changed) -> None:
        columns = entry.columns
        present = {
            int(str(row[0])): list(row[1:])
            for row in self.rows.read(table, columns, [row[0] for row in entry.rows])
        }
        writers: dict[int, StoredValue] = {}
        back: list[tuple[StoredValue, ...]] = []
        for number, before, after in entry.rows:
            restored = _values_before(columns, present.get(number), before, after)
            if restored is None:
                self._keep(table, [number], CHANGED_SINCE)
                continue
            is_last_writer = present[number][-1] == after[-1]
            writers[number] = before[-1] if is_last_writer else self.rows.operation_id
            back.append((number, *restored))
        self.rows.update_many(
            table, columns[:-1], back, touched=lambda number, _present: writers[number]
        )

    def _bring_back(self, table: Table, entry: Deleted) -> None:
        place = entry.columns.index("id")
        ids = [int(str(row[place])) for row in entry.rows]
        taken = {int(str(row[0])) for row in self.rows.read(table, ["id"], ids)}
        self._keep(table, sorted(taken), TAKEN_SINCE)
        orphans = self._orphans(table, entry) - taken
        self._keep(table, sorted(orphans), WITHOUT_PARENT)
        doubles = self._doubles(table, entry) - taken - orphans
        self._keep(table, sorted(doubles), CHANGED_SINCE)
        gone = taken | orphans | doubles
        images = sorted((tuple(r) for r in entry.rows if r[place] not in gone), key=_first)
        position = 0
        columns = ["id", *(name for name in entry.columns if name != "id")]
        for first, last in consecutive(int(str(row[place])) for row in images):
            count = last - first + 1
            span = [_id_first(row, place) for row in images[position : position + count]]
            self.rows.restore(table, columns, span)
            position += count

    def _doubles(self, table: Table, entry: Deleted) -> set[int]:
        """Find rows in whose place another one was made since."""
        place = entry.columns.index("id")
        doubles: set[int] = set()
        for index in table.indexes:
            names = [column.name for column in index.columns]
            if not index.unique or names[0] != OWNER:
                continue
            places = [entry.columns.index(name) for name in names]
            owners = json.dumps([row[places[0]] for row in entry.rows])
            found = self.connection.exec_driver_sql(
                f'SELECT {",".join(names)} FROM "{table.name}"'  # noqa: S608 - our own names
                f" WHERE {OWNER} IN (SELECT value FROM json_each(?))",
                (owners,),
            )
            there = {tuple(row) for row in found}
            doubles.update(
                int(str(row[place]))
                for row in entry.rows
                if tuple(row[at] for at in places) in there
            )
        return doubles

    def _orphans(self, table: Table, entry: Deleted) -> set[int]:
        place = entry.columns.index("id")
        orphans: set[int] = set()
        for key in table.foreign_keys:
            at = entry.columns.index(key.parent.name)
            parents = {int(str(row[at])) for row in entry.rows if row[at] is not None}
            living = self._living(key.column.table, sorted(parents))
            own = {int(str(row[place])) for row in entry.rows}
            alive = living | own if key.column.table is table else living
            orphans.update(
                int(str(row[place]))
                for row in entry.rows
                if row[at] is not None and row[at] not in alive
            )
        return orphans

    def _living(self, table: Table, ids: Sequence[int]) -> set[int]:
        return {int(str(row[0])) for row in self.rows.read(table, ["id"], ids)}

    def _keep(self, table: Table, ids: Sequence[int], why: str) -> None:
        self.kept.extend(KeptRow(row=self._caption(table, number), why=say(why)) for number in ids)

    def _caption(self, table: Table, number: int) -> str:
        """Name a row as a person would: its customer's name and code, or its own name."""
        owner = "id" if table.name == "customer" else OWNER
        if owner in table.columns:
            found = self.connection.exec_driver_sql(
                f'SELECT c.name, c.code FROM customer c JOIN "{table.name}" r ON c.id = r.{owner}'  # noqa: S608
                " WHERE r.id = ?",
                (number,),
            ).first()
            if found is not None:
                return f"{found[0]} {found[1]}"
        own = next((name for name in _OWN_NAMES if name in table.columns), None)
        named = next(self.rows.read(table, [own], [number]), None) if own else None
        return f"{table.name} {number}" if named is None else str(named[1])


def _values_before(
    columns: Sequence[str],
    present: Sequence[StoredValue] | None,
    before: Sequence[StoredValue],
    after: Sequence[StoredValue],
) -> list[StoredValue] | None:
    """Give a row's values as they are to be, or None where one was changed since.

    Columns that the operation did not alter keep their present value; the time of the last
    change is no conflict.
    """
    if present is None:
        return None
    values: list[StoredValue] = []
    for column, now, earlier, later in zip(
        columns[:-1], present[:-1], before[:-1], after[:-1], strict=True
    ):
        if later not in (earlier, now) and column != STAMP:
            return None
        values.append(earlier if earlier != later and now == later else now)
    return values


def _first(row: tuple[StoredValue, ...]) -> int:
    return int(str(row[0]))


def _id_first(row: tuple[StoredValue, ...], place: int) -> tuple[StoredValue, ...]:
    return (row[place], *row[:place], *row[place + 1 :])


def deleted_ids(entries: Iterable[Entry], table: str) -> list[int]:
    """Give the ids of the rows that an operation deleted from a table."""
    gone = (entry for entry in entries if isinstance(entry, Deleted) and entry.table == table)
    return [int(str(row[0])) for entry in gone for row in entry.rows]
