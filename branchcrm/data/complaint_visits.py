"""The follow-up visits that a complaint asks for: the callback after the answer."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from branchcrm.data.tables import visit
from branchcrm.domain.complaint import Complaint
from branchcrm.domain.ids import ComplaintId

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

ORIGIN = "complaint"
CHANNEL = "phone"


class ComplaintVisitRepository:
    """Plans, finishes and cancels the visits of a complaint."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def plan(self, complaint: Complaint, at: datetime, purpose: str, now: datetime) -> bool:
        """Plan a callback, unless one is planned already or the customer is unknown."""
        if complaint.customer_id is None or self._planned(complaint.id):
            return False
        values = {
            "customer_id": complaint.customer_id,
            "staff_id": complaint.handler_id,
            "at": at,
            "channel": CHANNEL,
            "purpose": purpose,
            "origin": ORIGIN,
            "complaint_id": complaint.id,
            "created_at": now,
            "state": "planned",
        }
        self._work.rows.insert(visit, values)
        return True

    def settle(self, complaint_id: ComplaintId, state: str, result: str, now: datetime) -> None:
        """End the planned visits of a complaint as done or cancelled."""
        for visit_id in self._planned(complaint_id):
            values = {"state": state, "result": result, "done_at": now}
            self._work.rows.update(visit, visit_id, values)

    def _planned(self, complaint_id: ComplaintId) -> list[int]:
        query = select(visit.c.id).where(
            visit.c.complaint_id == complaint_id,
            visit.c.state == "planned",
            visit.c.removed_at.is_(None),
        )
        return list(self._connection.execute(query).scalars())
