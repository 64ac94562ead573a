"""Customers close to the next tier, and whether telling them so moves them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, ReviewId
from branchcrm.domain.proportion import Proportion, difference
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import Sentence, mark, say

REACH = 5
"""Points of a score, or percent of a line of balance, that count as close."""

MOST_REACH = 30
FEWEST_TO_COMPARE = 10


class NotNearError(BranchCrmError):
    """Some of the chosen customers are not close to a higher tier."""

    happened = mark("没有记录：所选客户里有 {count} 位现在离上一层不近")
    kept = mark("没有写入任何内容")
    remedy = mark("刷新名单后再选")


@dataclass(frozen=True, slots=True, kw_only=True)
class NearCustomer:
    """A customer within reach of a higher tier, with the cheapest way there."""

    customer_id: CustomerId
    name: str
    tier: Tier
    target: Tier
    gap: Sentence
    way: Sentence | None
    offered_at: datetime | None
    next_visit_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NearList:
    """Those within reach by the latest review, the nearest first; `count` counts them all."""

    as_of: date | None
    reach: int
    count: int
    customers: Sequence[NearCustomer]


@dataclass(frozen=True, slots=True, kw_only=True)
class TierOffer:
    """What was said to a customer who was close to a tier."""

    customer_id: CustomerId
    review_id: ReviewId
    target: Tier
    reach: int
    note: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferOutcome:
    """How many rose since, of those who were told and of those who were as close and were not."""

    rounds: int
    offered: Proportion
    others: Proportion

    @property
    def gap(self) -> tuple[float, float]:
        """Give the 95 % interval of the difference between the two shares."""
        return difference(self.offered, self.others)

    @property
    def is_enough(self) -> bool:
        """Tell whether both groups are large enough to be compared."""
        return min(self.offered.total, self.others.total) >= FEWEST_TO_COMPARE

    @property
    def verdict(self) -> Sentence:
        """Say what the figures allow to say, and nothing beyond."""
        if not self.rounds:
            return say(mark("还没有告知过任何客户"))
        if not self.is_enough:
            return say(
                mark("人数太少，还不能比较：两组都至少要有 {count} 位"), count=FEWEST_TO_COMPARE
            )
        low, high = self.gap
        if low > 0:
            return say(mark("告知过的客户升层更多，差别不像是偶然"))
        if high < 0:
            return say(mark("告知过的客户升层更少，差别不像是偶然"))
        return say(mark("两组的差别可能只是偶然"))


def checked_reach(reach: int) -> int:
    """Give a reach that makes sense.

    Raises:
        InvalidDraftError: it is nothing, or so wide that nobody would be near.
    """
    if not 1 <= reach <= MOST_REACH:
        reason = say(mark("距离应在 1 和 {most} 之间"), most=MOST_REACH)
        raise InvalidDraftError([FieldError("reach", reason)])
    return reach
