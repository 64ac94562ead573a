"""Bringing one customer back from a copy of the book, with everything that hangs on them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from branchcrm.data.own_values import COLUMNS as OWN_COLUMNS
from branchcrm.data.rows import JournaledRows, owner_column
from branchcrm.data.tables_own import own_field, own_value
from branchcrm.data.unit_of_work import JOURNALED

_CHILDREN = {"complaint_event": "complaint", "complaint_pause": "complaint"}
_ORDER = (
    "customer",
    "customer_figure",
    "complaint",
    "complaint_event",
    "complaint_pause",
    "customer_transaction",
    "holding",
    "visit",
    "interaction",
    "contact_person",
    "consent",
)


def rescue_customer(copy: Connection, rows: JournaledRows, customer_id: int) -> int:
    """Write a customer as the copy has them: missing rows come back, changed ones change back."""
    rows.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    count = 0
    for name in _ORDER:
        table = JOURNALED[name]
        columns = [column.name for column in table.columns if column.name != "touched_op"]
        found = list(_rows_of(copy, table, columns, customer_id))
        present = {int(str(row[0])) for row in rows.read(table, ["id"], [row[0] for row in found])}
        kept = [_without_lost_links(rows, columns, row) for row in found]
        missing = [row for row in kept if row[0] not in present]
        if missing:
            rows.restore(table, columns, missing)
        changed = [row for row in kept if row[0] in present]
        count += len(missing) + rows.update_many(table, columns[1:], changed)
    return count + _rescue_own_values(copy, rows, customer_id)


def _rescue_own_values(copy: Connection, rows: JournaledRows, customer_id: int) -> int:
    """Give the customer what the copy holds in own fields; fields that are gone are left out."""
    names = ["field_id", *OWN_COLUMNS]
    found = list(_rows_of(copy, own_value, names, customer_id))
    known = {
        row[0]: row[1]
        for row in _rows_of(rows.connection, own_value, ["field_id", "id"], customer_id)
    }
    there = {int(str(row[0])) for row in rows.read(own_field, ["id"], [row[0] for row in found])}
    changed = [(known[row[0]], *row[1:]) for row in found if row[0] in known]
    missing = [(customer_id, *row) for row in found if row[0] in there and row[0] not in known]
    rows.insert_many(own_value, ["customer_id", *names], missing)
    return len(missing) + rows.update_many(own_value, OWN_COLUMNS, changed)


def _rows_of(
    copy: Connection, table: Table, columns: list[str], customer_id: int
) -> Iterator[tuple[Any, ...]]:
    names = ",".join(columns)
    owner = owner_column(table)
    if owner is not None:
        where = f"{owner} = ?"
    else:
        parent = _CHILDREN[table.name]
        where = f"{parent}_id IN (SELECT id FROM {parent} WHERE customer_id = ?)"  # noqa: S608
    sql = f'SELECT {names} FROM "{table.name}" WHERE {where} ORDER BY id'  # noqa: S608
    for row in copy.exec_driver_sql(sql, (customer_id,)):
        yield tuple(row)


def _without_lost_links(
    rows: JournaledRows, columns: list[str], row: tuple[Any, ...]
) -> tuple[Any, ...]:
    """Drop a link to a product that the book does not hold any more."""
    if "product_id" not in columns:
        return row
    place = columns.index("product_id")
    product = row[place]
    if product is None or list(rows.read(JOURNALED["product"], ["id"], [product])):
        return row
    return (*row[:place], None, *row[place + 1 :])
