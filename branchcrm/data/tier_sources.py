"""The rows of one customer behind the figures of a receipt."""

from datetime import date
from typing import TYPE_CHECKING

from branchcrm.data.columns import day_from_number, day_number
from branchcrm.data.tier_trades import product_line_names
from branchcrm.domain import figure
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_source import SourceRow

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_TRADES = (
    "SELECT t.day, t.amount_cents, t.product_id, p.name, t.document_no"
    " FROM customer_transaction t LEFT JOIN product p ON p.id = t.product_id"
    " WHERE t.customer_id = :customer AND t.removed_at IS NULL AND t.reverses_id IS NULL"
    " AND t.id NOT IN (SELECT reverses_id FROM customer_transaction"
    " WHERE customer_id = :customer AND removed_at IS NULL AND reverses_id IS NOT NULL)"
    " ORDER BY t.day, t.id"
)
_FIGURES = (
    "SELECT as_of, value, source FROM customer_figure"
    " WHERE customer_id = :customer AND measure = :measure AND as_of <= :end ORDER BY as_of"
)
_REPORTED = {
    Measure.AMOUNT: figure.AMOUNT_12M,
    Measure.BALANCE: figure.BALANCE,
    Measure.AUM_MONTH_AVERAGE: figure.AUM_MONTH_AVERAGE,
}


def source_trades(connection: "Connection", customer_id: int) -> list[SourceRow]:
    """Give a customer's trades that count, the oldest first: no reversed lines."""
    lines = product_line_names(connection)
    rows = connection.exec_driver_sql(_TRADES, {"customer": customer_id}).all()
    return [
        SourceRow(
            day=day_from_number(row[0]),
            amount_cents=row[1],
            product=row[3] or "",
            line=lines.get(row[2]),
            document_no=row[4] or "",
        )
        for row in rows
    ]


def source_figures(
    connection: "Connection", customer_id: int, measure: Measure, end: date
) -> list[SourceRow]:
    """Give what files reported about a customer for a measure, the oldest first."""
    name = _REPORTED.get(measure)
    if name is None:
        return []
    places = {"customer": customer_id, "measure": name, "end": day_number(end)}
    return [
        SourceRow(
            day=day_from_number(row[0]), amount_cents=row[1], product="", line=None, origin=row[2]
        )
        for row in connection.exec_driver_sql(_FIGURES, places).all()
    ]
