"""The branch's own fields as columns of customer files: headings, drop-downs, cells."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from branchcrm.domain.customer import OwnValue
from branchcrm.domain.outcome import Outcome
from branchcrm.domain.own_field import OwnField, OwnKind
from branchcrm.domain.own_value import read_own
from branchcrm.domain.wording import mark
from branchcrm.exchange.cell_values import read_amount_value, read_text
from branchcrm.exchange.cells import text_of
from branchcrm.exchange.date_values import DateReader
from branchcrm.exchange.field_spec import FieldSpec
from branchcrm.exchange.planned_column import CellReading
from branchcrm.exchange.quick_values import (
    plain_amounts,
    plain_texts,
    quick_amount,
    quick_text,
)
from branchcrm.exchange.reading_rules import read_filled

FORMS: Final = {
    OwnKind.NUMBER: mark("数字，最多 4 位小数"),
    OwnKind.LINK: mark("网址，以 https:// 或 http:// 开头"),
}
"""How the cells of a kind are written, where that is not said by what they have in common."""

_EXAMPLES: Final = {
    OwnKind.NUMBER: "2",
    OwnKind.MONEY: "50000",
    OwnKind.DAY: "2026-12-01",
    OwnKind.LINK: "https://example.com",
}
_NUMBERS: Final = frozenset({OwnKind.NUMBER, OwnKind.MONEY})


def own_spec(field: OwnField) -> FieldSpec:
    """Give a field as files know it: by its name alone."""
    choices = tuple(one.text for one in field.offered)
    return FieldSpec(
        key=field.key,
        label=field.name,
        synonyms="",
        is_money=field.kind is OwnKind.MONEY,
        is_date=field.kind is OwnKind.DAY,
        is_text=field.kind not in _NUMBERS,
        choices=choices,
        form=FORMS.get(field.kind, ""),
        example=choices[0] if choices else _EXAMPLES.get(field.kind, ""),
    )


def own_reading(field: OwnField, today: date, dates: DateReader, factor: int) -> CellReading:
    """Give the ways of reading a cell of the field."""
    if field.kind is OwnKind.DAY:
        return CellReading(careful=lambda cell: dates.moment(cell).turned(datetime.date))
    if field.kind is OwnKind.MONEY:
        return CellReading(
            careful=lambda cell: read_amount_value(cell, factor),
            quick=quick_amount(factor),
            plain=plain_amounts(factor),
        )

    def of_text(text: str) -> Outcome[OwnValue]:
        return read_own(field, text, today)

    if field.kind is OwnKind.TEXT:
        return CellReading(careful=read_text, quick=quick_text, plain=plain_texts)
    if field.kind is OwnKind.LINK:
        return CellReading(careful=lambda cell: _of_line(read_text(cell), of_text))
    return CellReading(
        careful=lambda cell: read_filled(cell, of_text, lambda _number: of_text(text_of(cell)))
    )


def _of_line(
    line: Outcome[str], read: Callable[[str], Outcome[OwnValue]]
) -> Outcome[OwnValue] | Outcome[str]:
    return read(line.value) if line.value else line


def own_by_row(
    fields: Mapping[str, OwnField], columns: Mapping[str, Sequence[Any]], kinds: Sequence[Any]
) -> tuple[list[dict[str, OwnValue] | None], set[int]]:
    """Give each row's values together, and the rows that say what their kind does not have."""
    held: list[dict[str, OwnValue] | None] = [None] * len(kinds)
    foreign: set[int] = set()
    for key, field in fields.items():
        for place, value in enumerate(columns.get(key, ())):
            if value is None:
                continue
            if not field.is_of(kinds[place]):
                foreign.add(place)
                continue
            values = held[place]
            if values is None:
                values = held[place] = {}
            values[key] = value
    return held, foreign
