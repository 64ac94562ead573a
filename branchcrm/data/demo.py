"""Writes an invented branch into the book, table by table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from branchcrm.data.columns import day_number, instant_number
from branchcrm.data.customer_values import columns_of
from branchcrm.data.products import product_key
from branchcrm.data.stored import StoredValue, stored
from branchcrm.data.tables import customer, customer_transaction, interaction, product, visit
from branchcrm.data.tables_complaint import complaint, complaint_event
from branchcrm.domain.complaint_deadline import Deadlines
from branchcrm.domain.complaint_number import number_after
from branchcrm.domain.ids import BranchId
from branchcrm.reference.demo.products import PRODUCTS
from branchcrm.reference.demo.records import (
    DemoChunk,
    DemoComplaint,
    DemoCustomer,
    DemoStaff,
)

if TYPE_CHECKING:
    from branchcrm.data.unit_of_work import Work

Row = list[StoredValue]
_TRADE_COLUMNS = (
    *("customer_id", "product_id", "day", "at", "amount_cents"),
    *("kind", "staff_id", "note", "created_at"),
)
_INTERACTION_COLUMNS = (
    *("customer_id", "staff_id", "channel", "direction", "at", "result"),
    *("is_effective", "note", "need", "mood", "created_at"),
)
_VISIT_COLUMNS = (
    *("customer_id", "staff_id", "at", "is_all_day", "channel", "purpose"),
    *("state", "result", "done_at", "created_at"),
)
_EVENT_COLUMNS = ("complaint_id", "at", "staff_id", "action", "from_state", "to_state", "note")
_PLANNED_AHEAD_S = 5 * 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintDates:
    """What the rules say about an invented complaint."""

    rule_id: str
    deadlines: Deadlines
    is_overdue: bool


DatesOf = Callable[[DemoComplaint, int], ComplaintDates]


class DemoLoader:
    """Writes chunks of an invented branch in one operation."""

    def __init__(self, work: "Work", branch_id: BranchId, dates_of: DatesOf) -> None:
        """Write into a branch; `dates_of` gives the due dates of a case from a start."""
        self._work = work
        self._branch_id = branch_id
        self._dates_of = dates_of
        self._staff: list[int] = []
        self._products: list[int] = []
        self._numbers: dict[date, str | None] = {}

    def prepare(self, people: Iterable[DemoStaff]) -> None:
        """Make the staff and products, or take those that the book knows."""
        work = self._work
        now = work.clock.now()
        known = {member.name: int(member.id) for member in work.staff.all(with_inactive=True)}
        for member in people:
            if member.name not in known:
                known[member.name] = int(
                    work.staff.add(
                        branch_id=self._branch_id, name=member.name, role=member.role, now=now
                    )
                )
            self._staff.append(known[member.name])
        codes = work.products.keys()
        for each in PRODUCTS:
            if each.code not in codes:
                values = {
                    "code": each.code,
                    "name": each.name,
                    "name_key": product_key(each.name),
                    "line": each.line,
                    "is_active": True,
                }
                self._products.append(work.rows.insert(product, values))
            else:
                self._products.append(int(codes[each.code]))

    def load(self, chunk: DemoChunk) -> None:
        """Write the customers of a chunk and everything about them."""
        offset = self._load_customers(chunk) - chunk.first
        self._load_trades(chunk, offset)
        self._load_interactions(chunk, offset)
        self._load_visits(chunk, offset)
        self._load_complaints(chunk.complaints, offset)

    def _load_customers(self, chunk: DemoChunk) -> int:
        first_code = int(self._work.customers.next_code(self._branch_id).removeprefix("C-"))
        records = [
            self._customer(one, f"C-{first_code + place:06d}")
            for place, one in enumerate(chunk.customers)
        ]
        columns = list(records[0])
        rows = [list(record.values()) for record in records]
        return self._work.rows.insert_many(customer, columns, rows)

    def _customer(self, one: DemoCustomer, code: str) -> dict[str, StoredValue]:
        made = day_number(one.since) * 86_400 + 3600
        return columns_of(one.facts) | {
            "branch_id": int(self._branch_id),
            "code": code,
            "manager_id": self._staff[one.manager],
            "created_at": made,
            "updated_at": made,
        }

    def _load_trades(self, chunk: DemoChunk, offset: int) -> None:
        people, products = self._staff, self._products
        rows: Sequence[Sequence[StoredValue]] = [
            (who + offset, products[what], day, at, cents, kind, people[by], note, at)
            for who, what, day, at, cents, kind, by, note in chunk.trades
        ]
        self._work.rows.insert_many(customer_transaction, _TRADE_COLUMNS, rows)

    def _load_interactions(self, chunk: DemoChunk, offset: int) -> None:
        rows: list[Row] = [
            [
                one.customer + offset,
                self._staff[one.staff],
                one.channel,
                one.direction or None,
                one.at,
                one.result,
                int(one.is_effective),
                one.note,
                one.need or None,
                one.mood or None,
                one.at,
            ]
            for one in chunk.interactions
        ]
        self._work.rows.insert_many(interaction, _INTERACTION_COLUMNS, rows)

    def _load_visits(self, chunk: DemoChunk, offset: int) -> None:
        now = instant_number(self._work.clock.now())
        rows: list[Row] = [
            [
                one.customer + offset,
                self._staff[one.staff],
                one.at,
                int(one.is_all_day),
                one.channel,
                one.purpose,
                "done" if one.is_done else "planned",
                one.result or None,
                one.done_at or None,
                min(one.at, now) - _PLANNED_AHEAD_S,
            ]
            for one in chunk.visits
        ]
        self._work.rows.insert_many(visit, _VISIT_COLUMNS, rows)

    def _load_complaints(self, cases: list[DemoComplaint], offset: int) -> None:
        if not cases:
            return
        records = [self._complaint(case, offset) for case in cases]
        rows = [[stored(value) for value in record.values()] for record in records]
        first = self._work.rows.insert_many(complaint, list(records[0]), rows)
        events = [
            row for place, case in enumerate(cases) for row in self._events(first + place, case)
        ]
        self._work.rows.insert_many(complaint_event, _EVENT_COLUMNS, events)

    def _complaint(self, case: DemoComplaint, offset: int) -> dict[str, object]:
        last = {step.action: step.at for step in case.present_round}
        first = {step.action: step.at for step in reversed(case.steps)}
        started = case.present_round[0].at
        finding = {
            "answer": case.answer,
            "answer_channel": "phone",
            "liability": case.liability,
            "outcome": case.outcome,
            "compensation_cents": case.compensation_cents or None,
            "satisfaction": case.satisfaction or None,
        }
        if "answer" not in last:
            finding = dict.fromkeys(finding)
        return (
            self._intake(case, offset)
            | self._due(case, started)
            | finding
            | {
                "round_started_at": started,
                "reopen_count": sum(step.action == "reopen" for step in case.steps),
                "acknowledged_at": last.get("acknowledge"),
                "first_contact_at": first.get("acknowledge"),
                "answered_at": last.get("answer"),
                "closed_at": last.get("close") or last.get("withdraw"),
            }
        )

    def _intake(self, case: DemoComplaint, offset: int) -> dict[str, object]:
        return {
            "branch_id": int(self._branch_id),
            "number": self._number(case.received_at),
            "customer_id": case.customer + offset,
            "channel": case.channel,
            "category": case.category,
            "cause": case.cause,
            "subject": case.subject,
            "text": case.text,
            "demand": case.demand,
            "received_at": case.received_at,
            "severity": case.severity,
            "level": case.level,
            "state": case.state,
            "handler_id": self._staff[case.handler],
            "created_at": case.received_at,
        }

    def _due(self, case: DemoComplaint, started: int) -> dict[str, object]:
        dates = self._dates_of(case, started)
        return {
            "rule_id": dates.rule_id,
            "due_natural": dates.deadlines.due_natural,
            "due_legal": dates.deadlines.due_legal,
            "due_internal": dates.deadlines.due_internal,
            "due_ack": dates.deadlines.due_ack,
            "answer_due_at": dates.deadlines.answer_due_at,
            "is_overdue": dates.is_overdue,
        }

    def _number(self, received_at: int) -> str:
        zone = self._work.clock.zone
        day = datetime.fromtimestamp(received_at, UTC).astimezone(zone).date()
        if day not in self._numbers:
            self._numbers[day] = self._work.complaints.last_number(self._branch_id, day)
        number = str(number_after(day, self._numbers[day]))
        self._numbers[day] = number
        return number

    def _events(self, complaint_id: int, case: DemoComplaint) -> Iterable[Row]:
        before: str | None = None
        for step in case.steps:
            who = self._staff[step.staff]
            yield [complaint_id, step.at, who, step.action, before, step.to_state, step.note]
            before = step.to_state
