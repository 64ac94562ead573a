"""What complaints are handled by in this branch: calendar, rules, classes, limits."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from branchcrm.data.columns import day_number, instant_number
from branchcrm.data.complaint_lists import DAY_SECONDS, ListMoment
from branchcrm.domain.clock import Clock
from branchcrm.domain.complaint import Complaint, ComplaintRow
from branchcrm.domain.complaint_deadline import (
    ClockFacts,
    Deadline,
    DeadlineKind,
    Deadlines,
    deadlines,
)
from branchcrm.domain.complaint_kind import ComplaintState, Severity
from branchcrm.domain.complaint_rule import (
    ComplaintRule,
    InternalTargets,
    choose_rule,
    rule_from_json,
)
from branchcrm.domain.complaint_taxonomy import Taxonomy
from branchcrm.domain.work_calendar import WorkCalendar
from branchcrm.reference.complaint_tables import (
    DEFAULT_INDUSTRY,
    shipped_rules,
    shipped_taxonomy,
)
from branchcrm.services.calendar import load_calendar

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

INDUSTRY = "complaint.industry"
RULES = "complaint.rules"
ANSWER_WORKDAYS = "complaint.answer_workdays"
COMPENSATION_LIMIT = "complaint.compensation_limit_cents"
DEFAULT_LIMIT_CENTS = 1_000_00
_CALLBACKS_KNOWN = 30
"""Days back for which a list knows the call back; what was answered earlier is long late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintSetup:
    """The branch's calendar, rules, classes and limits, read once per use case."""

    calendar: WorkCalendar
    rules: tuple[ComplaintRule, ...]
    taxonomy: Taxonomy
    limit_cents: int

    def rule_for(self, day: date) -> ComplaintRule:
        """Give the rule for a complaint received on the day."""
        return choose_rule(self.rules, self.taxonomy.industry, day)

    def rule(self, rule_id: str, day: date) -> ComplaintRule:
        """Give the rule that a complaint was logged under, else the one of its day."""
        named = [rule for rule in self.rules if rule.rule_id == rule_id]
        return named[0] if named else self.rule_for(day)

    def day_of(self, complaint: Complaint) -> date:
        """Give the local day on which the clock of the present round started."""
        return complaint.round_started_at.astimezone(self.calendar.zone).date()

    def facts(self, complaint: Complaint) -> ClockFacts:
        """Give what the dates of a complaint's present round are counted from."""
        started_on = self.day_of(complaint)
        return ClockFacts(
            started_on=started_on,
            level=complaint.level,
            severity=complaint.severity,
            pauses=tuple(p for p in complaint.pauses if p.starts_on >= started_on),
            approved=complaint.approved_levels(),
        )

    def deadlines(self, complaint: Complaint, today: date) -> Deadlines:
        """Count the dates of a complaint as of today."""
        facts = self.facts(complaint)
        rule = self.rule(complaint.rule_id, facts.started_on)
        return deadlines(rule, facts, self.calendar, as_of=today)

    def answer_workdays(self, complaint: Complaint) -> int:
        """Give the workdays in which the branch itself wants to answer."""
        rule = self.rule(complaint.rule_id, self.day_of(complaint))
        return rule.targets.answer_workdays[complaint.severity]

    def moment(self, clock: Clock) -> ListMoment:
        """Give the moment that a list is made for."""
        now = clock.business_now().astimezone(clock.zone)
        closing = instant_number(self.calendar.closing_at(now.date()))
        days = [now.date() - timedelta(days=ago) for ago in range(_CALLBACKS_KNOWN)]
        due = {day_number(day): instant_number(self._callback(day, day).at) for day in days}
        return ListMoment(
            now=now, closing_s=closing - day_number(now.date()) * DAY_SECONDS, callbacks=due
        )

    def nearest(self, row: ComplaintRow) -> Deadline | None:
        """Give the first date that a list line still has to meet, with its name."""
        if not row.is_open or row.state is ComplaintState.PAUSED:
            return None
        if row.answered_at is not None:
            answered_on = row.answered_at.astimezone(self.calendar.zone).date()
            return self._callback(
                row.received_at.astimezone(self.calendar.zone).date(), answered_on
            )
        days = [
            (row.answer_due_at.astimezone(self.calendar.zone).date(), DeadlineKind.ANSWER),
            (row.due_internal, DeadlineKind.INTERNAL),
            (row.due_natural, DeadlineKind.NATURAL),
            (row.due_legal, DeadlineKind.LEGAL),
        ]
        if not row.is_acknowledged:
            days.insert(0, (row.due_ack, DeadlineKind.ACK))
        day, kind = min(days, key=lambda pair: pair[0])
        return Deadline(kind=kind, day=day, at=self.calendar.closing_at(day))

    def nearest_of(self, complaint: Complaint, dates: Deadlines) -> Deadline | None:
        """Give the first date that a complaint still has to meet, with its name."""
        if not complaint.is_open or complaint.state is ComplaintState.PAUSED:
            return None
        answered_at = complaint.finding.answered_at
        if answered_at is not None:
            return self._callback(
                self.day_of(complaint), answered_at.astimezone(self.calendar.zone).date()
            )
        return dates.nearest(self.calendar, is_acknowledged=complaint.is_acknowledged)

    def _callback(self, started_on: date, answered_on: date) -> Deadline:
        targets = self.rule_for(started_on).targets
        day = self.calendar.add_workdays(answered_on, targets.callback_workdays)
        return Deadline(kind=DeadlineKind.CALLBACK, day=day, at=self.calendar.closing_at(day))


def load_setup(work: "Reading") -> ComplaintSetup:
    """Read what complaints are handled by in this branch."""
    settings = work.settings
    own_rules = settings.get(RULES)
    rules = tuple(map(rule_from_json, own_rules)) if own_rules else shipped_rules()
    return ComplaintSetup(
        calendar=load_calendar(work),
        rules=_with_own_targets(rules, settings.get(ANSWER_WORKDAYS)),
        taxonomy=shipped_taxonomy(settings.get(INDUSTRY) or DEFAULT_INDUSTRY),
        limit_cents=_limit(settings.get(COMPENSATION_LIMIT)),
    )


def _with_own_targets(
    rules: tuple[ComplaintRule, ...], own: dict[str, int] | None
) -> tuple[ComplaintRule, ...]:
    if not own:
        return rules
    return tuple(replace(rule, targets=_changed(rule.targets, own)) for rule in rules)


def _changed(targets: InternalTargets, own: dict[str, int]) -> InternalTargets:
    days = {
        severity: int(own.get(severity.value, targets.answer_workdays[severity]))
        for severity in Severity
    }
    return replace(targets, answer_workdays=days)


def _limit(stored: Any) -> int:  # noqa: ANN401 - any JSON value
    return DEFAULT_LIMIT_CENTS if stored is None else int(stored)
