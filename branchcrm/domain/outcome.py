"""What becomes of a text that was typed or imported: a value, a doubt or a refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from branchcrm.domain.wording import Sentence

T = TypeVar("T")
S = TypeVar("S")


class Verdict(StrEnum):
    """How far a reading can be trusted."""

    OK = "ok"
    WARN = "warn"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[T]):
    """A reading of one text.

    `value` is None for a refusal and for a text that means "nothing". `code` is stable and
    groups equal reasons in import reports. `is_fixed` tells that the stored value differs
    from the text in more than its layout.
    """

    value: T | None = None
    verdict: Verdict = Verdict.OK
    code: str = ""
    reason: Sentence | None = None
    is_fixed: bool = False

    @property
    def is_refused(self) -> bool:
        """Tell whether the text cannot be taken."""
        return self.verdict is Verdict.REFUSE

    def turned(self, turn: Callable[[T], S]) -> "Outcome[S]":
        """Give the same reading with its value in another form."""
        return Outcome(
            value=None if self.value is None else turn(self.value),
            verdict=self.verdict,
            code=self.code,
            reason=self.reason,
            is_fixed=self.is_fixed,
        )

    def taken(self) -> T:
        """Give the value of a reading that is known to have one.

        Raises:
            ValueError: the text was refused or means nothing.
        """
        if self.value is None:
            message = f"no value was read: {self.code or 'empty'}"
            raise ValueError(message)
        return self.value


def accepted(value: T, *, is_fixed: bool = False) -> Outcome[T]:
    """Take a value without a doubt."""
    return Outcome(value=value, is_fixed=is_fixed)


def doubted(value: T, code: str, reason: Sentence, *, is_fixed: bool = False) -> Outcome[T]:
    """Take a value that a person should look at."""
    return Outcome(value=value, verdict=Verdict.WARN, code=code, reason=reason, is_fixed=is_fixed)


def refused(code: str, reason: Sentence) -> Outcome[T]:
    """Take nothing, and say what is wrong and what is expected."""
    return Outcome(verdict=Verdict.REFUSE, code=code, reason=reason)
