"""What every use case runs in: the book, the clock, and the person who acts."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from branchcrm.data.reading import Reading
from branchcrm.data.unit_of_work import UnitOfWork, Work
from branchcrm.domain.clock import Clock
from branchcrm.domain.rights import Actor, Right
from branchcrm.domain.wording import Sentence

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Context:
    """The book, the clock and the actor of a session."""

    unit_of_work: UnitOfWork
    actor: Actor

    @property
    def clock(self) -> Clock:
        """The book's clock."""
        return self.unit_of_work.clock

    def read(self) -> AbstractContextManager[Reading]:
        """Give repositories over one snapshot."""
        return self.unit_of_work.read(self.actor.staff_id)

    def rehearse(self) -> AbstractContextManager[Reading]:
        """Give repositories that write beside the book, while others write in it."""
        return self.unit_of_work.rehearse(self.actor.staff_id)

    def write(
        self, name: str, summary: Sentence, *, is_reversible: bool = True
    ) -> AbstractContextManager[Work]:
        """Give repositories in one operation in the actor's name."""
        return self.unit_of_work.write(name, summary, self.actor, is_reversible=is_reversible)


class Service(Protocol):
    """A group of use cases that run in a context."""

    context: Context


S = TypeVar("S", bound=Service)


def requires(
    right: Right,
) -> Callable[[Callable[Concatenate[S, P], R]], Callable[Concatenate[S, P], R]]:
    """Declare the right that a use case needs; it is checked before anything happens."""

    def declare(use_case: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
        @wraps(use_case)
        def checked(self: S, *args: P.args, **kwargs: P.kwargs) -> R:
            self.context.actor.require(right)
            return use_case(self, *args, **kwargs)

        checked.required_right = right  # type: ignore[attr-defined]
        return cast("Callable[Concatenate[S, P], R]", checked)

    return declare
