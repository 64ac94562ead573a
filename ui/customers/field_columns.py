"""Columns for any field of the filter language: the branch's own fields and figures among them."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from branchcrm.domain.customer import CustomerRow, Shown
from branchcrm.domain.filter_field import GROUP_LABELS, FieldGroup, FieldKind, FilterField
from branchcrm.domain.list_order import ALERTS
from branchcrm.domain.shown_value import JOINT, plain_value, value_words
from branchcrm.domain.wording import mark
from ui.kit.columns_dialog import ColumnEntry
from ui.kit.formats import UNKNOWN, Formats
from ui.kit.table_column import Column, Kind
from ui.kit.translation import spoken, translate

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services

_KINDS = {
    FieldKind.MONEY: Kind.MONEY,
    FieldKind.NUMBER: Kind.MONEY,
    FieldKind.PERCENT: Kind.MONEY,
    FieldKind.TEXTS: Kind.BADGES,
}
_LARGE_FIRST = frozenset({FieldKind.MONEY, FieldKind.NUMBER, FieldKind.PERCENT, FieldKind.DAY})
_WIDTHS = {FieldKind.MONEY: 124, FieldKind.TEXTS: 160, FieldKind.CHOICES: 140, FieldKind.TEXT: 140}


def field_title(field: FilterField) -> str:
    """Give the heading of a field's column; amounts say their unit."""
    name = spoken(field.said)
    if field.kind is FieldKind.MONEY:
        return translate(mark("{field}(元)")).format(field=name)
    return name


def column_entries(services: "Services", columns: Sequence[Column]) -> list[ColumnEntry]:
    """Give what the list can show, under the groups of its fields, found by pinyin too."""
    titles = {one.key: one.title for one in columns}
    alerts = ColumnEntry(
        key=ALERTS,
        title=titles[ALERTS],
        group=translate(GROUP_LABELS[FieldGroup.FACTS]),
        words="tixing tx alerts",
    )
    entries = [
        ColumnEntry(
            key=choice.field.key,
            title=titles[choice.field.key],
            group=translate(GROUP_LABELS[choice.field.group]),
            words=choice.words,
        )
        for choice in services.filters.choices()
        if choice.field.key in titles
    ]
    return [alerts, *entries]


def field_column(field: FilterField, formats: Formats) -> Column:
    """Give the column of a field; it is not shown until a view wants it."""
    return Column(
        key=field.key,
        title=field_title(field),
        text=_text_of(field, formats),
        width=_WIDTHS.get(field.kind, 104),
        kind=_KINDS.get(field.kind, Kind.MUTED),
        is_shown=False,
        sorts_down_first=field.kind in _LARGE_FIRST,
    )


def _text_of(field: FilterField, formats: Formats) -> Callable[[CustomerRow], str]:
    def text(row: CustomerRow) -> str:
        return _shown(field, row.more.get(field.key), formats)

    return text


def _shown(field: FilterField, value: Shown, formats: Formats) -> str:
    words = value_words(field, value)
    if words is not None:
        return spoken(words)
    plain = plain_value(field, value)
    if plain is None:
        return "" if field.kind is FieldKind.TEXTS else UNKNOWN
    if isinstance(plain, date):
        return formats.day(plain)
    if isinstance(plain, str):
        return plain.replace(JOINT, "\n") if field.kind is FieldKind.TEXTS else plain
    return _number(field, plain, formats)


def _number(field: FilterField, plain: int | Decimal, formats: Formats) -> str:
    if field.kind is FieldKind.MONEY:
        return formats.money(int(plain * 100))
    if isinstance(plain, Decimal):
        return f"{plain:.1f}"
    return str(plain) if field.key == "birth_year" else formats.count(plain)
