"""What an import asks of the book about contacts, visits, complaints and months, and writes."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Table

from branchcrm.data.stored import StoredValue, stored
from branchcrm.data.tables import customer_figure, interaction, visit
from branchcrm.data.tables_complaint import complaint, complaint_event

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

Known = dict[tuple[object, ...], tuple[int, dict[str, Any]]]
_VISIT_COLUMNS: Final = ("state", "result", "done_at", "staff_id")
_COMPLAINT_COLUMNS: Final = (
    "state",
    "first_contact_at",
    "answered_at",
    "closed_at",
    "answer",
    "compensation_cents",
    "satisfaction",
    "handler_id",
)


class ImportedRecordRepository:
    """Finds which records of a batch the book holds already, and writes the others."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def months(self, customers: Sequence[int]) -> Known:
        """Give the figures of customers by customer, measure and day."""
        rows = self._of(
            "SELECT customer_id, measure, as_of, id, value FROM customer_figure", customers
        )
        return {tuple(row[:3]): (int(row[3]), {"value": int(row[4])}) for row in rows}

    def interactions(self, customers: Sequence[int]) -> Known:
        """Give the contacts of customers, removed ones too, by customer, moment, way and note."""
        rows = self._of("SELECT customer_id, at, channel, note, id FROM interaction", customers)
        return {tuple(row[:4]): (int(row[4]), {}) for row in rows}

    def visits(self, customers: Sequence[int]) -> Known:
        """Give the visits of customers, removed ones too, by customer, moment and purpose."""
        columns = ", ".join(_VISIT_COLUMNS)
        rows = self._of(f"SELECT customer_id, at, purpose, id, {columns} FROM visit", customers)  # noqa: S608 - our own columns
        return {
            tuple(row[:3]): (int(row[3]), dict(zip(_VISIT_COLUMNS, row[4:], strict=True)))
            for row in rows
        }

    def complaints(self, numbers: Sequence[str], branch_id: int) -> Known:
        """Give the complaints of a branch by their number."""
        columns = ", ".join(_COMPLAINT_COLUMNS)
        rows = self._connection.exec_driver_sql(
            f"SELECT number, id, {columns} FROM complaint WHERE branch_id = ?"  # noqa: S608 - our own columns
            " AND number IN (SELECT value FROM json_each(?))",
            (branch_id, json.dumps(list(numbers))),
        ).all()
        return {
            (row[0],): (int(row[1]), dict(zip(_COMPLAINT_COLUMNS, row[2:], strict=True)))
            for row in rows
        }

    def unnumbered_complaints(self, moments: Sequence[int], branch_id: int) -> Known:
        """Give the complaints received at moments, by customer, name, moment and text."""
        columns = ", ".join(_COMPLAINT_COLUMNS)
        rows = self._connection.exec_driver_sql(
            "SELECT customer_id, ifnull(complainant_name, ''), received_at, text, id,"  # noqa: S608 - our own columns
            f" {columns} FROM complaint WHERE branch_id = ?"
            " AND received_at IN (SELECT value FROM json_each(?))",
            (branch_id, json.dumps(list(moments))),
        ).all()
        return {
            tuple(row[:4]): (int(row[4]), dict(zip(_COMPLAINT_COLUMNS, row[5:], strict=True)))
            for row in rows
        }

    def add_months(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Create figures."""
        self._add(customer_figure, rows)

    def add_interactions(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Create contacts."""
        self._add(interaction, rows)

    def add_visits(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Create visits."""
        self._add(visit, rows)

    def add_complaints(
        self,
        rows: Sequence[Mapping[str, object]],
        events: Sequence[Sequence[Mapping[str, object]]],
    ) -> None:
        """Create complaints, each with the lines of its log."""
        first = self._add(complaint, rows)
        lines = [
            {"complaint_id": number, **event}
            for number, mine in enumerate(events, first)
            for event in mine
        ]
        self._add(complaint_event, lines)

    def change_month(self, figure_id: int, value: int, source: str) -> None:
        """Correct a figure."""
        self._work.rows.update(customer_figure, figure_id, {"value": value, "source": source})

    def change_visit(self, visit_id: int, values: Mapping[str, object]) -> None:
        """Change a visit."""
        self._work.rows.update(visit, visit_id, values)

    def change_complaint(self, complaint_id: int, values: Mapping[str, object]) -> None:
        """Change a complaint."""
        self._work.rows.update(complaint, complaint_id, values)

    def _add(self, table: Table, rows: Sequence[Mapping[str, object]]) -> int:
        columns = list(rows[0]) if rows else []
        values: list[list[StoredValue]] = [[stored(row[name]) for name in columns] for row in rows]
        return self._work.rows.insert_many(table, columns, values)

    def _of(self, select: str, customers: Sequence[int]) -> Sequence[Any]:
        if not customers:
            return ()
        return self._connection.exec_driver_sql(
            f"{select} WHERE customer_id IN (SELECT value FROM json_each(?))",  # noqa: S608 - ours
            (json.dumps(list(customers)),),
        ).all()


def _known(rows: Sequence[Any], key_width: int, columns: Sequence[str]) -> Known:
    """Give rows of a key, an id and columns by their key."""
    return {
        tuple(row[:key_width]): (
            int(row[key_width]),
            dict(zip(columns, row[key_width + 1 :], strict=True)),
        )
        for row in rows
    }
