"""The saved views of the book."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, func, or_, select

from branchcrm.data.tables import staff
from branchcrm.data.tables_view import saved_view
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import StaffId, ViewId
from branchcrm.domain.saved_view import SavedView, ViewColumn, ViewDraft
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

VIEW_WORD = mark("视图")


class ViewRepository:
    """Reads and writes saved views."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def seen_by(self, staff_id: StaffId) -> list[SavedView]:
        """Give a person's own views and the shared ones, in their order."""
        query = _views().where(or_(saved_view.c.owner_id == staff_id, saved_view.c.is_shared == 1))
        return [_view(row) for row in self._connection.execute(query).all()]

    def get(self, view_id: ViewId) -> SavedView:
        """Give one view.

        Raises:
            NotFoundError: there is no such view.
        """
        row = self._connection.execute(_views().where(saved_view.c.id == view_id)).first()
        if row is None:
            raise NotFoundError(what=say(VIEW_WORD), key=str(view_id))
        return _view(row)

    def add(self, draft: ViewDraft, owner_id: StaffId, now: datetime) -> ViewId:
        """Keep a new view behind the others."""
        last = self._connection.execute(select(func.ifnull(func.max(saved_view.c.position), 0)))
        values = _columns(draft) | {
            "owner_id": owner_id,
            "position": int(last.scalar_one()) + 1,
            "created_at": now,
            "updated_at": now,
        }
        return ViewId(self._work.rows.insert(saved_view, values))

    def change(self, view_id: ViewId, draft: ViewDraft, now: datetime) -> None:
        """Keep a view as it looks now."""
        if self._work.rows.update(saved_view, view_id, _columns(draft)):
            self._work.rows.update(saved_view, view_id, {"updated_at": now})

    def place(self, ids: Sequence[ViewId]) -> None:
        """Put views into an order."""
        rows = [(int(number), place) for place, number in enumerate(ids, 1)]
        self._work.rows.update_many(saved_view, ["position"], rows)

    def remove(self, view_id: ViewId) -> None:
        """Take a view away; undo brings it back."""
        self._work.rows.delete(saved_view, [int(view_id)])


def _views() -> Select[Any]:
    return (
        select(saved_view, staff.c.name.label("owner"))
        .join(staff, staff.c.id == saved_view.c.owner_id)
        .order_by(saved_view.c.position, saved_view.c.id)
    )


def _columns(draft: ViewDraft) -> dict[str, object]:
    columns = [[one.key, one.width] for one in draft.columns]
    return {
        "name": draft.name,
        "is_shared": draft.is_shared,
        "condition": draft.condition,
        "columns": json.dumps(columns, ensure_ascii=False),
        "sort_key": str(draft.sort_key),
        "is_descending": draft.is_descending,
        "density": draft.density,
        "is_pinned": draft.is_pinned,
    }


def _view(row: Row[Any]) -> SavedView:
    columns = json.loads(row.columns)
    draft = ViewDraft(
        name=row.name,
        condition=row.condition,
        columns=tuple(ViewColumn(key=key, width=width) for key, width in columns),
        sort_key=row.sort_key,
        is_descending=bool(row.is_descending),
        density=row.density,
        is_shared=bool(row.is_shared),
        is_pinned=bool(row.is_pinned),
    )
    return SavedView(
        id=ViewId(row.id),
        owner_id=StaffId(row.owner_id),
        owner=row.owner,
        draft=draft,
        position=row.position,
        updated_at=row.updated_at,
    )
