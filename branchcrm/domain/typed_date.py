"""Reads the dates that a clerk types: 9-17, 0917, 明天, 下周三, +3."""

import re
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from branchcrm.domain.characters import plain, without_spaces
from branchcrm.domain.chinese_numeral import chinese_integer
from branchcrm.domain.dates import DateRules, read_date
from branchcrm.domain.null_words import is_null_word
from branchcrm.domain.outcome import Outcome, accepted, refused
from branchcrm.domain.wording import say


class Leaning(StrEnum):
    """Which side of today a date without a year lies on."""

    NEAREST = "nearest"
    FUTURE = "future"
    PAST = "past"


_NAMED_DAYS = {
    "今天": 0,
    "今日": 0,
    "today": 0,
    "明天": 1,
    "明日": 1,
    "tomorrow": 1,
    "后天": 2,
    "大后天": 3,
    "昨天": -1,
    "昨日": -1,
    "yesterday": -1,
    "前天": -2,
    "大前天": -3,
}
_WEEKDAYS = {name: place for place, name in enumerate("一二三四五六日")} | {"天": 6, "末": 5}
_DAYS_PER_WEEK = 7
_LONGEST_OFFSET = 36_500
_LAST_MONTH = 12
_OFFSET = re.compile(r"^([+-])(\d{1,5})(?:天|d)?$")
_COUNTED = re.compile(
    r"^(\d+|[一二两三四五六七八九十]+)个?(天|周|星期|礼拜|月|年)(后|以后|之后|前|以前|之前)$"
)
_WEEK = re.compile(r"^(上上|上|本|这|下下|下)?个?(?:周|星期|礼拜)([一二三四五六日天末])$")
_MONTH_DAY = re.compile(r"^(上|本|这|下)?个?月(初|中|底|末|(\d{1,2})[日号]?)$")
_DAY_ONLY = re.compile(r"^(\d{1,2})[日号]$")
_YEARLESS = re.compile(r"^(\d{1,2})[-/.月](\d{1,2})[日号]?$|^(\d{2})(\d{2})$")
_SHORT_COMPACT = re.compile(r"^(\d{2})(\d{2})(\d{2})$")
_STEPS = {"上上": -2, "上": -1, "本": 0, "这": 0, "": 0, "下": 1, "下下": 2}
_MONTH_PLACES = {"初": 1, "中": 15, "底": 31, "末": 31}


def read_typed_date(text: str, today: date, leaning: Leaning = Leaning.NEAREST) -> Outcome[date]:
    """Read a date as a clerk types it, relative to today."""
    if is_null_word(text):
        return Outcome()
    even = without_spaces(plain(text)).lower()
    try:
        day = _first(even, today, leaning)
    except (ValueError, OverflowError):
        return refused("date_invalid", say("没有“{text}”这一天", text=text.strip()))
    if day is not None:
        return accepted(day)
    outcome = read_date(text, DateRules(today=today, is_past=leaning is Leaning.PAST))
    if outcome.code != "date_unreadable":
        return outcome
    reason = say("“{text}”不是日期，可以写 9-17、0917、明天、下周三、+3", text=text.strip())
    return refused("date_unreadable", reason)


def _first(text: str, today: date, leaning: Leaning) -> date | None:
    if text in _NAMED_DAYS:
        return today + timedelta(days=_NAMED_DAYS[text])
    for read in (_offset, _counted, _week, _month_day):
        day = read(text, today)
        if day is not None:
            return day
    return _yearless(text, today, leaning)


def _offset(text: str, today: date) -> date | None:
    found = _OFFSET.match(text)
    if found is None or int(found[2]) > _LONGEST_OFFSET:
        return None
    days = int(found[2])
    return today + timedelta(days=days if found[1] == "+" else -days)


def _counted(text: str, today: date) -> date | None:
    found = _COUNTED.match(text)
    if found is None:
        return None
    number = int(found[1]) if found[1].isdecimal() else chinese_integer(found[1])
    count = number or 0
    count = -count if found[3].endswith("前") else count
    if found[2] == "天":
        return today + timedelta(days=count)
    if found[2] == "月":
        return _months_on(today, count)
    if found[2] == "年":
        return _months_on(today, count * _LAST_MONTH)
    return today + timedelta(weeks=count)


def _week(text: str, today: date) -> date | None:
    found = _WEEK.match(text)
    if found is None:
        return None
    monday = today - timedelta(days=today.weekday())
    step = _STEPS[found[1] or ""]
    day = monday + timedelta(days=step * _DAYS_PER_WEEK + _WEEKDAYS[found[2]])
    # "周三" said on a Friday means the one to come.
    return day + timedelta(days=_DAYS_PER_WEEK) if found[1] is None and day < today else day


def _month_day(text: str, today: date) -> date | None:
    found = _MONTH_DAY.match(text)
    if found:
        first = _months_on(today.replace(day=1), _STEPS[found[1] or ""])
        if found[3]:
            return first.replace(day=int(found[3]))
        last = monthrange(first.year, first.month)[1]
        return first.replace(day=min(_MONTH_PLACES[found[2]], last))
    found = _DAY_ONLY.match(text)
    return today.replace(day=int(found[1])) if found else None


def _yearless(text: str, today: date, leaning: Leaning) -> date | None:
    found = _YEARLESS.match(text)
    if found:
        month, day = (int(part) for part in found.groups() if part)
        return _in_best_year(month, day, today, leaning)
    found = _SHORT_COMPACT.match(text)
    if found:
        rules = DateRules(today=today, is_past=leaning is Leaning.PAST)
        return date(rules.full_year(int(found[1])), int(found[2]), int(found[3]))
    return None


def _in_best_year(month: int, day: int, today: date, leaning: Leaning) -> date:
    candidates = [
        date(year, month, day)
        for year in range(today.year - 4, today.year + 5)
        if _exists(year, month, day)
    ]
    if leaning is Leaning.FUTURE:
        candidates = [one for one in candidates if one >= today]
    elif leaning is Leaning.PAST:
        candidates = [one for one in candidates if one <= today]
    if not candidates:
        message = "no such day"
        raise ValueError(message)
    return min(candidates, key=lambda one: abs((one - today).days))


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= _LAST_MONTH and 1 <= day <= monthrange(year, month)[1]


def _months_on(day: date, count: int) -> date:
    place = day.year * _LAST_MONTH + day.month - 1 + count
    year, month = place // _LAST_MONTH, place % _LAST_MONTH + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
