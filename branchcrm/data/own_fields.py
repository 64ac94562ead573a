"""The branch's own fields: their definitions, in the order that people gave them."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from branchcrm.data.tables_own import own_field
from branchcrm.data.tables_view import saved_view
from branchcrm.domain.customer import CustomerKind
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import OwnFieldId
from branchcrm.domain.own_field import (
    OwnChoice,
    OwnField,
    OwnFieldDraft,
    OwnFieldUse,
    OwnKind,
    in_use,
)
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

FIELD_WORD = mark("自定义字段")


class OwnFieldRepository:
    """Reads and writes the definitions; each is small, so they are read whole."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def all(self) -> tuple[OwnField, ...]:
        """Give every field in its order, retired ones included."""
        query = select(own_field).order_by(own_field.c.position, own_field.c.id)
        return tuple(_field(row) for row in self._connection.execute(query).all())

    def in_use(self) -> tuple[OwnField, ...]:
        """Give the fields that are not retired, in their order."""
        return in_use(self.all())

    def get(self, field_id: OwnFieldId) -> OwnField:
        """Give one field.

        Raises:
            NotFoundError: there is no such field.
        """
        row = self._connection.execute(select(own_field).where(own_field.c.id == field_id)).first()
        if row is None:
            raise NotFoundError(what=say(FIELD_WORD), key=str(field_id))
        return _field(row)

    def add(self, draft: OwnFieldDraft) -> OwnFieldId:
        """Keep a new field behind the others."""
        last = self._connection.execute(select(func.ifnull(func.max(own_field.c.position), 0)))
        values = _columns(draft) | {
            "kind": str(draft.kind),
            "position": int(last.scalar_one()) + 1,
        }
        return OwnFieldId(self._work.rows.insert(own_field, values))

    def change(self, field_id: OwnFieldId, draft: OwnFieldDraft) -> bool:
        """Change a definition; tell whether anything was different."""
        return self._work.rows.update(own_field, field_id, _columns(draft))

    def set_retired(self, field_id: OwnFieldId, at: datetime | None) -> bool:
        """Retire a field, or bring it back with None."""
        return self._work.rows.update(own_field, field_id, {"retired_at": at})

    def place(self, ids: Sequence[OwnFieldId]) -> int:
        """Put the fields into an order; give how many moved."""
        rows = [(int(number), place) for place, number in enumerate(ids, 1)]
        return self._work.rows.update_many(own_field, ["position"], rows)

    def use(self, field: OwnField) -> OwnFieldUse:
        """Tell what hangs on a field: customers outside the bin, and everybody's views."""
        rows = self._connection.exec_driver_sql(
            "SELECT max(ifnull(v.text, '')), count(*) FROM own_value v"
            " JOIN customer c ON c.id = v.customer_id AND c.removed_at IS NULL"
            " WHERE v.field_id = ?"
            " AND NOT (v.text IS NULL AND v.number IS NULL AND v.day IS NULL)"
            " GROUP BY CASE WHEN ? THEN v.text END",
            (int(field.id), int(field.has_choices)),
        ).all()
        counts = {str(row[0]): int(row[1]) for row in rows}
        by_choice = counts if field.has_choices else {}
        return OwnFieldUse(
            customers=sum(counts.values()), by_choice=by_choice, views=self._views(field)
        )

    def _views(self, field: OwnField) -> tuple[str, ...]:
        rows = self._connection.execute(
            select(saved_view.c.name, saved_view.c.condition, saved_view.c.columns).order_by(
                saved_view.c.position, saved_view.c.id
            )
        ).all()
        return tuple(
            row.name
            for row in rows
            if field.key in {key for key, _width in json.loads(row.columns)}
            or field.key in row.condition.split()
            or f"({field.key} " in row.condition
        )


def _columns(draft: OwnFieldDraft) -> dict[str, object]:
    choices = [[one.key, one.text, int(one.is_offered)] for one in draft.choices]
    return {
        "name": draft.name,
        "choices": json.dumps(choices, ensure_ascii=False),
        "customer_kinds": ",".join(draft.kinds),
        "is_required": draft.is_required,
    }


def _field(row: Row[Any]) -> OwnField:
    choices = tuple(
        OwnChoice(key=key, text=text, is_offered=bool(is_offered))
        for key, text, is_offered in json.loads(row.choices)
    )
    return OwnField(
        id=OwnFieldId(row.id),
        name=row.name,
        kind=OwnKind(row.kind),
        choices=choices,
        is_required=bool(row.is_required),
        kinds=tuple(CustomerKind(kind) for kind in row.customer_kinds.split(",")),
        is_retired=row.retired_at is not None,
        version=row.touched_op,
    )
