"""How many customers and how much money each account manager has in every tier."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from branchcrm.domain.tier import Tier

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class TierShare:
    """The customers of one manager in one tier; the manager is empty for customers without one."""

    manager: str
    tier: Tier
    people: int
    amount_cents: int


def tier_shares(work: "Reading") -> list[TierShare]:
    """Give every manager's share of every tier, over all live customers."""
    found = work.connection.exec_driver_sql(
        "SELECT ifnull(t.name, ''), s.tier, count(*), sum(s.amount_12m_cents)"
        " FROM customer_summary s JOIN customer c ON c.id = s.customer_id"
        " LEFT JOIN staff t ON t.id = c.manager_id WHERE s.is_live = 1"
        " GROUP BY t.name, s.tier"
    ).all()
    return [
        TierShare(manager=row[0], tier=Tier(row[1]), people=row[2], amount_cents=row[3])
        for row in found
    ]
