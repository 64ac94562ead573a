"""Stages in the book: who may be due for another one, and what was decided."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import median
from typing import TYPE_CHECKING

from branchcrm.data.columns import day_from_number, day_number, instant_number
from branchcrm.data.rows import chunked
from branchcrm.data.tables import customer
from branchcrm.data.tables_lifecycle import stage_decision
from branchcrm.domain.customer import Stage
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.lifecycle import LifecycleFacts, LifecycleRule, StageProposal
from branchcrm.domain.tier import Tier

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

# Either silent for long where a relation stands, or trading where it does not.
_CANDIDATES = (
    "SELECT c.id, c.name, s.tier, c.stage, s.last_trade_on FROM customer_summary s"
    " JOIN customer c ON c.id = s.customer_id WHERE c.removed_at IS NULL"
    " AND s.last_trade_on <= :today AND (c.stage = 'prospect'"
    " OR (c.stage IN ('active','dormant') AND s.last_trade_on < :edge)"
    " OR (c.stage IN ('dormant','lost','defeated','winback') AND s.last_trade_on >= :edge))"
    " ORDER BY s.tier_rank DESC, s.last_trade_on, c.id"
)
_DAYS = (
    "SELECT DISTINCT customer_id, day FROM customer_transaction"
    " WHERE customer_id IN (SELECT value FROM json_each(?)) AND removed_at IS NULL"
    " AND amount_cents > 0 ORDER BY customer_id, day"
)


class LifecycleRepository:
    """Reads facts of stages and writes decisions."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def candidates(self, rule: LifecycleRule, today: date) -> list[LifecycleFacts]:
        """Give the customers whose stage the rule may question, without their rhythm."""
        edge = today - timedelta(days=rule.dormant_days)
        found = self._connection.exec_driver_sql(
            _CANDIDATES, {"today": day_number(today), "edge": day_number(edge)}
        )
        return [
            LifecycleFacts(
                customer_id=CustomerId(row[0]),
                name=row[1],
                tier=Tier(row[2]),
                stage=Stage(row[3]),
                last_trade_on=day_from_number(row[4]),
            )
            for row in found
        ]

    def gap_days(self, customers: Sequence[CustomerId]) -> dict[CustomerId, float]:
        """Give the median gap between purchase days of those who bought on two days or more."""
        gaps: dict[CustomerId, float] = {}
        for chunk in chunked([int(number) for number in customers]):
            rows = self._connection.exec_driver_sql(_DAYS, (json.dumps(chunk),)).all()
            for number, own in groupby(rows, itemgetter(0)):
                days = [row[1] for row in own]
                if len(days) > 1:
                    gaps[CustomerId(number)] = median(b - a for a, b in pairwise(days))
        return gaps

    def declined(self) -> set[tuple[CustomerId, Stage, date]]:
        """Give what was declined, on which trade."""
        rows = self._connection.exec_driver_sql(
            "SELECT customer_id, to_stage, last_trade_on FROM stage_decision WHERE is_accepted = 0"
        )
        return {(CustomerId(row[0]), Stage(row[1]), day_from_number(row[2])) for row in rows}

    def move(self, stages: Mapping[CustomerId, Stage]) -> int:
        """Set stages; give how many were different."""
        rows = [(int(number), stage.value) for number, stage in stages.items()]
        return self._work.rows.update_many(customer, ["stage"], rows)

    def decide(
        self,
        proposals: Sequence[StageProposal],
        staff_id: StaffId,
        at: datetime,
        reason: str,
        *,
        is_accepted: bool,
    ) -> None:
        """Keep what was decided on proposals."""
        names = ["customer_id", "from_stage", "to_stage", "is_accepted"]
        names += ["last_trade_on", "reason", "staff_id", "at"]
        rows = [
            (
                int(one.customer_id),
                one.from_stage.value,
                one.to_stage.value,
                int(is_accepted),
                day_number(one.last_trade_on),
                reason,
                int(staff_id),
                instant_number(at),
            )
            for one in proposals
        ]
        self._work.rows.insert_many(stage_decision, names, rows)
