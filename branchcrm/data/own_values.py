"""What customers hold in the branch's own fields."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from branchcrm.data.columns import day_from_number, day_number
from branchcrm.data.stored import StoredValue
from branchcrm.data.tables_own import own_value
from branchcrm.domain.customer import OwnValue, OwnValues
from branchcrm.domain.filter_field import FieldKind, FilterField
from branchcrm.domain.own_field import PREFIX

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

COLUMNS: Final = ("text", "number", "day")
_CREATED: Final = ("customer_id", "field_id", *COLUMNS)
_COLUMN_OF: Final = {
    FieldKind.NUMBER: "number",
    FieldKind.MONEY: "number",
    FieldKind.DAY: "day",
}
Entry = tuple[int, str, OwnValue | None]
"""One value to write: the customer, the key of the field, and the value or None."""


class OwnValueRepository:
    """Reads and writes the values."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def of(self, customer_id: int) -> OwnValues:
        """Give the values of one customer."""
        return self.of_many([customer_id]).get(int(customer_id), {})

    def of_many(self, ids: Sequence[int]) -> dict[int, dict[str, OwnValue]]:
        """Give the values of customers; who has none is left out."""
        found: dict[int, dict[str, OwnValue]] = {}
        for row in self._rows(ids):
            value = value_of(row[3:])
            if value is not None:
                found.setdefault(row[1], {})[f"{PREFIX}{row[2]}"] = value
        return found

    def write(self, entries: Iterable[Entry]) -> int:
        """Give customers values where they differ; None clears one. Give how many changed."""
        wanted = {(customer, number_of(key)): value for customer, key, value in entries}
        if not wanted:
            return 0
        rows = self._rows(sorted({customer for customer, _ in wanted}))
        known = {(row[1], row[2]): (row[0], tuple(row[3:])) for row in rows}
        changed: list[tuple[StoredValue, ...]] = []
        created: list[tuple[StoredValue, ...]] = []
        for place, value in wanted.items():
            columns = columns_of(value)
            if place not in known:
                if value is not None:
                    created.append((*place, *columns))
            elif known[place][1] != columns:
                changed.append((known[place][0], *columns))
        self._work.rows.update_many(own_value, COLUMNS, changed)
        self._work.rows.insert_many(own_value, _CREATED, created)
        return len(changed) + len(created)

    def write_first(self, customers: Iterable[tuple[int, OwnValues | None]]) -> None:
        """Give customers that were just made their values."""
        rows = [
            (customer, number_of(key), *columns_of(value))
            for customer, values in customers
            if values
            for key, value in values.items()
        ]
        self._work.rows.insert_many(own_value, _CREATED, rows)

    def put(self, customer_id: int, values: OwnValues) -> bool:
        """Leave a customer with exactly these values; tell whether any was different."""
        keys = {**self.of(customer_id), **values}
        return self.write((customer_id, key, values.get(key)) for key in keys) > 0

    def _rows(self, ids: Sequence[int]) -> Sequence[Any]:
        return self._connection.exec_driver_sql(
            "SELECT id, customer_id, field_id, text, number, day FROM own_value"
            " WHERE customer_id IN (SELECT value FROM json_each(?))",
            (json.dumps([int(number) for number in ids]),),
        ).all()


def number_of(key: str) -> int:
    """Give the id of the field of a key."""
    return int(key.removeprefix(PREFIX))


def columns_of(value: OwnValue | None) -> tuple[StoredValue, ...]:
    """Give what the three columns hold."""
    if isinstance(value, date):
        return None, None, day_number(value)
    if isinstance(value, int):
        return None, value, None
    return value, None, None


def value_of(columns: Sequence[Any]) -> OwnValue | None:
    """Give the value of the three columns, or None where they are empty."""
    text, number, day = columns
    if day is not None:
        return day_from_number(day)
    value: OwnValue | None = text if number is None else number
    return value


def own_value_sql(field: FilterField) -> str:
    """Give the expression of a customer's value in a field, for filters, columns and sorting."""
    return (
        f"(SELECT x.{own_column(field)} FROM own_value x WHERE x.customer_id = customer.id"  # noqa: S608 - a column of ours and a number
        f" AND x.field_id = {number_of(field.key)})"
    )


def own_rows_sql(field: FilterField, compared: str) -> str:
    """Ask whether a customer is among those whose value stands up to a comparison of `x.…`."""
    return (
        "customer.id IN (SELECT x.customer_id FROM own_value x"  # noqa: S608 - as above
        f" WHERE x.field_id = {number_of(field.key)} AND x.{own_column(field)} IS NOT NULL"
        f" AND {compared})"
    )


def own_order_sql(field: FilterField, way: str) -> str:
    """Give the customers who have a value in a field in the order of the values, by its index."""
    column = own_column(field)
    return (
        f"SELECT customer_id FROM own_value INDEXED BY ix_own_value_{column}"  # noqa: S608 - as above
        f" WHERE field_id = {number_of(field.key)} AND {column} IS NOT NULL"
        f" ORDER BY {column} {way}, customer_id {way}"
    )


def own_column(field: FilterField) -> str:
    """Name the column that keeps the values of a field."""
    return _COLUMN_OF.get(field.kind, "text")
