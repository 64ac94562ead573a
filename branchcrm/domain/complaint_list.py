"""Lists of complaints: their parts, filters and orders, and the portrait of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from branchcrm.domain.complaint import Complaint
from branchcrm.domain.complaint_deadline import Deadline, Deadlines
from branchcrm.domain.complaint_kind import ComplaintAction, ComplaintState
from branchcrm.domain.complaint_measure import ResponseTime, Share
from branchcrm.domain.ids import BranchId, CustomerId, StaffId
from branchcrm.domain.wording import Sentence, mark


class ComplaintTab(StrEnum):
    """A part of the list of complaints."""

    ALL = "all"
    OPEN = "open"
    DUE_SOON = "due_soon"
    CALLBACK = "callback"
    CLOSED = "closed"
    REOPENED = "reopened"


TAB_LABELS = {
    ComplaintTab.OPEN: mark("处理中"),
    ComplaintTab.DUE_SOON: mark("24 小时内到期"),
    ComplaintTab.CALLBACK: mark("待回访确认"),
    ComplaintTab.CLOSED: mark("已结案"),
    ComplaintTab.REOPENED: mark("重新打开过"),
}


class ComplaintSort(StrEnum):
    """An order of the list."""

    DUE = "due"
    RECEIVED = "received"
    SEVERITY = "severity"
    NUMBER = "number"


SORT_LABELS = {
    ComplaintSort.DUE: mark("最近截止"),
    ComplaintSort.RECEIVED: mark("最近受理"),
    ComplaintSort.SEVERITY: mark("级别最高"),
    ComplaintSort.NUMBER: mark("编号"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintFilter:
    """Which complaints a list shows; the days are days of receipt."""

    tab: ComplaintTab = ComplaintTab.ALL
    text: str = ""
    states: frozenset[ComplaintState] = frozenset()
    received_from: date | None = None
    received_to: date | None = None
    handler_id: StaffId | None = None
    customer_id: CustomerId | None = None
    branch_id: BranchId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintPortrait:
    """One complaint as a screen shows it: what is due, and what can be done now.

    `used_share` tells how much of the time to the nearest deadline is used, 0 to 1 and more.
    """

    complaint: Complaint
    deadlines: Deadlines
    nearest: Deadline | None
    used_share: float
    customer_name: str = ""
    customer_tier: str = ""
    phone: str = ""
    accused_name: str = ""
    answer_workdays: int = 0
    allowed: tuple[ComplaintAction, ...] = ()
    needs_approval: bool = False
    notices: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintOutlook:
    """What a complaint being entered would be due, before it is saved."""

    deadlines: Deadlines
    answer_due_at: datetime
    worked_weekends: tuple[date, ...]
    skipped_holidays: tuple[date, ...]
    notices: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintMeasures:
    """The measures of a set of complaints."""

    total: int
    open_count: int
    open_overdue: int
    on_time: Share
    response: ResponseTime
    repeats: Share
    solved_at_once: Share
    escalated: Share
    satisfied: Share
    rated: Share
    by_state: Mapping[ComplaintState, int] = field(default_factory=dict)
