"""What a command of the command line is, and what it runs in."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from branchcrm.bootstrap import Book, open_book
from branchcrm.domain.clock import SystemClock
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.tier import TIER_LABELS
from branchcrm.domain.tier_names import TierNames
from branchcrm.domain.wording import Sentence, mark
from branchcrm.reference.catalogue import Catalogue
from branchcrm.services.use_cases import Services
from branchcrm.services.user_places import usual_book

Result = Mapping[str, object]
_TIER_OF = {label: tier for tier, label in TIER_LABELS.items()}


class AssignmentError(BranchCrmError):
    """A NAME=VALUE argument without an equals sign, or with an unknown name."""

    happened = mark("看不懂“{text}”：应写成 名称=值")
    kept = mark("没有写入任何内容")
    remedy = mark("可用的名称：{names}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command: its arguments and what it does.

    `fails_when` tells from the result that the command ends with exit code 1 although it
    printed its document.
    """

    name: str
    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[["Session", Namespace], Result]
    fails_when: Callable[[Result], bool] = field(default=lambda _result: False)


class Session:
    """One run of the command: where the book lies, who acts, when and in which language."""

    def __init__(self, options: Namespace, catalogue: Catalogue, password: str | None) -> None:
        """Take the common options; the book is opened at its first use."""
        self.options = options
        self.catalogue = catalogue
        self.password = password
        self._opened: Book | None = None

    @property
    def folder(self) -> Path:
        """Where the book lies."""
        return Path(self.options.book) if self.options.book else usual_book()

    @cached_property
    def clock(self) -> SystemClock:
        """The clock, acting as on `--today`."""
        today: date | None = self.options.today
        return SystemClock(acting_day=today)

    @cached_property
    def services(self) -> Services:
        """The use cases in the name of `--user`."""
        book = self.book
        return book.services(book.actor(self.acting_login))

    @property
    def acting_login(self) -> str | None:
        """The login that acts; None means the only or first one."""
        if self.options.user:
            return str(self.options.user)
        keys = self.book.keys
        return keys.users[0] if keys.users and not keys.is_open else None

    @property
    def book(self) -> Book:
        """The book, opened with the password of the user who acts."""
        if self._opened is None:
            self._opened = open_book(
                self.folder, self.clock, user=self.options.user, password=self.password
            )
            self._opened.unit_of_work.catch_up()
        return self._opened

    @book.setter
    def book(self, book: Book) -> None:
        self._opened = book

    def translate(self, source: str) -> str:
        """Give a sentence in the language of messages, tiers as the rule of the book names them."""
        tier = _TIER_OF.get(source) if self._opened is not None else None
        if tier is None:
            return self.catalogue.lookup(source)
        return self.tier_names.of(tier).text(self.catalogue.lookup)

    @cached_property
    def tier_names(self) -> TierNames:
        """What the tiers of the book are called, asked once."""
        return self.services.tier_naming.names()

    def text(self, sentence: Sentence) -> str:
        """Give a sentence with its places in the language of messages."""
        return sentence.text(self.translate)

    def note(self, sentence: Sentence) -> None:
        """Tell something beside the result, on stderr."""
        sys.stderr.write(self.text(sentence) + "\n")

    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        """Show progress on a terminal's stderr; a Progress."""
        if sys.stderr.isatty():
            share = f"{done:,} / {total:,}" if total else f"{done:,}"
            sys.stderr.write(f"\r{self.text(note) if note else ''} {share}\033[K")
            if total and done >= total:
                sys.stderr.write("\n")

    def close(self) -> None:
        """Close the book if it was opened."""
        if self._opened is not None:
            self._opened.close()


def assignments(texts: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    """Read NAME=VALUE arguments.

    Raises:
        AssignmentError: one has no equals sign or an unknown name.
    """
    known = sorted(names)
    found: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or name not in known:
            raise AssignmentError(text=text, names=", ".join(known))
        found[name] = value
    return found


def local_text(moment: datetime | None, session: Session) -> str | None:
    """Give an instant as local ISO text to the minute."""
    if moment is None:
        return None
    return moment.astimezone(session.clock.zone).isoformat(timespec="minutes")
