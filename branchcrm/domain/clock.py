"""The one source of the present moment, fixed in tests and by `--today`."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Protocol
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Shanghai"


def _default_zone() -> ZoneInfo:
    return ZoneInfo(DEFAULT_ZONE)


class Clock(Protocol):
    """Tells the moment for time stamps and the business day for rules."""

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the book."""
        ...

    def now(self) -> datetime:
        """Give the true moment, in UTC."""
        ...

    def today(self) -> date:
        """Give the business day that rules act on."""
        ...

    def business_now(self) -> datetime:
        """Give the moment that rules act on, in UTC: `now` moved to the business day."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock, in the book's time zone, optionally acting as on another day."""

    zone: ZoneInfo = field(default_factory=_default_zone)
    acting_day: date | None = None

    def now(self) -> datetime:
        """Give the true moment, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place

    def today(self) -> date:
        """Give the acting day, else today in the book's time zone."""
        return self.acting_day or self.now().astimezone(self.zone).date()

    def business_now(self) -> datetime:
        """Give the time of day as it is, on the business day, in UTC."""
        local = self.now().astimezone(self.zone)
        return local.replace(
            year=self.today().year, month=self.today().month, day=self.today().day
        ).astimezone(UTC)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still until it is moved, for tests and pictures."""

    moment: datetime
    zone: ZoneInfo = field(default_factory=_default_zone)

    def now(self) -> datetime:
        """Give the fixed moment, in UTC."""
        return self.moment.astimezone(UTC)

    def today(self) -> date:
        """Give the fixed moment's day in the book's time zone."""
        return self.moment.astimezone(self.zone).date()

    def business_now(self) -> datetime:
        """Give the fixed moment, in UTC."""
        return self.now()


def fixed_clock(day: date, at: time = time(14, 32)) -> FixedClock:
    """Make a clock that stands at a local time of a day, in the default zone."""
    return FixedClock(datetime.combine(day, at, ZoneInfo(DEFAULT_ZONE)))


def offset_seconds(clock: Clock) -> int:
    """Give the seconds that the book's time zone is ahead of UTC."""
    offset = clock.now().astimezone(clock.zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0
