"""What a user can do with filters: type one in either language, and know what can be asked for."""

from dataclasses import dataclass

from branchcrm.data.reading import Reading
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.filter_catalogue import BUILT_IN, TIER, tier_field
from branchcrm.domain.filter_condition import Node, Who, conditions_of
from branchcrm.domain.filter_field import FieldCatalogue, FieldGroup, FieldKind, FilterField
from branchcrm.domain.filter_parser import parse_filter
from branchcrm.domain.own_field import OwnField, OwnKind
from branchcrm.domain.own_value import NUMBER_SCALE
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark, say
from branchcrm.reference.pinyin import NameKind, reading
from branchcrm.services.context import Context, requires
from branchcrm.services.tier_naming import tier_names

MANAGER_WORD = mark("客户经理")
_KINDS = {
    OwnKind.TEXT: FieldKind.TEXT,
    OwnKind.NUMBER: FieldKind.NUMBER,
    OwnKind.MONEY: FieldKind.MONEY,
    OwnKind.DAY: FieldKind.DAY,
    OwnKind.CHOICE: FieldKind.CHOICE,
    # Yes and no leave a third: nothing was said.
    OwnKind.FLAG: FieldKind.CHOICE,
    OwnKind.LINK: FieldKind.TEXT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChoice:
    """A field as a list offers it; `words` are its name, pinyin, initials and stored word."""

    field: FilterField
    words: str


class FilterService:
    """The use cases of the filter language."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def catalogue(self) -> FieldCatalogue:
        """Give every field that customers of this book can be filtered by."""
        with self.context.read() as work:
            return catalogue_of(work)

    @requires(Right.SEE_CUSTOMERS)
    def choices(self) -> list[FieldChoice]:
        """Give every field in the order of its group, with what it is found by in a list."""
        places = list(FieldGroup)
        fields = sorted(self.catalogue().fields, key=lambda one: places.index(one.group))
        return [FieldChoice(field=one, words=_found_by(one)) for one in fields]

    @requires(Right.SEE_CUSTOMERS)
    def read(self, text: str) -> Node | None:
        """Read a filter as it was typed or stored; an empty one asks for nothing.

        Raises:
            FilterTextError: it cannot be read, with the place.
            NotFoundError: nobody has the account manager's name.
        """
        with self.context.read() as work:
            node = parse_filter(text, catalogue_of(work))
            known = {person.name for person in work.staff.all()}
        for condition in conditions_of(node):
            if condition.field.kind is FieldKind.PERSON:
                _require_known(condition.values, known)
        return node


def catalogue_of(work: Reading) -> FieldCatalogue:
    """Give the fields of a book: those of every book, then the branch's own."""
    tiers = tier_field(tier_names(work))
    return FieldCatalogue((*(tiers if f.key == TIER else f for f in BUILT_IN), *own_fields(work)))


def own_fields(work: Reading) -> tuple[FilterField, ...]:
    """Give the fields that the branch has defined itself and still uses."""
    return tuple(_asked(one) for one in work.own_fields.in_use())


def _asked(field: OwnField) -> FilterField:
    return FilterField(
        key=field.key,
        label=field.name,
        spoken=field.name,
        kind=_KINDS[field.kind],
        group=FieldGroup.OWN,
        choices={one.key: one.text for one in field.all_choices},
        scale=NUMBER_SCALE if field.kind is OwnKind.NUMBER else 1,
    )


def _found_by(field: FilterField) -> str:
    name = field.spoken or field.label
    read = reading(name, NameKind.COMPANY)
    return f"{name.casefold()} {read.full} {read.initials} {field.key.casefold()}"


def _require_known(names: tuple[object, ...], known: set[str]) -> None:
    for name in names:
        if name is not Who.ME and name not in known:
            raise NotFoundError(what=say(MANAGER_WORD), key=str(name))
