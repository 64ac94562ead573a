"""What a person enters when a complaint moves on."""

from dataclasses import dataclass, field
from datetime import date, datetime

from branchcrm.domain.complaint import Finding
from branchcrm.domain.complaint_kind import Ending, Level, Severity

When = datetime | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDraft:
    """A step with its time and a note; without a time it is now."""

    at: When = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeDraft:
    """How the receipt was confirmed; an automatic message is no human contact."""

    at: When = None
    note: str = ""
    is_automatic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessDraft:
    """What the first look at a complaint found; what is left out stays as it is."""

    at: When = None
    note: str = ""
    severity: Severity | None = None
    level: Level | None = None
    category: str = ""
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """The answer, and how it was told; `is_told` is False while the customer is out of reach."""

    finding: Finding = field(default_factory=Finding)
    at: When = None
    note: str = ""
    is_told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptDraft:
    """A try to reach the complainant."""

    at: When = None
    channel: str = ""
    note: str = ""
    has_reached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDraft:
    """How a complaint ends and how content the complainant is."""

    at: When = None
    ending: Ending = Ending.ACCEPTED
    satisfaction: int | None = None
    note: str = ""
    root_cause: str = ""
