"""What speaks against a planned visit: rest days, hours, clashes, full days, the last contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.visit import VisitFacts, VisitRow, VisitState
from branchcrm.domain.wording import Sentence, listed, say
from branchcrm.domain.work_calendar import WorkCalendar

CALL_SPANS = ((time(9), time(12)), (time(14), time(20)))
MEETING_SPANS = ((time(9), time(11, 30)), (time(14), time(17)))
MOST_CALLS, MOST_MEETINGS = 25, 8
BUFFER = timedelta(minutes=30)
_CALLS = frozenset({Channel.PHONE, Channel.WECHAT, Channel.SMS, Channel.MAIL})


class ConcernKind(StrEnum):
    """A reason to look at a plan again."""

    REST_DAY = "rest_day"
    HOURS = "hours"
    CLASH = "clash"
    SAME_CUSTOMER = "same_customer"
    FULL_DAY = "full_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """One reason, in words; `better_day` is a day without it, where one is known."""

    kind: ConcernKind
    words: Sentence
    better_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A visit being planned, with the other planned visits around it."""

    facts: VisitFacts
    customer_id: CustomerId
    others: Sequence[VisitRow] = ()
    own_id: VisitId | None = None


def concerns(plan: Plan, calendar: WorkCalendar, zone: ZoneInfo) -> tuple[Concern, ...]:
    """Give what speaks against a plan; the person decides."""
    day = plan.facts.at.astimezone(zone).date()
    others = [
        visit
        for visit in plan.others
        if visit.id != plan.own_id and visit.state is VisitState.PLANNED
    ]
    found = (
        _rest_day(day, calendar),
        _hours(plan.facts, zone),
        _clash(plan.facts, others),
        _same_customer(plan.customer_id, day, others, zone),
        _full_day(plan.facts, [visit for visit in others if visit.day(zone) == day]),
    )
    return tuple(concern for concern in found if concern is not None)


def better_day(day: date, calendar: WorkCalendar, today: date) -> date:
    """Give the workday to take in place of a rest day: the one before, unless it is over."""
    before = calendar.roll_back(day)
    return before if before >= today else calendar.roll_forward(day)


def is_call(channel: Channel) -> bool:
    """Tell whether a visit is made from the desk."""
    return channel in _CALLS


def counted_with(channel: Channel) -> frozenset[Channel]:
    """Give the channels whose visits share the limit of a day with one on this channel."""
    return frozenset(one for one in Channel if is_call(one) == is_call(channel))


def most_a_day(channel: Channel) -> int:
    """Give how many visits on such a channel somebody usually makes on a day."""
    return MOST_CALLS if is_call(channel) else MOST_MEETINGS


def _rest_day(day: date, calendar: WorkCalendar) -> Concern | None:
    if calendar.is_workday(day):
        return None
    name = calendar.name(day)
    words = (
        say("{month} 月 {day} 日{name}放假", month=day.month, day=day.day, name=name)
        if name
        else say("{month} 月 {day} 日休息", month=day.month, day=day.day)
    )
    return Concern(kind=ConcernKind.REST_DAY, words=words, better_day=calendar.roll_back(day))


def _hours(facts: VisitFacts, zone: ZoneInfo) -> Concern | None:
    if facts.is_all_day:
        return None
    at = facts.at.astimezone(zone).time()
    spans = CALL_SPANS if is_call(facts.channel) else MEETING_SPANS
    if any(opens <= at <= closes for opens, closes in spans):
        return None
    hours = listed(f"{opens:%H:%M}–{closes:%H:%M}" for opens, closes in spans)
    return Concern(kind=ConcernKind.HOURS, words=say("这个时间不在常用时段 {hours}", hours=hours))


def _clash(facts: VisitFacts, others: Sequence[VisitRow]) -> Concern | None:
    if facts.is_all_day:
        return None
    for visit in others:
        if not visit.is_all_day and _distance(visit.at, facts.at) < BUFFER:
            words = say("和{customer}的回访相隔不到 30 分钟", customer=visit.customer)
            return Concern(kind=ConcernKind.CLASH, words=words)
    return None


def _same_customer(
    customer_id: CustomerId, day: date, others: Sequence[VisitRow], zone: ZoneInfo
) -> Concern | None:
    for visit in others:
        if visit.customer_id == customer_id and visit.day(zone) == day:
            words = say("这位客户当天已有一次回访：{purpose}", purpose=visit.purpose)
            return Concern(kind=ConcernKind.SAME_CUSTOMER, words=words)
    return None


def _full_day(facts: VisitFacts, same_day: Sequence[VisitRow]) -> Concern | None:
    count = sum(visit.channel in counted_with(facts.channel) for visit in same_day)
    most = most_a_day(facts.channel)
    if count < most:
        return None
    return Concern(
        kind=ConcernKind.FULL_DAY,
        words=say("当天已经有 {count} 次，最多 {most} 次", count=count, most=most),
    )


def _distance(first: datetime, second: datetime) -> timedelta:
    return abs(first - second)
