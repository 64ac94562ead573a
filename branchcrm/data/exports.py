"""Reads whole lists for files that go out, in batches."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, ColumnElement, Integer, Select, func, select, type_coerce

from branchcrm.data.columns import Day, Instant, day_from_number, instant_from_number
from branchcrm.data.customer_asking import field_values
from branchcrm.data.tables import customer, customer_transaction, product, staff
from branchcrm.data.tables_book import customer_summary
from branchcrm.data.tables_people import contact_ban
from branchcrm.domain.filter_field import FilterField

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

BATCH: Final = 1000
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

    def customers(
        self, ids: Sequence[int], fields: Sequence[FilterField] = ()
    ) -> Iterator[Columns]:
        """Give customers in the order asked, some at a time and column by column.

        Beside their own columns there are their summary and account manager; `own` has the values
        of the branch's own fields, `more` those of fields that a view shows besides.
        """
        for start in range(0, len(ids), BATCH):
            wanted = [int(number) for number in ids[start : start + BATCH]]
            result = self._connection.execute(_shown(wanted))
            names = tuple(result.keys())
            place = names.index("id")
            rows = {int(row[place]): row for row in result.all()}
            there = [number for number in wanted if number in rows]
            if not there:
                continue
            held = zip(*[rows[number] for number in there], strict=True)
            columns: dict[str, Sequence[Any]] = dict(zip(names, held, strict=True))
            for name, kind in _TYPED.items():
                columns[name] = _typed(columns[name], kind)
            own = self._work.own_values.of_many(wanted)
            columns["own"] = [own.get(number, {}) for number in there]
            if fields:
                more = field_values(self._work, wanted, fields)
                columns["more"] = [more[number] for number in there]
            yield columns

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
            .where(customer_transaction.c.removed_at.is_(None), customer.c.removed_at.is_(None))
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


def _shown(ids: Sequence[int]) -> Select[Any]:
    """Ask for what files show of customers."""
    asked = func.json_each(json.dumps(ids)).table_valued("value")
    return (
        select(
            *[_bare(column) for column in _SHOWN],
            staff.c.name.label("manager"),
            contact_ban.c.reason.label("barred"),
        )
        .join(customer_summary, customer_summary.c.customer_id == customer.c.id)
        .outerjoin(staff, staff.c.id == customer.c.manager_id)
        .outerjoin(contact_ban, contact_ban.c.customer_id == customer.c.id)
        .where(customer.c.id.in_(select(asked.c.value)))
    )
