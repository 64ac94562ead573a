"""A follow-up visit: planned, moved, done with a result, or called off."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from branchcrm.domain.accepted_words import accepted_words
from branchcrm.domain.clock import Clock
from branchcrm.domain.contact_channel import CHANNEL_LABELS, Channel
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import BranchId, ComplaintId, CustomerId, StaffId, VisitId
from branchcrm.domain.tier import Tier
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.typed_moment import read_typed_moment
from branchcrm.domain.wording import mark, say

LONGEST_PURPOSE = 200
LONGEST_RESULT = 500


class VisitState(StrEnum):
    """What became of a visit."""

    PLANNED = "planned"
    DONE = "done"
    CANCELLED = "cancelled"


class VisitStatus(StrEnum):
    """What a list says of a visit on a given day."""

    OVERDUE = "overdue"
    DUE = "due"
    DONE = "done"
    CANCELLED = "cancelled"


STATUS_LABELS = {
    VisitStatus.OVERDUE: mark("已逾期"),
    VisitStatus.DUE: mark("待回访"),
    VisitStatus.DONE: mark("已完成"),
    VisitStatus.CANCELLED: mark("已取消"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitDraft:
    """What a form or a command says about a visit, as it was typed.

    A day without a time is a visit at any time of that day.
    """

    at: str = ""
    purpose: str = ""
    kind: str = Channel.PHONE
    staff: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """The checked fields of a visit."""

    at: datetime
    is_all_day: bool
    channel: Channel
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One visit as lists and calendars show it; the phone is masked."""

    id: VisitId
    customer_id: CustomerId
    customer: str
    tier: Tier
    phone: str
    staff_id: StaffId | None
    staff: str
    at: datetime
    is_all_day: bool
    channel: Channel
    purpose: str
    state: VisitState
    result: str
    done_at: datetime | None
    complaint_id: ComplaintId | None = None
    is_removed: bool = False

    def day(self, zone: ZoneInfo) -> date:
        """Give the day of the visit in a zone."""
        return self.at.astimezone(zone).date()

    def time(self, zone: ZoneInfo) -> time | None:
        """Give the time of day in a zone, or None for any time of the day."""
        return None if self.is_all_day else self.at.astimezone(zone).time()

    def status(self, today: date, zone: ZoneInfo) -> VisitStatus:
        """Tell how the visit stands on a day."""
        if self.state is VisitState.DONE:
            return VisitStatus.DONE
        if self.state is VisitState.CANCELLED:
            return VisitStatus.CANCELLED
        return VisitStatus.OVERDUE if self.day(zone) < today else VisitStatus.DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFilter:
    """Which visits a list holds; empty parts do not restrict. The days are in the book's zone."""

    first: date | None = None
    last: date | None = None
    statuses: frozenset[VisitStatus] = frozenset()
    staff_id: StaffId | None = None
    customer_id: CustomerId | None = None
    branch_id: BranchId | None = None


class SettledVisitError(BranchCrmError):
    """A visit that is done or called off stays as it is."""

    happened = mark("这次回访{state}，不能再改")
    remedy = mark("撤销那次操作，或另安排一次")


def checked_visit(draft: VisitDraft, clock: Clock) -> VisitFacts:
    """Give the facts of a draft.

    Raises:
        InvalidDraftError: one or more fields must be changed first.
    """
    problems: list[FieldError] = []
    purpose = draft.purpose.strip()
    if not purpose:
        problems.append(FieldError("purpose", say("写明事由后才能保存")))
    elif len(purpose) > LONGEST_PURPOSE:
        reason = say(
            "最多 {limit} 字，现在是 {length} 字", limit=LONGEST_PURPOSE, length=len(purpose)
        )
        problems.append(FieldError("purpose", reason))
    channel = {key.value: key for key in Channel} | {CHANNEL_LABELS[key]: key for key in Channel}
    found = channel.get(draft.kind.strip() or Channel.PHONE)
    if found is None:
        words = accepted_words(CHANNEL_LABELS)
        reason = say("“{text}”不是方式，可以写 {words}", text=draft.kind, words=words)
        problems.append(FieldError("kind", reason))
    at, is_all_day = _when(draft.at, clock, problems)
    if problems:
        raise InvalidDraftError(problems)
    return VisitFacts(at=at, is_all_day=is_all_day, channel=found or Channel.PHONE, purpose=purpose)


def read_when(text: str, clock: Clock) -> tuple[datetime, bool]:
    """Give the moment a visit is moved to, and whether it is any time of that day.

    Raises:
        InvalidDraftError: the text is no day, or the day is over.
    """
    problems: list[FieldError] = []
    when = _when(text, clock, problems)
    if problems:
        raise InvalidDraftError(problems)
    return when


def visit_draft(visit: VisitRow, zone: ZoneInfo) -> VisitDraft:
    """Give a visit as a form shows it and reads it back."""
    local = visit.at.astimezone(zone)
    at = f"{local:%Y-%m-%d}" if visit.is_all_day else f"{local:%Y-%m-%d %H:%M}"
    return VisitDraft(at=at, purpose=visit.purpose, kind=visit.channel, staff=visit.staff)


def require_open(visit: VisitRow) -> None:
    """Refuse to touch a visit that is done or called off.

    Raises:
        SettledVisitError: it is.
    """
    if visit.state is not VisitState.PLANNED:
        status = VisitStatus.DONE if visit.state is VisitState.DONE else VisitStatus.CANCELLED
        raise SettledVisitError(state=say(STATUS_LABELS[status]))


def _when(text: str, clock: Clock, problems: list[FieldError]) -> tuple[datetime, bool]:
    found = read_typed_moment(text, clock.today(), clock.zone, Leaning.FUTURE)
    if found.value is None:
        reason = found.reason if text.strip() else say("选好日期后才能保存")
        problems.append(FieldError("at", reason or say("选好日期后才能保存")))
        return clock.now(), True
    if found.value.day < clock.today():
        problems.append(FieldError("at", say("回访日期不能早于今天")))
    return found.value.instant(clock.zone), found.value.at is None
