"""The columns of an export that follows a view: any field, in full or as everybody may see it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from branchcrm.data.exports import MORE
from branchcrm.domain.customer import Shown
from branchcrm.domain.filter_field import FieldGroup, FieldKind, FilterField
from branchcrm.domain.masking import mask_free_text
from branchcrm.domain.money import yuan_of
from branchcrm.domain.shown_value import plain_value, value_words
from branchcrm.exchange.list_writer import ColumnKind
from branchcrm.services.export_columns import (
    BARRED,
    CUSTOMER_COLUMNS,
    ExportColumn,
    Words,
    amounts_as_seen,
    texts_masked,
)

DO_NOT_CONTACT: Final = "do_not_contact"
_KEYS: Final = ("code", "name")
_KINDS: Final = {
    FieldKind.MONEY: ColumnKind.MONEY,
    FieldKind.DAY: ColumnKind.DATE,
    FieldKind.NUMBER: ColumnKind.QUANTITY,
}
_BY_FIELD: Final[Mapping[str, ExportColumn]] = MappingProxyType(
    {column.field: column for column in CUSTOMER_COLUMNS if column.field}
)


def columns_of(
    fields: Sequence[FilterField], own: Sequence[ExportColumn] = ()
) -> tuple[ExportColumn, ...]:
    """Give the columns of a view; number and name come first, to know the customer by.

    What a form takes has the heading of the usual export, so that an import knows it again;
    figures say that they are read only. Who must not be contacted is told last, with the reason.
    `own` are the columns of the branch's own fields.
    """
    known = {**_BY_FIELD, **{one.field: one for one in own}}
    shown = [one for one in fields if one.key not in _KEYS]
    keys = [_BY_FIELD[key] for key in _KEYS]
    asks_bans = any(one.key == DO_NOT_CONTACT for one in shown)
    bans = () if asks_bans else (BARRED,)
    return (*keys, *(known.get(one.key) or _figure(one) for one in shown), *bans)


def looked_up(fields: Sequence[FilterField]) -> tuple[FilterField, ...]:
    """Give the fields whose values are read besides the customer's own."""
    return tuple(
        one for one in fields if one.key not in _BY_FIELD and one.group is not FieldGroup.OWN
    )


def _figure(field: FilterField) -> ExportColumn:
    is_text = field.kind in {FieldKind.TEXT, FieldKind.TEXTS}
    kind = _KINDS.get(field.kind, ColumnKind.TEXT)

    def said(shown: Shown, words: Words) -> object:
        return _cell(field, shown, words)

    def in_yuan(cents: int | None, _words: Words) -> object:
        return None if cents is None else yuan_of(cents)

    masked = amounts_as_seen if field.kind is FieldKind.MONEY else None
    return ExportColumn(
        label=field.label,
        is_read_only=True,
        of=(f"{MORE}{field.key}",),
        said=in_yuan if field.kind is FieldKind.MONEY else said,
        masked=texts_masked(mask_free_text) if is_text else masked,
        kind=kind,
        masked_kind=ColumnKind.TEXT if field.kind is FieldKind.MONEY else None,
    )


def _cell(field: FilterField, shown: Shown, words: Words) -> object:
    sentence = value_words(field, shown)
    if sentence is not None:
        return sentence.text(words)
    value = plain_value(field, shown)
    return float(value) if isinstance(value, Decimal) and field.scale > 1 else value
