"""Tier rules in the making and tiers set by hand, in the book."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, select

from branchcrm.data.tables import customer, staff
from branchcrm.data.tables_tier_draft import tier_approval, tier_draft, tier_override
from branchcrm.domain.ids import CustomerId, PolicyId, StaffId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_draft import Approval, DraftState, StoredDraft
from branchcrm.domain.tier_override import TierOverride
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_policy_json import policy_from_json, policy_to_json

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading


class TierDraftRepository:
    """Reads and writes the draft, approvals, and tiers set by hand."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def draft(self) -> StoredDraft | None:
        """Give the rule in the making."""
        query = select(tier_draft, staff.c.name).outerjoin(
            staff, staff.c.id == tier_draft.c.author_id
        )
        row = self._connection.execute(query).first()
        if row is None:
            return None
        return StoredDraft(
            policy=policy_from_json(json.loads(row.definition)),
            state=DraftState(row.state),
            note=row.note,
            author_id=None if row.author_id is None else StaffId(row.author_id),
            author=row.name or "",
            edited_at=row.edited_at,
            edit=row.touched_op,
        )

    def save(self, policy: Policy, author_id: StaffId) -> None:
        """Write the rule in the making; it is a draft again."""
        definition = json.dumps(policy_to_json(policy), ensure_ascii=False)
        self._write(
            {
                "definition": definition,
                "state": DraftState.DRAFT,
                "note": "",
                "author_id": author_id,
                "edited_at": self._work.clock.now(),
            }
        )

    def set_state(self, state: DraftState, note: str) -> None:
        """Hand the draft in, or back."""
        self._write({"state": state, "note": note})

    def discard(self) -> None:
        """Delete the rule in the making."""
        ids = self._connection.execute(select(tier_draft.c.id)).scalars().all()
        self._work.rows.delete(tier_draft, [int(number) for number in ids])

    def approve(self, policy_id: PolicyId, draft: StoredDraft, approver_id: StaffId) -> None:
        """Keep who wrote and who approved a version."""
        self._work.rows.insert(
            tier_approval,
            {
                "policy_id": policy_id,
                "author_id": draft.author_id,
                "approver_id": approver_id,
                "note": draft.note,
                "at": self._work.clock.now(),
            },
        )

    def approvals(self) -> dict[PolicyId, Approval]:
        """Give who wrote and who approved each version that went through a draft."""
        author, approver = staff.alias("author"), staff.alias("approver")
        query = (
            select(
                tier_approval,
                author.c.name.label("author_name"),
                approver.c.name.label("approver_name"),
            )
            .outerjoin(author, author.c.id == tier_approval.c.author_id)
            .outerjoin(approver, approver.c.id == tier_approval.c.approver_id)
        )
        return {
            PolicyId(row.policy_id): Approval(
                author=row.author_name or "", approver=row.approver_name or "", note=row.note
            )
            for row in self._connection.execute(query).all()
        }

    def override(self, customer_id: CustomerId, day: date) -> TierOverride | None:
        """Give the tier set by hand that lasts on a day."""
        query = _overrides(day).where(tier_override.c.customer_id == customer_id)
        row = self._connection.execute(query.order_by(tier_override.c.id.desc())).first()
        return None if row is None else _override_of(row)

    def overrides(self, day: date) -> list[TierOverride]:
        """List every tier set by hand that lasts on a day, the first to end first."""
        query = _overrides(day).order_by(tier_override.c.ends_on, tier_override.c.id)
        return [_override_of(row) for row in self._connection.execute(query).all()]

    def every_override(self) -> list[TierOverride]:
        """List every tier that ever was set by hand, the newest first."""
        query = _overrides(None).order_by(
            tier_override.c.starts_on.desc(), tier_override.c.id.desc()
        )
        return [_override_of(row) for row in self._connection.execute(query).all()]

    def set_override(self, override: TierOverride, staff_id: StaffId) -> None:
        """Keep a tier set by hand in place of an earlier one."""
        self.lift([override.customer_id], override.starts_on)
        self._work.rows.insert(
            tier_override,
            {
                "customer_id": override.customer_id,
                "tier": override.tier,
                "reason": override.reason,
                "staff_id": staff_id,
                "starts_on": override.starts_on,
                "ends_on": override.ends_on,
            },
        )

    def lift(self, customers: Sequence[CustomerId], day: date) -> int:
        """End the tiers set by hand of customers; give how many there were."""
        query = select(tier_override.c.id).where(
            tier_override.c.customer_id.in_(customers),
            tier_override.c.lifted_at.is_(None),
            tier_override.c.ends_on >= day,
        )
        now = int(self._work.clock.now().timestamp())
        rows = [(int(number), now) for number in self._connection.execute(query).scalars()]
        return self._work.rows.update_many(tier_override, ["lifted_at"], rows)

    def _write(self, values: dict[str, object]) -> None:
        found = self._connection.execute(select(tier_draft.c.id)).scalar()
        if found is None:
            self._work.rows.insert(tier_draft, values)
        else:
            self._work.rows.update(tier_draft, int(found), values)


def _overrides(day: date | None) -> Select[Any]:
    """Ask for those that count on a day, or for all that ever were."""
    query = (
        select(tier_override, customer.c.name, staff.c.name.label("staff"))
        .join(customer, customer.c.id == tier_override.c.customer_id)
        .outerjoin(staff, staff.c.id == tier_override.c.staff_id)
        .where(customer.c.removed_at.is_(None))
    )
    if day is None:
        return query
    return query.where(
        tier_override.c.lifted_at.is_(None),
        tier_override.c.starts_on <= day,
        tier_override.c.ends_on >= day,
    )


def _override_of(row: Row[Any]) -> TierOverride:
    return TierOverride(
        customer_id=CustomerId(row.customer_id),
        name=row.name,
        tier=Tier(row.tier),
        reason=row.reason,
        staff=row.staff or "",
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        lifted_on=None if row.lifted_at is None else row.lifted_at.date(),
    )
