"""What a customer list can be filtered by and can show: a field with its kind and its words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from branchcrm.domain.wording import Sentence, as_written, mark, say


class FieldKind(StrEnum):
    """What a field holds, which decides how it can be compared."""

    TEXT = "text"
    CHOICE = "choice"
    PERSON = "person"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    DAY = "day"
    BIRTHDAY = "birthday"
    FLAG = "flag"
    PRESENCE = "presence"
    TEXTS = "texts"
    CHOICES = "choices"
    SEARCH = "search"


class ArgumentKind(StrEnum):
    """What a field is asked about: the last so many days or months, or one of its own choices."""

    DAYS = "days"
    MONTHS = "months"
    CHOICE = "choice"


class FieldGroup(StrEnum):
    """The part of the record that a field belongs to, for menus."""

    FACTS = "facts"
    VALUE = "value"
    DEALINGS = "dealings"
    CONTACT = "contact"
    CARE = "care"
    PEOPLE = "people"
    OWN = "own"


GROUP_LABELS = {
    FieldGroup.FACTS: mark("客户资料"),
    FieldGroup.VALUE: mark("分层与金额"),
    FieldGroup.DEALINGS: mark("交易与产品"),
    FieldGroup.CONTACT: mark("联系与回访"),
    FieldGroup.CARE: mark("投诉与授权"),
    FieldGroup.PEOPLE: mark("关系与附件"),
    FieldGroup.OWN: mark("自定义字段"),
}


class Operator(StrEnum):
    """How a field is compared."""

    EQ = "="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="
    CONTAINS = "contains"
    LACKS = "lacks"
    WITHIN = "in"
    EMPTY = "is empty"
    FILLED = "is not empty"


BARE = frozenset({Operator.EMPTY, Operator.FILLED})
"""Operators that stand without a value."""

LISTS = frozenset({Operator.EQ, Operator.NE, Operator.CONTAINS, Operator.LACKS})
"""Operators that may take several values, any of which counts."""

_PRESENT = (Operator.EMPTY, Operator.FILLED)
_EQUAL = (Operator.EQ, Operator.NE)
_ORDER = (Operator.GE, Operator.LE, Operator.GT, Operator.LT, *_EQUAL, Operator.WITHIN)
_PARTS = (Operator.CONTAINS, Operator.LACKS)

OPERATORS: Mapping[FieldKind, tuple[Operator, ...]] = MappingProxyType(
    {
        FieldKind.TEXT: (*_PARTS, *_EQUAL, *_PRESENT),
        FieldKind.CHOICE: (*_EQUAL, *_PRESENT),
        FieldKind.PERSON: (*_EQUAL, *_PRESENT),
        FieldKind.NUMBER: (*_ORDER, *_PRESENT),
        FieldKind.MONEY: (*_ORDER, *_PRESENT),
        FieldKind.PERCENT: _ORDER,
        FieldKind.DAY: (Operator.WITHIN, *_ORDER[:-1], *_PRESENT),
        FieldKind.BIRTHDAY: (Operator.WITHIN, *_PRESENT),
        FieldKind.FLAG: (Operator.EQ,),
        FieldKind.PRESENCE: (Operator.FILLED, Operator.EMPTY),
        FieldKind.TEXTS: (*_EQUAL, *_PARTS, *_PRESENT),
        FieldKind.CHOICES: (*_EQUAL, *_PRESENT),
        FieldKind.SEARCH: (Operator.EQ,),
    }
)
"""How each kind can be compared, the usual way first."""

_SIGNS = frozenset("{}")
"""Signs that only a branch's own words hold, and that a sentence reads as places."""

NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PERCENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterField:
    """One field: `key` is how it is stored, `label` its Chinese name; equal keys are one field.

    `choices` maps stored values to Chinese labels; with `is_open` other values are taken as they
    are written. `scale` is how many stored units one typed unit has. `argument` says what must be
    told in brackets, `spoken` gives the name in every language where the branch chose it itself.
    """

    key: str
    label: str = field(compare=False)
    kind: FieldKind = field(compare=False)
    group: FieldGroup = field(default=FieldGroup.FACTS, compare=False)
    choices: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    aliases: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    is_open: bool = field(default=False, compare=False)
    scale: int = field(default=1, compare=False)
    argument: ArgumentKind | None = field(default=None, compare=False)
    argument_choices: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    is_argument_needed: bool = field(default=True, compare=False)
    is_column: bool = field(default=True, compare=False)
    spoken: str = field(default="", compare=False)

    @property
    def said(self) -> Sentence:
        """The name as it stands in a sentence; a branch's own is the same in every language."""
        return as_written(self.spoken) if self.spoken else say(self.label)

    def choice_said(self, key: str) -> Sentence:
        """Give the words of a choice as they stand in a sentence."""
        label = self.choices.get(key, key)
        is_own = bool(self.spoken) or not _SIGNS.isdisjoint(label)
        return as_written(label) if is_own else say(label)

    @property
    def operators(self) -> tuple[Operator, ...]:
        """How the field can be compared."""
        return OPERATORS[self.kind]


class FieldCatalogue:
    """Every field of a book, by its stored key and by the words that people type."""

    def __init__(self, fields: Iterable[FilterField]) -> None:
        """Take the fields; a later one with the same word does not hide an earlier one."""
        self.fields = tuple(fields)
        self._by_key = {one.key: one for one in self.fields}
        self._by_word: dict[str, FilterField] = {}
        for one in self.fields:
            for word in (one.key, one.label, one.spoken):
                if word:
                    self._by_word.setdefault(word.casefold(), one)

    def get(self, key: str) -> FilterField | None:
        """Give the field of a stored key."""
        return self._by_key.get(key)

    def named(self, word: str) -> FilterField | None:
        """Give the field that a typed word names, in either language."""
        return self._by_word.get(word.casefold())

    @property
    def words(self) -> list[str]:
        """Give every word that names a field."""
        return list(self._by_word)

    @property
    def columns(self) -> tuple[FilterField, ...]:
        """Give the fields that a list can show."""
        return tuple(one for one in self.fields if one.is_column)
