"""Which of the two tables a customer's fields lie in has to be read for a piece of SQL."""

import re
from typing import Any, Final

from branchcrm.data.columns import day_number
from branchcrm.domain.clock import Clock

BOTH: Final = "customer JOIN customer_summary ON customer_id = customer.id"
KIND_AND_STAGE: Final = "ix_customer_stage"
BIRTHDAY: Final = "ix_customer_birthday"
BIRTHDAY_KNOWN: Final = "(customer.birth_month IS NOT NULL AND "
"""How a condition begins of which the index of birthdays knows all."""

_HELD: Final = {
    KIND_AND_STAGE: frozenset({"id", "kind", "stage"}),
    BIRTHDAY: frozenset({"id", "birth_calendar", "birth_month", "birth_day", "birth_leap"}),
}
_COLUMN: Final = re.compile(r"\bcustomer\.(\w+)")
_ID: Final = re.compile(r"\bcustomer\.id\b")
_FACT: Final = re.compile(r"\bcustomer\.(?!id\b)")


def needs_customer(sql: str) -> bool:
    """Tell whether a piece of SQL asks for more of a customer than its id."""
    return _FACT.search(sql) is not None


def needs_summary(sql: str) -> bool:
    """Tell whether a piece of SQL asks for anything of the summary."""
    return "customer_summary." in sql


def index_for(sql: str) -> str | None:
    """Give the index that holds all that a piece of SQL asks of a customer, if there is one.

    That of birthdays only holds whose birthday is known.
    """
    asked = set(_COLUMN.findall(sql))
    return next((index for index, held in _HELD.items() if asked <= held), None)


def by_summary(sql: str) -> str:
    """Give a piece of SQL that asks for the id alone with the id of the summary."""
    return _ID.sub("customer_summary.customer_id", sql)


def offset_s(clock: Clock) -> int:
    """Give the seconds that the book's time zone is ahead of UTC."""
    offset = clock.now().astimezone(clock.zone).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def clock_places(clock: Clock) -> dict[str, int]:
    """Give the places that fields counted from today have."""
    return {"f_today": day_number(clock.today()), "f_offset": offset_s(clock)}


def of_only_branch(driver: Any) -> str:  # noqa: ANN401 - driver type
    """Name the branch where the book has only one, so that indexes which begin with it serve."""
    first, last = driver.execute("SELECT min(id), max(id) FROM branch").fetchone()
    return f" AND branch_id = {first}" if first == last else ""
