"""Contacts with customers in the book."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, func, select

from branchcrm.data.tables import customer, interaction, staff
from branchcrm.domain.contact_channel import Channel, ContactResult, Direction
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import CustomerId, InteractionId, StaffId, VisitId
from branchcrm.domain.interaction import Interaction, InteractionFacts
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

INTERACTION_WORD = mark("互动")


class InteractionRepository:
    """Reads and writes interactions."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def add(
        self,
        customer_id: CustomerId,
        facts: InteractionFacts,
        staff_id: StaffId,
        now: datetime,
        visit_id: VisitId | None = None,
    ) -> InteractionId:
        """Log an interaction, perhaps the one that a visit was planned for."""
        values = _columns(facts) | {
            "customer_id": customer_id,
            "staff_id": staff_id,
            "visit_id": visit_id,
            "created_at": now,
        }
        return InteractionId(self._work.rows.insert(interaction, values))

    def change(self, interaction_id: InteractionId, facts: InteractionFacts) -> bool:
        """Correct an interaction; tell whether anything was different."""
        return self._work.rows.update(interaction, interaction_id, _columns(facts))

    def set_removed(self, interaction_id: InteractionId, at: datetime | None) -> bool:
        """Move an interaction into the recycle bin, or back with None."""
        return self._work.rows.update(interaction, interaction_id, {"removed_at": at})

    def get(self, interaction_id: InteractionId) -> Interaction:
        """Give one interaction.

        Raises:
            NotFoundError: there is no such interaction.
        """
        row = self._connection.execute(_select().where(interaction.c.id == interaction_id)).first()
        if row is None:
            raise NotFoundError(what=say(INTERACTION_WORD), key=str(interaction_id))
        return _interaction(row)

    def rows(self, ids: Sequence[int]) -> list[Interaction]:
        """Give interactions in any order; those that are gone are left out."""
        listed = func.json_each(json.dumps(list(ids))).table_valued("value")
        query = _select().where(interaction.c.id.in_(select(listed.c.value)))
        return [_interaction(row) for row in self._connection.execute(query).all()]

    def of_customer(self, customer_id: CustomerId) -> list[Interaction]:
        """List a customer's interactions, the newest first."""
        query = (
            _select()
            .where(interaction.c.customer_id == customer_id, interaction.c.removed_at.is_(None))
            .order_by(interaction.c.at.desc(), interaction.c.id.desc())
        )
        return [_interaction(row) for row in self._connection.execute(query).all()]


def _columns(facts: InteractionFacts) -> dict[str, object]:
    return {
        "channel": facts.channel,
        "direction": facts.direction,
        "at": facts.at,
        "result": facts.result,
        "is_effective": facts.is_effective,
        "note": facts.note,
        "need": facts.need or None,
        "mood": facts.mood or None,
    }


def _select() -> Select[Any]:
    return (
        select(interaction, customer.c.name.label("customer"), staff.c.name.label("staff"))
        .join(customer, customer.c.id == interaction.c.customer_id)
        .outerjoin(staff, staff.c.id == interaction.c.staff_id)
    )


def _interaction(row: Row[Any]) -> Interaction:
    return Interaction(
        id=InteractionId(row.id),
        customer_id=CustomerId(row.customer_id),
        customer=row.customer,
        staff_id=None if row.staff_id is None else StaffId(row.staff_id),
        staff=row.staff or "",
        visit_id=None if row.visit_id is None else VisitId(row.visit_id),
        removed_at=row.removed_at,
        facts=InteractionFacts(
            channel=Channel(row.channel),
            at=row.at,
            direction=Direction(row.direction) if row.direction else None,
            result=ContactResult(row.result) if row.result else ContactResult.REACHED,
            is_effective=bool(row.is_effective),
            note=row.note,
            need=row.need or "",
            mood=row.mood or "",
        ),
    )
