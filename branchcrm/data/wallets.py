"""Figures about what customers spend elsewhere, kept with their day and source."""

from typing import TYPE_CHECKING

from sqlalchemy import select

from branchcrm.data.tables import customer_figure
from branchcrm.domain import figure
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.wallet import Wallet

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading


class WalletRepository:
    """Reads and writes wallets."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work

    def get(self, customer_id: CustomerId) -> Wallet:
        """Give the newest figures of a customer."""
        query = (
            select(customer_figure)
            .where(
                customer_figure.c.customer_id == customer_id,
                customer_figure.c.measure.in_(figure.ABOUT_OTHERS),
            )
            .order_by(customer_figure.c.as_of)
        )
        newest = {row.measure: row for row in self._work.connection.execute(query).all()}
        total, rival = (newest.get(measure) for measure in figure.ABOUT_OTHERS)
        latest = max(
            (row for row in (total, rival) if row), key=lambda row: row.as_of, default=None
        )
        return Wallet(
            total_cents=total.value if total else None,
            rival_cents=rival.value if rival else None,
            source=latest.source if latest else "",
            as_of=latest.as_of if latest else None,
        )

    def keep(self, customer_id: CustomerId, wallet: Wallet) -> None:
        """Write the figures of a day; what is not known is left as it was."""
        values = (wallet.total_cents, wallet.rival_cents)
        for measure, value in zip(figure.ABOUT_OTHERS, values, strict=True):
            if value is not None:
                self._keep(customer_id, measure, value, wallet)

    def _keep(self, customer_id: CustomerId, measure: str, value: int, wallet: Wallet) -> None:
        query = select(customer_figure.c.id).where(
            customer_figure.c.customer_id == customer_id,
            customer_figure.c.measure == measure,
            customer_figure.c.as_of == wallet.as_of,
        )
        known = self._work.connection.execute(query).scalar()
        told = {"value": value, "source": wallet.source}
        if known is not None:
            self._work.rows.update(customer_figure, int(known), told)
            return
        whose = {"customer_id": customer_id, "measure": measure, "as_of": wallet.as_of}
        self._work.rows.insert(customer_figure, whose | told)
