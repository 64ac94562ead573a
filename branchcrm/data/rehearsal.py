"""Does to a copy beside the book what an operation would do, so that others may write meanwhile.

What would be created or changed goes into the file of `side_file`; views of the same names lay it
over the book for this connection alone.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import Table
from sqlalchemy.engine import Connection
from typing_extensions import override

from branchcrm.data.ranks import Ranks
from branchcrm.data.reading import Reading
from branchcrm.data.rows import JournaledRows, Row, chunked
from branchcrm.data.stored import StoredValue
from branchcrm.domain.clock import Clock
from branchcrm.domain.ids import StaffId

# Which rows are read back while more come, and by what; of others only the ids are given out.
_LOOKED_UP: Final[Mapping[str, Sequence[str]]] = {
    "customer": ("code", "id_number", "uscc", "phone", "name_key"),
    "customer_figure": ("customer_id",),
    "interaction": ("customer_id",),
    "visit": ("customer_id",),
    "complaint": ("number", "received_at"),
}


class RehearsedRows(JournaledRows):
    """Takes writes as the journal's door does, and lets none of them reach the book."""

    is_rehearsed = True

    def __init__(self, connection: Connection) -> None:
        """Write beside the book through the connection."""
        super().__init__(connection, 0, {})
        self._laid_over: set[str] = set()
        self._without_index: set[str] = set()
        self._left: list[str] = []

    @override
    def update_many(
        self,
        table: Table,
        columns: Sequence[str],
        rows: Sequence[Sequence[StoredValue]],
        *,
        touched: Callable[[int, StoredValue], StoredValue] | None = None,
    ) -> int:
        """Change columns of many rows in the copy and give how many were named."""
        if table.name in _LOOKED_UP:
            self._lay_over(table)
            names = ",".join(column.name for column in table.columns)
            for chunk in chunked([int(str(row[0])) for row in rows]):
                self.connection.exec_driver_sql(
                    f"INSERT OR IGNORE INTO beside.{table.name} ({names})"  # noqa: S608 - our own names
                    f" SELECT {names} FROM main.{table.name}"
                    " WHERE id IN (SELECT value FROM json_each(?))",
                    (json.dumps(chunk),),
                )
            assignments = ",".join(f"{name}=?" for name in columns)
            self.connection.exec_driver_sql(
                f"UPDATE beside.{table.name} SET {assignments} WHERE id=?",  # noqa: S608 - our own names
                [(*row[1:], row[0]) for row in rows],
            )
        return len(rows)

    @override
    def pause_indexes(self, *tables: str) -> None:
        """Make the copies without indexes; the book keeps its own."""
        self._without_index.update(tables)

    @override
    def resume_indexes(self) -> None:
        """Build the indexes of the copies."""
        while self._left:
            self.connection.exec_driver_sql(self._left.pop())
        self._without_index.clear()

    @override
    def index_created(self, first_id: int, tokens: Sequence[str]) -> None:
        """Leave the search index alone."""

    @override
    def _create(
        self, table: Table, names: list[str], rows: list[Row], spans: Sequence[tuple[int, int]]
    ) -> None:
        if table.name not in _LOOKED_UP:
            return
        self._lay_over(table)
        marks = ",".join("?" * len(names))
        self.connection.exec_driver_sql(
            f"INSERT INTO beside.{table.name} ({','.join(names)}) VALUES ({marks})",  # noqa: S608 - our own names
            rows,
        )

    def _lay_over(self, table: Table) -> None:
        """Have whoever reads the table see the copy over the book."""
        name = table.name
        if name in self._laid_over:
            return
        self._laid_over.add(name)
        names = [column.name for column in table.columns if column.name != "id"]
        listed = ",".join(["id", *names])
        run = self.connection.exec_driver_sql
        run(f"CREATE TABLE beside.{name} (id INTEGER PRIMARY KEY,{','.join(names)})")
        indexes = [
            f"CREATE INDEX beside.ix_{name}_{column} ON {name} ({column})"
            for column in _LOOKED_UP[name]
        ]
        if name in self._without_index:
            self._left += indexes
        else:
            for sql in indexes:
                run(sql)
        run(
            f"CREATE TEMP VIEW {name} AS SELECT {listed} FROM main.{name}"  # noqa: S608 - our own names
            f" WHERE id NOT IN (SELECT id FROM beside.{name})"
            f" UNION ALL SELECT {listed} FROM beside.{name}"
        )


class Rehearsal(Reading):
    """Repositories over the book as an operation would leave it, of which nothing stays."""

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        known_ranks: Ranks,
        asker: StaffId | None = None,
    ) -> None:
        """Read the book and write beside it through the connection."""
        super().__init__(connection, clock, known_ranks, asker)
        self._rows = RehearsedRows(connection)

    @property
    @override
    def rows(self) -> JournaledRows:
        """The door for writes that come to nothing."""
        return self._rows
