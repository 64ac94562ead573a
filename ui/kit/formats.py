"""Money, dates, countdowns and counts as text, in the language of the window."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from branchcrm.domain.clock import Clock
from branchcrm.domain.wording import mark
from ui.kit.translation import translate

UNKNOWN = "—"
MINUS = "−"
_WEEKDAYS = (
    mark("周一"),
    mark("周二"),
    mark("周三"),
    mark("周四"),
    mark("周五"),
    mark("周六"),
    mark("周日"),
)
_LONG_WEEKDAYS = (
    mark("星期一"),
    mark("星期二"),
    mark("星期三"),
    mark("星期四"),
    mark("星期五"),
    mark("星期六"),
    mark("星期日"),
)
_NEAR_DAYS = 14
_WAN_CENTS = 10_000_00
_YI_CENTS = 100_000_000_00
_ZH_UNITS = ((_YI_CENTS, mark("{amount} 亿"), 2), (_WAN_CENTS, mark("{amount} 万"), 1))
_EN_UNITS = ((1_000_000_00, "{amount} M", 2), (1_000_00, "{amount} K", 1))
_KIB = 1024
_CENTI = 100
_SOON = timedelta(hours=24)
_URGENT = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Toned:
    """A text with the state it stands for: empty, `strong`, `warn` or `danger`."""

    text: str
    tone: str = ""


class Formats:
    """Turns values into the texts of the design language, as of the clock's today."""

    def __init__(self, clock: Clock, language: str = "zh") -> None:
        """Take the clock that says what today is, and the language."""
        self._clock = clock
        self._language = language

    @property
    def today(self) -> date:
        """Give the business day that texts are relative to."""
        return self._clock.today()

    @property
    def zone(self) -> ZoneInfo:
        """Give the book's time zone."""
        return self._clock.zone

    def money(self, cents: int | None) -> str:
        """Give an amount for a table: `1,286,400.00`, without the unit."""
        if cents is None:
            return UNKNOWN
        sign = MINUS if cents < 0 else ""
        return f"{sign}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"

    def money_with_unit(self, cents: int | None) -> str:
        """Give an amount for running text: `30,000.00 元`."""
        if cents is None:
            return UNKNOWN
        return translate(mark("{amount} 元")).format(amount=self.money(cents))

    def money_short(self, cents: int | None) -> str:
        """Give an amount for a key figure: `386.2 万`, `1.24 亿`."""
        if cents is None:
            return UNKNOWN
        sign = MINUS if cents < 0 else ""
        for unit_cents, words, places in _EN_UNITS if self._language == "en" else _ZH_UNITS:
            if abs(cents) >= unit_cents:
                amount = _rounded(abs(cents), unit_cents, places)
                return f"{sign}{translate(words).format(amount=amount)}"
        return self.money(cents)

    def count(self, number: int | None) -> str:
        """Give a count: `2,846`."""
        if number is None:
            return UNKNOWN
        return f"{MINUS if number < 0 else ''}{abs(number):,}"

    def ratio(self, share: float | None) -> str:
        """Give a share as per cent with one decimal: `33.0%`."""
        if share is None:
            return UNKNOWN
        return f"{MINUS if share < 0 else ''}{abs(share) * 100:.1f}%"

    def file_size(self, size: int) -> str:
        """Give the size of a file: `86.4 MB`."""
        amount = float(size)
        for unit in ("B", "KB", "MB"):
            if amount < _KIB:
                return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
            amount /= _KIB
        return f"{amount:.1f} GB"

    def weekday(self, day: date) -> str:
        """Give the short name of the weekday: `周五`."""
        return translate(_WEEKDAYS[day.weekday()])

    def day(self, day: date | None) -> str:
        """Give a date for a table; the next fortnight names its weekday."""
        if day is None:
            return UNKNOWN
        if day == self.today:
            return translate(mark("今天"))
        if self.today < day <= self.today + timedelta(days=_NEAR_DAYS):
            return f"{self.plain_day(day)} {self.weekday(day)}"
        return self.plain_day(day)

    def plain_day(self, day: date) -> str:
        """Give a date without words: `09-16`, in another year `2025-11-20`."""
        return f"{day:%m-%d}" if day.year == self.today.year else day.isoformat()

    def day_in_text(self, day: date) -> str:
        """Give a date for running text: `9 月 17 日`."""
        month = f"{day:%b}" if self._language == "en" else day.month
        return translate(mark("{month} 月 {day} 日")).format(month=month, day=day.day)

    def day_heading(self, day: date) -> str:
        """Give a date for a heading: `9 月 17 日 星期四`."""
        return f"{self.day_in_text(day)} {translate(_LONG_WEEKDAYS[day.weekday()])}"

    def month_heading(self, day: date) -> str:
        """Give a month for a heading: `2026 年 9 月`."""
        month = f"{day:%B}" if self._language == "en" else day.month
        return translate(mark("{year} 年 {month} 月")).format(year=day.year, month=month)

    def now(self) -> datetime:
        """Give the moment that texts are relative to, in the book's time zone."""
        return self.local(self._clock.business_now())

    def local(self, moment: datetime) -> datetime:
        """Give an instant in the book's time zone."""
        return moment.astimezone(self._clock.zone)

    def clock_time(self, at: time | datetime) -> str:
        """Give a time of day: `15:30`; an instant in the book's zone."""
        shown = self.local(at) if isinstance(at, datetime) else at
        return f"{shown:%H:%M}"

    def moment(self, moment: datetime | None) -> str:
        """Give an instant: `今天 15:30`, `09-15 10:12`."""
        if moment is None:
            return UNKNOWN
        local = self.local(moment)
        if local.date() == self.today:
            return f"{translate(mark('今天'))} {local:%H:%M}"
        return f"{self.plain_day(local.date())} {local:%H:%M}"

    def exact(self, moment: datetime) -> str:
        """Give an instant in full, for a tooltip: `2026-09-17 15:30`."""
        return f"{self.local(moment):%Y-%m-%d %H:%M}"

    def due(self, day: date | None, at: time | None = None) -> Toned:
        """Give when something is due: today in bold, overdue as an alarm."""
        if day is None:
            return Toned(translate(mark("未安排")))
        if day < self.today:
            late = (self.today - day).days
            return Toned(translate(mark("逾期 {days} 天")).format(days=late), "danger")
        if day == self.today:
            text = translate(mark("今天")) if at else translate(mark("今天内"))
            return Toned(f"{text} {at:%H:%M}" if at else text, "strong" if at else "")
        if day == self.today + timedelta(days=1):
            text = translate(mark("明天"))
            return Toned(f"{text} {at:%H:%M}" if at else text)
        text = self.day(day)
        return Toned(f"{text} {at:%H:%M}" if at else text)

    def countdown(self, deadline: datetime | None) -> Toned:
        """Give the time left, with the colour of the design: soon is orange, late is red."""
        if deadline is None:
            return Toned(UNKNOWN)
        left = deadline - self._clock.business_now()
        if left < timedelta():
            return Toned(self._overdue(-left), "danger")
        if left < _SOON:
            hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
            text = (
                translate(mark("剩 {hours} 小时 {minutes} 分"))
                if left < _URGENT
                else translate(mark("剩 {hours} 小时"))
            )
            tone = "danger" if left < _URGENT else "warn"
            return Toned(text.format(hours=hours, minutes=minutes), tone)
        return Toned(translate(mark("剩 {days} 天")).format(days=left.days))

    def ago(self, day: date | None) -> str:
        """Give how long ago a day was: `2 天前（9 月 15 日）`."""
        if day is None:
            return UNKNOWN
        days = (self.today - day).days
        if days <= 0:
            return translate(mark("今天"))
        text = translate(mark("{days} 天前（{day}）"))
        return text.format(days=days, day=self.day_in_text(day))

    def age(self, birthday: date | None) -> str:
        """Give an age in full years: `45 岁`."""
        if birthday is None:
            return UNKNOWN
        before = (self.today.month, self.today.day) < (birthday.month, birthday.day)
        years = self.today.year - birthday.year - before
        return translate(mark("{years} 岁")).format(years=years)

    def duration(self, seconds: float) -> str:
        """Give a rough length of time: `12 秒`, `3 分`."""
        if seconds < 60:  # noqa: PLR2004 - seconds in a minute
            return translate(mark("{seconds} 秒")).format(seconds=max(1, round(seconds)))
        return translate(mark("{minutes} 分")).format(minutes=round(seconds / 60))

    def _overdue(self, late: timedelta) -> str:
        if late < timedelta(days=1):
            hours = int(late.total_seconds()) // 3600
            if hours:
                return translate(mark("逾期 {hours} 小时")).format(hours=hours)
            minutes = max(1, int(late.total_seconds()) // 60)
            return translate(mark("逾期 {minutes} 分")).format(minutes=minutes)
        return translate(mark("逾期 {days} 天")).format(days=late.days)


def score_change(before_centi: int | None, after_centi: int | None) -> str:
    """Give the scores before and after: `73.0 → 75.0`; empty for rules without a score."""
    if before_centi is None or after_centi is None:
        return ""
    return f"{before_centi / _CENTI:.1f} → {after_centi / _CENTI:.1f}"


def _rounded(cents: int, unit_cents: int, places: int) -> str:
    step = Decimal(1).scaleb(-places)
    return f"{(Decimal(cents) / unit_cents).quantize(step, ROUND_HALF_UP):,}"
