"""Published public holidays and worked weekends, joined with what the branch has imported."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from branchcrm.domain.wording import mark
from branchcrm.domain.work_calendar import (
    BusinessHours,
    DayKind,
    DaySource,
    SpecialDay,
    WorkCalendar,
    make_calendar,
)

_NAMES = {
    "New Year's Day": mark("元旦"),
    "Spring Festival": mark("春节"),
    "Tomb-sweeping Day": mark("清明节"),
    "Labour Day": mark("劳动节"),
    "Dragon Boat Festival": mark("端午节"),
    "National Day": mark("国庆节"),
    "Mid-autumn Festival": mark("中秋节"),
    "Anti-Fascist 70th Day": mark("抗战胜利纪念日"),
}


@cache
def shipped_days() -> tuple[SpecialDay, ...]:
    """Give every special day of the years that the program knows by itself."""
    # Loaded here so that a start without a calendar on the screen does not pay for it.
    from chinese_calendar import constants  # noqa: PLC0415

    return tuple(
        SpecialDay(day=day, kind=kind, name=_NAMES.get(name, name), source=DaySource.SHIPPED)
        for kind, days in ((DayKind.REST, constants.holidays), (DayKind.WORK, constants.workdays))
        for day, name in sorted(_texts(days))
    )


def work_calendar(
    imported: Iterable[SpecialDay] = (), *, hours: BusinessHours | None = None
) -> WorkCalendar:
    """Build the branch's calendar: what it imported overrides what the program knows."""
    return make_calendar((*shipped_days(), *imported), hours=hours)


def _texts(days: dict[date, str]) -> Iterable[tuple[date, str]]:
    return ((day, str(name)) for day, name in days.items())
