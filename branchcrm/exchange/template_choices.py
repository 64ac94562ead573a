"""The drop-down lists of templates: what a column may say, kind by kind."""

from typing import Final

from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.complaint_kind import (
    LEVEL_LABELS,
    SEVERITY_LABELS,
    STATE_LABELS,
    ComplaintState,
)
from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.domain.contact_channel import CALL_DIRECTIONS, CHANNEL_LABELS, RESULT_LABELS
from branchcrm.domain.customer import KIND_LABELS, STAGE_LABELS
from branchcrm.domain.identity_document import DOCUMENT_LABELS
from branchcrm.domain.product import LINE_LABELS
from branchcrm.domain.wording import mark
from branchcrm.exchange.fields import ImportKind
from branchcrm.reference.complaint_tables import shipped_taxonomy

# Excel takes a list of words inside the rule only up to this length, commas included.
LONGEST_INLINE: Final = 255
_OPEN_STATES: Final = (
    ComplaintState.RECEIVED,
    ComplaintState.INVESTIGATING,
    ComplaintState.DECIDED,
    ComplaintState.CLOSED,
    ComplaintState.WITHDRAWN,
)
_CHOICES: Final[dict[tuple[ImportKind, str], tuple[str, ...]]] = {
    (ImportKind.CUSTOMERS, "gender"): tuple(GENDER_LABELS.values()),
    (ImportKind.CUSTOMERS, "kind"): tuple(KIND_LABELS.values()),
    (ImportKind.CUSTOMERS, "stage"): tuple(STAGE_LABELS.values()),
    (ImportKind.CUSTOMERS, "id_type"): tuple(DOCUMENT_LABELS.values()),
    (ImportKind.TRANSACTIONS, "kind"): (mark("购买"), mark("退款")),
    (ImportKind.TRANSACTIONS, "line"): tuple(LINE_LABELS.values()),
    (ImportKind.INTERACTIONS, "channel"): tuple(CHANNEL_LABELS.values()),
    (ImportKind.INTERACTIONS, "direction"): tuple(CALL_DIRECTIONS.values()),
    (ImportKind.INTERACTIONS, "result"): tuple(RESULT_LABELS.values()),
    (ImportKind.INTERACTIONS, "effective"): ("√", "×"),
    (ImportKind.VISITS, "channel"): tuple(CHANNEL_LABELS.values()),
    (ImportKind.VISITS, "state"): (mark("待回访"), mark("已完成"), mark("已取消")),
    (ImportKind.COMPLAINTS, "severity"): tuple(SEVERITY_LABELS.values()),
    (ImportKind.COMPLAINTS, "level"): tuple(LEVEL_LABELS.values()),
    (ImportKind.COMPLAINTS, "state"): tuple(STATE_LABELS[state] for state in _OPEN_STATES),
    (ImportKind.COMPLAINTS, "satisfaction"): ("5", "4", "3", "2", "1"),
}
_AXES: Final = frozenset(Axis)


def choices_of(kind: ImportKind, key: str) -> tuple[str, ...]:
    """Give the words that a column takes; an empty list leaves it free."""
    if kind is ImportKind.COMPLAINTS and key in _AXES:
        return tuple(one.label for one in shipped_taxonomy().offered(Axis(key)))
    return _CHOICES.get((kind, key), ())
