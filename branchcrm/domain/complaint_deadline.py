"""When a complaint is due: by law, by the branch's own targets, and which comes first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from branchcrm.domain.complaint_kind import Level, Severity
from branchcrm.domain.complaint_rule import ComplaintRule, DayType, Roll
from branchcrm.domain.wording import mark
from branchcrm.domain.work_calendar import WorkCalendar


class DeadlineKind(StrEnum):
    """The name of a deadline, in the order in which equal dates are shown."""

    ACK = "ack"
    ANSWER = "answer"
    APPROVAL = "approval"
    INTERNAL = "internal"
    NATURAL = "natural"
    LEGAL = "legal"
    CALLBACK = "callback"


DEADLINE_LABELS = {
    DeadlineKind.ACK: mark("受理确认截止"),
    DeadlineKind.ANSWER: mark("答复截止"),
    DeadlineKind.APPROVAL: mark("延期批准和告知截止"),
    DeadlineKind.INTERNAL: mark("内部截止"),
    DeadlineKind.NATURAL: mark("规定截止"),
    DeadlineKind.LEGAL: mark("法定截止"),
    DeadlineKind.CALLBACK: mark("回访截止"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A time of outside expert work that the clock leaves out."""

    reason: str
    starts_on: date
    ends_on: date | None
    notified_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockFacts:
    """What the dates of one round of a complaint are counted from.

    `started_on` is the day of receipt, or of the new facts that restarted the clock.
    `approved` holds the levels whose approval and notice are on record in this round.
    """

    started_on: date
    level: Level
    severity: Severity
    pauses: tuple[Pause, ...] = ()
    approved: frozenset[Level] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One named due date and the moment at which it ends."""

    kind: DeadlineKind
    day: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """Every due date of a complaint's present round."""

    due_ack: date
    answer_on: date
    answer_due_at: datetime
    due_internal: date
    due_natural: date
    due_legal: date
    due_approval: date | None
    missing_years: tuple[int, ...]

    def is_late(self, day: date) -> bool:
        """Tell whether a decision on the day would be late by law."""
        limit = min(self.due_legal, self.due_approval or self.due_legal)
        return day > limit

    def nearest(self, calendar: WorkCalendar, *, is_acknowledged: bool) -> Deadline:
        """Give the first date still to be met, with its name."""
        days = [
            (None if is_acknowledged else self.due_ack, DeadlineKind.ACK),
            (self.answer_on, DeadlineKind.ANSWER),
            (self.due_approval, DeadlineKind.APPROVAL),
            (self.due_internal, DeadlineKind.INTERNAL),
            (self.due_natural, DeadlineKind.NATURAL),
            (self.due_legal, DeadlineKind.LEGAL),
        ]
        day, kind = min(((d, k) for d, k in days if d is not None), key=lambda pair: pair[0])
        return Deadline(kind=kind, day=day, at=calendar.closing_at(day))

    def reminders(self, before_days: Iterable[int]) -> tuple[date, ...]:
        """Give the days on which to remind of the internal date."""
        return tuple(self.due_internal - timedelta(days=days) for days in before_days)


def deadlines(
    rule: ComplaintRule, facts: ClockFacts, calendar: WorkCalendar, *, as_of: date
) -> Deadlines:
    """Count the dates of a complaint; an open pause counts up to the day asked for."""
    natural = _natural(rule, facts, facts.level, calendar, as_of)
    legal = _legal(rule, natural, calendar)
    targets = rule.targets
    answer_on = calendar.add_workdays(
        facts.started_on,
        targets.answer_workdays[facts.severity] + _paused_workdays(facts, calendar, as_of),
    )
    return Deadlines(
        due_ack=calendar.add_workdays(facts.started_on, targets.ack_workdays),
        answer_on=answer_on,
        answer_due_at=calendar.closing_at(answer_on),
        due_internal=calendar.roll_back(natural),
        due_natural=natural,
        due_legal=legal,
        due_approval=_approval_due(rule, facts, calendar, as_of),
        missing_years=calendar.missing_years(facts.started_on, legal),
    )


def _natural(
    rule: ComplaintRule, facts: ClockFacts, level: Level, calendar: WorkCalendar, as_of: date
) -> date:
    days = rule.days_of(level)
    if rule.day_type is DayType.WORKDAY:
        return calendar.add_workdays(
            facts.started_on, days + _paused_workdays(facts, calendar, as_of)
        )
    paused = sum((_end(pause, as_of) - pause.starts_on).days for pause in facts.pauses)
    return facts.started_on + timedelta(days=days + paused)


def _legal(rule: ComplaintRule, natural: date, calendar: WorkCalendar) -> date:
    if rule.roll is Roll.NONE:
        return natural
    if rule.roll_on_weekend:
        return calendar.roll_forward(natural)
    return calendar.roll_past_holidays(natural)


def _approval_due(
    rule: ComplaintRule, facts: ClockFacts, calendar: WorkCalendar, as_of: date
) -> date | None:
    """Give the day by which a level that needs approval must have it: the date without it."""
    stage = rule.stage(facts.level)
    before = rule.stage_before(facts.level)
    if before is None or not stage.needs_approval or stage.level in facts.approved:
        return None
    return _legal(rule, _natural(rule, facts, before.level, calendar, as_of), calendar)


def _paused_workdays(facts: ClockFacts, calendar: WorkCalendar, as_of: date) -> int:
    return sum(
        calendar.workdays_between(pause.starts_on, _end(pause, as_of)) for pause in facts.pauses
    )


def _end(pause: Pause, as_of: date) -> date:
    return max(pause.starts_on, pause.ends_on or as_of)
