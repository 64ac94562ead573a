"""Reads the fields that a view shows besides what every line has."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, select

from branchcrm.data.customer_tables import BOTH, clock_places
from branchcrm.data.filter_values import shown_sql
from branchcrm.data.tables import customer
from branchcrm.domain.customer import CustomerRow, Shown
from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.masking import mask_address, mask_email, mask_free_text, mask_phone

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_MASKS = {
    "phone": mask_phone,
    "email": mask_email,
    "address": mask_address,
    "note": mask_free_text,
}


def with_fields(
    work: "Reading", lines: Sequence[CustomerRow], fields: Sequence[FilterField]
) -> list[CustomerRow]:
    """Give lines with the values of fields, numbers and addresses masked."""
    found = field_values(work, [int(line.id) for line in lines], fields)
    return [
        replace(line, more={one.key: _masked(one, values[one.key]) for one in fields})
        for line in lines
        for values in [found[int(line.id)]]
    ]


def field_values(
    work: "Reading", ids: Sequence[int], fields: Sequence[FilterField]
) -> dict[int, dict[str, Shown]]:
    """Give the values of fields for customers, as they are kept."""
    columns = ", ".join(shown_sql(one) for one in fields)
    sql = (
        f"SELECT customer.id, {columns} FROM {BOTH}"  # noqa: S608 - our own expressions
        " WHERE customer.id IN (SELECT value FROM json_each(:ids))"
    )
    places = {**clock_places(work.clock), "ids": json.dumps(list(ids))}
    keys = [one.key for one in fields]
    return {
        int(row[0]): dict(zip(keys, row[1:], strict=True))
        for row in work.connection.exec_driver_sql(sql, places)
    }


def among(ids: Sequence[int]) -> ColumnElement[bool]:
    """Keep to customers with these ids."""
    listed = func.json_each(json.dumps(list(ids))).table_valued("value")
    return customer.c.id.in_(select(listed.c.value))


def _masked(field: FilterField, value: Shown) -> Shown:
    mask = _MASKS.get(field.key)
    return mask(value) if mask is not None and isinstance(value, str) and value else value
