"""What an import sees in a file before anything is decided."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from branchcrm.domain.masking import mask_id_number, mask_phone
from branchcrm.domain.phones import read_phones
from branchcrm.exchange.cells import Cell, SheetRow, is_blank, text_of
from branchcrm.exchange.columns import MatchedColumn
from branchcrm.exchange.field_spec import FieldSpec
from branchcrm.exchange.fields import ImportKind, KnownFields
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.exchange.table_kinds import lacking_fields
from branchcrm.services.import_flow import SheetTable

SAMPLES: Final = 3
_SAMPLED_ROWS: Final = 50
_PHONES: Final = frozenset(["phone", "more_phones", "customer_phone"])
_SHORT_NUMBER: Final = 7
_NUMBERS: Final = frozenset(["id_number", "card_number"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnOutline:
    """One column as a person confirms it: heading, field, how sure, some of its cells."""

    heading: str
    key: str
    column: int
    field: str
    matched_by: str
    confidence: float
    unit: str
    unit_factor: int | None
    date_layouts: int
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldOutline:
    """A field that a column can fill."""

    key: str
    label: str
    is_required: bool
    takes_many: bool
    is_money: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOutline:
    """One sheet as an import sees it; row numbers are Excel's.

    `profile` names the program whose export it is, by a text to translate.
    """

    name: str
    kind: str
    header_row: int | None
    rows: int
    columns: tuple[ColumnOutline, ...]
    lacking: tuple[str, ...] = ()
    profile: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What a file holds."""

    file: str
    sheets: tuple[SheetOutline, ...]
    digest: str = ""


def fields_of(kind: str, own: Sequence[FieldSpec] = ()) -> tuple[FieldOutline, ...]:
    """Give the fields that a table of a kind can fill, the branch's own last."""
    return tuple(
        FieldOutline(
            key=spec.key,
            label=spec.label,
            is_required=spec.is_required,
            takes_many=spec.takes_many,
            is_money=spec.is_money,
        )
        for spec in KnownFields(ImportKind(kind), own).specs
    )


def lacking_of(kind: str, fields: AbstractSet[str]) -> tuple[FieldOutline, ...]:
    """Give the fields that must be matched before rows of a kind can be taken."""
    keys = lacking_fields(ImportKind(kind), fields)
    return tuple(one for one in fields_of(kind) if one.key in keys)


class InspectionSink:
    """Counts the rows of the tables and keeps some of their cells."""

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.rows = 0
        self._found: list[SheetOutline] = []
        self._table: SheetTable | None = None
        self._sample: list[SheetRow] = []
        self._count = 0

    def sheet(self, head: SheetHead) -> None:
        """Go on to the next sheet."""

    def begin(self, table: SheetTable) -> None:
        """Take the next table."""
        self._table = table
        self._sample = []
        self._count = 0

    def records(self, rows: list[SheetRow]) -> None:
        """Count records."""
        self._count += len(rows)
        self.rows += len(rows)
        if len(self._sample) < _SAMPLED_ROWS:
            self._sample.extend(rows[: _SAMPLED_ROWS - len(self._sample)])

    def skip(self, row: SheetRow) -> None:
        """Count a total."""
        del row
        self._count += 1

    def end(self) -> None:
        """Note the table that was read."""
        table = self._table
        if table is None:
            return
        self._found.append(
            SheetOutline(
                name=table.head.name,
                kind=str(table.matched.kind or "unknown"),
                header_row=table.found.header_row,
                rows=self._count,
                columns=tuple(_outline(one, self._sample) for one in table.matched.columns),
                lacking=lacking_fields(table.matched.kind, table.matched.fields),
                profile=table.matched.profile,
            )
        )

    def unknown(self, head: SheetHead) -> None:
        """Note a sheet without a table."""
        self._found.append(
            SheetOutline(
                name=head.name, kind="unknown", header_row=None, rows=head.rows, columns=()
            )
        )

    def inspection(self, file: str, digest: str) -> Inspection:
        """Give what was seen."""
        return Inspection(file=file, sheets=tuple(self._found), digest=digest)


def _outline(column: MatchedColumn, rows: Sequence[SheetRow]) -> ColumnOutline:
    heading = column.heading
    cells = (row.cells[heading.column] for row in rows if heading.column < len(row.cells))
    filled = (shown_cell(column.field, cell) for cell in cells if not is_blank(cell))
    return ColumnOutline(
        heading=heading.text,
        key=heading.key,
        column=heading.column,
        field=column.field,
        matched_by=str(column.by),
        confidence=column.confidence,
        unit=heading.unit,
        unit_factor=heading.unit_factor,
        date_layouts=column.date_layouts,
        samples=tuple(text for text, _ in zip(filled, range(SAMPLES), strict=False)),
    )


def shown_cell(field: str, cell: Cell) -> str:
    """Give a cell as a screen may show it: numbers of people masked."""
    text = text_of(cell).strip()
    if field in _PHONES:
        return _masked_phones(text)
    return mask_id_number(text) if field in _NUMBERS and text[-1:].isalnum() else text


def _masked_phones(text: str) -> str:
    """Mask the numbers of a cell, right ones as everywhere, wrong ones by their middle."""
    phones = read_phones(text).value
    if phones:
        return "、".join(mask_phone(phone.shown) for phone in phones)
    if len(text) <= _SHORT_NUMBER or not text[:_SHORT_NUMBER].isdecimal():
        return text
    return f"{text[:3]}****{text[-3:]}"
