"""A round of visits fills workdays, person by person, and says whom it leaves out."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.visit_plan import MOST_CALLS, MOST_MEETINGS
from branchcrm.domain.visit_round import (
    HORIZON,
    MOST_CUSTOMERS,
    RoundLine,
    RoundPlan,
    RoundPlanner,
    RoundTooLargeError,
    read_per_day,
    require_size,
)
from branchcrm.domain.wording import say
from branchcrm.reference.holidays import work_calendar

CALENDAR = work_calendar([])
MONDAY, FRIDAY, SATURDAY = date(2026, 9, 14), date(2026, 9, 18), date(2026, 9, 19)
WANG, LI, CHEN = StaffId(1), StaffId(2), StaffId(3)


def line(number: int, manager: StaffId | None = WANG, **marks: object) -> RoundLine:
    return RoundLine(
        customer_id=CustomerId(number),
        name=f"客户{number}",
        manager_id=manager,
        **marks,  # type: ignore[arg-type]
    )


def planner(per_day: int = 2, first: date = FRIDAY, **more: object) -> RoundPlanner:
    values: dict[str, object] = {"taken": {}, "usual": CHEN, **more}
    return RoundPlanner(first_day=first, per_day=per_day, calendar=CALENDAR, **values)  # type: ignore[arg-type]


def days(plan: RoundPlan) -> list[date]:
    return [visit.day for visit in plan.visits]


def test_each_persons_days_fill_in_the_order_given_and_days_off_are_passed_over() -> None:
    # The weekend before the mid-autumn holiday has a Sunday that is worked.
    extra = date(2026, 9, 20)
    assert CALENDAR.is_workday(extra)
    plan = planner().plan([line(1), line(2), line(3, LI), line(4), line(5), line(6)])
    assert days(plan) == [FRIDAY, FRIDAY, FRIDAY, extra, extra, date(2026, 9, 21)]
    assert (plan.first_day, plan.last_day, plan.people) == (FRIDAY, date(2026, 9, 21), 2)


def test_a_day_off_begins_the_round_on_the_next_workday() -> None:
    assert days(planner(first=SATURDAY).plan([line(1)])) == [date(2026, 9, 20)]


def test_what_is_planned_already_takes_its_room() -> None:
    taken = {(WANG, FRIDAY): 1, (WANG, date(2026, 9, 20)): 7}
    plan = planner(taken=taken).plan([line(1), line(2), line(3)])
    assert days(plan) == [FRIDAY, date(2026, 9, 21), date(2026, 9, 21)]


def test_somebody_named_visits_everyone_and_who_has_no_manager_is_visited_by_the_usual() -> None:
    lines = [line(1, LI), line(2, None)]
    assert [one.staff_id for one in planner().plan(lines).visits] == [LI, CHEN]
    assert [one.staff_id for one in planner(staff_id=WANG).plan(lines).visits] == [WANG, WANG]


def test_who_is_left_out_is_counted_by_reason() -> None:
    barrier = say("要求不再联系")
    lines = [
        line(1, is_removed=True),
        line(2, barrier=barrier, is_planned=True),
        line(3, is_planned=True),
        *(line(number, barrier=barrier) for number in range(4, 8)),
    ]
    plan = planner().plan(lines)
    assert not plan.visits
    assert plan.first_day is None
    assert plan.last_day is None
    told = [(one.reason.text(), one.count, one.names) for one in plan.left_out]
    assert told == [
        ("在回收站里", 1, ("客户1",)),
        ("要求不再联系", 5, ("客户2", "客户4", "客户5")),
        ("已经安排了回访", 1, ("客户3",)),
    ]


def test_who_finds_no_room_within_a_year_is_left_out() -> None:
    plan = planner(per_day=1).plan([line(number) for number in range(300)])
    assert plan.last_day is not None
    assert plan.last_day <= FRIDAY + HORIZON
    [none] = plan.left_out
    assert none.reason.text() == "一年之内排不下"
    assert none.count + len(plan.visits) == 300


@given(
    st.lists(st.sampled_from([WANG, LI, None]), max_size=60),
    st.integers(1, 4),
    st.dictionaries(
        st.tuples(st.sampled_from([WANG, LI, CHEN]), st.dates(MONDAY, MONDAY + timedelta(20))),
        st.integers(0, 6),
    ),
)
def test_nobody_gets_more_than_the_limit_on_any_day(
    managers: list[StaffId | None], per_day: int, taken: dict[tuple[StaffId, date], int]
) -> None:
    lines = [line(number, manager) for number, manager in enumerate(managers)]
    plan = planner(per_day, MONDAY, taken=taken).plan(lines)
    assert [one.customer_id for one in plan.visits] == [one.customer_id for one in lines]
    loads = Counter((one.staff_id, one.day) for one in plan.visits)
    for (staff_id, day), count in loads.items():
        assert staff_id is not None
        assert CALENDAR.is_workday(day)
        assert count + taken.get((staff_id, day), 0) <= per_day


@pytest.mark.parametrize(
    ("text", "channel", "number"),
    [
        ("", Channel.PHONE, MOST_CALLS),
        (" ", Channel.VISIT, MOST_MEETINGS),
        (" 12 ", Channel.PHONE, 12),
        ("200", Channel.PHONE, 200),
    ],
)
def test_the_number_a_day_is_read(text: str, channel: Channel, number: int) -> None:
    assert read_per_day(text, channel) == number


@pytest.mark.parametrize("text", ["0", "201", "-3", "2.5", "十", "²", "１２"])
def test_what_is_no_number_of_visits_is_refused(text: str) -> None:
    with pytest.raises(InvalidDraftError) as refused:
        read_per_day(text, Channel.PHONE)
    assert [problem.field for problem in refused.value.problems] == ["per_day"]


def test_a_round_has_a_largest_size() -> None:
    require_size(MOST_CUSTOMERS)
    with pytest.raises(RoundTooLargeError):
        require_size(MOST_CUSTOMERS + 1)
