"""The shapes of invented rows; a customer is named by its place in the branch."""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from branchcrm.domain.customer import CustomerFacts, Stage
from branchcrm.domain.rights import Role


class Worth(IntEnum):
    """How much business a customer does: decides everything that is invented about it."""

    NONE = 0
    SMALL = 1
    MEDIUM = 2
    LARGE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStaff:
    """A person of the invented branch."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoProduct:
    """A product of the invented branch."""

    code: str
    name: str
    line: str


@dataclass(slots=True)
class Opening:
    """How a customer came: on which day, seen from which today, and where it stands."""

    today: date
    since: date | None = None
    stage: Stage = Stage.ACTIVE


@dataclass(slots=True, kw_only=True)
class DemoCustomer:
    """An invented customer: its facts, its account manager, since when, and its worth."""

    facts: CustomerFacts
    manager: int
    since: date
    worth: Worth


@dataclass(slots=True, kw_only=True)
class DemoInteraction:
    """An invented contact; `at` is in UTC seconds."""

    customer: int
    staff: int
    channel: str
    direction: str
    at: int
    result: str
    is_effective: bool
    note: str
    need: str = ""
    mood: str = ""


@dataclass(slots=True, kw_only=True)
class DemoVisit:
    """An invented follow-up visit, planned or done; `at` is in UTC seconds."""

    customer: int
    staff: int
    at: int
    channel: str
    purpose: str
    is_all_day: bool = False
    is_done: bool = False
    done_at: int = 0
    result: str = ""


@dataclass(slots=True, kw_only=True)
class DemoStep:
    """One line of an invented complaint's log; `at` is in UTC seconds."""

    at: int
    action: str
    to_state: str
    staff: int
    note: str = ""


@dataclass(slots=True, kw_only=True)
class DemoComplaint:
    """An invented complaint with its log; `received_at` is in UTC seconds."""

    customer: int
    received_at: int
    channel: str
    category: str
    cause: str
    subject: str
    text: str
    demand: str
    severity: str
    level: str
    handler: int
    steps: list[DemoStep] = field(default_factory=list)
    answer: str = ""
    liability: str = ""
    outcome: str = ""
    compensation_cents: int = 0
    satisfaction: int = 0

    @property
    def state(self) -> str:
        """Where the case stands."""
        return self.steps[-1].to_state

    @property
    def present_round(self) -> "list[DemoStep]":
        """The log since the clock last started."""
        places = [place for place, step in enumerate(self.steps) if step.action == "reopen"]
        return self.steps[places[-1] :] if places else self.steps


# customer place, product place, day number, UTC seconds, 分, kind, staff place, note
DemoTrade = tuple[int, int, int, int, int, str, int, str | None]


@dataclass(slots=True, kw_only=True)
class DemoChunk:
    """Some customers of the branch with everything about them."""

    first: int
    customers: list[DemoCustomer]
    trades: list[DemoTrade]
    interactions: list[DemoInteraction]
    visits: list[DemoVisit]
    complaints: list[DemoComplaint]
