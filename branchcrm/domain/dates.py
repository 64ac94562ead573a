"""Reads the dates of files: every layout of cases 35 to 38 in one parser."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from branchcrm.domain.characters import plain
from branchcrm.domain.chinese_numeral import chinese_integer
from branchcrm.domain.null_words import is_ditto, is_null_word
from branchcrm.domain.outcome import Outcome, accepted, doubted, refused
from branchcrm.domain.wording import mark, say

FOREVER = date.max
_FIRST_COMPACT = 19000101
_LAST_COMPACT = 21001231
_FIRST_SERIAL = 20_000
_LAST_SERIAL = 60_000
_PHANTOM_SERIAL = 60
_EXCEL_EPOCH = date(1899, 12, 30)
_DAYS_TO_1904 = 1462
_SECONDS_PER_DAY = 86_400
_MONTHS_AHEAD_YEARS = 20
_LAST_MONTH = 12
_CENTURY = 100
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_CLOCK = re.compile(
    r"[ t]*(?P<half>上午|下午|晚上|中午|凌晨|早上)?\s*(?P<hour>\d{1,2})[:时点](?P<minute>\d{1,2})?"
    r"(?:[:分](?P<second>\d{1,2})?秒?)?(?:\.\d+)?\s*(?P<meridiem>am|pm)?(?:z|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\s*\(?(?:星期|周|礼拜)[一二三四五六日天]\)?\s*")
_SEPARATORS = r"\s*[-/.\\]\s*"
_YEAR_FIRST = re.compile(rf"^(\d{{4}}){_SEPARATORS}(\d{{1,2}}){_SEPARATORS}(\d{{1,2}})$")
_YEAR_LAST = re.compile(rf"^(\d{{1,2}}){_SEPARATORS}(\d{{1,2}}){_SEPARATORS}(\d{{4}})$")
# 3/25/24 and 03/04/24 come from English Excel: the year stands behind.
_SLASHED = re.compile(r"^(0?\d|1[0-2])/(\d{1,2})/(\d{2})$")
_SHORT_YEAR = re.compile(rf"^(\d{{2}}){_SEPARATORS}(\d{{1,2}}){_SEPARATORS}(\d{{1,2}})$")
_CHINESE = re.compile(r"^(?:(\d{4}|\d{2})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?$")
_CHINESE_MONTH = re.compile(r"^(\d{4})\s*(?:年|[-/.])\s*(\d{1,2})\s*月?(?:份)?$")
_NO_YEAR = re.compile(rf"^(\d{{1,2}}){_SEPARATORS}(\d{{1,2}})$")
_ENGLISH = re.compile(r"^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[-, ]+(\d{4}|\d{2})$", re.IGNORECASE)
_ENGLISH_FIRST = re.compile(r"^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$", re.IGNORECASE)
_COMPACT = re.compile(r"^\d{8}(?:\.0+)?$")
_COMPACT_TIME = re.compile(r"^(\d{8})(\d{2})(\d{2})(\d{2})?$")
_COMPACT_MONTH = re.compile(r"^(?:19|20)\d{2}(?:0[1-9]|1[0-2])$")
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
_CHINESE_DIGITS = re.compile(r"^[〇零○一二三四五六七八九十两廿卅年月日号初正]+$")
_LONG_TERM = frozenset(
    ["长期", "长期有效", "永久", "永久有效", "长期有效期", "无期限", "9999-12-31"]
)

LONG_TERM_ONLY_FOR_PAPERS = mark("“长期”只能用在证件有效期里")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRules:
    """How a column of dates is to be read.

    `default_year` completes dates without a year. `is_past` tells that two-digit years lie
    behind today (birthdays). `day_comes_first` settles 03/04/2024 once a person said so.
    """

    today: date
    default_year: int | None = None
    is_past: bool = False
    day_comes_first: bool | None = None
    is_1904: bool = False

    def full_year(self, short: int) -> int:
        """Give the four-digit year of a two-digit one."""
        limit = self.today.year + (0 if self.is_past else _MONTHS_AHEAD_YEARS)
        century = self.today.year // _CENTURY * _CENTURY
        return century + short if century + short <= limit else century - _CENTURY + short


def read_date(text: str, rules: DateRules) -> Outcome[date]:
    """Read a date; a time of day behind it is dropped."""
    outcome = read_moment(text, rules)
    if outcome.value is None:
        return Outcome(verdict=outcome.verdict, code=outcome.code, reason=outcome.reason)
    return Outcome(
        value=outcome.value.date(),
        verdict=outcome.verdict,
        code=outcome.code,
        reason=outcome.reason,
        is_fixed=outcome.is_fixed,
    )


def read_moment(text: str, rules: DateRules) -> Outcome[datetime]:
    """Read a date with its time of day, midnight where there is none."""
    if is_null_word(text):
        return Outcome()
    if is_ditto(text):
        return refused("date_ditto", say("“同上”要写成日期"))
    even = _WEEKDAY.sub(" ", plain(text).rstrip(",，。")).strip()
    if even in _LONG_TERM:
        return refused("date_long_term", say(LONG_TERM_ONLY_FOR_PAPERS))
    day, clock = _split_clock(even)
    if clock is None:
        return _at(_parse_day(day, rules), None)
    moment = _clock_time(clock)
    if moment is None:
        return refused("date_time", say("“{text}”里的时间不存在", text=even))
    return _at(_parse_day(day, rules), moment)


def read_date_cell(value: float, rules: DateRules) -> Outcome[datetime]:
    """Read a number that stands where a date is expected: yyyymmdd first, then a serial."""
    if value == int(value) and _FIRST_COMPACT <= value <= _LAST_COMPACT:
        return _at(_parse_day(str(int(value)), rules), None)
    return date_of_serial(value, is_1904=rules.is_1904)


def date_of_serial(value: float, *, is_1904: bool = False) -> Outcome[datetime]:
    """Turn an Excel day number into a date.

    Day 60 is 29 February 1900, which never was; only numbers from 1954 to 2064 are believed.
    """
    if int(value) == _PHANTOM_SERIAL and not is_1904:
        return refused("date_phantom", say("1900-02-29 是 Excel 里才有的日期，按原件重新录入"))
    days = int(value) + (_DAYS_TO_1904 if is_1904 else 0)
    if not _FIRST_SERIAL <= days <= _LAST_SERIAL + _DAYS_TO_1904:
        return refused("date_number", say("{number} 不是日期", number=f"{value:g}"))
    seconds = round((value - int(value)) * _SECONDS_PER_DAY)
    midnight = datetime.combine(_EXCEL_EPOCH + timedelta(days=days), time())
    return accepted(midnight + timedelta(seconds=seconds))


def read_expiry(text: str, rules: DateRules) -> Outcome[date]:
    """Read until when papers hold; 长期 is the last day there is."""
    if plain(text) in _LONG_TERM:
        return accepted(FOREVER)
    return read_date(text, rules)


def read_month(text: str, rules: DateRules) -> Outcome[date]:
    """Read a month such as 2026-01 or 2026年1月 as its first day."""
    even = plain(text)
    found = _CHINESE_MONTH.match(even)
    if found and 1 <= int(found[2]) <= _LAST_MONTH:
        return accepted(date(int(found[1]), int(found[2]), 1))
    if _COMPACT_MONTH.match(even):
        return accepted(date(int(even[:4]), int(even[4:]), 1))
    outcome = read_date(text, rules)
    if outcome.value is None:
        if outcome.is_refused:
            return refused("month_unreadable", say("“{text}”不是月份，写成 2026-01", text=even))
        return outcome
    return accepted(outcome.value.replace(day=1))


def _at(outcome: Outcome[date], clock: time | None) -> Outcome[datetime]:
    moment = None if outcome.value is None else datetime.combine(outcome.value, clock or time())
    return Outcome(
        value=moment,
        verdict=outcome.verdict,
        code=outcome.code,
        reason=outcome.reason,
        is_fixed=outcome.is_fixed,
    )


def _split_clock(text: str) -> tuple[str, re.Match[str] | None]:
    stamp = _COMPACT_TIME.match(text)
    if stamp:
        text = f"{stamp[1]} {stamp[2]}:{stamp[3]}:{stamp[4] or '00'}"
    found = _CLOCK.search(text)
    if found is None or found.start() == 0:
        return text, None
    return text[: found.start()].strip(), found


def _clock_time(found: re.Match[str]) -> time | None:
    hour = int(found["hour"])
    is_afternoon = found["half"] in {"下午", "晚上"} or (found["meridiem"] or "").lower() == "pm"
    if is_afternoon and hour < _LAST_MONTH:
        hour += _LAST_MONTH
    elif (found["meridiem"] or "").lower() == "am" and hour == _LAST_MONTH:
        hour = 0
    try:
        return time(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        return None


def _parse_day(text: str, rules: DateRules) -> Outcome[date]:
    if _COMPACT.match(text) and _FIRST_COMPACT <= int(text[:8]) <= _LAST_COMPACT:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:8]), text)
    slashed = _SLASHED.match(text)
    if slashed:
        full = rules.full_year(int(slashed[3]))
        return _year_last(int(slashed[1]), int(slashed[2]), full, rules)
    if _CHINESE_DIGITS.match(text):
        text = _with_arabic_digits(text)
    for shape, order in ((_YEAR_FIRST, (1, 2, 3)), (_CHINESE, (1, 2, 3)), (_SHORT_YEAR, (1, 2, 3))):
        found = shape.match(text)
        if found:
            year, month, day = (found[place] for place in order)
            return _dated(year, int(month), int(day), rules)
    return _parse_rarer_day(text, rules)


def _parse_rarer_day(text: str, rules: DateRules) -> Outcome[date]:
    found = _YEAR_LAST.match(text)
    if found:
        return _year_last(int(found[1]), int(found[2]), int(found[3]), rules)
    found = _ENGLISH.match(text)
    if found and found[2].lower() in _MONTH_NAMES:
        return _dated(found[3], _MONTH_NAMES.index(found[2].lower()) + 1, int(found[1]), rules)
    found = _ENGLISH_FIRST.match(text)
    if found and found[1].lower() in _MONTH_NAMES:
        return _dated(found[3], _MONTH_NAMES.index(found[1].lower()) + 1, int(found[2]), rules)
    found = _NO_YEAR.match(text)
    if found:
        return _dated(None, int(found[1]), int(found[2]), rules)
    if _SERIAL.match(text):
        return _serial_text(text, rules)
    return refused("date_unreadable", say("“{text}”不是日期，写成 2026-09-17", text=text))


def _dated(year: str | None, month: int, day: int, rules: DateRules) -> Outcome[date]:
    shown = f"{year or ''}{'-' if year else ''}{month}-{day}"
    if year:
        full = int(year) if len(year) > 2 else rules.full_year(int(year))  # noqa: PLR2004
        return _day(full, month, day, shown)
    if rules.default_year is None:
        return refused("date_no_year", say("“{text}”没有年份，选定年份后再导入", text=shown))
    outcome = _day(rules.default_year, month, day, shown)
    if outcome.value is None:
        return outcome
    reason = say("“{text}”没有年份，已按 {year} 年记", text=shown, year=str(rules.default_year))
    return doubted(outcome.value, "date_year_added", reason, is_fixed=True)


def _year_last(first: int, second: int, year: int, rules: DateRules) -> Outcome[date]:
    shown = f"{first:02}/{second:02}/{year}"
    is_ambiguous = first <= _LAST_MONTH and second <= _LAST_MONTH and first != second
    if is_ambiguous and rules.day_comes_first is None:
        reason = say("“{text}”分不清日和月，改成 年-月-日", text=shown)
        return refused("date_ambiguous", reason)
    if first > _LAST_MONTH or (is_ambiguous and rules.day_comes_first):
        return _day(year, second, first, shown)
    return _day(year, first, second, shown)


def _day(year: int, month: int, day: int, shown: str) -> Outcome[date]:
    try:
        return accepted(date(year, month, day))
    except ValueError:
        return refused("date_invalid", say("没有 {text} 这一天", text=shown))


def _serial_text(text: str, rules: DateRules) -> Outcome[date]:
    outcome = date_of_serial(float(text), is_1904=rules.is_1904)
    if outcome.value is None:
        return Outcome(verdict=outcome.verdict, code=outcome.code, reason=outcome.reason)
    day = outcome.value.date()
    reason = say("“{text}”是 Excel 的日期序号，推测为 {day}", text=text, day=day)
    return doubted(day, "date_serial_text", reason, is_fixed=True)


def _with_arabic_digits(text: str) -> str:
    even = (
        text.replace("廿", "二十").replace("卅", "三十").replace("初", "").replace("正月", "一月")
    )
    parts = re.split("([年月日号])", even)
    numbers = [chinese_integer(part) if part else None for part in parts[::2]]
    shown = ["" if number is None else str(number) for number in numbers]
    return "".join(a + b for a, b in zip(shown, [*parts[1::2], ""], strict=True))
