"""Reads a day with a time as a clerk types it: 今天 14:32, 昨天 9:30, 9-15 10:12, 9-22."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from branchcrm.domain.outcome import Outcome, accepted, refused
from branchcrm.domain.typed_date import Leaning, read_typed_date
from branchcrm.domain.typed_time import read_typed_time
from branchcrm.domain.wording import Sentence, say

_ISO = re.compile(
    r"^(\d{4}-\d{1,2}-\d{1,2})T(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedMoment:
    """A day and, where one was typed, its time."""

    day: date
    at: time | None = None

    def instant(self, zone: ZoneInfo) -> datetime:
        """Give the moment in a zone; a day without a time begins at midnight."""
        return datetime.combine(self.day, self.at or time(), zone)


def read_typed_moment(
    text: str, today: date, zone: ZoneInfo, leaning: Leaning = Leaning.NEAREST
) -> Outcome[TypedMoment]:
    """Read a day, a time of today, or both; an ISO instant is taken into the zone."""
    even = text.strip()
    found = _ISO.match(even)
    if found is not None:
        return _iso(even, found[3], zone)
    day_text, _, time_text = even.rpartition(" ")
    at = read_typed_time(time_text) if day_text or ":" in even or "：" in even else None
    if at is None or at.value is None:
        day = read_typed_date(even, today, leaning)
        if day.value is None:
            return refused("moment_unreadable", _expected(text))
        return accepted(TypedMoment(day=day.value))
    day = read_typed_date(day_text, today, leaning) if day_text else accepted(today)
    if day.value is None:
        return refused("moment_unreadable", _expected(text))
    return accepted(TypedMoment(day=day.value, at=at.value))


def _iso(text: str, offset: str | None, zone: ZoneInfo) -> Outcome[TypedMoment]:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return refused("moment_unreadable", _expected(text))
    local = moment.astimezone(zone) if offset else moment
    return accepted(TypedMoment(day=local.date(), at=local.time().replace(microsecond=0)))


def _expected(text: str) -> Sentence:
    return say("“{text}”不是时间，可以写 今天 14:30、明天 10:00、9-22", text=text.strip())
