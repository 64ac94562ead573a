"""What an import asks of the book and writes into it, in batches."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, insert, select, update

from branchcrm.data.bulk import SearchFilling
from branchcrm.data.columns import day_number, instant_number
from branchcrm.data.customer_values import COLUMNS, facts_of
from branchcrm.data.stored import StoredValue
from branchcrm.data.tables import customer, customer_figure, customer_transaction
from branchcrm.data.tables_book import column_mapping, import_batch
from branchcrm.domain.customer import CustomerFacts

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

RAW_ROWS_KEPT_DAYS: Final = 90
KEPT_COLUMNS: Final = (*COLUMNS, "code")


class ImportRepository:
    """Finds what a file's rows may already be, and writes rows in batches.

    The plus before `removed_at` keeps SQLite from walking through everybody who is not removed
    instead of looking up the numbers that a batch names.
    """

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection
        self._filling = SearchFilling(self._connection)

    def has_customers(self) -> bool:
        """Tell whether the book holds any customer, removed ones included."""
        return self._any("SELECT 1 FROM customer LIMIT 1")

    def has_imported_lines(self) -> bool:
        """Tell whether any transaction came from a file."""
        return self._any("SELECT 1 FROM customer_transaction WHERE line_key IS NOT NULL LIMIT 1")

    def expect(self, rows: int, *, are_first: bool) -> None:
        """Get ready for about so many customers, until `end_expecting`.

        While the first customers of a book come, no index of them is kept but the unique ones:
        the import knows them by itself.
        """
        if are_first:
            self._work.rows.pause_indexes("customer", "own_value")
        if not self._work.rows.is_rehearsed:
            self._filling.begin(rows)

    def end_expecting(self) -> None:
        """Build the indexes that were not kept."""
        self._filling.end()
        self._work.rows.resume_indexes()

    def by_codes(self, codes: Sequence[str], branch_id: int) -> dict[str, tuple[int, bool]]:
        """Give customers by code, with whether they are removed."""
        rows = self._rows(
            "SELECT code, id, removed_at FROM customer"
            " WHERE code IN (SELECT value FROM json_each(?)) AND branch_id = ?",
            codes,
            branch_id,
        )
        return {str(row[0]): (int(row[1]), row[2] is not None) for row in rows}

    def by_id_numbers(self, numbers: Sequence[str]) -> dict[str, int]:
        """Give living customers by ID number."""
        return self._living("id_number", numbers)

    def by_company_codes(self, codes: Sequence[str]) -> dict[str, int]:
        """Give living customers by unified social credit code."""
        return self._living("uscc", codes)

    def by_phones(self, phones: Sequence[str]) -> dict[tuple[str, str], int]:
        """Give living customers by name and phone."""
        rows = self._rows(
            "SELECT name, phone, id FROM customer WHERE +removed_at IS NULL"
            " AND phone IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
            phones,
        )
        return {(str(row[0]), str(row[1])): int(row[2]) for row in rows}

    def by_names(self, keys: Sequence[str]) -> list[tuple[str, int]]:
        """Give living customers by the key of their name: name and id, the youngest first."""
        rows = self._rows(
            "SELECT name, id FROM customer WHERE name_key IN (SELECT value FROM json_each(?))"
            " AND +removed_at IS NULL ORDER BY id DESC",
            keys,
        )
        return [(str(row[0]), int(row[1])) for row in rows]

    def by_birthdays(
        self, born: Sequence[tuple[str, int, int, int]]
    ) -> dict[tuple[str, tuple[Any, ...]], int]:
        """Give living customers by name and birthday: its calendar, year, month and day.

        They are looked for by the key of the name, the year, the month and the day.
        """
        rows = self._rows(
            "SELECT name, birth_calendar, birth_year, birth_month, birth_day, id FROM customer"
            " WHERE (name_key, birth_year, birth_month, birth_day) IN"
            " (SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?))"
            " AND +removed_at IS NULL ORDER BY id DESC",
            born,
        )
        return {(str(row[0]), tuple(row[1:5])): int(row[5]) for row in rows}

    def facts(self, ids: Sequence[int]) -> dict[int, CustomerFacts]:
        """Give the facts of customers."""
        wanted = sorted({int(number) for number in ids})
        asked = func.json_each(json.dumps(wanted)).table_valued("value")
        query = select(customer).where(customer.c.id.in_(select(asked.c.value)))
        own = self._work.own_values.of_many(wanted)
        return {
            int(row["id"]): facts_of({**row, "own": own.get(row["id"], {})})
            for row in self._connection.execute(query).mappings()
        }

    def stored(self, ids: Sequence[int]) -> dict[int, tuple[StoredValue, ...]]:
        """Give what the columns of `KEPT_COLUMNS` hold of customers."""
        rows = self._rows(
            f"SELECT id, {','.join(KEPT_COLUMNS)} FROM customer"  # noqa: S608 - our own columns
            " WHERE id IN (SELECT value FROM json_each(?))",
            sorted({int(number) for number in ids}),
        )
        return {int(row[0]): tuple(row[1:]) for row in rows}

    def figures(self, ids: Sequence[int]) -> dict[tuple[int, str], tuple[int, int, int]]:
        """Give the newest figure of each name of customers: its row, its day and its value."""
        rows = self._rows(
            "SELECT customer_id, measure, id, as_of, value FROM customer_figure"
            " WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY as_of",
            [int(number) for number in ids],
        )
        return {(int(r[0]), str(r[1])): (int(r[2]), int(r[3]), int(r[4])) for r in rows}

    def add_customers(
        self, columns: Mapping[str, Sequence[StoredValue]], tokens: Sequence[str] | None = None
    ) -> int:
        """Create customers, who are given column by column, and give the first id.

        Search tokens that were made ready are written at once.
        """
        rows = self._work.rows
        first = rows.insert_columns(customer, list(columns), list(columns.values()))
        if tokens is not None:
            rows.index_created(first, tokens)
        return first

    def next_customer_id(self) -> int:
        """Give the id that the next created customer gets."""
        return self._work.rows.next_id(customer)

    def change_customers(
        self, columns: Sequence[str], rows: Sequence[Sequence[StoredValue]]
    ) -> None:
        """Change columns of customers given as (id, value, …)."""
        self._work.rows.update_many(customer, columns, rows)

    def add_figures(self, rows: Sequence[tuple[int, str, int]], day: date, source: str) -> None:
        """Create figures given as (customer, name, value), dated the day."""
        columns = ["customer_id", "measure", "value", "as_of", "source"]
        stamped = [(*row, day_number(day), source) for row in rows]
        self._work.rows.insert_many(customer_figure, columns, stamped)

    def change_figures(self, rows: Sequence[tuple[int, int, str]]) -> None:
        """Change figures given as (row, value, source)."""
        self._work.rows.update_many(customer_figure, ["value", "source"], rows)

    def known_lines(self, keys: Sequence[bytes]) -> set[bytes]:
        """Tell which lines the book holds already, removed ones included."""
        rows = self._rows(
            "SELECT line_key FROM customer_transaction"
            " WHERE line_key IN (SELECT unhex(value) FROM json_each(?))",
            [key.hex() for key in keys],
        )
        return {bytes(row[0]) for row in rows}

    def has_keyed_lines(self) -> bool:
        """Tell whether any transaction was keyed in by a person."""
        return self._any("SELECT 1 FROM customer_transaction WHERE line_key IS NULL LIMIT 1")

    def keyed_lines(self, customers: Sequence[int]) -> dict[tuple[int, int, int, str], int]:
        """Count the living keyed transactions of customers by day, amount and document number."""
        rows = self._rows(
            "SELECT customer_id, day, amount_cents, ifnull(document_no, ''), count(*)"
            " FROM customer_transaction INDEXED BY ix_customer_transaction_value"
            " WHERE line_key IS NULL AND removed_at IS NULL"
            " AND customer_id IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3, 4",
            customers,
        )
        return {(int(r[0]), int(r[1]), int(r[2]), str(r[3])): int(r[4]) for r in rows}

    def removed_keyed_lines(self) -> dict[tuple[int, int, int, str], int]:
        """Count the removed keyed transactions of everybody, in one walk and the same way."""
        rows = self._connection.exec_driver_sql(
            "SELECT customer_id, day, amount_cents, ifnull(document_no, ''), count(*)"
            " FROM customer_transaction WHERE line_key IS NULL AND removed_at IS NOT NULL"
            " GROUP BY 1, 2, 3, 4"
        ).all()
        return {(int(r[0]), int(r[1]), int(r[2]), str(r[3])): int(r[4]) for r in rows}

    def add_transactions(
        self, columns: Sequence[str], rows: Sequence[Sequence[StoredValue]]
    ) -> None:
        """Create transactions."""
        self._work.rows.insert_many(customer_transaction, columns, rows)

    def highest_code(self, branch_id: int) -> int:
        """Give the number of the highest code that the program gave."""
        return int(self._work.customers.next_code(branch_id).partition("-")[2]) - 1

    def begin_file(self, name: str, digest: bytes, operation_id: int, now: datetime) -> int:
        """Begin to keep the raw rows of an import for some months, and drop those of long ago."""
        self.drop_raw_rows(now)
        result = self._connection.execute(
            insert(import_batch).values(
                operation_id=operation_id,
                file_name=name,
                file_digest=digest,
                kind="",
                counts="{}",
                imported_at=now,
            )
        )
        return int(result.lastrowid)

    def keep_blocks(self, batch_id: int, blocks: Sequence[tuple[int, bytes]]) -> None:
        """Keep packed raw rows of a file, each block with the number of its first row."""
        self._connection.exec_driver_sql(
            "INSERT INTO import_block (batch_id, first_row, content) VALUES (?, ?, ?)",
            [(batch_id, first, content) for first, content in blocks],
        )

    def finish_file(self, batch_id: int, kind: str, counts: Mapping[str, int]) -> None:
        """Say what a file was and what came of it."""
        self._connection.execute(
            update(import_batch)
            .where(import_batch.c.id == batch_id)
            .values(kind=kind, counts=json.dumps(dict(counts)))
        )

    def drop_raw_rows(self, now: datetime) -> None:
        """Drop the raw rows that were kept long enough."""
        oldest = instant_number(now - timedelta(days=RAW_ROWS_KEPT_DAYS))
        self._connection.exec_driver_sql(
            "DELETE FROM import_block WHERE batch_id IN"
            " (SELECT id FROM import_batch WHERE imported_at < ?)",
            (oldest,),
        )

    def mappings(self) -> dict[str, str]:
        """Give what was decided about tables, by their shape."""
        query = select(column_mapping.c.shape, column_mapping.c.mapping)
        return {str(shape): str(found) for shape, found in self._connection.execute(query)}

    def keep_mapping(self, shape: str, mapping: str, now: datetime) -> None:
        """Keep what was decided about tables of a shape."""
        self._connection.exec_driver_sql(
            "INSERT INTO column_mapping (shape, mapping, used_at) VALUES (?, ?, ?)"
            " ON CONFLICT (shape) DO UPDATE SET mapping = excluded.mapping,"
            " used_at = excluded.used_at",
            (shape, mapping, instant_number(now)),
        )

    def _living(self, column: str, values: Sequence[str]) -> dict[str, int]:
        rows = self._rows(
            f"SELECT {column}, id FROM customer WHERE +removed_at IS NULL"  # noqa: S608 - our own column
            f" AND {column} IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
            values,
        )
        return {str(row[0]): int(row[1]) for row in rows}

    def _any(self, sql: str) -> bool:
        return self._connection.exec_driver_sql(sql).first() is not None

    def _rows(self, sql: str, values: Sequence[object], *more: object) -> Sequence[Any]:
        if not values:
            return ()
        listed = json.dumps(list(values))
        return self._connection.exec_driver_sql(sql, (listed, *more)).all()
