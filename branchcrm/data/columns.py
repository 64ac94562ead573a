"""Column types of the book: days, instants and short texts as small integers and strings."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

EPOCH_DAY = date(1970, 1, 1).toordinal()

E = TypeVar("E", bound=StrEnum)


def day_number(day: date) -> int:
    """Give the stored form of a date: days since 1970-01-01."""
    return day.toordinal() - EPOCH_DAY


def day_from_number(number: int) -> date:
    """Give the date of a stored day number."""
    return date.fromordinal(number + EPOCH_DAY)


def instant_number(moment: datetime) -> int:
    """Give the stored form of an instant: whole seconds since 1970-01-01 UTC."""
    return int(moment.timestamp())


def instant_from_number(number: int) -> datetime:
    """Give the UTC moment of a stored instant."""
    return datetime.fromtimestamp(number, UTC)


class Day(TypeDecorator[date]):
    """A calendar date, stored as days since 1970-01-01."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        return None if value is None else day_number(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else day_from_number(value)


class Instant(TypeDecorator[datetime]):
    """A moment, stored as UTC seconds; naive values are refused."""

    impl = Integer
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            message = "an instant needs a time zone"
            raise ValueError(message)
        return instant_number(value)

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else instant_from_number(value)


class Choice(TypeDecorator[E]):
    """An enumeration, stored as its lower-case English value."""

    impl = String
    cache_ok = True

    def __init__(self, choices: type[E]) -> None:
        """Name the enumeration whose values the column holds."""
        super().__init__()
        self.choices = choices

    @override
    def process_bind_param(self, value: E | None, dialect: Dialect) -> Any:
        return None if value is None else self.choices(value).value

    @override
    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        return None if value is None else self.choices(value)
