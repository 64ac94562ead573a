"""When somebody is told of a visit that waits, and of what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from branchcrm.domain.visit import VisitRow

AHEAD = timedelta(minutes=10)
DAY_BEGINS = time(9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """What is said: how many visits wait. Names stay in the book: others may see the screen."""

    timed: int
    first_at: time | None
    any_time: int


def reminding_moment(visit: VisitRow, zone: ZoneInfo) -> datetime:
    """Give the moment a visit is spoken of: shortly before it, or as its day begins."""
    if visit.is_all_day:
        return datetime.combine(visit.day(zone), DAY_BEGINS, zone)
    return visit.at - AHEAD


def reminder_between(
    visits: Sequence[VisitRow], since: datetime, until: datetime, zone: ZoneInfo
) -> Reminder | None:
    """Give what is to be said of the visits whose moment came after one look and by the next."""
    called = [visit for visit in visits if since < reminding_moment(visit, zone) <= until]
    if not called:
        return None
    times = sorted(at for visit in called if (at := visit.time(zone)) is not None)
    return Reminder(
        timed=len(times),
        first_at=times[0] if times else None,
        any_time=len(called) - len(times),
    )
