"""The branch's own fields as columns of lists that go out, in full and as everybody sees them."""

from collections.abc import Iterable, Mapping
from typing import Final

from branchcrm.domain.customer import OwnValue
from branchcrm.domain.masking import mask_free_text
from branchcrm.domain.money import yuan_of
from branchcrm.domain.own_field import OwnField, OwnKind
from branchcrm.domain.own_value import own_number, own_words
from branchcrm.exchange.list_writer import ColumnKind
from branchcrm.services.export_columns import ExportColumn, Words, amounts_as_seen, texts_masked

_KINDS: Final = {
    OwnKind.NUMBER: ColumnKind.QUANTITY,
    OwnKind.MONEY: ColumnKind.MONEY,
    OwnKind.DAY: ColumnKind.DATE,
}
_MASKS: Final = {
    OwnKind.TEXT: texts_masked(mask_free_text),
    OwnKind.MONEY: amounts_as_seen,
}
_WIDTHS: Final = {OwnKind.TEXT: 20, OwnKind.LINK: 30}


def own_export_columns(fields: Iterable[OwnField]) -> tuple[ExportColumn, ...]:
    """Give a column for each field; an import knows it again by its name."""
    return tuple(_column(one) for one in fields)


def _column(field: OwnField) -> ExportColumn:
    def said(own: Mapping[str, OwnValue], words: Words) -> object:
        value = own.get(field.key)
        return None if value is None else _cell(field, value, words)

    return ExportColumn(
        label=field.name,
        field=field.key,
        of=("own",),
        said=said,
        masked=_MASKS.get(field.kind),
        kind=_KINDS.get(field.kind, ColumnKind.TEXT),
        masked_kind=ColumnKind.TEXT if field.kind is OwnKind.MONEY else None,
        width=_WIDTHS.get(field.kind, 14),
    )


def _cell(field: OwnField, value: OwnValue, words: Words) -> object:
    if isinstance(value, int):
        return yuan_of(value) if field.kind is OwnKind.MONEY else own_number(value)
    return own_words(field, value, words) if isinstance(value, str) else value
