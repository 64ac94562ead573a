"""What a day holds: visits, deadlines and birthdays, for one person or the whole branch."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from branchcrm.domain.complaint import ComplaintRow
from branchcrm.domain.ids import ComplaintId, CustomerId, StaffId, VisitId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_outcome import TierMove
from branchcrm.domain.visit import VisitRow
from branchcrm.domain.wording import mark

BIRTHDAY_DAYS = 7
SOON_HOURS = 24
MOST_LISTED = 20


class DutyKind(StrEnum):
    """What a line of the day asks for."""

    VISIT = "visit"
    COMPLAINT = "complaint"
    BIRTHDAY = "birthday"


class DutySection(StrEnum):
    """The part of the list that a line stands in."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"


DUTY_LABELS = {
    DutyKind.VISIT: mark("回访"),
    DutyKind.COMPLAINT: mark("投诉"),
    DutyKind.BIRTHDAY: mark("关怀"),
}
SECTION_LABELS = {
    DutySection.OVERDUE: mark("已逾期"),
    DutySection.TODAY: mark("今天"),
    DutySection.TOMORROW: mark("明天"),
}
_SECTION_ORDER = tuple(DutySection)
_KIND_ORDER = tuple(DutyKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class BirthdayRow:
    """A customer whose birthday is near; `born` names the lunar day where it is kept by it."""

    customer_id: CustomerId
    customer: str
    tier: Tier
    phone: str
    staff_id: StaffId | None
    staff: str
    day: date
    age: int | None
    lunar: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One line of the day; exactly one of visit, complaint and birthday stands behind it."""

    kind: DutyKind
    section: DutySection
    day: date
    at: time | None
    customer_id: CustomerId | None
    customer: str
    tier: Tier
    staff_id: StaffId | None
    staff: str
    visit: VisitRow | None = None
    complaint: ComplaintRow | None = None
    birthday: BirthdayRow | None = None

    @property
    def visit_id(self) -> VisitId | None:
        """Give the visit behind the line, where it is one."""
        return None if self.visit is None else self.visit.id

    @property
    def complaint_id(self) -> ComplaintId | None:
        """Give the complaint behind the line, where it is one."""
        return None if self.complaint is None else self.complaint.id


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLoad:
    """How much a person of the branch has to do."""

    staff_id: StaffId | None
    staff: str
    overdue: int
    today: int
    complaints: int

    @property
    def total(self) -> int:
        """Give everything that waits today."""
        return self.overdue + self.today + self.complaints


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayFigures:
    """The key figures above the list."""

    visits_due: int
    visits_overdue: int
    visits_done: int
    complaints_soon: int
    complaints_open: int
    tier_up: int
    tier_down: int
    fresh_customers: int
    fresh_last_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TodayBoard:
    """Everything on the page of the day.

    Of moves and birthdays only the first are listed; those of today all are. The figures and
    `birthday_count` know how many there are.
    """

    day: date
    figures: TodayFigures
    duties: Sequence[Duty] = ()
    complaints: Sequence[ComplaintRow] = ()
    tier_moves: Sequence[TierMove] = ()
    birthdays: Sequence[BirthdayRow] = ()
    birthday_count: int = 0
    people: Sequence[PersonLoad] = field(default=())
    odd_day: tuple[date, str] | None = None


def in_order(duties: Sequence[Duty]) -> list[Duty]:
    """Sort the day: overdue first, then by time; what has no time comes last in its part."""

    def place(duty: Duty) -> tuple[int, date, time, int, str]:
        at = duty.at or time.max
        section = _SECTION_ORDER.index(duty.section)
        return (section, duty.day, at, _KIND_ORDER.index(duty.kind), duty.customer)

    return sorted(duties, key=place)


def section_of(day: date, today: date) -> DutySection:
    """Tell in which part of the list a day stands."""
    if day < today:
        return DutySection.OVERDUE
    return DutySection.TODAY if day == today else DutySection.TOMORROW


def month_before(day: date) -> tuple[date, date]:
    """Give the same stretch of the month before: its first day and the day of today's number."""
    year, month = (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)
    first = date(year, month, 1)
    last = day.replace(day=1).toordinal() - 1
    return first, date.fromordinal(min(first.toordinal() + day.day - 1, last))


def week_start(day: date) -> date:
    """Give the Monday of a day's week."""
    return date.fromordinal(day.toordinal() - day.weekday())
