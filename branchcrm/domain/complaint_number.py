"""The number of a complaint: TS, the day of receipt, and four digits within the branch."""

import re
from dataclasses import dataclass
from datetime import date

from typing_extensions import override

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark

LAST_SEQUENCE = 9999
_PATTERN = re.compile(r"TS(\d{4})(\d{2})(\d{2})(\d{4})", re.ASCII)


class ComplaintNumberError(BranchCrmError):
    """A day that has used up its four digits."""

    happened = mark("没有登记：{day}的投诉编号已经用完")
    remedy = mark("改用第二天的受理日期登记")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ComplaintNumber:
    """A complaint's number, taken apart."""

    day: date
    sequence: int

    @override
    def __str__(self) -> str:
        return f"{prefix_of(self.day)}{self.sequence:04d}"


def prefix_of(day: date) -> str:
    """Give the part that the day's numbers share."""
    return f"TS{day:%Y%m%d}"


def read_number(text: str) -> ComplaintNumber | None:
    """Take a number apart, or give None for any other text."""
    match = _PATTERN.fullmatch(text.strip().upper())
    if match is None:
        return None
    year, month, day, sequence = (int(part) for part in match.groups())
    try:
        return ComplaintNumber(day=date(year, month, day), sequence=sequence)
    except ValueError:
        return None


def number_after(day: date, last_used: str | None) -> ComplaintNumber:
    """Give the day's next number after the last one that the branch used on it.

    Raises:
        ComplaintNumberError: the day has no number left.
    """
    last = read_number(last_used) if last_used else None
    sequence = last.sequence + 1 if last else 1
    if sequence > LAST_SEQUENCE:
        raise ComplaintNumberError(day=day)
    return ComplaintNumber(day=day, sequence=sequence)
