"""What a load of very many rows does to the indexes: leaves them, and builds them from all rows.

To build an index from all rows takes a third of the time of keeping it row by row. Everything
happens inside the one transaction: who rolls back, or dies, has the indexes as they were.
"""

from collections.abc import Iterable

from sqlalchemy.engine import Connection

MANY_CUSTOMERS = 5_000
_USUAL_BYTES = 1024 * 1024
_BULK_BYTES = 8 * 1024 * 1024
_USUAL_MERGING = 4


class PausedIndexes:
    """The indexes that were left; unique ones stay, since they hold what must not repeat."""

    def __init__(self, connection: Connection) -> None:
        """Leave none yet."""
        self._connection = connection
        self._left: list[str] = []

    def pause(self, *tables: str) -> None:
        """Leave the indexes of tables, until `resume`."""
        for table in tables:
            rows = self._connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?"
                " AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%'",
                (table,),
            ).all()
            for name, sql in rows:
                self._connection.exec_driver_sql(f'DROP INDEX "{name}"')
                self._left.append(str(sql))

    def resume(self) -> None:
        """Build the indexes that were left."""
        while self._left:
            self._connection.exec_driver_sql(self._left.pop())


class SearchFilling:
    """Lets the search index gather more, and leave merging, while very many customers come.

    More than this finds no room in the processor's cache, and takes twice the time.
    """

    def __init__(self, connection: Connection) -> None:
        """Leave the index as it is."""
        self._connection = connection
        self._is_on = False

    def begin(self, customers: int) -> None:
        """Gather more from now on where so many customers are many."""
        if customers >= MANY_CUSTOMERS and not self._is_on:
            self._is_on = True
            self._set(hashsize=_BULK_BYTES, automerge=0)

    def end(self) -> None:
        """Gather as usual."""
        if self._is_on:
            self._is_on = False
            self._set(hashsize=_USUAL_BYTES, automerge=_USUAL_MERGING)

    def _set(self, **options: int) -> None:
        for name, value in options.items():
            self._connection.exec_driver_sql(
                "INSERT INTO customer_search (customer_search, rank) VALUES (?, ?)", (name, value)
            )


def write_tokens(connection: Connection, customers: Iterable[int], tokens: Iterable[str]) -> None:
    """Put customers into the search index who are not in it."""
    rows = list(zip(customers, tokens, strict=True))
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO customer_search (rowid, tokens) VALUES (?, ?)", rows
        )
