"""Takes customers out of the book for good: rows, files, drafts, and what the journal kept."""

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Table

from branchcrm.data.columns import day_from_number, instant_from_number
from branchcrm.data.journal_erasure import JournalEraser, Traces
from branchcrm.data.rows import owner_column
from branchcrm.data.summary_figures import OPEN_COMPLAINT_STATES
from branchcrm.data.tables import customer
from branchcrm.data.tables_people import customer_group, group_member
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.people import Group
from branchcrm.domain.purge import PurgeFacts

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.data.unit_of_work import Work

_MERGED = (
    "WITH RECURSIVE part(id) AS (SELECT ? UNION SELECT m.merged_id FROM customer_merge m"
    " JOIN part ON m.customer_id = part.id JOIN customer c ON c.id = m.merged_id"
    " WHERE c.removed_at IS NOT NULL) SELECT id FROM part ORDER BY id <> ?, id"
)
_FACTS = (
    f"SELECT sum(state IN ({OPEN_COMPLAINT_STATES})), max(closed_at) FROM complaint"  # noqa: S608
    " WHERE customer_id IN (SELECT value FROM json_each(?))"
)
_LAST_TRADE = (
    "SELECT max(day) FROM customer_transaction WHERE removed_at IS NULL"
    " AND customer_id IN (SELECT value FROM json_each(?))"
)
_IDENTIFIERS = ("name", "phone", "id_number", "card_number", "uscc", "email")


class ErasureRepository:
    """Knows everything that belongs to a customer, and erases it."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def merged(self, customer_id: CustomerId) -> list[CustomerId]:
        """Give the customer and those who were merged into them, who are the same person."""
        rows = self._connection.exec_driver_sql(_MERGED, (int(customer_id), int(customer_id)))
        return [CustomerId(row[0]) for row in rows]

    def facts(self, customers: Sequence[CustomerId]) -> PurgeFacts:
        """Give what decides on an erasure."""
        asked = (json.dumps([int(number) for number in customers]),)
        opened, closed_at = self._connection.exec_driver_sql(_FACTS, asked).one()
        traded = self._connection.exec_driver_sql(_LAST_TRADE, asked).scalar()
        return PurgeFacts(
            open_complaints=int(opened or 0),
            last_closed_on=None if closed_at is None else self._day(int(closed_at)),
            last_trade_on=None if traded is None else day_from_number(int(traded)),
        )

    def counts(self, customers: Sequence[CustomerId]) -> dict[str, int]:
        """Count what would be erased, per table."""
        return {table.name: len(ids) for table, ids in self._doomed(customers) if ids}

    def erase(self, customers: Sequence[CustomerId]) -> None:
        """Erase customers with everything that belongs to them; nothing brings it back."""
        work: Work = self._work  # type: ignore[assignment]
        connection = self._connection
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        doomed = self._doomed(customers)
        traces = Traces(
            customers=frozenset(int(number) for number in customers),
            ids={table.name: set(ids) for table, ids in doomed},
            words=self._identifiers(customers),
        )
        eraser = JournalEraser(work, traces)
        eraser.look_back()
        self._forget_groups(work, customers)
        self._let_go(work, dict(doomed))
        for table, ids in reversed(doomed):
            work.rows.erase(table, ids)
        work.mention(customers)
        eraser.erase()
        self._drop_contents(traces.digests, eraser.digests_elsewhere())
        self._drop_raw_rows(traces.words)
        self._drop_drafts(customers, traces.words)

    def _doomed(self, customers: Sequence[CustomerId]) -> list[tuple[Table, list[int]]]:
        """Give the rows that go with customers, parents first.

        A row goes where it belongs to a customer or cannot be without a row that goes.
        """
        gone: dict[Table, list[int]] = {customer: [int(number) for number in customers]}
        for table in customer.metadata.sorted_tables:
            if "touched_op" not in table.columns or table is customer:
                continue
            found: set[int] = set()
            if owner_column(table) is not None:
                found.update(self._pointing(table, "customer_id", gone[customer]))
            for key in table.foreign_keys:
                if not key.parent.nullable and key.column.table in gone:
                    found.update(self._pointing(table, key.parent.name, gone[key.column.table]))
            gone[table] = sorted(found)
        return list(gone.items())

    def _pointing(self, table: Table, column: str, ids: Iterable[int]) -> list[int]:
        rows = self._connection.exec_driver_sql(
            f'SELECT id FROM "{table.name}" WHERE {column} IN'  # noqa: S608 - our own names
            " (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return [row[0] for row in rows]

    def _let_go(self, work: "Work", doomed: Mapping[Table, Sequence[int]]) -> None:
        """Free rows from links to rows that go: of others with a trace, of those that go without.

        A row that goes must not hold another one of its table, which SQLite would refuse to delete.
        """
        for table, ids in doomed.items():
            for other, column in _may_point(table) if ids else ():
                pointing = set(self._pointing(other, column, ids))
                own = pointing.intersection(doomed.get(other, ()))
                work.rows.update_many(
                    other, [column], [(number, None) for number in sorted(pointing - own)]
                )
                self._connection.exec_driver_sql(
                    f'UPDATE "{other.name}" SET {column} = NULL WHERE id IN'  # noqa: S608 - ours
                    " (SELECT value FROM json_each(?))",
                    (json.dumps(sorted(own)),),
                )

    def _forget_groups(self, work: "Work", customers: Sequence[CustomerId]) -> None:
        """End groups that would be left with one member, and rename those named after who goes."""
        going = {int(number) for number in customers}
        names = {work.customers.get(number).name for number in customers}
        groups = {group.id: group for one in customers for group in work.people.groups(one)}
        for group in groups.values():
            rest = [one for one in group.members if int(one.customer_id) not in going]
            if len(rest) > 1:
                self._rename(work, group, names, rest[0].name)
                continue
            work.rows.erase(group_member, self._pointing(group_member, "group_id", [group.id]))
            work.rows.erase(customer_group, [group.id])

    def _rename(self, work: "Work", group: Group, names: Iterable[str], name: str) -> None:
        for former in names:
            if former in group.name:
                values = {"name": group.name.replace(former, name)}
                work.rows.overwrite(customer_group, group.id, values)

    def _identifiers(self, customers: Sequence[CustomerId]) -> set[str]:
        rows = self._connection.exec_driver_sql(
            f"SELECT {','.join(_IDENTIFIERS)} FROM customer"  # noqa: S608 - our own names
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([int(number) for number in customers]),),
        ).all()
        return {str(value) for row in rows for value in row if value}

    def _drop_contents(self, digests: set[bytes], elsewhere: set[bytes]) -> None:
        """Drop files that nobody else has, and nobody could bring back by an undo."""
        for digest in digests - elsewhere:
            self._connection.exec_driver_sql(
                "DELETE FROM attachment_content WHERE digest = ?"
                " AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.digest = ?)",
                (digest, digest),
            )

    def _drop_raw_rows(self, words: Iterable[str]) -> None:
        """Drop the batches of raw rows of imports that name the customer."""
        wanted = [word.encode() for word in words]
        wanted += [json.dumps(word)[1:-1].encode() for word in words]
        for number, content in self._connection.exec_driver_sql(
            "SELECT id, content FROM import_block"
        ).all():
            text = zlib.decompress(content)
            if any(word in text for word in wanted):
                self._connection.exec_driver_sql("DELETE FROM import_block WHERE id = ?", (number,))

    def _drop_drafts(self, customers: Sequence[CustomerId], words: Iterable[str]) -> None:
        """Drop what somebody began to write about the customer."""
        for number in customers:
            self._connection.exec_driver_sql(
                "DELETE FROM draft WHERE form = ?", (f"customer.{number}",)
            )
        for word in words:
            quoted = (json.dumps(word, ensure_ascii=False), json.dumps(word))
            self._connection.exec_driver_sql(
                "DELETE FROM draft WHERE instr(content, ?) OR instr(content, ?)", quoted
            )

    def _day(self, at: int) -> date:
        return instant_from_number(at).astimezone(self._work.clock.zone).date()


def _may_point(table: Table) -> list[tuple[Table, str]]:
    """Give the columns that may name a row of a table, or nothing."""
    return [
        (other, key.parent.name)
        for other in table.metadata.sorted_tables
        if "touched_op" in other.columns
        for key in other.foreign_keys
        if key.column.table is table and key.parent.nullable
    ]
