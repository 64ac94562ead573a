"""Reads whole lists for files that go out, in batches."""

import json
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from branchcrm.data.columns import Day, Instant, day_from_number, instant_from_number
from branchcrm.data.customer_tables import clock_places
from branchcrm.data.filter_values import shown_sql
from branchcrm.data.page_cache import page_cache
from branchcrm.data.tables import customer, customer_transaction, product, staff
from branchcrm.data.tables_book import customer_summary
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
_LIES_IN: Final = {
    **{column.name: f"{column.table.name}.{column.name}" for column in _SHOWN},
    "manager": "(SELECT x.name FROM staff x WHERE x.id = customer.manager_id)",
    "barred": "(SELECT x.reason FROM contact_ban x WHERE x.customer_id = customer.id)",
}
EVERYTHING: Final = frozenset({*_LIES_IN, "own"})
"""All that a list can hold of customers, besides what a view asks for."""
MORE: Final = "more."
"""What stands before the key of a field that a view asks for."""
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
        of the branch's own fields, and behind `MORE` stand those of fields that a view shows
        besides. Of all others only the `wanted` are read.
        """
        shown = _shown(wanted, fields)
        query = _query(shown)
        places = clock_places(self._work.clock)
        for start in range(0, len(ids), BATCH):
            asked = [int(number) for number in ids[start : start + BATCH]]
            found = self._connection.exec_driver_sql(query, {**places, "ids": json.dumps(asked)})
            columns = dict(zip(shown, json.loads(found.scalar_one()), strict=True))
            if not columns["id"]:
                continue
            for name in _TYPED.keys() & columns:
                columns[name] = _typed(columns[name], _TYPED[name])
            if "own" in wanted:
                own = self._work.own_values.of_many(asked)
                columns["own"] = [own.get(number, {}) for number in columns["id"]]
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


def _typed(stored: Sequence[Any], kind: Day | Instant) -> list[Any]:
    make = _day if isinstance(kind, Day) else instant_from_number
    return [None if number is None else make(number) for number in stored]


_day = lru_cache(maxsize=65_536)(day_from_number)


def _shown(wanted: AbstractSet[str], fields: Sequence[FilterField]) -> dict[str, str]:
    """Give what is read of customers, the id first, and where each lies; nothing unwanted."""
    known = {name: sql for name, sql in _LIES_IN.items() if name in wanted}
    return {
        "id": "customer.id",
        **known,
        **{f"{MORE}{field.key}": shown_sql(field) for field in fields},
    }


def _query(shown: Mapping[str, str]) -> str:
    """Ask for all columns as one text, which takes less time than a value for each cell.

    They come in the order of the ids: SQLite does not change that of cross joins.
    """
    columns = ", ".join(f"json_group_array({sql})" for sql in shown.values())
    return (
        f"SELECT json_array({columns}) FROM json_each(:ids) asked"  # noqa: S608 - our own expressions
        " CROSS JOIN customer ON customer.id = asked.value"
        " CROSS JOIN customer_summary ON customer_summary.customer_id = customer.id"
    )
