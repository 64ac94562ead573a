"""A visit is spoken of once: shortly before it, or as its day begins."""

from datetime import date, datetime, time, timedelta

from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.reminder import Reminder, reminder_between
from branchcrm.domain.tier import Tier
from branchcrm.domain.visit import VisitRow, VisitState

DAY = date(2026, 9, 17)
ZONE = fixed_clock(DAY).zone


def _row(at: time | None, day: date = DAY) -> VisitRow:
    return VisitRow(
        id=VisitId(1),
        customer_id=CustomerId(1),
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


def _at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(DAY, time(hour, minute), ZONE)


def test_a_visit_with_a_time_is_spoken_of_ten_minutes_before() -> None:
    visits = [_row(time(10, 30)), _row(time(10, 15))]
    assert reminder_between(visits, _at(10), _at(10, 4), ZONE) is None
    assert reminder_between(visits, _at(10, 4), _at(10, 5), ZONE) == Reminder(
        timed=1, first_at=time(10, 15), any_time=0
    )
    assert reminder_between(visits, _at(10, 5), _at(10, 20), ZONE) == Reminder(
        timed=1, first_at=time(10, 30), any_time=0
    )
    assert reminder_between(visits, _at(10, 20), _at(18), ZONE) is None


def test_visits_at_any_time_are_spoken_of_as_the_day_begins() -> None:
    visits = [_row(None), _row(None), _row(None, DAY + timedelta(days=1)), _row(time(9, 10))]
    assert reminder_between(visits, _at(8), _at(9), ZONE) == Reminder(
        timed=1, first_at=time(9, 10), any_time=2
    )
    assert reminder_between(visits[:1], _at(8), _at(9), ZONE) == Reminder(
        timed=0, first_at=None, any_time=1
    )
