"""Reads whole lists for files that go out, in batches."""

import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Select,
    bindparam,
    func,
    select,
    type_coerce,
)

from branchcrm.data.columns import Day, Instant, day_from_number, instant_from_number
from branchcrm.data.customer_asking import field_values
from branchcrm.data.page_cache import page_cache
from branchcrm.data.tables import customer, customer_transaction, product, staff
from branchcrm.data.tables_book import customer_summary
from branchcrm.data.tables_people import contact_ban
from branchcrm.domain.filter_field import FilterField

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

BATCH: Final = 1000
WHOLE_LIST_MIB: Final = 64
"""The pages of a hundred thousand customers, which the order of a list visits again and again."""
_SUMMED: Final = (
    *("tier", "score_centi", "amount_12m_cents", "last_seen_on", "next_visit_at"),
    "open_complaints",
)
Columns = Mapping[str, Sequence[Any]]
_NEVER_SHOWN: Final = frozenset(
    {
        *("branch_id", "created_at", "updated_at", "removed_at", "touched_op"),
        *("name_key", "reading", "reading_alternates", "initials", "sort_key"),
    }
)

_SHOWN: Final = (
    *[column for column in customer.c if column.name not in _NEVER_SHOWN],
    *[customer_summary.c[name] for name in _SUMMED],
)
EVERYTHING: Final = frozenset({*(column.name for column in _SHOWN), "manager", "barred", "own"})
"""All that a list can hold of customers, besides what a view asks for."""
_LIVING: Final = (customer_transaction.c.removed_at.is_(None), customer.c.removed_at.is_(None))
_TYPED: Final = {
    column.name: column.type for column in _SHOWN if isinstance(column.type, Day | Instant)
}
"""Days and moments, which take less time by the column; the same days come again and again."""


class ExportRepository:
    """Gives the rows of lists with everything that a file may show."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def at_length(self) -> AbstractContextManager[None]:
        """Let the connection keep for a time what a long list comes back to in its order."""
        return page_cache(self._connection, WHOLE_LIST_MIB)

    def customers(
        self,
        ids: Sequence[int],
        fields: Sequence[FilterField] = (),
        wanted: AbstractSet[str] = EVERYTHING,
    ) -> Iterator[Columns]:
        """Give customers in the order asked, some at a time and column by column.

        Beside their own columns there are their summary and account manager; `own` has the values
        of the branch's own fields, `more` those of fields that a view shows besides. Of all these
        only the `wanted` are read.
        """
        query = _shown(wanted)
        for start in range(0, len(ids), BATCH):
            asked = [int(number) for number in ids[start : start + BATCH]]
            result = self._connection.execute(query, {"ids": json.dumps(asked)})
            names = tuple(result.keys())
            rows = result.all()
            if not rows:
                continue
            columns: dict[str, Sequence[Any]] = dict(
                zip(names, zip(*rows, strict=True), strict=True)
            )
            for name in _TYPED.keys() & columns:
                columns[name] = _typed(columns[name], _TYPED[name])
            there = columns["id"]
            if "own" in wanted:
                own = self._work.own_values.of_many(asked)
                columns["own"] = [own.get(number, {}) for number in there]
            if fields:
                more = field_values(self._work, asked, fields)
                columns["more"] = [more[number] for number in there]
            yield columns

    def living_transactions(self) -> int:
        """Count the transactions that `transactions` gives."""
        query = (
            select(func.count())
            .select_from(customer_transaction)
            .join(customer, customer.c.id == customer_transaction.c.customer_id)
            .where(*_LIVING)
        )
        return int(self._connection.execute(query).scalar_one())

    def transactions(self) -> Iterator[Columns]:
        """Give the transactions of living customers, the oldest first, in the same way."""
        query = (
            select(
                customer_transaction,
                customer.c.code.label("customer_code"),
                customer.c.name.label("customer_name"),
                product.c.name.label("product"),
                product.c.code.label("product_code"),
                product.c.line.label("line"),
                staff.c.name.label("staff"),
            )
            .join(customer, customer.c.id == customer_transaction.c.customer_id)
            .outerjoin(product, product.c.id == customer_transaction.c.product_id)
            .outerjoin(staff, staff.c.id == customer_transaction.c.staff_id)
            .where(*_LIVING)
            .order_by(customer_transaction.c.day, customer_transaction.c.id)
            .execution_options(yield_per=BATCH)
        )
        result = self._connection.execute(query)
        names = tuple(result.keys())
        for rows in result.partitions():
            yield dict(zip(names, zip(*rows, strict=True), strict=True))


def rows_of(columns: Columns) -> Iterator[dict[str, Any]]:
    """Give the same row by row."""
    names = tuple(columns)
    return (dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True))


def _bare(column: Column[Any]) -> ColumnElement[Any]:
    return type_coerce(column, Integer).label(column.name) if column.name in _TYPED else column


def _typed(stored: Sequence[Any], kind: Day | Instant) -> list[Any]:
    make = _day if isinstance(kind, Day) else instant_from_number
    return [None if number is None else make(number) for number in stored]


_day = lru_cache(maxsize=65_536)(day_from_number)


def _shown(wanted: AbstractSet[str]) -> Select[Any]:
    """Ask for what files show of customers, in the order in which their ids are given.

    What nobody wants is not even joined.
    """
    asked = func.json_each(bindparam("ids")).table_valued("key", "value")
    columns: list[ColumnElement[Any]] = [
        _bare(column) for column in _SHOWN if column.name in wanted or column.name == "id"
    ]
    found = asked.join(customer, customer.c.id == asked.c.value).join(
        customer_summary, customer_summary.c.customer_id == customer.c.id
    )
    if "manager" in wanted:
        columns.append(staff.c.name.label("manager"))
        found = found.outerjoin(staff, staff.c.id == customer.c.manager_id)
    if "barred" in wanted:
        columns.append(contact_ban.c.reason.label("barred"))
        found = found.outerjoin(contact_ban, contact_ban.c.customer_id == customer.c.id)
    return select(*columns).select_from(found).order_by(asked.c.key)
