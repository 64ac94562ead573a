"""Invents the views that a branch would keep: whom to call, and who is with it since when."""

from typing import TYPE_CHECKING, Final

from branchcrm.domain.ids import StaffId
from branchcrm.domain.saved_view import ViewColumn, ViewDraft

if TYPE_CHECKING:
    from branchcrm.data.unit_of_work import Work

VIEWS: Final = (
    ViewDraft(
        name="高价值久未联系",
        condition="tier = high and no_contact >= 30 and not do_not_contact = yes",
        columns=tuple(
            ViewColumn(key=key)
            for key in ("tier", "phone", "manager", "no_contact", "amount_12m", "next_visit")
        ),
        sort_key="no_contact",
        is_shared=True,
        is_pinned=True,
    ),
    ViewDraft(
        name="近一年开户",
        condition="opened_on in last 12 months",
        columns=tuple(
            ViewColumn(key=key) for key in ("opened_on", "source", "manager", "bought", "tag")
        ),
        sort_key="opened_on",
    ),
)


def add_views(work: "Work", owner_id: StaffId) -> None:
    """Keep the invented views for whoever fills the book."""
    for draft in VIEWS:
        work.views.add(draft, owner_id, work.clock.now())
