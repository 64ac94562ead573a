"""Puts contacts that took place, and visits, into the book: with their author and their date."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, Final

from branchcrm.data.columns import instant_number
from branchcrm.data.import_records import ImportedRecordRepository, Known
from branchcrm.domain.contact_channel import (
    Channel,
    ContactResult,
    Direction,
    has_direction,
    results_of,
)
from branchcrm.domain.visit import VisitState
from branchcrm.domain.wording import mark
from branchcrm.exchange.record_rows import RecordRow
from branchcrm.services.calendar import load_calendar
from branchcrm.services.import_scene import ImportScene
from branchcrm.services.import_terms import OnMatch
from branchcrm.services.record_taking import Taken, changes_of

PURPOSE_NOT_TOLD: Final = mark("回访")
_MIDNIGHT: Final = time()


class _Moments:
    """Puts the times of a file into the book's zone; a day alone means the branch's opening."""

    def __init__(self, scene: ImportScene) -> None:
        self._zone = scene.work.clock.zone
        self._opening = load_calendar(scene.work).hours.opening

    def of(self, moment: datetime) -> tuple[datetime, bool]:
        """Give the instant, and whether only a day was said."""
        is_day = moment.time() == _MIDNIGHT
        local = datetime.combine(moment.date(), self._opening) if is_day else moment
        return local.replace(tzinfo=self._zone), is_day


class InteractionTaker:
    """Contacts, known again by customer, moment, way and note."""

    def __init__(self, scene: ImportScene) -> None:
        """Work in the scene."""
        self._book = ImportedRecordRepository(scene.work)
        self._staff = scene.staff
        self._moments = _Moments(scene)
        self._now = scene.work.clock.now()
        self._known: Known = {}
        self._rows: list[dict[str, object]] = []
        self.touched: set[int] = set()

    def prepare(self, records: Sequence[tuple[RecordRow, int | None]]) -> None:
        """Read the contacts of the customers of a batch."""
        owners = sorted({owner for _, owner in records if owner is not None})
        self._known = self._book.interactions(owners)

    def take(self, record: RecordRow, owner: int | None, on_match: OnMatch) -> Taken:
        """Take one contact."""
        del on_match
        values = record.values
        channel: Channel = values.get("channel") or Channel.PHONE
        at, _ = self._moments.of(values["at"])
        note: str = values.get("note", "")
        key = (owner, instant_number(at), str(channel), note)
        if key in self._known:
            return Taken.UNCHANGED
        self._known[key] = (0, {})
        result = self._result(values, channel)
        effective = values.get("effective")
        is_effective = result is ContactResult.REACHED and bool(note)
        self._rows.append(
            {
                "customer_id": owner,
                "staff_id": self._staff.id_of(values.get("staff", "")),
                "channel": channel,
                "direction": self._direction(values, channel),
                "at": at,
                "result": result,
                "is_effective": is_effective if effective is None else effective,
                "note": note,
                "need": values.get("need"),
                "created_at": self._now,
            }
        )
        return Taken.CREATED

    def write(self) -> None:
        """Write the batch."""
        self._book.add_interactions(self._rows)
        self._rows = []

    @staticmethod
    def _result(values: dict[str, Any], channel: Channel) -> ContactResult:
        said: ContactResult | None = values.get("result")
        possible = results_of(channel)
        return said if said in possible else possible[0]

    @staticmethod
    def _direction(values: dict[str, Any], channel: Channel) -> Direction | None:
        return values.get("direction", Direction.OUT) if has_direction(channel) else None


class VisitTaker:
    """Visits, planned, done or called off, known again by customer, moment and purpose."""

    def __init__(self, scene: ImportScene) -> None:
        """Work in the scene."""
        self._book = ImportedRecordRepository(scene.work)
        self._staff = scene.staff
        self._moments = _Moments(scene)
        self._now = scene.work.clock.now()
        self._known: Known = {}
        self._rows: list[dict[str, object]] = []
        self.touched: set[int] = set()

    def prepare(self, records: Sequence[tuple[RecordRow, int | None]]) -> None:
        """Read the visits of the customers of a batch."""
        owners = sorted({owner for _, owner in records if owner is not None})
        self._known = self._book.visits(owners)

    def take(self, record: RecordRow, owner: int | None, on_match: OnMatch) -> Taken:
        """Take one visit."""
        values = record.values
        at, is_all_day = self._moments.of(values["at"])
        purpose: str = values.get("purpose") or PURPOSE_NOT_TOLD
        key = (owner, instant_number(at), purpose)
        offered = self._settled(values, at)
        known = self._known.get(key)
        if known is not None and known[0] == 0:
            return Taken.UNCHANGED
        if known is not None:
            taken, changed = changes_of(known[1], offered, on_match)
            if changed:
                self._book.change_visit(known[0], changed)
            return taken
        self._known[key] = (0, {})
        self._rows.append(
            {
                "customer_id": owner,
                "at": at,
                "is_all_day": is_all_day,
                "channel": values.get("channel") or Channel.PHONE,
                "purpose": purpose,
                "origin": "import",
                "created_at": self._now,
                **offered,
            }
        )
        return Taken.CREATED

    def write(self) -> None:
        """Write the batch."""
        self._book.add_visits(self._rows)
        self._rows = []

    def _settled(self, values: dict[str, Any], at: datetime) -> dict[str, object]:
        """Give the state as the file says it, or as a result or a date of doing it tells."""
        done = values.get("done_at")
        done_at = self._moments.of(done)[0] if done is not None else None
        is_done = done_at is not None or bool(values.get("result"))
        state = values.get("state") or (VisitState.DONE if is_done else VisitState.PLANNED)
        if state is VisitState.DONE and done_at is None:
            done_at = at
        return {
            "state": state,
            "result": values.get("result"),
            "done_at": done_at if state is not VisitState.PLANNED else None,
            "staff_id": self._staff.id_of(values.get("staff", "")),
        }
