"""Hands a chunk of invented customers to the inventor of trades."""

import numpy as np

from branchcrm.domain.customer import CustomerKind
from branchcrm.reference.demo.plan import DemoPlan
from branchcrm.reference.demo.records import DemoChunk, DemoTrade
from branchcrm.reference.demo.trades import TradeWish, day_number, invent_trades


def chunk_trades(
    plan: DemoPlan, chunk: DemoChunk, known: int, count: int, number: int
) -> list[DemoTrade]:
    """Invent the trades of the customers after the known ones."""
    customers = chunk.customers[known:]
    if not customers:
        return []
    wish = TradeWish(
        first=chunk.first + known,
        worths=np.array([int(one.worth) for one in customers]),
        since=np.array([day_number(one.since) for one in customers]),
        is_company=np.array([one.facts.kind is not CustomerKind.PERSON for one in customers]),
        managers=np.array([one.manager for one in customers]),
        count=count,
        today=plan.today,
    )
    return invent_trades(wish, plan.seed, number)
