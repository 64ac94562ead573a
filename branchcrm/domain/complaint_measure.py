"""The measures of complaint work, defined closely enough to be recomputed by hand."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median

from branchcrm.domain.complaint_kind import UNCOUNTED_STATES, ComplaintState, Escalation
from branchcrm.domain.ids import ComplaintId, CustomerId

REPEAT_WINDOW = timedelta(days=90)
SETTLED_AFTER = timedelta(days=30)
SATISFIED_FROM = 4
_Arrivals = dict[tuple[CustomerId, str], list[date]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintFigures:
    """What the measures need to know of one complaint."""

    complaint_id: ComplaintId
    customer_id: CustomerId | None
    category: str
    state: ComplaintState
    received_on: date
    due_legal: date
    decided_on: date | None = None
    closed_on: date | None = None
    was_overdue: bool = False
    reopen_count: int = 0
    escalation: Escalation = Escalation.BRANCH
    first_response_seconds: int | None = None
    satisfaction: int | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether the case still waits for something."""
        return self.closed_on is None and self.state not in UNCOUNTED_STATES

    def is_overdue(self, today: date) -> bool:
        """Tell whether it was decided too late, or is undecided past its legal date."""
        return self.was_overdue or (self.decided_on or today) > self.due_legal


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole, kept as two counts so that small numbers stay visible."""

    part: int
    whole: int

    @property
    def ratio(self) -> float | None:
        """Give the share, or None of nothing."""
        return self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseTime:
    """How long complainants wait for the first human contact, in business seconds."""

    count: int
    median_seconds: float | None
    p90_seconds: float | None


def on_time(cases: Iterable[ComplaintFigures], today: date) -> Share:
    """Give on-time decisions of all decided or overdue ones; cases not yet due are left out."""
    kept = late = 0
    for case in cases:
        if case.state in UNCOUNTED_STATES:
            continue
        if case.is_overdue(today):
            late += 1
        elif case.decided_on is not None:
            kept += 1
    return Share(part=kept, whole=kept + late)


def open_overdue(cases: Iterable[ComplaintFigures], today: date) -> int:
    """Count the undecided cases past their legal date."""
    return sum(
        case.is_open and case.decided_on is None and case.is_overdue(today) for case in cases
    )


def first_response(seconds: Iterable[int]) -> ResponseTime:
    """Give the median and the 90th percentile (nearest rank) of the waiting times."""
    ordered = sorted(seconds)
    if not ordered:
        return ResponseTime(count=0, median_seconds=None, p90_seconds=None)
    rank = ceil(0.9 * len(ordered))
    return ResponseTime(
        count=len(ordered), median_seconds=median(ordered), p90_seconds=float(ordered[rank - 1])
    )


def repeats(cases: Sequence[ComplaintFigures]) -> Share:
    """Give the cases of a customer with an earlier one of the same category within 90 days."""
    counted = [case for case in cases if case.state is not ComplaintState.MERGED]
    earlier: dict[tuple[CustomerId, str], date] = {}
    found = 0
    for case in sorted(counted, key=lambda each: (each.received_on, each.complaint_id)):
        if case.customer_id is None:
            continue
        key = (case.customer_id, case.category)
        before = earlier.get(key)
        found += before is not None and case.received_on - before <= REPEAT_WINDOW
        earlier[key] = case.received_on
    return Share(part=found, whole=len(counted))


def solved_at_once(cases: Sequence[ComplaintFigures], today: date) -> Share:
    """Give the closed cases that stayed closed for 30 days, of those closed so long ago."""
    settled = [
        case
        for case in cases
        if case.closed_on is not None
        and case.state not in UNCOUNTED_STATES
        and today - case.closed_on >= SETTLED_AFTER
    ]
    arrivals = _arrivals(cases)
    good = [
        case
        for case in settled
        if not case.reopen_count
        and case.escalation is Escalation.BRANCH
        and not _came_again(case, arrivals)
    ]
    return Share(part=len(good), whole=len(settled))


def escalated(cases: Sequence[ComplaintFigures], level: Escalation) -> Share:
    """Give the cases that went at least as high as a level."""
    return Share(part=sum(case.escalation >= level for case in cases), whole=len(cases))


def satisfied(cases: Iterable[ComplaintFigures]) -> Share:
    """Give the ratings of four and five among all ratings."""
    ratings = [case.satisfaction for case in cases if case.satisfaction is not None]
    return Share(part=sum(rating >= SATISFIED_FROM for rating in ratings), whole=len(ratings))


def rated(cases: Iterable[ComplaintFigures]) -> Share:
    """Give the rated cases among the closed ones, to be shown beside the satisfaction."""
    closed = [case for case in cases if case.state is ComplaintState.CLOSED]
    return Share(part=sum(case.satisfaction is not None for case in closed), whole=len(closed))


def per_thousand(complaints: int, active_customers: int) -> float | None:
    """Give the complaints per thousand active customers, or None without customers."""
    return complaints * 1000 / active_customers if active_customers else None


def _arrivals(cases: Iterable[ComplaintFigures]) -> _Arrivals:
    days: _Arrivals = defaultdict(list)
    for case in cases:
        if case.customer_id is not None:
            days[case.customer_id, case.category].append(case.received_on)
    for received in days.values():
        received.sort()
    return days


def _came_again(case: ComplaintFigures, arrivals: _Arrivals) -> bool:
    """Tell whether the customer complained about the same within 30 days of the closing."""
    if case.customer_id is None or case.closed_on is None:
        return False
    received = arrivals[case.customer_id, case.category]
    return bisect_right(received, case.closed_on) != bisect_right(
        received, case.closed_on + SETTLED_AFTER
    )
