"""Customers of the book that are worth comparing, without comparing everybody with everybody."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from branchcrm.data.columns import instant_number
from branchcrm.data.customer_values import BETWEEN_PHONES, name_columns
from branchcrm.data.tables_people import duplicate_verdict
from branchcrm.domain.customer import CustomerKind
from branchcrm.domain.duplicate import Candidate
from branchcrm.domain.ids import CustomerId, StaffId

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

MOST_OF_ONE_SOUND = 2000
MOST_OF_ONE_DAY = 6000
LARGEST_BLOCK = 400
_COLUMNS = (
    "id, kind, name_key, reading, phone, more_phones, id_number, card_number, uscc,"
    " birth_calendar, birth_year, birth_month, birth_day"
)
_LIVE = f"SELECT {_COLUMNS} FROM customer WHERE removed_at IS NULL AND "  # noqa: S608 - our own
BLOCK_COLUMNS = ("phone", "id_number", "uscc", "card_number", "reading")


class DuplicateRepository:
    """Reads candidates and keeps verdicts that two are not one."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def near(self, asked: Candidate) -> Iterator[Candidate]:
        """Give those of the book that may be the asked one, each perhaps more than once."""
        for column, value in (
            *(("phone", phone) for phone in asked.phones),
            ("id_number", asked.id_number),
            ("uscc", asked.uscc),
        ):
            if value:
                yield from self._some(f"{column} = ?", value)
        if asked.reading:
            yield from self._some(f"reading = ? LIMIT {MOST_OF_ONE_SOUND}", asked.reading)
        if asked.birthday is not None:
            calendar, year, month, day = asked.birthday
            yield from self._some(
                "birth_calendar = ? AND birth_month = ? AND birth_day = ? AND birth_year = ?"
                f" LIMIT {MOST_OF_ONE_DAY}",
                *(calendar, month, day, year),
            )

    def blocks(self, column: str) -> Iterator[tuple[int, list[Candidate]]]:
        """Give the customers who share a value of a column, and how many rows were seen."""
        sql = _LIVE + f"{column} IS NOT NULL AND {column} <> '' ORDER BY {column}"
        place = _COLUMNS.split(", ").index(column)
        seen = 0
        found = self._connection.exec_driver_sql(
            sql, execution_options={"stream_results": True, "yield_per": LARGEST_BLOCK}
        )
        for _value, rows in groupby(found, lambda row: row[place]):
            block = [_candidate(row) for row in rows]
            seen += len(block)
            yield seen, block

    def verdicts(self) -> set[tuple[int, int]]:
        """Give the pairs that somebody said are not one, the lower id first."""
        rows = self._connection.exec_driver_sql(
            "SELECT customer_id, other_id FROM duplicate_verdict"
        )
        return {(row[0], row[1]) for row in rows}

    def keep_apart(
        self, pairs: Sequence[tuple[int, int]], staff_id: StaffId, now: datetime
    ) -> None:
        """Keep that pairs are not one; the lower id stands first."""
        known = self.verdicts()
        at = instant_number(now)
        names = ["customer_id", "other_id", "staff_id", "at"]
        rows = [(low, high, int(staff_id), at) for low, high in pairs if (low, high) not in known]
        self._work.rows.insert_many(duplicate_verdict, names, rows)

    def candidate(self, customer_id: CustomerId) -> Candidate | None:
        """Give a customer as one is compared."""
        return next(self._some("id = ?", int(customer_id)), None)

    def keys_of(self, name: str, kind: CustomerKind) -> tuple[str, str]:
        """Give what a name is compared by: its plain form and its sound."""
        columns = name_columns(name, kind)
        return str(columns["name_key"]), str(columns["reading"])

    def weights(self, customers: Sequence[int]) -> dict[int, int]:
        """Give how much is known of each: what happened and how many fields are filled."""
        rows = self._connection.exec_driver_sql(
            "SELECT c.id, s.trades_12m * 10 + (s.last_contact_at IS NOT NULL) * 5"
            " + (c.phone IS NOT NULL) + (c.id_number IS NOT NULL) + (c.birth_month IS NOT NULL)"
            " + (c.address IS NOT NULL) + (c.email IS NOT NULL) FROM customer c"
            " JOIN customer_summary s ON s.customer_id = c.id"
            " WHERE c.id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(customers)),),
        )
        return {row[0]: row[1] for row in rows}

    def _some(self, where: str, *values: object) -> Iterator[Candidate]:
        for row in self._connection.exec_driver_sql(_LIVE + where, values):
            yield _candidate(row)


def _candidate(row: Sequence[Any]) -> Candidate:
    number, kind, name_key, reading, phone, more, id_number, card, uscc = row[:9]
    calendar, year, month, day = row[9:]
    phones = (phone, *(more.split(BETWEEN_PHONES) if more else ())) if phone else ()
    return Candidate(
        number,
        kind,
        name_key,
        reading,
        phones,
        id_number or "",
        card or "",
        uscc or "",
        (calendar, year, month, day) if month is not None and year is not None else None,
    )
