"""Complaints in the book: the case, its log and its pauses. Nothing is ever deleted."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from branchcrm.data.tables import staff
from branchcrm.data.tables_complaint import complaint, complaint_event, complaint_pause
from branchcrm.domain.complaint import Complaint, ComplaintEvent, Finding
from branchcrm.domain.complaint_deadline import Pause
from branchcrm.domain.complaint_kind import (
    ComplainantRole,
    ComplaintAction,
    ComplaintState,
    Demand,
    Escalation,
    Level,
    Liability,
    Outcome,
    Severity,
)
from branchcrm.domain.complaint_number import prefix_of
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import BranchId, ComplaintId, CustomerId, ProductId, StaffId
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

COMPLAINT_WORD = mark("投诉")
_ONE = "complaint_id"


class ComplaintRepository:
    """Reads and writes complaints."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def add(self, values: Mapping[str, object]) -> ComplaintId:
        """Create a complaint from its columns."""
        return ComplaintId(self._work.rows.insert(complaint, values))

    def change(self, complaint_id: ComplaintId, values: Mapping[str, object]) -> bool:
        """Change columns of a complaint; tell whether anything was different."""
        return self._work.rows.update(complaint, complaint_id, values)

    def log(self, complaint_id: ComplaintId, event: ComplaintEvent) -> None:
        """Add a line to the log of a complaint."""
        values = {
            _ONE: complaint_id,
            "at": event.at,
            "staff_id": event.staff_id,
            "action": event.action,
            "from_state": event.from_state,
            "to_state": event.to_state,
            "note": event.note,
            "detail": json.dumps(dict(event.detail), ensure_ascii=False, sort_keys=True),
        }
        self._work.rows.insert(complaint_event, values)

    def begin_pause(self, complaint_id: ComplaintId, pause: Pause) -> None:
        """Keep the start of a pause."""
        values = {
            _ONE: complaint_id,
            "reason": pause.reason,
            "starts_on": pause.starts_on,
            "ends_on": pause.ends_on,
            "notified_at": pause.notified_at,
        }
        self._work.rows.insert(complaint_pause, values)

    def end_pause(self, complaint_id: ComplaintId, ends_on: date) -> None:
        """Keep the end of the pause that is still open."""
        query = select(complaint_pause.c.id).where(
            complaint_pause.c.complaint_id == complaint_id, complaint_pause.c.ends_on.is_(None)
        )
        for pause_id in self._connection.execute(query).scalars().all():
            self._work.rows.update(complaint_pause, pause_id, {"ends_on": ends_on})

    def last_number(self, branch_id: BranchId, day: date) -> str | None:
        """Give the last number that a branch used on a day."""
        prefix = prefix_of(day)
        query = select(func.max(complaint.c.number)).where(
            complaint.c.branch_id == branch_id,
            complaint.c.number >= prefix,
            complaint.c.number < prefix + "~",
        )
        found = self._connection.execute(query).scalar()
        return None if found is None else str(found)

    def id_of(self, key: str, branch_id: BranchId) -> ComplaintId:
        """Give the complaint of a number, or of an id.

        Raises:
            NotFoundError: neither a number nor an id.
        """
        query = select(complaint.c.id).where(
            complaint.c.branch_id == branch_id, complaint.c.number == key.upper()
        )
        found = self._connection.execute(query).scalar()
        if found is None and key.isdecimal():
            query = select(complaint.c.id).where(complaint.c.id == int(key))
            found = self._connection.execute(query).scalar()
        if found is None:
            raise NotFoundError(what=say(COMPLAINT_WORD), key=key)
        return ComplaintId(found)

    def get(self, complaint_id: ComplaintId) -> Complaint:
        """Give everything about a complaint.

        Raises:
            NotFoundError: there is no such complaint.
        """
        query = (
            select(complaint, staff.c.name.label("handler_name"))
            .outerjoin(staff, staff.c.id == complaint.c.handler_id)
            .where(complaint.c.id == complaint_id)
        )
        row = self._connection.execute(query).first()
        if row is None:
            raise NotFoundError(what=say(COMPLAINT_WORD), key=str(complaint_id))
        return _complaint(row, self.events(complaint_id), self.pauses(complaint_id))

    def events(self, complaint_id: ComplaintId) -> tuple[ComplaintEvent, ...]:
        """Give the log of a complaint in the order in which it was written."""
        query = (
            select(complaint_event, staff.c.name.label("staff_name"))
            .outerjoin(staff, staff.c.id == complaint_event.c.staff_id)
            .where(complaint_event.c.complaint_id == complaint_id)
            .order_by(complaint_event.c.id)
        )
        return tuple(_event(row) for row in self._connection.execute(query).all())

    def pauses(self, complaint_id: ComplaintId) -> tuple[Pause, ...]:
        """Give the pauses of a complaint, the earliest first."""
        query = (
            select(complaint_pause)
            .where(complaint_pause.c.complaint_id == complaint_id)
            .order_by(complaint_pause.c.id)
        )
        return tuple(
            Pause(
                reason=row.reason,
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                notified_at=row.notified_at,
            )
            for row in self._connection.execute(query).all()
        )


def _complaint(
    row: Any,  # noqa: ANN401 - a row of several tables
    events: Iterable[ComplaintEvent],
    pauses: Iterable[Pause],
) -> Complaint:
    return Complaint(
        id=ComplaintId(row.id),
        branch_id=BranchId(row.branch_id),
        number=row.number,
        channel=row.channel,
        category=row.category,
        cause=row.cause,
        product_id=None if row.product_id is None else ProductId(row.product_id),
        subject=row.subject,
        text=row.text,
        demand=None if row.demand is None else Demand(row.demand),
        amount_cents=row.amount_cents,
        happened_on=row.happened_on,
        received_at=row.received_at,
        severity=Severity(row.severity),
        level=Level(row.level),
        rule_id=row.rule_id,
        state=ComplaintState(row.state),
        round_started_at=row.round_started_at,
        reopen_count=row.reopen_count,
        is_overdue=bool(row.is_overdue),
        acknowledged_at=row.acknowledged_at,
        first_contact_at=row.first_contact_at,
        finding=_finding(row),
        on_the_spot=bool(row.on_the_spot),
        escalation=Escalation(row.escalation),
        merged_into_id=None if row.merged_into_id is None else ComplaintId(row.merged_into_id),
        closed_at=row.closed_at,
        events=tuple(events),
        pauses=tuple(pauses),
        **_people(row),
    )


def _people(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of several tables
    """Give who complains, from where, and who is concerned with it in the branch."""
    return {
        "customer_id": None if row.customer_id is None else CustomerId(row.customer_id),
        "complainant_name": row.complainant_name or "",
        "complainant_phone": row.complainant_phone or "",
        "complainant_role": ComplainantRole(row.complainant_role),
        "source": row.source or "",
        "upstream_number": row.upstream_number or "",
        "handler_id": None if row.handler_id is None else StaffId(row.handler_id),
        "handler_name": row.handler_name or "",
        "accused_id": None if row.accused_id is None else StaffId(row.accused_id),
    }


def _finding(row: Any) -> Finding:  # noqa: ANN401 - a row of several tables
    return Finding(
        answer=row.answer or "",
        answer_channel=row.answer_channel or "",
        answered_at=row.answered_at,
        liability=None if row.liability is None else Liability(row.liability),
        outcome=None if row.outcome is None else Outcome(row.outcome),
        compensation_cents=row.compensation_cents,
        satisfaction=row.satisfaction,
        root_cause=row.root_cause or "",
    )


def _event(row: Any) -> ComplaintEvent:  # noqa: ANN401 - a row of two tables
    return ComplaintEvent(
        at=row.at,
        action=ComplaintAction(row.action),
        from_state=None if row.from_state is None else ComplaintState(row.from_state),
        to_state=ComplaintState(row.to_state),
        staff_id=None if row.staff_id is None else StaffId(row.staff_id),
        staff_name=row.staff_name or "",
        note=row.note,
        detail=json.loads(row.detail),
    )
