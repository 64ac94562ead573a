"""Visits are checked, stand somewhere on a day, and clash or not."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.cadence import next_contact_due
from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.tier import Tier
from branchcrm.domain.visit import (
    SettledVisitError,
    VisitDraft,
    VisitFacts,
    VisitRow,
    VisitState,
    VisitStatus,
    checked_visit,
    read_when,
    require_open,
    visit_draft,
)
from branchcrm.domain.visit_plan import MOST_CALLS, ConcernKind, Plan, better_day, concerns
from branchcrm.reference.holidays import work_calendar

CLOCK = fixed_clock(date(2026, 9, 17))
ZONE = CLOCK.zone
CALENDAR = work_calendar([])


def _row(day: date, at: time | None = time(10), *, number: int = 1, customer: int = 1) -> VisitRow:
    return VisitRow(
        id=VisitId(number),
        customer_id=CustomerId(customer),
        customer="林国栋",
        tier=Tier.HIGH,
        phone="139****0271",
        staff_id=None,
        staff="王敏",
        at=datetime.combine(day, at or time(), ZONE),
        is_all_day=at is None,
        channel=Channel.PHONE,
        purpose="大额存单方案确认",
        state=VisitState.PLANNED,
        result="",
        done_at=None,
    )


def _facts(day: date, at: time | None = time(10), channel: Channel = Channel.PHONE) -> VisitFacts:
    return VisitFacts(
        at=datetime.combine(day, at or time(), ZONE),
        is_all_day=at is None,
        channel=channel,
        purpose="到店办理",
    )


def _kinds(facts: VisitFacts, *others: VisitRow) -> list[ConcernKind]:
    plan = Plan(facts=facts, customer_id=CustomerId(9), others=others)
    return [concern.kind for concern in concerns(plan, CALENDAR, ZONE)]


def test_a_day_without_a_time_is_any_time_of_that_day() -> None:
    facts = checked_visit(VisitDraft(at="下周三", purpose="季度回访"), CLOCK)
    assert facts.is_all_day
    assert facts.at.astimezone(ZONE).date() == date(2026, 9, 23)


def test_every_wrong_field_of_a_visit_is_named_at_once() -> None:
    with pytest.raises(InvalidDraftError) as refused:
        checked_visit(VisitDraft(kind="飞鸽"), CLOCK)
    assert [problem.field for problem in refused.value.problems] == ["purpose", "kind", "at"]


def test_a_purpose_has_a_limit_and_an_unreadable_day_is_refused() -> None:
    with pytest.raises(InvalidDraftError) as refused:
        checked_visit(VisitDraft(at="改天", purpose="长" * 201), CLOCK)
    assert [problem.field for problem in refused.value.problems] == ["purpose", "at"]


def test_a_visit_cannot_be_planned_for_yesterday() -> None:
    with pytest.raises(InvalidDraftError):
        read_when("昨天", CLOCK)
    assert read_when("明天 10:00", CLOCK)[0].astimezone(ZONE).time() == time(10)


@pytest.mark.parametrize(
    ("state", "day", "status"),
    [
        (VisitState.PLANNED, date(2026, 9, 16), VisitStatus.OVERDUE),
        (VisitState.PLANNED, date(2026, 9, 17), VisitStatus.DUE),
        (VisitState.DONE, date(2026, 9, 16), VisitStatus.DONE),
        (VisitState.CANCELLED, date(2026, 9, 16), VisitStatus.CANCELLED),
    ],
)
def test_how_a_visit_stands_on_a_day(state: VisitState, day: date, status: VisitStatus) -> None:
    assert replace(_row(day), state=state).status(CLOCK.today(), ZONE) is status


def test_a_settled_visit_is_left_alone() -> None:
    require_open(_row(date(2026, 9, 18)))
    for state in (VisitState.DONE, VisitState.CANCELLED):
        with pytest.raises(SettledVisitError):
            require_open(replace(_row(date(2026, 9, 18)), state=state))


@given(st.dates(date(2026, 9, 17), date(2030, 1, 1)), st.none() | st.just(time(15, 30)))
def test_a_visit_reads_back_as_it_was_shown(day: date, at: time | None) -> None:
    row = _row(day, at)
    facts = checked_visit(visit_draft(row, ZONE), CLOCK)
    assert (facts.at, facts.is_all_day) == (row.at, row.is_all_day)
    assert row.time(ZONE) == at


def test_a_holiday_is_named_with_the_workday_before_it() -> None:
    plan = Plan(facts=_facts(date(2026, 9, 25)), customer_id=CustomerId(9))
    [concern] = concerns(plan, CALENDAR, ZONE)
    assert concern.kind is ConcernKind.REST_DAY
    assert concern.better_day == date(2026, 9, 24)
    assert "9 月 25 日中秋" in concern.words.text()


def test_a_plain_saturday_is_a_rest_day_and_a_worked_sunday_is_not() -> None:
    assert _kinds(_facts(date(2026, 9, 19))) == [ConcernKind.REST_DAY]
    assert _kinds(_facts(date(2026, 9, 20))) == []


@pytest.mark.parametrize(
    ("at", "channel", "is_odd"),
    [
        (time(19), Channel.PHONE, False),
        (time(13), Channel.PHONE, True),
        (time(19), Channel.VISIT, True),
        (None, Channel.VISIT, False),
    ],
)
def test_calls_have_longer_hours_than_meetings(
    at: time | None, channel: Channel, *, is_odd: bool
) -> None:
    found = _kinds(_facts(date(2026, 9, 18), at, channel))
    assert (ConcernKind.HOURS in found) is is_odd


def test_half_an_hour_lies_between_two_visits() -> None:
    day = date(2026, 9, 18)
    assert _kinds(_facts(day), _row(day, time(10, 20))) == [ConcernKind.CLASH]
    assert _kinds(_facts(day), _row(day, time(10, 30))) == []
    assert _kinds(_facts(day), _row(day, None)) == []
    assert _kinds(_facts(day, None), _row(day)) == []


def test_a_customer_is_visited_once_a_day_and_a_moved_visit_is_not_its_own_rival() -> None:
    day = date(2026, 9, 18)
    assert _kinds(_facts(day), _row(day, time(15), customer=9)) == [ConcernKind.SAME_CUSTOMER]
    own = _row(day, customer=9)
    plan = Plan(facts=_facts(day), customer_id=CustomerId(9), others=(own,), own_id=own.id)
    assert concerns(plan, CALENDAR, ZONE) == ()


def test_a_day_holds_only_so_many_calls() -> None:
    day = date(2026, 9, 18)
    start = datetime.combine(day, time(14), ZONE)
    calls = [
        replace(_row(day, number=number), at=start + timedelta(minutes=number))
        for number in range(MOST_CALLS)
    ]
    assert _kinds(_facts(day, time(9)), *calls) == [ConcernKind.FULL_DAY]


def test_the_better_day_is_never_over() -> None:
    assert better_day(date(2026, 9, 25), CALENDAR, date(2026, 9, 17)) == date(2026, 9, 24)
    assert better_day(date(2026, 9, 25), CALENDAR, date(2026, 9, 25)) == date(2026, 9, 28)


def test_the_next_contact_is_due_by_tier_on_a_workday() -> None:
    last = date(2026, 9, 1)
    due = next_contact_due(Tier.HIGH, last, last, CALENDAR)
    assert due == date(2026, 10, 8)
    assert next_contact_due(Tier.MID, last, last, CALENDAR) > due
    assert next_contact_due(Tier.NONE, None, last, CALENDAR) == date(2026, 9, 8)
