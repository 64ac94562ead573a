"""How large a branch is to be invented, and from which seed."""

from dataclasses import dataclass
from datetime import date

TRADES_PER_CUSTOMER = 10
CONTACTS_PER_CUSTOMER = 1.3


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPlan:
    """What is to be invented; equal plans give equal branches.

    `with_cast` begins with the people of the design's pictures.
    """

    customers: int
    today: date
    seed: int = 1
    transactions: int | None = None
    interactions: int | None = None
    with_cast: bool = True

    @property
    def trades(self) -> int:
        """How many transactions there will be."""
        wanted = self.transactions
        return self.customers * TRADES_PER_CUSTOMER if wanted is None else wanted

    @property
    def contact_factor(self) -> float:
        """How much more often than usual people were talked to."""
        if self.interactions is None or not self.customers:
            return 1.0
        return self.interactions / (self.customers * CONTACTS_PER_CUSTOMER)

    def trades_up_to(self, customers: int) -> int:
        """Give the share of the transactions that the first customers have."""
        return self.trades * customers // self.customers if self.customers else 0
