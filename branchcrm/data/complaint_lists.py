"""Lists of complaints in the book: ids in any order, lines, counts per part."""

import json
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    false,
    func,
    not_,
    or_,
    select,
    true,
    type_coerce,
)

from branchcrm.data.columns import day_number, instant_number
from branchcrm.data.tables import customer, staff
from branchcrm.data.tables_book import customer_summary
from branchcrm.data.tables_complaint import complaint
from branchcrm.domain.complaint import ComplaintRow
from branchcrm.domain.complaint_kind import (
    FINAL_STATES,
    OPEN_STATES,
    UNCONFIRMED_STATES,
    UNCOUNTED_STATES,
    ComplaintState,
    Escalation,
    Level,
    Severity,
)
from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintSort, ComplaintTab
from branchcrm.domain.complaint_measure import Share
from branchcrm.domain.ids import ComplaintId, CustomerId, StaffId

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

DAY_SECONDS = 86_400
_SOON_SECONDS = DAY_SECONDS
_OPEN = complaint.c.state.in_(sorted(OPEN_STATES))
_UNCONFIRMED = complaint.c.state.in_(sorted(UNCONFIRMED_STATES))
_FINAL = complaint.c.state.in_(sorted(FINAL_STATES))
_PAUSED = complaint.c.state == ComplaintState.PAUSED.value
_WAITS = and_(_OPEN, complaint.c.answered_at.is_(None), not_(_PAUSED))
_PARTS: dict[ComplaintTab, ColumnElement[bool]] = {
    ComplaintTab.ALL: true(),
    ComplaintTab.OPEN: _OPEN,
    ComplaintTab.CALLBACK: complaint.c.state == ComplaintState.DECIDED.value,
    ComplaintTab.CLOSED: _FINAL,
    ComplaintTab.REOPENED: complaint.c.reopen_count > 0,
}
_SEVERITY_RANK = case(
    {Severity.URGENT.value: 0, Severity.IMPORTANT.value: 1}, value=complaint.c.severity, else_=2
)


@dataclass(frozen=True, slots=True)
class ListMoment:
    """The moment that a list is made for, and the second of the day (UTC) that business ends.

    `callbacks` gives by the local day of an answer the second at which its call back is due.
    """

    now: datetime
    closing_s: int
    callbacks: Mapping[int, int]

    @property
    def offset_s(self) -> int:
        """Give the seconds that the book's zone is ahead of UTC."""
        offset = self.now.utcoffset() or timedelta()
        return int(offset.total_seconds())


class ComplaintListRepository:
    """Reads lists of complaints."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def ids(self, asked: ComplaintFilter, sort: ComplaintSort, moment: ListMoment) -> "array[int]":
        """Give the ids of a list in its order."""
        query = self._restricted(select(complaint.c.id), asked, moment)
        query = query.order_by(*_order(sort, asked.tab, moment), complaint.c.id.desc())
        return array("q", self._connection.execute(query).scalars())

    def counts(self, asked: ComplaintFilter, moment: ListMoment) -> dict[ComplaintTab, int]:
        """Count every part of a list, whatever part the filter names."""
        parts = {tab: _part(tab, moment) for tab in ComplaintTab}
        sums = [func.sum(case((part, 1), else_=0)) for part in parts.values()]
        query = self._restricted(select(*sums), asked, moment, with_part=False)
        row = self._connection.execute(query).one()
        return {tab: int(count or 0) for tab, count in zip(parts, row, strict=True)}

    def rows(self, ids: Sequence[int]) -> list[ComplaintRow]:
        """Give list lines of complaints in the order asked; those that are gone are left out."""
        listed = func.json_each(json.dumps([int(number) for number in ids])).table_valued("value")
        query = (
            select(
                complaint,
                customer.c.name.label("customer_name"),
                customer_summary.c.tier,
                staff.c.name.label("handler_name"),
            )
            .outerjoin(customer, customer.c.id == complaint.c.customer_id)
            .outerjoin(customer_summary, customer_summary.c.customer_id == complaint.c.customer_id)
            .outerjoin(staff, staff.c.id == complaint.c.handler_id)
            .where(complaint.c.id.in_(select(listed.c.value)))
        )
        by_id = {row.id: _row(row) for row in self._connection.execute(query).all()}
        return [by_id[int(number)] for number in ids if int(number) in by_id]

    def on_time(self, asked: ComplaintFilter, moment: ListMoment) -> Share:
        """Count the cases answered in time, of those that were answered or are overdue.

        The dates of a paused case move on every day, so it is late only if it was before.
        """
        today = day_number(moment.now.date())
        local = type_coerce(complaint.c.answered_at, Integer) + moment.offset_s
        decided = case((complaint.c.answered_at.is_(None), today), else_=local // DAY_SECONDS)
        runs = or_(not_(_PAUSED), complaint.c.answered_at.is_not(None))
        is_late = or_(
            complaint.c.is_overdue == 1,
            and_(runs, decided > type_coerce(complaint.c.due_legal, Integer)),
        )
        is_kept = and_(complaint.c.answered_at.is_not(None), not_(is_late))
        query = self._restricted(
            select(func.sum(case((is_kept, 1), else_=0)), func.sum(case((is_late, 1), else_=0))),
            asked,
            moment,
        ).where(complaint.c.state.not_in(sorted(UNCOUNTED_STATES)))
        kept, late = (int(count or 0) for count in self._connection.execute(query).one())
        return Share(part=kept, whole=kept + late)

    def open_per_handler(self) -> dict[StaffId, int]:
        """Count the open complaints in each person's hands."""
        query = (
            select(complaint.c.handler_id, func.count())
            .where(_OPEN, complaint.c.handler_id.is_not(None))
            .group_by(complaint.c.handler_id)
        )
        return {StaffId(person): count for person, count in self._connection.execute(query).all()}

    def _restricted(
        self,
        query: Select[Any],
        asked: ComplaintFilter,
        moment: ListMoment,
        *,
        with_part: bool = True,
    ) -> Select[Any]:
        wanted = [*_conditions(asked, moment.offset_s)]
        if with_part:
            wanted.append(_part(asked.tab, moment))
        if asked.text.strip():
            wanted.append(self._matches(asked.text.strip()))
        return query.select_from(complaint).where(and_(true(), *wanted))

    def _matches(self, text: str) -> ColumnElement[bool]:
        """Find a text in number, subject, words and names; customers also by pinyin or phone."""
        people = list(self._work.customers.search(text).ids)
        listed = func.json_each(json.dumps(people)).table_valued("value")
        by_person = complaint.c.customer_id.in_(select(listed.c.value)) if people else false()
        columns = ("number", "subject", "text", "complainant_name", "upstream_number")
        folded = text.casefold()
        return or_(
            by_person,
            *(func.instr(func.lower(complaint.c[name]), folded) > 0 for name in columns),
        )


def _conditions(asked: ComplaintFilter, offset_s: int) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    received = type_coerce(complaint.c.received_at, Integer)
    if asked.states:
        found.append(complaint.c.state.in_(sorted(asked.states)))
    if asked.received_from is not None:
        found.append(received >= day_number(asked.received_from) * DAY_SECONDS - offset_s)
    if asked.received_to is not None:
        found.append(received < (day_number(asked.received_to) + 1) * DAY_SECONDS - offset_s)
    for column, wanted in (
        (complaint.c.handler_id, asked.handler_id),
        (complaint.c.customer_id, asked.customer_id),
        (complaint.c.branch_id, asked.branch_id),
    ):
        if wanted is not None:
            found.append(column == wanted)
    return found


def _part(tab: ComplaintTab, moment: ListMoment) -> ColumnElement[bool]:
    if tab is ComplaintTab.DUE_SOON:
        return and_(_WAITS, _due(moment) <= instant_number(moment.now) + _SOON_SECONDS)
    return _PARTS[tab]


def _due(moment: ListMoment) -> ColumnElement[int]:
    """Give the second at which the nearest deadline ends: acknowledgement, answer, internal."""
    answer = type_coerce(complaint.c.answer_due_at, Integer)
    internal = _ends(complaint.c.due_internal, moment)
    nearest: ColumnElement[int] = case((internal < answer, internal), else_=answer)
    ack = _ends(complaint.c.due_ack, moment)
    is_first = and_(complaint.c.acknowledged_at.is_(None), _UNCONFIRMED, ack < nearest)
    return case((is_first, ack), else_=nearest)


def _ends(day: ColumnElement[Any], moment: ListMoment) -> ColumnElement[int]:
    return type_coerce(day, Integer) * DAY_SECONDS + moment.closing_s


def _order(sort: ComplaintSort, tab: ComplaintTab, moment: ListMoment) -> list[ColumnElement[Any]]:
    received = type_coerce(complaint.c.received_at, Integer).desc()
    if sort is ComplaintSort.RECEIVED:
        return [received]
    if sort is ComplaintSort.NUMBER:
        return [complaint.c.number.desc()]
    if tab is ComplaintTab.CLOSED and sort is ComplaintSort.DUE:
        return [type_coerce(complaint.c.closed_at, Integer).desc()]
    answered = type_coerce(complaint.c.answered_at, Integer)
    callback = case(
        dict(moment.callbacks),
        value=(answered + moment.offset_s) // DAY_SECONDS,
        else_=answered,
    )
    due: list[ColumnElement[Any]] = [
        case((_FINAL, 2), (complaint.c.state == ComplaintState.PAUSED.value, 1), else_=0),
        case((complaint.c.answered_at.is_not(None), callback), else_=_due(moment)),
    ]
    return [_SEVERITY_RANK, *due] if sort is ComplaintSort.SEVERITY else [*due, _SEVERITY_RANK]


def _row(row: Any) -> ComplaintRow:  # noqa: ANN401 - a row of several tables
    return ComplaintRow(
        id=ComplaintId(row.id),
        number=row.number,
        subject=row.subject,
        customer_id=None if row.customer_id is None else CustomerId(row.customer_id),
        complainant=row.customer_name or row.complainant_name or "",
        tier=row.tier or "none",
        severity=Severity(row.severity),
        level=Level(row.level),
        state=ComplaintState(row.state),
        category=row.category,
        received_at=row.received_at,
        round_started_at=row.round_started_at,
        answer_due_at=row.answer_due_at,
        due_natural=row.due_natural,
        due_legal=row.due_legal,
        due_internal=row.due_internal,
        due_ack=row.due_ack,
        handler_id=None if row.handler_id is None else StaffId(row.handler_id),
        handler_name=row.handler_name or "",
        reopen_count=row.reopen_count,
        is_overdue=bool(row.is_overdue),
        escalation=Escalation(row.escalation),
        acknowledged_at=row.acknowledged_at,
        first_contact_at=row.first_contact_at,
        answered_at=row.answered_at,
        closed_at=row.closed_at,
        satisfaction=row.satisfaction,
        compensation_cents=row.compensation_cents,
    )
