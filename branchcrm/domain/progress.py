"""Tells how far a long piece of work is, and lets the user stop it."""

from typing import Protocol

from branchcrm.domain.wording import Sentence


class Progress(Protocol):
    """Receives the state of a long piece of work."""

    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        """Take the units done of a total (0 where unknown) and what is being done.

        Raises:
            CancelledError: the user asked to stop; the work leaves nothing behind.
        """
        ...


class NoProgress:
    """Ignores every report, for work that nobody watches."""

    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        """Take the report and go on."""
