"""The day shows what is due, for oneself and for the branch."""

from datetime import date, timedelta

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.complaint import ComplaintDraft
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId, StaffId, VisitId
from branchcrm.domain.tier import Tier
from branchcrm.domain.today import MOST_LISTED, DutyKind, DutySection, month_before, week_start
from branchcrm.domain.visit import VisitDraft
from branchcrm.services.use_cases import Services
from branchcrm.services.visits import VisitResult


def _customer(services: Services, name: str, **facts: object) -> CustomerId:
    facts.setdefault("manager_id", services.context.actor.staff_id)
    changes = services.customers.add(CustomerDraft(name=name, **facts))  # type: ignore[arg-type]
    return CustomerId(changes.only_id(Aspect.CUSTOMER))


def _visit(services: Services, customer: CustomerId, at: str) -> VisitId:
    draft = VisitDraft(at=at, purpose="季度回访")
    return VisitId(services.visits.add(customer, draft).only_id(Aspect.VISIT))


def test_visits_stand_in_their_part_of_the_day(services: Services, clock: FixedClock) -> None:
    customer = _customer(services, "何秀兰")
    for at in ("今天 09:00", "明天 15:30", "明天", "9-19", "9-25"):
        _visit(services, customer, at)
    clock.moment += timedelta(days=1)
    board = services.today.board()
    assert [(duty.section, duty.at and f"{duty.at:%H:%M}") for duty in board.duties] == [
        (DutySection.OVERDUE, "09:00"),
        (DutySection.TODAY, "15:30"),
        (DutySection.TODAY, None),
        (DutySection.TOMORROW, None),
    ]
    figures = board.figures
    assert (figures.visits_due, figures.visits_overdue) == (3, 1)
    assert services.today.urgent_count() == (3, 1)
    assert board.duties[0].visit_id is not None
    assert board.duties[0].complaint_id is None


def test_what_was_done_today_is_counted(services: Services) -> None:
    visit = _visit(services, _customer(services, "何秀兰"), "今天")
    services.visits.complete(visit, VisitResult())
    board = services.today.board()
    assert (board.figures.visits_done, list(board.duties)) == (1, [])


def test_a_complaint_near_its_deadline_is_a_line_of_the_day(
    services: Services, clock: FixedClock
) -> None:
    customer = _customer(services, "陈志强")
    draft = ComplaintDraft(
        customer_id=customer,
        text="取号后等待 70 分钟",
        handler_id=services.context.actor.staff_id,
    )
    services.complaints.log(draft)
    assert services.today.board().figures.complaints_open == 1
    clock.moment += timedelta(days=30)
    board = services.today.board()
    [duty] = [duty for duty in board.duties if duty.kind is DutyKind.COMPLAINT]
    assert duty.section is DutySection.OVERDUE
    assert duty.complaint_id is not None
    assert board.figures.complaints_soon == 1


def test_birthdays_count_by_the_calendar_they_are_kept_by(services: Services) -> None:
    _customer(services, "唐婉清", birthday="1981-09-17", phone="18812342043")
    _customer(services, "罗文博", birthday="1988-09-19")
    _customer(services, "中秋生", birthday="农历1990-8-9")
    _customer(services, "远着呢", birthday="1988-11-02")
    board = services.today.board()
    assert [(row.customer, row.day, row.age) for row in board.birthdays] == [
        ("唐婉清", date(2026, 9, 17), 45),
        ("罗文博", date(2026, 9, 19), 38),
        ("中秋生", date(2026, 9, 19), 35),
    ]
    assert "八月" in board.birthdays[2].lunar
    [duty] = board.duties
    assert (duty.kind, duty.tier) == (DutyKind.BIRTHDAY, Tier.NONE)


def test_all_birthdays_are_counted_and_those_of_today_all_listed(services: Services) -> None:
    for number in range(MOST_LISTED + 2):
        _customer(services, f"今日{number}", birthday="1981-09-17")
    for number in range(3):
        _customer(services, f"后天{number}", birthday="1981-09-19")
    board = services.today.board()
    assert board.birthday_count == MOST_LISTED + 5
    assert {row.day for row in board.birthdays} == {date(2026, 9, 17)}
    assert len(board.birthdays) == len(board.duties) == MOST_LISTED + 2


def test_a_leap_day_is_kept_on_the_day_before(services: Services, clock: FixedClock) -> None:
    _customer(services, "闰年生", birthday="1996-02-29")
    clock.moment = clock.moment.replace(year=2027, month=2, day=27)
    assert [row.day for row in services.today.board().birthdays] == [date(2027, 2, 28)]


def test_a_clerk_sees_the_own_day_and_the_manager_the_branch_by_person(
    services: Services, clerk: Services
) -> None:
    mine, theirs = _customer(services, "何秀兰"), _customer(clerk, "郑凯")
    _visit(services, mine, "今天")
    _visit(clerk, theirs, "今天")
    assert [duty.customer for duty in clerk.today.board().duties] == ["郑凯"]
    branch = services.today.board()
    assert {load.staff: load.total for load in branch.people} == {"王敏": 1, "李浩": 1}
    own = services.today.board(StaffId(clerk.context.actor.staff_id))
    assert [duty.customer for duty in own.duties] == ["郑凯"]
    assert own.people == ()
    assert own.figures.fresh_customers == 1


def test_moves_between_tiers_are_counted_by_direction(services: Services) -> None:
    board = services.today.board()
    assert (board.figures.tier_up, board.figures.tier_down) == (0, 0)
    assert services.today.board(services.context.actor.staff_id).tier_moves == []


def test_a_worked_weekend_ahead_is_told(services: Services, clock: FixedClock) -> None:
    assert services.today.board().odd_day == (date(2026, 9, 20), "")
    clock.moment = clock.moment.replace(day=21)
    assert services.today.board().odd_day == (date(2026, 9, 25), "中秋节")
    clock.moment = clock.moment.replace(month=11)
    assert services.today.board().odd_day is None


@pytest.mark.parametrize(
    ("day", "stretch"),
    [
        (date(2026, 9, 17), (date(2026, 8, 1), date(2026, 8, 17))),
        (date(2026, 3, 31), (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 1, 5), (date(2025, 12, 1), date(2025, 12, 5))),
    ],
)
def test_the_month_before_is_compared_up_to_the_same_day(
    day: date, stretch: tuple[date, date]
) -> None:
    assert month_before(day) == stretch


def test_a_week_begins_on_monday() -> None:
    assert week_start(date(2026, 9, 17)) == date(2026, 9, 14)


def test_a_person_is_reminded_of_own_open_visits_once(
    services: Services, clock: FixedClock
) -> None:
    customer = _customer(services, "何秀兰")
    _visit(services, customer, "今天 15:00")
    done = _visit(services, customer, "今天 15:00")
    _visit(services, customer, "明天 15:00")
    services.visits.complete(done, VisitResult())
    begun = clock.moment
    assert services.today.reminder(begun) is None
    clock.moment += timedelta(minutes=20)
    found = services.today.reminder(begun)
    assert found is not None
    assert (found.timed, found.any_time) == (1, 0)
    assert services.today.reminder(clock.moment) is None
