"""What happened with a customer, in one list."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from branchcrm.domain.wording import Sentence, mark


class TimelineKind(StrEnum):
    """A kind of event on a customer's timeline."""

    INTERACTION = "interaction"
    VISIT = "visit"
    COMPLAINT = "complaint"
    TRANSACTION = "transaction"
    TIER = "tier"


TIMELINE_LABELS = {
    TimelineKind.INTERACTION: mark("互动"),
    TimelineKind.VISIT: mark("回访"),
    TimelineKind.COMPLAINT: mark("投诉"),
    TimelineKind.TRANSACTION: mark("交易"),
    TimelineKind.TIER: mark("层级"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """One event: when, what, in the words of who wrote it.

    `aspect` says more closely what it was (a channel, a state, a direction of a tier move)
    so that a screen can choose its icon. `has_time` is False where only the day is known.
    """

    at: datetime
    kind: TimelineKind
    aspect: str
    title: Sentence
    detail: str = ""
    who: str = ""
    ref_id: int
    has_time: bool = True
