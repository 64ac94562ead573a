"""The filters of the command line: the one filter language, views by name, short options."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from branchcrm.cli.command import Session
from branchcrm.domain.accepted_words import accepted_words, named_choice
from branchcrm.domain.customer import (
    STAGE_LABELS,
    CustomerFilter,
    CustomerOrder,
    CustomerSort,
)
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.filter_catalogue import built_in
from branchcrm.domain.filter_condition import Condition, Node, all_of
from branchcrm.domain.filter_field import Operator
from branchcrm.domain.list_order import order_by
from branchcrm.domain.tier import TIER_LABELS, Tier
from branchcrm.domain.wording import mark
from branchcrm.services.views import ViewLook

C = TypeVar("C", bound=StrEnum)

ALL = "all"
WHERE_HELP = 'e.g. "tier = high|mid and (no_contact >= 30 or open_complaints > 0)"'
VIEW_HELP = "a saved view's name, or all, mine, high, mid, low, none, vip, removed …"


ASCENDING = frozenset({CustomerSort.NAME, CustomerSort.CODE, CustomerSort.MANAGER})
SORT_HELP = "a field; with a minus (--sort=-amount_12m) the largest or latest first"


class UnknownColumnError(BranchCrmError):
    """A column that no list can show."""

    happened = mark("没有“{key}”这一列")
    kept = ""
    remedy = mark("可用的列：{columns}")


class BadFilterError(BranchCrmError):
    """An option with a value that its column does not have."""

    happened = mark("没有列出：{name} 没有“{text}”")
    kept = ""
    remedy = mark("可用：{choices}")


def read_look(session: Session, where: str, view: str = ALL) -> ViewLook:
    """Read `--where` and `--view`; together they narrow each other.

    Raises:
        FilterTextError: the filter cannot be read, with the place.
        NotFoundError: nobody has the account manager's name, or there is no such view.
    """
    services = session.services
    look = services.views.look_of(view)
    narrowed = all_of(look.asked.where, services.filters.read(where))
    return replace(look, asked=replace(look.asked, where=narrowed))


def read_filter(session: Session, where: str, view: str = ALL) -> CustomerFilter:
    """Read `--where` and `--view` where only the customers matter."""
    return read_look(session, where, view).asked


def read_order(session: Session, words: str, usual: CustomerOrder) -> CustomerOrder:
    """Read `--sort`: a field, with a minus for the largest or the latest first.

    A column that every list has begins as its heading does when it is clicked: names with A,
    amounts with the largest. A plus asks for the smallest first.

    Raises:
        UnknownColumnError: no list can be sorted by it.
    """
    if not words.strip():
        return usual
    sign, key = words.strip()[0], words.strip().lstrip("+-")
    catalogue = session.services.filters.catalogue()
    begins_large = key in set(CustomerSort) and CustomerSort(key) not in ASCENDING
    is_descending = sign == "-" or (sign != "+" and begins_large)
    order = order_by(key, catalogue, is_descending=is_descending)
    if order is None:
        raise UnknownColumnError(key=key, columns=", ".join(column_keys(session)))
    return order


def column_keys(session: Session) -> list[str]:
    """Give the keys of everything that a list can show."""
    return [one.key for one in session.services.filters.catalogue().columns]


def of_words(session: Session, *, tiers: str = "", stages: str = "") -> Node | None:
    """Read the values of `--tier` and `--stage`: several divided by commas.

    Raises:
        BadFilterError: one is unknown.
    """
    return all_of(
        _any_of("tier", [str(tier_of(session, word)) for word in _words(tiers)]),
        _any_of("stage", [str(_choice("stage", word, STAGE_LABELS)) for word in _words(stages)]),
    )


def tier_of(session: Session, word: str) -> Tier:
    """Read a tier by its key, a usual name or the name that the rule of the book gives it.

    Raises:
        BadFilterError: there is no such tier.
    """
    return session.tier_names.named(word, session.translate) or _choice("tier", word, TIER_LABELS)


def _any_of(key: str, values: list[str]) -> Condition | None:
    field = built_in().get(key)
    return Condition(field, Operator.EQ, tuple(values)) if field and values else None


def _words(text: str) -> list[str]:
    return [word for word in text.split(",") if word.strip()]


def _choice(name: str, word: str, labels: Mapping[C, str]) -> C:
    choice = named_choice(word, labels)
    if choice is None:
        raise BadFilterError(name=name, text=word.strip(), choices=accepted_words(labels))
    return choice
