"""The measures of DOMAIN §1.7, recomputed on cases small enough to count by hand."""

from dataclasses import replace
from datetime import date, timedelta

from branchcrm.domain.complaint_kind import ComplaintState, Escalation
from branchcrm.domain.complaint_measure import (
    ComplaintFigures,
    Share,
    escalated,
    first_response,
    on_time,
    open_overdue,
    per_thousand,
    rated,
    repeats,
    satisfied,
    solved_at_once,
)
from branchcrm.domain.ids import ComplaintId, CustomerId

TODAY = date(2026, 3, 31)
DUE = date(2026, 3, 16)
OPEN = ComplaintFigures(
    complaint_id=ComplaintId(1),
    customer_id=CustomerId(7),
    category="loan",
    state=ComplaintState.INVESTIGATING,
    received_on=date(2026, 3, 1),
    due_legal=DUE,
)
DECIDED = replace(OPEN, state=ComplaintState.DECIDED, decided_on=DUE)
CLOSED = replace(
    DECIDED,
    state=ComplaintState.CLOSED,
    received_on=date(2026, 1, 5),
    closed_on=date(2026, 2, 1),
)


def test_fourteen_of_seventeen_are_on_time_and_cases_not_yet_due_count_nowhere() -> None:
    cases = (
        [DECIDED] * 14
        + [replace(DECIDED, decided_on=DUE + timedelta(days=1))] * 2
        + [OPEN]
        + [replace(OPEN, due_legal=TODAY)] * 3
    )
    share = on_time(cases, TODAY)
    assert share == Share(part=14, whole=17)
    assert share.ratio is not None
    assert round(share.ratio * 100, 1) == 82.4
    assert open_overdue(cases, TODAY) == 1


def test_withdrawn_merged_and_rejected_cases_are_neither_on_time_nor_late() -> None:
    states = (ComplaintState.WITHDRAWN, ComplaintState.MERGED, ComplaintState.REJECTED)
    cases = [replace(OPEN, state=state) for state in states]
    assert on_time(cases, TODAY) == Share(part=0, whole=0)
    assert on_time(cases, TODAY).ratio is None
    assert open_overdue(cases, TODAY) == 0


def test_a_case_once_overdue_stays_overdue() -> None:
    assert on_time([replace(DECIDED, was_overdue=True)], TODAY) == Share(part=0, whole=1)


def test_the_first_response_is_told_by_median_and_ninetieth_percentile() -> None:
    response = first_response([3600 * n for n in (10, 1, 2, 3, 4, 5, 6, 7, 8, 9)])
    assert (response.count, response.median_seconds, response.p90_seconds) == (10, 19800, 32400)
    assert first_response([]).median_seconds is None


def test_a_repeat_is_the_same_customer_and_category_within_ninety_days() -> None:
    def on(day: date, **changes: object) -> ComplaintFigures:
        return replace(OPEN, received_on=day, **changes)  # type: ignore[arg-type]

    first = date(2026, 1, 1)
    cases = [
        on(first + timedelta(days=90), complaint_id=ComplaintId(2)),
        on(first),
        on(first + timedelta(days=181), complaint_id=ComplaintId(3)),
        on(first, category="savings"),
        on(first, customer_id=CustomerId(8)),
        on(first, customer_id=None),
        on(first, customer_id=None),
        on(first, state=ComplaintState.MERGED),
    ]
    assert repeats(cases) == Share(part=1, whole=7)


def test_solved_at_once_needs_thirty_quiet_days_after_closing() -> None:
    again = replace(OPEN, complaint_id=ComplaintId(2), received_on=date(2026, 2, 20))
    other = replace(CLOSED, customer_id=CustomerId(8))
    cases = [
        CLOSED,
        again,
        other,
        replace(other, reopen_count=1),
        replace(other, escalation=Escalation.SUB_BRANCH),
        replace(other, customer_id=None),
        replace(other, closed_on=TODAY - timedelta(days=29)),
        replace(other, state=ComplaintState.WITHDRAWN),
    ]
    assert solved_at_once(cases, TODAY) == Share(part=2, whole=5)


def test_escalation_is_counted_from_a_level_upwards() -> None:
    cases = [replace(OPEN, escalation=level) for level in Escalation]
    assert escalated(cases, Escalation.SUB_BRANCH) == Share(part=3, whole=4)
    assert escalated(cases, Escalation.REGULATOR) == Share(part=1, whole=4)


def test_satisfaction_is_shown_with_the_share_that_was_rated() -> None:
    cases = [replace(CLOSED, satisfaction=rating) for rating in (5, 4, 3, None)]
    assert satisfied(cases) == Share(part=2, whole=3)
    assert rated([*cases, OPEN]) == Share(part=3, whole=4)


def test_complaints_are_told_per_thousand_active_customers() -> None:
    assert per_thousand(3, 1500) == 2
    assert per_thousand(3, 0) is None
