"""Puts complaints into the book with their own dates and state, under the rule of their day."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from branchcrm.data.columns import instant_number
from branchcrm.data.import_records import ImportedRecordRepository, Known
from branchcrm.domain.complaint import ComplaintDraft
from branchcrm.domain.complaint_deadline import ClockFacts, deadlines
from branchcrm.domain.complaint_guard import subject_of
from branchcrm.domain.complaint_kind import (
    ComplainantRole,
    ComplaintAction,
    ComplaintState,
    Level,
    Severity,
)
from branchcrm.domain.complaint_number import number_after
from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.domain.wording import say
from branchcrm.exchange.issues import CellIssue
from branchcrm.exchange.record_rows import RecordRow
from branchcrm.services.complaint_case import due_columns
from branchcrm.services.complaint_setup import load_setup
from branchcrm.services.import_scene import ImportScene
from branchcrm.services.import_terms import OnMatch
from branchcrm.services.record_taking import Taken, changes_of

_OTHER: Final = "other"
_COUNTER: Final = "counter"
_MIDNIGHT: Final = time()
_STEPS: Final = (
    ("answered_at", ComplaintAction.ANSWER, ComplaintState.DECIDED),
    ("closed_at", ComplaintAction.CLOSE, ComplaintState.CLOSED),
)


class ComplaintTaker:
    """Complaints, known again by their number, else by who, when and what."""

    def __init__(self, scene: ImportScene) -> None:
        """Work in the scene."""
        self._work = scene.work
        self._branch_id = scene.branch_id
        self._staff = scene.staff
        self._book = ImportedRecordRepository(scene.work)
        self._setup = load_setup(scene.work)
        self._zone = scene.work.clock.zone
        self._today = scene.work.clock.today()
        self._known: Known = {}
        self._last_numbers: dict[date, str] = {}
        self._rows: list[dict[str, object]] = []
        self._events: list[list[dict[str, object]]] = []
        self.touched: set[int] = set()

    def prepare(self, records: Sequence[tuple[RecordRow, int | None]]) -> None:
        """Read the complaints that a batch may speak of."""
        numbers = [one.values["number"].upper() for one, _ in records if "number" in one.values]
        moments = [instant_number(self._at(one.values["received_at"])) for one, _ in records]
        self._known = self._book.complaints(numbers, self._branch_id)
        self._known |= self._book.unnumbered_complaints(moments, self._branch_id)

    def take(self, record: RecordRow, owner: int | None, on_match: OnMatch) -> Taken | CellIssue:
        """Take one complaint."""
        values = record.values
        received_at = self._at(values["received_at"])
        number: str = values.get("number", "").upper()
        text: str = values.get("text") or values.get("subject", "")
        name = record.owner.name
        key: tuple[object, ...] = (
            (number,) if number else (owner, name, instant_number(received_at), text)
        )
        course = self._course(values)
        known = self._known.get(key)
        if known is not None and known[0] == 0:
            return Taken.UNCHANGED
        if known is not None:
            taken, changed = changes_of(known[1], course, on_match)
            if changed:
                self._book.change_complaint(known[0], changed)
            return taken
        self._known[key] = (0, {})
        row = {
            "branch_id": self._branch_id,
            "number": number or self._next_number(received_at),
            "customer_id": owner,
            "complainant_name": name or None,
            "complainant_phone": record.owner.phone or None,
            "complainant_role": ComplainantRole.SELF,
            "subject": values.get("subject") or subject_of(ComplaintDraft(text=text)),
            "text": text,
            "received_at": received_at,
            "round_started_at": received_at,
            "created_at": self._work.clock.now(),
            **self._classes(record),
            **self._dated(values, received_at, course),
            **course,
        }
        self._rows.append(row)
        self._events.append(self._log(row))
        return Taken.CREATED

    def write(self) -> None:
        """Write the batch."""
        self._book.add_complaints(self._rows, self._events)
        self._rows, self._events = [], []

    def _at(self, moment: datetime) -> datetime:
        is_day = moment.time() == _MIDNIGHT
        opening = self._setup.calendar.hours.opening
        local = datetime.combine(moment.date(), opening) if is_day else moment
        return local.replace(tzinfo=self._zone)

    def _course(self, values: Mapping[str, Any]) -> dict[str, object]:
        """Give how far the complaint has come, as the file says or its dates tell."""
        moments: dict[str, datetime] = {}
        earliest = self._at(values["received_at"])
        for name in ("first_contact_at", "answered_at", "closed_at"):
            if name in values:
                moments[name] = max(self._at(values[name]), earliest)
        if "closed_at" in moments:
            state = ComplaintState.CLOSED
        else:
            state = ComplaintState.DECIDED if "answered_at" in moments else ComplaintState.RECEIVED
        state = values.get("state") or state
        if state is ComplaintState.CLOSED and "answered_at" not in moments and moments:
            moments["answered_at"] = moments.get("closed_at") or moments["first_contact_at"]
        if state is ComplaintState.CLOSED and "answered_at" in moments:
            moments.setdefault("closed_at", moments["answered_at"])
        return {
            "state": state,
            "first_contact_at": moments.get("first_contact_at"),
            "answered_at": moments.get("answered_at"),
            "closed_at": moments.get("closed_at"),
            "answer": values.get("answer"),
            "compensation_cents": values.get("compensation_cents"),
            "satisfaction": values.get("satisfaction"),
            "handler_id": self._staff.id_of(values.get("staff", "")),
        }

    def _classes(self, record: RecordRow) -> dict[str, object]:
        """Give the codes of the classes; what the branch has no class for is 'other'."""
        found: dict[str, object] = {}
        for axis in Axis:
            said = str(record.values.get(axis.value, ""))
            named = self._setup.taxonomy.find(axis, said) if said else None
            usual = _COUNTER if axis is Axis.CHANNEL else _OTHER
            found[axis.value] = self._setup.taxonomy.resolve(axis, named.code if named else usual)
            if said and named is None:
                reason = say("没有“{text}”这一类，已归入其他", text=said)
                doubt = CellIssue(column=-1, field=axis, code="class_unknown", reason=reason)
                record.issues.append(doubt)
        return found

    def _dated(
        self, values: Mapping[str, Any], received_at: datetime, course: Mapping[str, object]
    ) -> dict[str, object]:
        started_on = received_at.astimezone(self._zone).date()
        severity: Severity = values.get("severity") or Severity.GENERAL
        level: Level = values.get("level") or Level.SIMPLE
        rule = self._setup.rule_for(started_on)
        facts = ClockFacts(started_on=started_on, level=level, severity=severity)
        dates = deadlines(rule, facts, self._setup.calendar, as_of=self._today)
        answered = course["answered_at"]
        is_late = isinstance(answered, datetime) and dates.is_late(
            answered.astimezone(self._zone).date()
        )
        return {
            "severity": severity,
            "level": level,
            "rule_id": rule.rule_id,
            "is_overdue": is_late,
            **due_columns(dates),
        }

    def _next_number(self, received_at: datetime) -> str:
        day = received_at.astimezone(self._zone).date()
        last = self._last_numbers.get(day) or self._work.complaints.last_number(
            self._branch_id, day
        )
        self._last_numbers[day] = str(number_after(day, last))
        return self._last_numbers[day]

    def _log(self, row: Mapping[str, object]) -> list[dict[str, object]]:
        """Give the lines of the log: the receipt, the answer, the closing, each at its time."""
        lines = [self._line(row, ComplaintAction.LOG, "received_at", None, ComplaintState.RECEIVED)]
        former = ComplaintState.RECEIVED
        for name, action, state in _STEPS:
            if row[name] is not None:
                lines.append(self._line(row, action, name, former, state))
                former = state
        return lines

    @staticmethod
    def _line(
        row: Mapping[str, object],
        action: ComplaintAction,
        moment: str,
        former: ComplaintState | None,
        state: ComplaintState,
    ) -> dict[str, object]:
        return {
            "at": row[moment],
            "staff_id": row["handler_id"],
            "action": action,
            "from_state": former,
            "to_state": state,
            "note": "",
            "detail": json.dumps({"imported": True}),
        }
