"""A branch's own fields of customers: what they are called, what they hold, who has them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from branchcrm.domain.characters import plain, without_spaces
from branchcrm.domain.customer import CustomerKind
from branchcrm.domain.ids import OwnFieldId
from branchcrm.domain.wording import mark

PREFIX: Final = "own."
"""How the key of a branch's own field begins, wherever fields are named by a key."""


class OwnKind(StrEnum):
    """What a branch's own field holds."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DAY = "date"
    CHOICE = "choice"
    FLAG = "yes_no"
    LINK = "link"


OWN_KIND_LABELS: Final = {
    OwnKind.TEXT: mark("文字"),
    OwnKind.NUMBER: mark("数字"),
    OwnKind.MONEY: mark("金额"),
    OwnKind.DAY: mark("日期"),
    OwnKind.CHOICE: mark("选项"),
    OwnKind.FLAG: mark("是/否"),
    OwnKind.LINK: mark("网址"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChoice:
    """One choice of a field; a fresh one has no key yet, a former one is kept but not offered."""

    text: str
    key: str = ""
    is_offered: bool = True


FLAG_CHOICES: Final = (
    OwnChoice(key="yes", text=mark("是")),
    OwnChoice(key="no", text=mark("否")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnField:
    """A field that the branch defined.

    `kinds` tells which customers have it. A retired field keeps its values but shows nowhere.
    `version` is the operation that last wrote the definition.
    """

    id: OwnFieldId
    name: str
    kind: OwnKind
    choices: tuple[OwnChoice, ...] = ()
    is_required: bool = False
    kinds: tuple[CustomerKind, ...] = tuple(CustomerKind)
    is_retired: bool = False
    version: int = 0

    @property
    def key(self) -> str:
        """How the field is named where built-in fields have their key."""
        return f"{PREFIX}{self.id}"

    @property
    def all_choices(self) -> tuple[OwnChoice, ...]:
        """The choices that a value may have, former ones included."""
        return FLAG_CHOICES if self.kind is OwnKind.FLAG else self.choices

    @property
    def offered(self) -> tuple[OwnChoice, ...]:
        """The choices that can be chosen now."""
        return tuple(one for one in self.all_choices if one.is_offered)

    @property
    def has_choices(self) -> bool:
        """Tell whether a value is one of a few."""
        return self.kind in (OwnKind.CHOICE, OwnKind.FLAG)

    def is_of(self, kind: CustomerKind) -> bool:
        """Tell whether customers of a kind have the field."""
        return kind in self.kinds

    def choice(self, key: str) -> OwnChoice | None:
        """Give the choice of a key."""
        return next((one for one in self.all_choices if one.key == key), None)

    def draft(self) -> "OwnFieldDraft":
        """Give the definition as a form shows it."""
        choices = tuple(one for one in self.choices if one.is_offered)
        return OwnFieldDraft(
            name=self.name,
            kind=self.kind,
            choices=choices,
            is_required=self.is_required,
            kinds=self.kinds,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFieldDraft:
    """What a form or a command collects about a field."""

    name: str = ""
    kind: str = OwnKind.TEXT
    choices: tuple[OwnChoice, ...] = ()
    is_required: bool = False
    kinds: tuple[CustomerKind, ...] = tuple(CustomerKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFieldUse:
    """What hangs on a field: how many customers hold a value, per choice, and the views."""

    customers: int = 0
    by_choice: Mapping[str, int] = field(default_factory=dict)
    views: tuple[str, ...] = ()


def name_key(text: str) -> str:
    """Give the form in which two names are the same."""
    return without_spaces(plain(text)).casefold()


def in_use(fields: Iterable[OwnField]) -> tuple[OwnField, ...]:
    """Give the fields that are not retired."""
    return tuple(one for one in fields if not one.is_retired)


def own_field_of(fields: Iterable[OwnField], word: str) -> OwnField | None:
    """Give the field of a key or a name, or None."""
    key = name_key(word)
    return next((one for one in fields if key in (one.key, name_key(one.name))), None)


def own_labels(fields: Iterable[OwnField]) -> dict[str, str]:
    """Give the names of fields by their keys."""
    return {one.key: one.name for one in fields}


def is_own(key: str) -> bool:
    """Tell whether a key names a branch's own field."""
    return key.startswith(PREFIX)
