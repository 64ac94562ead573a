"""Whole customers, as they are read from the tables."""

from typing import Any

from sqlalchemy import ColumnElement, Select, select

from branchcrm.data.customer_values import facts_of
from branchcrm.data.tables import customer, staff
from branchcrm.data.tables_book import customer_summary
from branchcrm.domain.customer import Customer, Figure
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier

_PLAIN_FIELDS = (
    "code",
    "score_centi",
    "amount_12m_cents",
    "trades_12m",
    "last_trade_on",
    "last_contact_at",
    "next_visit_at",
    "next_visit_id",
    "open_complaints",
    "created_at",
    "updated_at",
    "removed_at",
)


def whole_customers() -> Select[Any]:
    """Ask for customers with their summary and account manager."""
    return (
        select(customer, staff.c.name.label("manager"), *_summary_columns())
        .join(customer_summary, customer_summary.c.customer_id == customer.c.id)
        .outerjoin(staff, staff.c.id == customer.c.manager_id)
    )


def customer_of(row: dict[str, Any], figures: tuple[Figure, ...]) -> Customer:
    """Give the customer of a row."""
    return Customer(
        id=CustomerId(row["id"]),
        facts=facts_of(row),
        manager=row["manager"] or "",
        tier=Tier(row["tier"]),
        figures=figures,
        **{name: row[name] for name in _PLAIN_FIELDS},
    )


def _summary_columns() -> list[ColumnElement[Any]]:
    left_out = ("customer_id", "branch_id")
    return [column for column in customer_summary.c if column.name not in left_out]
