"""What happened with a customer, in one list that is read page by page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from branchcrm.domain.wording import Sentence, in_chinese, mark

PAGE = 60


class TimelineKind(StrEnum):
    """A kind of event on a customer's timeline."""

    INTERACTION = "interaction"
    VISIT = "visit"
    COMPLAINT = "complaint"
    TRANSACTION = "transaction"
    TIER = "tier"
    STAGE = "stage"
    RECORD = "record"


TIMELINE_LABELS = {
    TimelineKind.INTERACTION: mark("互动"),
    TimelineKind.VISIT: mark("回访"),
    TimelineKind.COMPLAINT: mark("投诉"),
    TimelineKind.TRANSACTION: mark("交易"),
    TimelineKind.TIER: mark("层级"),
    TimelineKind.STAGE: mark("阶段"),
    TimelineKind.RECORD: mark("档案"),
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
    detail: Sentence | str = ""
    who: Sentence | str = ""
    ref_id: int
    has_time: bool = True

    def mentions(self, asked: "TimelineAsk", zone: ZoneInfo) -> bool:
        """Tell whether every searched word stands somewhere in the event, as it is shown."""
        parts = (self.title, self.detail, self.who)
        texts = [
            part.text(asked.translate) if isinstance(part, Sentence) else part for part in parts
        ]
        text = f"{self.at.astimezone(zone):%Y-%m-%d %H:%M} {' '.join(texts)}".casefold()
        return all(word in text for word in asked.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineMark:
    """The place of an event in the order of a timeline: its moment, its source, its record."""

    at: int
    source: int
    ref_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineAsk:
    """Which page of a timeline is wanted: of one kind, with some words, after a place.

    `translate` gives the reader's words for those that the program wrote, which are searched
    too; `until` leaves out what is planned for later.
    """

    kinds: frozenset[TimelineKind] = frozenset()
    text: str = ""
    after: TimelineMark | None = None
    limit: int = PAGE
    until: datetime | None = None
    translate: Callable[[str], str] = field(default=in_chinese, compare=False)

    @property
    def words(self) -> list[str]:
        """Give the searched words, folded."""
        return self.text.casefold().split()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """Events, the newest first, and where the next page begins; None after the last."""

    events: tuple[TimelineEvent, ...] = ()
    after: TimelineMark | None = None
