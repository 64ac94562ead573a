"""Follow-up visits in the book."""

import json
from array import array
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from branchcrm.data.tables import customer, staff, visit
from branchcrm.data.tables_book import customer_summary
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import ComplaintId, CustomerId, StaffId, VisitId
from branchcrm.domain.masking import mask_free_text, mask_phone
from branchcrm.domain.tier import Tier
from branchcrm.domain.visit import VisitFacts, VisitFilter, VisitRow, VisitState, VisitStatus
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

VISIT_WORD = mark("回访")
_owner = customer.alias("owner")


class VisitRepository:
    """Reads and writes visits."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def add(
        self,
        customer_id: CustomerId,
        facts: VisitFacts,
        staff_id: StaffId | None,
        now: datetime,
        origin: str = "manual",
    ) -> VisitId:
        """Plan a visit."""
        values = _columns(facts) | {
            "customer_id": customer_id,
            "staff_id": staff_id,
            "state": VisitState.PLANNED,
            "origin": origin,
            "created_at": now,
        }
        return VisitId(self._work.rows.insert(visit, values))

    def change(self, visit_id: VisitId, facts: VisitFacts, staff_id: StaffId | None) -> bool:
        """Change a planned visit; tell whether anything was different."""
        return self._work.rows.update(visit, visit_id, _columns(facts) | {"staff_id": staff_id})

    def move(self, visit_ids: Sequence[VisitId], at: Sequence[tuple[datetime, bool]]) -> int:
        """Move visits to other moments; give how many moved."""
        rows = [
            (int(number), int(moment.timestamp()), int(is_all_day))
            for number, (moment, is_all_day) in zip(visit_ids, at, strict=True)
        ]
        return self._work.rows.update_many(visit, ["at", "is_all_day"], rows)

    def settle(self, visit_id: VisitId, state: VisitState, result: str, at: datetime) -> bool:
        """End a visit as done or called off."""
        values = {"state": state, "result": result or None, "done_at": at}
        return self._work.rows.update(visit, visit_id, values)

    def set_removed(self, visit_id: VisitId, at: datetime | None) -> bool:
        """Move a visit into the recycle bin, or back with None."""
        return self._work.rows.update(visit, visit_id, {"removed_at": at})

    def get(self, visit_id: VisitId) -> VisitRow:
        """Give one visit.

        Raises:
            NotFoundError: there is no such visit.
        """
        found = self.rows([visit_id])
        if not found:
            raise NotFoundError(what=say(VISIT_WORD), key=str(visit_id))
        return found[0]

    def rows(self, ids: Sequence[int]) -> list[VisitRow]:
        """Give visits in the order asked; those that are gone are left out."""
        listed = func.json_each(json.dumps([int(number) for number in ids])).table_valued("value")
        query = _select().where(visit.c.id.in_(select(listed.c.value)))
        by_id = {row.id: _row(row) for row in self._connection.execute(query).all()}
        return [by_id[int(number)] for number in ids if int(number) in by_id]

    def ids(self, asked: VisitFilter, today: date, zone: ZoneInfo) -> "array[int]":
        """Give the ids of a list, the earliest first."""
        query = (
            select(visit.c.id)
            .where(*_conditions(asked, today, zone))
            .order_by(visit.c.at, visit.c.id)
        )
        return array("q", self._connection.execute(query).scalars().all())

    def list(self, asked: VisitFilter, today: date, zone: ZoneInfo) -> list[VisitRow]:
        """Give all visits of a list, the earliest first."""
        query = _select().where(*_conditions(asked, today, zone))
        rows = self._connection.execute(query.order_by(visit.c.at, visit.c.id)).all()
        return [_row(row) for row in rows]

    def marks(
        self, asked: VisitFilter, today: date, zone: ZoneInfo
    ) -> Sequence[tuple[int, datetime]]:
        """Give only ids and times of a list; those at any time of a day come last."""
        query = select(visit.c.id, visit.c.at).where(*_conditions(asked, today, zone))
        order = (visit.c.is_all_day, visit.c.at, visit.c.id)
        return [(row[0], row[1]) for row in self._connection.execute(query.order_by(*order)).all()]

    def count(self, asked: VisitFilter, today: date, zone: ZoneInfo) -> int:
        """Count the visits of a list."""
        query = select(func.count()).select_from(visit).where(*_conditions(asked, today, zone))
        return int(self._connection.execute(query).scalar_one())

    def full_phones(self, ids: Sequence[int]) -> dict[VisitId, str]:
        """Give the full numbers of the customers of visits, for calling."""
        found = self._connection.exec_driver_sql(
            "SELECT v.id, c.phone FROM visit v JOIN customer c ON c.id = v.customer_id"
            " WHERE v.id IN (SELECT value FROM json_each(?)) AND c.phone IS NOT NULL",
            (json.dumps([int(number) for number in ids]),),
        ).all()
        return {VisitId(int(row[0])): str(row[1]) for row in found}


def _columns(facts: VisitFacts) -> dict[str, object]:
    return {
        "at": facts.at,
        "is_all_day": facts.is_all_day,
        "channel": facts.channel,
        "purpose": facts.purpose,
    }


def _select() -> Select[Any]:
    return (
        select(
            visit,
            customer.c.name.label("customer"),
            customer.c.phone,
            customer_summary.c.tier,
            staff.c.name.label("staff"),
        )
        .join(customer, customer.c.id == visit.c.customer_id)
        .join(customer_summary, customer_summary.c.customer_id == visit.c.customer_id)
        .outerjoin(staff, staff.c.id == visit.c.staff_id)
    )


def _conditions(asked: VisitFilter, today: date, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    # The recycle bin is small: looking its customers up once beats joining every visit's.
    binned = select(_owner.c.id).where(_owner.c.removed_at.is_not(None))
    found: list[ColumnElement[bool]] = [
        visit.c.removed_at.is_(None),
        visit.c.customer_id.not_in(binned),
    ]
    if asked.first is not None:
        found.append(visit.c.at >= _midnight(asked.first, zone))
    if asked.last is not None:
        found.append(visit.c.at < _midnight(asked.last + timedelta(days=1), zone))
    if asked.staff_id is not None:
        found.append(visit.c.staff_id == asked.staff_id)
    if asked.customer_id is not None:
        found.append(visit.c.customer_id == asked.customer_id)
    if asked.branch_id is not None:
        own = select(_owner.c.id).where(_owner.c.branch_id == asked.branch_id)
        found.append(visit.c.customer_id.in_(own))
    if asked.statuses:
        start = _midnight(today, zone)
        found.append(or_(*(_status(status, start) for status in asked.statuses)))
    return found


def _status(status: VisitStatus, start: datetime) -> ColumnElement[bool]:
    planned = visit.c.state == VisitState.PLANNED.value
    conditions: dict[VisitStatus, ColumnElement[bool]] = {
        VisitStatus.OVERDUE: and_(planned, visit.c.at < start),
        VisitStatus.DUE: and_(planned, visit.c.at >= start),
        VisitStatus.DONE: visit.c.state == VisitState.DONE.value,
        VisitStatus.CANCELLED: visit.c.state == VisitState.CANCELLED.value,
    }
    return conditions[status]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _row(row: Row[Any]) -> VisitRow:
    return VisitRow(
        id=VisitId(row.id),
        customer_id=CustomerId(row.customer_id),
        customer=row.customer,
        tier=Tier(row.tier),
        phone=mask_phone(row.phone) if row.phone else "",
        staff_id=None if row.staff_id is None else StaffId(row.staff_id),
        staff=row.staff or "",
        at=row.at,
        is_all_day=bool(row.is_all_day),
        channel=Channel(row.channel),
        purpose=mask_free_text(row.purpose),
        state=VisitState(row.state),
        result=mask_free_text(row.result or ""),
        done_at=row.done_at,
        complaint_id=None if row.complaint_id is None else ComplaintId(row.complaint_id),
        is_removed=row.removed_at is not None,
    )
