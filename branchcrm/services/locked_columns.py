"""The columns of a customer workbook that is edited outside, and what their cells mean."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.customer import STAGE_LABELS, CustomerDraft, CustomerFacts, OwnValue
from branchcrm.domain.customer_check import birthday_text
from branchcrm.domain.identity_document import DOCUMENT_LABELS
from branchcrm.domain.ids import StaffId
from branchcrm.domain.money import yuan_of
from branchcrm.domain.own_field import OwnField, OwnKind, is_own, own_field_of
from branchcrm.domain.own_value import own_words
from branchcrm.exchange.cells import Cell, text_of
from branchcrm.exchange.list_writer import ColumnKind, ListColumn
from branchcrm.services.customer_masks import draft_from
from branchcrm.services.export_columns import CUSTOMER_COLUMNS, ExportColumn, Words

if TYPE_CHECKING:
    from branchcrm.exchange.locked_book import LockedColumn

KEY: Final = "code"
MANAGER: Final = "manager"
# The kind decides what the other fields mean, so a list does not change it.
_ALWAYS_LOCKED: Final = frozenset([KEY, "kind"])
_LABELS: Final[dict[str, Mapping[Any, str]]] = {
    "gender": GENDER_LABELS,
    "id_type": DOCUMENT_LABELS,
    "stage": STAGE_LABELS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a branch has of its own: its people, whom a customer may be given to, its fields."""

    names: Mapping[StaffId, str]
    offered: tuple[str, ...]
    own: tuple[OwnField, ...] = ()

    def id_of(self, name: str) -> StaffId | None:
        """Give the person of a name."""
        return next((key for key, one in self.names.items() if one == name), None)


def is_open(column: ExportColumn, *, is_full: bool) -> bool:
    """Tell whether a column may be changed outside."""
    is_field = bool(column.field) and column.field not in _ALWAYS_LOCKED
    return is_field and (is_full or column.masked is None)


def locked_column(
    column: ExportColumn, words: Words, known: Known, *, is_full: bool
) -> "LockedColumn":
    """Give a column as the workbook takes it."""
    # The library of workbooks stays out of a start.
    from branchcrm.exchange.locked_book import LockedColumn  # noqa: PLC0415 - loads slowly

    opened = is_open(column, is_full=is_full)
    listed = column.list_column(words, is_full=is_full)
    return LockedColumn(
        key=column.field or column.label,
        # Text keeps what is typed: a birthday by the moon, a day without its year.
        column=ListColumn(heading=listed.heading, kind=_kind(column, listed), width=listed.width),
        is_open=opened,
        choices=_choices(column.field, words, known) if opened else (),
    )


def _kind(column: ExportColumn, listed: ListColumn) -> ColumnKind:
    return ColumnKind.TEXT if column.field == "birthday" else listed.kind


def _choices(field: str, words: Words, known: Known) -> tuple[str, ...]:
    if field == MANAGER:
        return known.offered
    own = own_field_of(known.own, field)
    if own is not None:
        return tuple(words(one.text) for one in own.offered)
    return tuple(words(label) for label in _LABELS.get(field, {}).values())


def texts_of(facts: CustomerFacts, known: Known) -> dict[str, str]:
    """Give every field as it is compared: labels in Chinese, dates by ISO."""
    draft = draft_from(facts)
    texts = {name: str(getattr(draft, name)) for name in _FIELDS}
    for name, labels in _LABELS.items():
        texts[name] = labels.get(texts[name], "") if texts[name] else ""
    texts["birthday"] = birthday_text(facts.birthday) if facts.birthday else ""
    texts[MANAGER] = known.names.get(facts.manager_id, "") if facts.manager_id else ""
    return texts | {one.key: _own_text(one, facts.own.get(one.key)) for one in known.own}


def _own_text(field: OwnField, value: OwnValue | None) -> str:
    """Give a value as a cell of the workbook says it: amounts without zeros behind."""
    if field.kind is OwnKind.MONEY and isinstance(value, int):
        return text_of(float(yuan_of(value)))
    return own_words(field, value)


_FIELDS: Final = tuple(one.field for one in CUSTOMER_COLUMNS if one.field and one.field != MANAGER)


def typed_text(field: str, cell: Cell, words: Words) -> str:
    """Give what a cell of the file says, in the words that are compared."""
    text = text_of(cell).strip().removesuffix(" 00:00:00").removesuffix("T00:00:00")
    for label in _LABELS.get(field, {}).values():
        if text == words(label):
            return label
    return text


def with_texts(draft: CustomerDraft, texts: Mapping[str, str], known: Known) -> CustomerDraft:
    """Put texts of the file into a draft."""
    own = {name: text for name, text in texts.items() if is_own(name)}
    plain = {name: text for name, text in texts.items() if name not in {*own, MANAGER}}
    changed = replace(draft, own=own, **plain)  # type: ignore[arg-type]  # every other one is a text
    if MANAGER in texts:
        name = texts[MANAGER]
        changed = replace(changed, manager_id=known.id_of(name) if name else None)
    return changed
