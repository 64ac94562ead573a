"""Reads and changes many customers at once, a thousand at a time."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from branchcrm.data.stored import StoredValue, stored
from branchcrm.data.tables import customer
from branchcrm.data.tables_people import customer_tag
from branchcrm.domain.bulk_edit import TAGS, BulkLine, BulkOrder, tags_after
from branchcrm.domain.customer import CustomerKind
from branchcrm.domain.own_field import is_own

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

PART = 1000
COLUMNS = {"manager": "manager_id"}


class BulkEditRepository:
    """Reads what a bulk change looks at, and writes it."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def parts(self, ids: Sequence[int], fields: Sequence[str]) -> Iterator[list[BulkLine]]:
        """Give customers in parts, in the order asked; those that are gone are left out."""
        for start in range(0, len(ids), PART):
            yield self._lines(ids[start : start + PART], fields)

    def write(
        self, lines: Sequence[tuple[BulkLine, Sequence[str]]], order: BulkOrder, now: datetime
    ) -> None:
        """Give customers the values and tags of an order, where they differ."""
        names = [name for name in order.fields if name not in order.own]
        values = [stored(order.values[name]) for name in names]
        moment = stored(now)
        rows: list[tuple[StoredValue, ...]] = [
            (line.customer_id, *values, moment)
            for line, changed in lines
            if any(name != TAGS for name in changed)
        ]
        if rows:
            columns = [*(COLUMNS.get(name, name) for name in names), "updated_at"]
            self._work.rows.update_many(customer, columns, rows)
        self._work.own_values.write(
            (line.customer_id, name, order.values[name])  # type: ignore[misc]  # read as such
            for line, changed in lines
            for name in order.own_fields
            if name in changed
        )
        self._write_tags([line for line, changed in lines if TAGS in changed], order)

    def _write_tags(self, lines: Sequence[BulkLine], order: BulkOrder) -> None:
        if not lines:
            return
        gone = [
            int(row[0])
            for row in self._connection.exec_driver_sql(
                "SELECT id FROM customer_tag WHERE customer_id IN (SELECT value FROM json_each(?))"
                " AND name IN (SELECT value FROM json_each(?)) ORDER BY id",
                (
                    json.dumps([line.customer_id for line in lines]),
                    json.dumps([name for name in order.removed if name not in order.added]),
                ),
            )
        ]
        if gone:
            self._work.rows.delete(customer_tag, gone)
        added: list[tuple[StoredValue, ...]] = [
            (line.customer_id, name)
            for line in lines
            for name in tags_after(line, order)
            if name not in line.tags
        ]
        self._work.rows.insert_many(customer_tag, ["customer_id", "name"], added)

    def _lines(self, ids: Sequence[int], fields: Sequence[str]) -> list[BulkLine]:
        asked = json.dumps([int(number) for number in ids])
        own = [name for name in fields if is_own(name)]
        plain = [name for name in fields if name not in own]
        columns = ["id", "name", "kind", "removed_at"]
        columns += [COLUMNS.get(name, name) for name in plain]
        held = self._work.own_values.of_many(ids) if own else {}
        found = self._connection.exec_driver_sql(
            f"SELECT {','.join(columns)} FROM customer"  # noqa: S608 - our own names
            " WHERE id IN (SELECT value FROM json_each(?))",
            (asked,),
        )
        tags = self._tags(asked)
        lines = {
            int(row[0]): BulkLine(
                customer_id=int(row[0]),
                name=row[1],
                kind=CustomerKind(row[2]),
                is_removed=row[3] is not None,
                values={
                    **dict(zip(plain, row[4:], strict=True)),
                    **{name: held.get(int(row[0]), {}).get(name) for name in own},
                },
                tags=tuple(tags.get(int(row[0]), ())),
            )
            for row in found
        }
        return [lines[int(number)] for number in ids if int(number) in lines]

    def _tags(self, asked: str) -> Mapping[int, list[str]]:
        tags: dict[int, list[str]] = {}
        for number, name in self._connection.exec_driver_sql(
            "SELECT customer_id, name FROM customer_tag"
            " WHERE customer_id IN (SELECT value FROM json_each(?)) ORDER BY id",
            (asked,),
        ):
            tags.setdefault(number, []).append(name)
        return tags
