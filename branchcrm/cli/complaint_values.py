"""Reads the NAME=VALUE arguments of the complaint commands into what services take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import TypeVar

from branchcrm.cli.command import Session
from branchcrm.domain.choices import read_boolean
from branchcrm.domain.dates import DateRules, read_moment
from branchcrm.domain.errors import FieldError
from branchcrm.domain.ids import StaffId
from branchcrm.domain.money import read_amount
from branchcrm.domain.outcome import Outcome
from branchcrm.domain.typed_date import Leaning, read_typed_date
from branchcrm.domain.wording import listed, mark, say

E = TypeVar("E", bound=Enum)
V = TypeVar("V")
NOT_READ = mark("“{text}”看不懂")
NOT_A_CHOICE = mark("没有“{text}”，可用：{choices}")


@dataclass(frozen=True, slots=True)
class Values:
    """The values that were given, each read in the way its field asks for."""

    given: Mapping[str, str]
    session: Session

    def text(self, *names: str) -> str:
        """Give the first of several names that was given, or nothing."""
        return next((self.given[name].strip() for name in names if name in self.given), "")

    def when(self, *names: str) -> datetime | date | None:
        """Give a day, or a moment in the book's zone where a time stands with it.

        Raises:
            FieldError: the text is no date.
        """
        text = self.text(*names)
        return None if not text else _read_when(text, names[0], self.session)

    def day(self, *names: str) -> date | None:
        """Give a day."""
        found = self.when(*names)
        if isinstance(found, datetime):
            return found.astimezone(self.session.clock.zone).date()
        return found

    def moment(self, *names: str) -> datetime | None:
        """Give a moment; a day alone means its noon."""
        found = self.when(*names)
        if found is None or isinstance(found, datetime):
            return found
        return datetime.combine(found, time(12), self.session.clock.zone)

    def choice(self, labels: Mapping[E, str], *names: str) -> E | None:
        """Give a choice by its value or its label in either language.

        Raises:
            FieldError: there is no such choice; the message lists them.
        """
        text = self.text(*names)
        if not text:
            return None
        for choice, label in labels.items():
            words = {str(choice.value), label, self.session.catalogue.lookup(label)}
            if text.casefold() in {word.casefold() for word in words}:
                return choice
        known = listed(
            say("{word} {label}", word=str(choice.value), label=say(label))
            for choice, label in labels.items()
        )
        raise FieldError(names[0], say(NOT_A_CHOICE, text=text, choices=known))

    def yes(self, *names: str) -> bool:
        """Tell whether something was said to be so; not given means no."""
        text = self.text(*names)
        return bool(text) and bool(self._taken(read_boolean(text), text, names[0]))

    def cents(self, *names: str) -> int | None:
        """Give an amount in 分.

        Raises:
            FieldError: the text is no amount.
        """
        text = self.text(*names)
        return None if not text else self._taken(read_amount(text), text, names[0])

    def number(self, *names: str) -> int | None:
        """Give a whole number.

        Raises:
            FieldError: the text is no whole number.
        """
        text = self.text(*names)
        if not text:
            return None
        if not text.lstrip("Ll").isdecimal():
            raise FieldError(names[0], say(NOT_READ, text=text))
        return int(text.lstrip("Ll"))

    def person(self, *names: str) -> StaffId | None:
        """Give a person of the branch by name.

        Raises:
            NotFoundError: nobody has the name.
        """
        text = self.text(*names)
        return self.session.services.customers.manager_of(text) if text else None

    def _taken(self, outcome: Outcome[V], text: str, name: str) -> V:
        if outcome.value is None:
            raise FieldError(name, outcome.reason or say(NOT_READ, text=text))
        return outcome.value


def _read_when(text: str, name: str, session: Session) -> datetime | date:
    zone, today = session.clock.zone, session.clock.today()
    rules = DateRules(today=today, default_year=today.year)
    outcome = read_moment(text, rules)
    if outcome.value is None:
        typed = read_typed_date(text, today, Leaning.PAST)
        if typed.value is None:
            raise FieldError(name, outcome.reason or typed.reason or say(NOT_READ, text=text))
        return typed.value
    if ":" not in text and "：" not in text and "点" not in text and "时" not in text:
        return outcome.value.date()
    moment = outcome.value
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
