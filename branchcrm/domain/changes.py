"""What a command altered, told to every open screen."""

from dataclasses import dataclass, field
from enum import StrEnum

from branchcrm.domain.ids import OperationId
from branchcrm.domain.wording import Sentence


class Aspect(StrEnum):
    """A kind of record that screens can watch."""

    BOOK = "book"
    CUSTOMER = "customer"
    TRANSACTION = "transaction"
    PRODUCT = "product"
    INTERACTION = "interaction"
    VISIT = "visit"
    COMPLAINT = "complaint"
    TIER = "tier"
    STAFF = "staff"
    SETTING = "setting"
    CALENDAR = "calendar"
    VIEW = "view"
    HOLDING = "holding"
    OWN_FIELD = "own_field"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A row that an undo left alone, and why."""

    row: str
    why: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The outcome of one command: its operation and what it touched.

    `ids` holds the ids of the created or changed records per aspect, or None where the
    command touched so many that a screen should simply reload.
    """

    operation_id: OperationId
    summary: Sentence
    ids: dict[Aspect, tuple[int, ...] | None] = field(default_factory=dict)
    kept: tuple[KeptRow, ...] = ()

    def touches(self, aspect: Aspect) -> bool:
        """Tell whether any record of the aspect was altered."""
        return aspect in self.ids

    def only_id(self, aspect: Aspect) -> int:
        """Give the id of the single record of the aspect that was created or changed."""
        ids = self.ids[aspect]
        if ids is None or len(ids) != 1:
            message = f"{aspect} has not exactly one altered record"
            raise ValueError(message)
        return ids[0]
