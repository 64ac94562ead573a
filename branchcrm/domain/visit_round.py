"""A round of visits: one purpose for many customers, spread over workdays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.left_out import IN_BIN, LeftOut, LeftOutTally
from branchcrm.domain.visit import VisitDraft
from branchcrm.domain.visit_plan import most_a_day
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.domain.work_calendar import WorkCalendar

HORIZON = timedelta(days=366)
MOST_A_DAY = 200
MOST_CUSTOMERS = 20_000
PLANNED_ALREADY = mark("已经安排了回访")
BEYOND_HORIZON = mark("一年之内排不下")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDraft:
    """What a form or a command says about a round, as it was typed.

    The visit's day is the first of the round; nobody named means each customer's account
    manager. `per_day` is the most of one person on one day, empty for the channel's usual one.
    """

    visit: VisitDraft = field(default_factory=VisitDraft)
    per_day: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """A customer as a round sees it; `barrier` says why they are not to be contacted."""

    customer_id: CustomerId
    name: str
    manager_id: StaffId | None
    is_removed: bool = False
    is_planned: bool = False
    barrier: Sentence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundVisit:
    """One visit of a round: whom, by whom, on which day."""

    customer_id: CustomerId
    staff_id: StaffId | None
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """What a round would do."""

    visits: tuple[RoundVisit, ...]
    per_day: int
    left_out: tuple[LeftOut, ...] = ()

    @property
    def first_day(self) -> date | None:
        """Give its first day, None where there is no visit."""
        return min((visit.day for visit in self.visits), default=None)

    @property
    def last_day(self) -> date | None:
        """Give its last day, None where there is no visit."""
        return max((visit.day for visit in self.visits), default=None)

    @property
    def people(self) -> int:
        """Count who visits."""
        return len({visit.staff_id for visit in self.visits})


class NobodyToVisitError(BranchCrmError):
    """Nobody among the chosen can be visited in the round."""

    happened = mark("没有安排：所选客户都不能排进这一轮")
    remedy = mark("看预览里不能安排的原因")


class RoundTooLargeError(BranchCrmError):
    """More customers than anybody visits in one round."""

    happened = mark("没有安排：一次最多 {most} 位，现在选了 {count} 位")
    remedy = mark("先筛选，分几轮安排")


def require_size(count: int) -> None:
    """Refuse more customers than a round takes.

    Raises:
        RoundTooLargeError: there are more.
    """
    if count > MOST_CUSTOMERS:
        raise RoundTooLargeError(most=MOST_CUSTOMERS, count=count)


def read_per_day(text: str, channel: Channel) -> int:
    """Give the most visits of one person on one day.

    Raises:
        InvalidDraftError: the text is no number in reach.
    """
    clean = text.strip()
    if not clean:
        return most_a_day(channel)
    number = int(clean) if clean.isascii() and clean.isdigit() else 0
    if not 1 <= number <= MOST_A_DAY:
        reason = say("每天几次要写 1 到 {most} 的整数", most=MOST_A_DAY)
        raise InvalidDraftError([FieldError("per_day", reason)])
    return number


@dataclass(slots=True, kw_only=True)
class RoundPlanner:
    """Spreads customers over workdays, each person's in the order given.

    `taken` says how many visits of the kind a person has planned on a day; `staff_id` visits
    everyone, where it is None each customer's manager does, and `usual` those who have none.
    """

    first_day: date
    per_day: int
    calendar: WorkCalendar
    taken: Mapping[tuple[StaffId | None, date], int]
    usual: StaffId
    staff_id: StaffId | None = None
    _days: dict[StaffId, Iterator[date]] = field(default_factory=dict)

    def plan(self, lines: Sequence[RoundLine]) -> RoundPlan:
        """Give each customer a day, or the reason why not."""
        visits: list[RoundVisit] = []
        left_out = LeftOutTally()
        for line in lines:
            reason = _left_out(line)
            staff_id = self.staff_id or line.manager_id or self.usual
            day = None if reason else self._next_day(staff_id)
            if day is None:
                left_out.take(line.name, reason or say(BEYOND_HORIZON))
            else:
                visits.append(RoundVisit(customer_id=line.customer_id, staff_id=staff_id, day=day))
        return RoundPlan(visits=tuple(visits), per_day=self.per_day, left_out=left_out.found())

    def _next_day(self, staff_id: StaffId) -> date | None:
        days = self._days.get(staff_id)
        if days is None:
            days = self._days[staff_id] = self._free_days(staff_id)
        return next(days, None)

    def _free_days(self, staff_id: StaffId) -> Iterator[date]:
        """Give each day as often as the person has room on it."""
        day = self.calendar.roll_forward(self.first_day)
        while day <= self.first_day + HORIZON:
            for _ in range(self.per_day - self.taken.get((staff_id, day), 0)):
                yield day
            day = self.calendar.add_workdays(day, 1)


def _left_out(line: RoundLine) -> Sentence | None:
    if line.is_removed:
        return say(IN_BIN)
    return line.barrier or (say(PLANNED_ALREADY) if line.is_planned else None)
