"""What a user can open behind a receipt: the rows that every figure rests on."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from branchcrm.data.reading import Reading
from branchcrm.data.tier_sources import source_figures, source_trades
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_source import SourceSheet, reported_sheet, trade_sheet
from branchcrm.services.context import Context, requires
from branchcrm.services.tier_receipts import receipt_of

if TYPE_CHECKING:
    from branchcrm.domain.tier_receipt_parts import Receipt

_BALANCES = frozenset({Measure.AUM_MONTH_AVERAGE, Measure.BALANCE})


class TierSourceService:
    """The use cases of the rows behind a receipt."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def sheets(self, customer_id: CustomerId) -> list[SourceSheet]:
        """Give the rows behind every figure of a receipt; none for one without a tier."""
        with self.context.read() as work:
            work.customers.get(customer_id)
            receipt = receipt_of(work, customer_id)
            return [] if receipt is None else _sheets(work, customer_id, receipt)


def _sheets(work: Reading, customer_id: CustomerId, receipt: "Receipt") -> list[SourceSheet]:
    trades = source_trades(work.connection, int(customer_id))
    sheets = []
    for line in receipt.lines:
        if line.measure in _BALANCES or receipt.reported_on is not None:
            end = _last_day(line.measure, receipt)
            rows = source_figures(work.connection, int(customer_id), line.measure, end)
            sheets.append(reported_sheet(line.measure, line.value, rows))
        else:
            sheets.append(trade_sheet(line.measure, line.value, trades, receipt.window))
    return sheets


def _last_day(measure: Measure, receipt: "Receipt") -> date:
    """Give the last day whose figure counts: of a monthly average, the end of the month before."""
    if measure is Measure.AUM_MONTH_AVERAGE:
        return receipt.window.as_of.replace(day=1) - timedelta(days=1)
    return receipt.window.end
