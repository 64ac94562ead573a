"""Reads the times of day that a clerk types: 9:30, 930, 15, 下午3点半."""

import re
from datetime import time

from branchcrm.domain.characters import plain, without_spaces
from branchcrm.domain.outcome import Outcome, accepted, refused
from branchcrm.domain.wording import say

_LAST_HOUR, _LAST_MINUTE, _NOON = 23, 59, 12
_AFTERNOON = ("下午", "晚上")
_SHAPE = re.compile(
    r"^(?P<part>上午|早上|中午|下午|晚上)?(?P<hour>\d{1,2}?)(?:[:点时]?(?P<minute>\d{2}|半))?[:点时分]?$"
)


def read_typed_time(text: str) -> Outcome[time]:
    """Read a time of day as a clerk types it."""
    found = _SHAPE.match(without_spaces(plain(text)))
    if found is not None:
        is_afternoon = found["part"] in _AFTERNOON and int(found["hour"]) < _NOON
        hour = int(found["hour"]) + (_NOON if is_afternoon else 0)
        minute = 30 if found["minute"] == "半" else int(found["minute"] or 0)
        if hour <= _LAST_HOUR and minute <= _LAST_MINUTE:
            return accepted(time(hour, minute))
    reason = say("“{text}”不是时间，可以写 9:30、930、15", text=text.strip())
    return refused("time_unreadable", reason)
