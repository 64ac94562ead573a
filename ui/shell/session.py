"""What the window works with once somebody has signed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from branchcrm.domain.clock import Clock
from ui.shell.rail_parts import SignedIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """An open book and the person in front of it."""

    services: Any
    clock: Clock
    user: SignedIn
    login: str
    branch: str
    is_demo: Callable[[], bool]
    find_customers: Callable[[str], Sequence["FoundCustomer"]]
    last_backup: Callable[[], datetime | None]
    is_empty: Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCustomer:
    """A customer as the palette shows one; `matched` is what the search found in the name."""

    customer_id: int
    name: str
    tier: str
    facts: str
    matched: tuple[int, int] | None = None
