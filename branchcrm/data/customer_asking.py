"""Narrows and orders queries over customers, and reads the fields that a view shows besides."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, func, nulls_last, select, text

from branchcrm.data.columns import day_number
from branchcrm.data.filter_sql import FilterSql
from branchcrm.data.filter_values import shown_sql
from branchcrm.data.tables import customer, staff
from branchcrm.data.tables_book import customer_summary
from branchcrm.domain.clock import Clock
from branchcrm.domain.customer import (
    CustomerFilter,
    CustomerOrder,
    CustomerRow,
    CustomerSort,
    Shown,
)
from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.masking import mask_address, mask_email, mask_free_text, mask_phone

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_SORT_COLUMNS: dict[CustomerSort, tuple[ColumnElement[Any], ...]] = {
    CustomerSort.NAME: (customer.c.sort_key,),
    CustomerSort.CODE: (customer.c.code,),
    CustomerSort.TIER: (customer_summary.c.tier_rank, customer_summary.c.score_centi),
    CustomerSort.SCORE: (customer_summary.c.score_centi,),
    CustomerSort.PHONE: (customer.c.phone,),
    CustomerSort.MANAGER: (staff.c.name,),
    CustomerSort.LAST_SEEN: (customer_summary.c.last_seen_on,),
    CustomerSort.AMOUNT: (customer_summary.c.amount_12m_cents,),
    CustomerSort.NEXT_VISIT: (customer_summary.c.next_visit_at,),
    CustomerSort.CREATED: (customer.c.created_at,),
    CustomerSort.KIND: (customer.c.kind,),
    CustomerSort.STAGE: (customer.c.stage,),
    CustomerSort.COMPLAINTS: (customer_summary.c.open_complaints,),
}
_EMPTY_LAST = frozenset(
    {CustomerSort.PHONE, CustomerSort.MANAGER, CustomerSort.LAST_SEEN, CustomerSort.NEXT_VISIT}
)
_MASKS = {
    "phone": mask_phone,
    "email": mask_email,
    "address": mask_address,
    "note": mask_free_text,
}
_TABLES = customer.join(customer_summary, customer_summary.c.customer_id == customer.c.id)


def restricted(work: "Reading", query: Select[Any], asked: CustomerFilter) -> Select[Any]:
    """Keep a query to the customers that a filter names; its searched text is not looked at."""
    conditions: list[ColumnElement[bool]] = [
        customer_summary.c.is_live == int(not asked.is_removed)
    ]
    if asked.tiers:
        conditions.append(customer_summary.c.tier.in_([str(tier) for tier in asked.tiers]))
    if asked.manager_id is not None:
        conditions.append(customer.c.manager_id == asked.manager_id)
    if asked.ids is not None:
        conditions.append(among(asked.ids))
    joined = query.select_from(_TABLES).where(and_(*conditions))
    if asked.where is None:
        return joined
    clock = work.clock
    writer = FilterSql(clock.today(), offset_s(clock), _searching(work), work.asker)
    condition = text(writer.condition(asked.where))
    return joined.where(condition.bindparams(**_used(condition.text, writer.places)))


def in_order(query: Select[Any], order: CustomerOrder, work: "Reading") -> Select[Any]:
    """Order a query as a list is ordered; customers without the value come last."""
    if order.by is not None:
        direction = "DESC" if order.is_descending else "ASC"
        wanted = f"{shown_sql(order.by)} {direction} NULLS LAST"
        written = text(wanted)
        places = _used(wanted, _clock_places(work.clock))
        return query.order_by(written.bindparams(**places), customer.c.id)
    for column in _SORT_COLUMNS[order.column]:
        directed = column.desc() if order.is_descending else column.asc()
        query = query.order_by(nulls_last(directed) if order.column in _EMPTY_LAST else directed)
    query = query.order_by(customer.c.id)
    if order.column is CustomerSort.MANAGER:
        return query.outerjoin(staff, staff.c.id == customer.c.manager_id)
    return query


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
        f"SELECT customer.id, {columns} FROM customer"  # noqa: S608 - our own expressions
        " JOIN customer_summary ON customer_summary.customer_id = customer.id"
        " WHERE customer.id IN (SELECT value FROM json_each(:ids))"
    )
    places = {**_clock_places(work.clock), "ids": json.dumps(list(ids))}
    keys = [one.key for one in fields]
    return {
        int(row[0]): dict(zip(keys, row[1:], strict=True))
        for row in work.connection.exec_driver_sql(sql, places)
    }


def among(ids: Sequence[int]) -> ColumnElement[bool]:
    """Keep to customers with these ids."""
    listed = func.json_each(json.dumps(list(ids))).table_valued("value")
    return customer.c.id.in_(select(listed.c.value))


def offset_s(clock: Clock) -> int:
    """Give the seconds that the book's time zone is ahead of UTC."""
    offset = clock.now().astimezone(clock.zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def _masked(field: FilterField, value: Shown) -> Shown:
    mask = _MASKS.get(field.key)
    return mask(value) if mask is not None and isinstance(value, str) and value else value


def _searching(work: "Reading") -> Any:  # noqa: ANN401 - a search by text
    return lambda said: list(work.customers.search(said).ids)


def _clock_places(clock: Clock) -> dict[str, int]:
    return {"f_today": day_number(clock.today()), "f_offset": offset_s(clock)}


def _used(sql: str, places: dict[str, Any]) -> dict[str, Any]:
    """Give the places that a text has: SQLAlchemy refuses others."""
    return {name: value for name, value in places.items() if f":{name}" in sql}
