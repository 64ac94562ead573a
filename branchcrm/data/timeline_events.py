"""Makes events of a timeline from the rows behind them, in the words that are shown."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING

from branchcrm.data.columns import instant_from_number
from branchcrm.data.timeline_decisions import DecisionReader
from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.interaction import title_of
from branchcrm.domain.masking import mask_free_text
from branchcrm.domain.money import yuan_of
from branchcrm.domain.timeline import TimelineEvent, TimelineKind
from branchcrm.domain.transaction import TRANSACTION_LABELS
from branchcrm.domain.visit import STATUS_LABELS
from branchcrm.domain.wording import CLAUSES, listed, mark, say

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

_WITH_PRODUCT = mark("{kind} {product}")
_COMPLAINTS = {
    "received": (mark("投诉：{subject}"), "text"),
    "decided": (mark("已答复投诉：{subject}"), "answer"),
    "closed": (mark("投诉结案：{subject}"), ""),
}
_COMPLAINT_SQL = (
    "SELECT t.*, ifnull(s.name, '') AS who FROM complaint t"
    " LEFT JOIN staff s ON s.id = t.handler_id"
    " WHERE t.id IN (SELECT value FROM json_each(?))"
)
_Make = Callable[[Sequence[int]], Iterator[TimelineEvent]]


class EventReader:
    """Reads the rows behind places of a timeline and tells them as events."""

    def __init__(self, work: "Reading") -> None:
        """Read through the work's snapshot."""
        self._work = work
        self._clock = work.clock

    def read(self, kind: TimelineKind, aspect: str, ids: Sequence[int]) -> Iterator[TimelineEvent]:
        """Give the events of rows of one sort."""
        makers: dict[str, _Make] = {
            "interaction": self._interactions,
            "visit": self._visits,
            "transaction": self._transactions,
        }
        if kind is TimelineKind.COMPLAINT:
            return self._complaints(aspect, ids)
        if kind.value in makers:
            return makers[kind.value](ids)
        return DecisionReader(self._work).read(aspect, ids)

    def _interactions(self, ids: Sequence[int]) -> Iterator[TimelineEvent]:
        for kept in self._work.interactions.rows(ids):
            yield TimelineEvent(
                at=kept.facts.at,
                kind=TimelineKind.INTERACTION,
                aspect=kept.facts.channel,
                title=title_of(kept.facts),
                detail=mask_free_text(kept.facts.note),
                who=kept.staff,
                ref_id=int(kept.id),
            )

    def _visits(self, ids: Sequence[int]) -> Iterator[TimelineEvent]:
        for kept in self._work.visits.rows(ids):
            status = kept.status(self._clock.today(), self._clock.zone)
            yield TimelineEvent(
                at=kept.done_at or kept.at,
                kind=TimelineKind.VISIT,
                aspect=status,
                title=say(
                    "{channel} · {status}",
                    channel=say(CHANNEL_LABELS[kept.channel]),
                    status=say(STATUS_LABELS[status]),
                ),
                detail=listed(filter(None, (kept.purpose, kept.result)), CLAUSES),
                who=kept.staff,
                ref_id=int(kept.id),
                has_time=kept.done_at is not None or not kept.is_all_day,
            )

    def _transactions(self, ids: Sequence[int]) -> Iterator[TimelineEvent]:
        for kept in self._work.transactions.rows(ids):
            kind = say(TRANSACTION_LABELS[kept.kind])
            product = kept.product
            details = (f"{yuan_of(kept.amount_cents):,}", kept.document_no, kept.note)
            yield TimelineEvent(
                at=kept.at or datetime.combine(kept.day, time(), self._clock.zone),
                kind=TimelineKind.TRANSACTION,
                aspect=kept.kind,
                title=say(_WITH_PRODUCT, kind=kind, product=product) if product else kind,
                detail=listed(filter(None, details), CLAUSES),
                who=kept.staff,
                ref_id=int(kept.id),
                has_time=kept.at is not None,
            )

    def _complaints(self, aspect: str, ids: Sequence[int]) -> Iterator[TimelineEvent]:
        moments = {"received": "received_at", "decided": "answered_at", "closed": "closed_at"}
        title, text = _COMPLAINTS[aspect]
        asked = (json.dumps(list(ids)),)
        for row in self._work.connection.exec_driver_sql(_COMPLAINT_SQL, asked).all():
            detail = getattr(row, text) if text else ""
            yield TimelineEvent(
                at=instant_from_number(getattr(row, moments[aspect])),
                kind=TimelineKind.COMPLAINT,
                aspect=aspect,
                title=say(title, subject=mask_free_text(row.subject)),
                detail=mask_free_text(detail or ""),
                who=row.who,
                ref_id=row.id,
            )
