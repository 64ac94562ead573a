"""The columns of lists that go out, in full and as everybody may see them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Final

from branchcrm.data.customer_values import BETWEEN_PHONES, BIRTHDAY_COLUMNS
from branchcrm.domain.birthday import Birthday, BirthdayCalendar
from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.customer import FIELD_LABELS, KIND_LABELS, STAGE_LABELS
from branchcrm.domain.customer_check import birthday_text
from branchcrm.domain.identity_document import DOCUMENT_LABELS
from branchcrm.domain.masking import (
    AMOUNT_BANDS,
    amount_band_place,
    mask_address,
    mask_card_for_export,
    mask_email,
    mask_free_text,
    mask_id_number_for_export,
    mask_name,
    mask_phone,
    mask_wechat,
)
from branchcrm.domain.money import CENTS_PER_YUAN, yuan_of
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_names import USUAL, TierNames
from branchcrm.domain.wording import mark
from branchcrm.exchange.list_writer import ColumnKind, ListColumn

READ_ONLY: Final = mark("{field}（只读）")
Columns = Mapping[str, Sequence[Any]]
Words = Callable[[str], str]
Masked = Callable[[Sequence[Any], Words], Sequence[object]]
"""Makes the cells of some rows those that everybody may see."""


class _Remembered(dict[Any, Any]):
    """The cells of values that come again and again."""

    def __init__(self, make: Callable[[Any], object]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> object:  # noqa: ANN401 - of any column
        made = self[value] = self._make(value)
        return made


def _said(said: Callable[..., object], words: Words, value: object) -> object:
    return said(value, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportColumn:
    """One column: its label, its cells in full, and its cells as everybody may see them.

    `of` names what a list holds that the cells are made from, `said` makes one of these values
    and the reader's words, where it is not the value itself. `field` names the field of a
    customer that the column shows; read-only figures have none. `is_read_only` adds to the
    heading that an import leaves the column alone.
    """

    label: str
    of: tuple[str, ...]
    said: Callable[..., object] | None = None
    masked: Masked | None = None
    kind: ColumnKind = ColumnKind.TEXT
    masked_kind: ColumnKind | None = None
    width: float = 14
    field: str = ""
    is_read_only: bool = False

    def list_column(self, words: Words, *, is_full: bool) -> ListColumn:
        """Give the column as the writer takes it."""
        kind = self.kind if is_full else (self.masked_kind or self.kind)
        label = words(self.label)
        heading = words(READ_ONLY).format(field=label) if self.is_read_only else label
        return ListColumn(heading=heading, kind=kind, width=self.width)

    def column(self, held: Columns, words: Words, *, is_full: bool) -> Sequence[object]:
        """Give the cells of some rows, which come column by column, in full or as all may see."""
        said, masked = self.said, self.masked
        first, *others = [held[name] for name in self.of]
        cells: Sequence[object] = first
        if others and said is not None:
            cells = [said(*values, words) for values in zip(first, *others, strict=True)]
        elif said is not None:
            make = partial(_said, said, words)
            # What a row holds of many fields hardly repeats, and is no key.
            is_key = not isinstance(first[0], Mapping)
            cells = list(map(_Remembered(make).__getitem__ if is_key else make, first))
        if is_full or masked is None:
            return cells
        return masked(cells, words)


def texts_masked(mask: Callable[[str], str]) -> Masked:
    """Mask each text of a column, where there is one."""
    return lambda cells, _words: [cell and mask(cell) for cell in cells]


def _plain(
    name: str, *, masked: Callable[[str], str] | None = None, width: float = 14
) -> ExportColumn:
    return ExportColumn(
        label=FIELD_LABELS[name],
        of=(name,),
        masked=None if masked is None else texts_masked(masked),
        width=width,
        field=name,
    )


def _choice(name: str, labels: Mapping[Any, str], *, width: float = 14) -> ExportColumn:
    return ExportColumn(
        label=FIELD_LABELS[name],
        of=(name,),
        said=lambda value, words: words(labels[value]) if value else None,
        width=width,
        field=name,
    )


def _birthday(
    calendar: str | None, year: int | None, month: int, day: int, leap: int, _words: Words
) -> object:
    if calendar is None:
        return None
    if calendar == BirthdayCalendar.SOLAR and year is not None:
        return date(year, month, day)
    kind = BirthdayCalendar(calendar)
    return birthday_text(
        Birthday(calendar=kind, year=year, month=month, day=day, is_leap=bool(leap))
    )


def _reading(syllables: str, is_corrected: int, _words: Words) -> str | None:
    return syllables if is_corrected else None


def _masked_phones(numbers: str) -> str:
    return "、".join(map(mask_phone, numbers.split("、")))


def amounts_as_seen(yuan: Sequence[Any], words: Words) -> Sequence[object]:
    """Give the bands of amounts in yuan, as everybody may see them."""
    bands = [band.text(words) for band in AMOUNT_BANDS]
    return [
        None if amount is None else bands[amount_band_place(amount * CENTS_PER_YUAN)]
        for amount in yuan
    ]


def _hidden(cells: Sequence[Any], _words: Words) -> Sequence[object]:
    return [cell and "****" for cell in cells]


BARRED: Final = ExportColumn(label=mark("不再联系（只读）"), of=("barred",), width=20)
"""Why a customer must not be contacted; no list goes out without it."""


def _tier_column(names: TierNames) -> ExportColumn:
    return ExportColumn(
        label=mark("层级（只读）"),
        of=("tier",),
        said=lambda tier, words: names.of(Tier(tier)).text(words),
        width=12,
    )


TIER_COLUMN: Final = _tier_column(USUAL)

CUSTOMER_COLUMNS: Final = (
    _plain("code"),
    _plain("name", masked=mask_name),
    _choice("kind", KIND_LABELS, width=10),
    TIER_COLUMN,
    _plain("phone", masked=mask_phone),
    ExportColumn(
        label=FIELD_LABELS["more_phones"],
        field="more_phones",
        of=("more_phones",),
        said=lambda many, _words: many and many.replace(BETWEEN_PHONES, "、"),
        masked=texts_masked(_masked_phones),
        width=18,
    ),
    ExportColumn(label=FIELD_LABELS["manager"], field="manager", of=("manager",), width=12),
    ExportColumn(label=mark("最近往来（只读）"), of=("last_seen_on",), kind=ColumnKind.DATE),
    ExportColumn(
        label=mark("近 12 个月金额（只读）"),
        of=("amount_12m_cents",),
        said=lambda cents, _words: yuan_of(cents),
        masked=amounts_as_seen,
        kind=ColumnKind.MONEY,
        masked_kind=ColumnKind.TEXT,
        width=20,
    ),
    ExportColumn(label=mark("下次回访（只读）"), of=("next_visit_on",), kind=ColumnKind.DATE),
    ExportColumn(
        label=mark("未结投诉（只读）"),
        of=("open_complaints",),
        kind=ColumnKind.NUMBER,
        width=12,
    ),
    _choice("gender", GENDER_LABELS, width=8),
    ExportColumn(
        label=FIELD_LABELS["birthday"],
        field="birthday",
        of=BIRTHDAY_COLUMNS,
        said=_birthday,
        masked=_hidden,
        kind=ColumnKind.DATE,
        masked_kind=ColumnKind.TEXT,
    ),
    _choice("id_type", DOCUMENT_LABELS),
    _plain("id_number", masked=mask_id_number_for_export, width=22),
    _plain("uscc", width=22),
    _plain("card_number", masked=mask_card_for_export, width=22),
    _plain("email", masked=mask_email, width=22),
    _plain("wechat", masked=mask_wechat),
    _plain("address", masked=mask_address, width=28),
    _plain("employer", width=20),
    _plain("occupation"),
    _plain("industry"),
    _plain("contact_name", masked=mask_name),
    _plain("contact_title"),
    _plain("source"),
    ExportColumn(
        label=FIELD_LABELS["opened_on"],
        field="opened_on",
        of=("opened_on",),
        kind=ColumnKind.DATE,
    ),
    _choice("stage", STAGE_LABELS, width=10),
    _plain("note", masked=mask_free_text, width=30),
    ExportColumn(
        label=FIELD_LABELS["reading"],
        field="reading",
        of=("syllables", "is_reading_corrected"),
        said=_reading,
        width=18,
    ),
    BARRED,
)

# What a sheet of paper has room for; nothing is taken back from paper, so no column says so.
_ON_PAPER: Final = {
    FIELD_LABELS["code"]: FIELD_LABELS["code"],
    FIELD_LABELS["name"]: FIELD_LABELS["name"],
    TIER_COLUMN.label: mark("层级"),
    FIELD_LABELS["phone"]: FIELD_LABELS["phone"],
    FIELD_LABELS["manager"]: FIELD_LABELS["manager"],
    mark("最近往来（只读）"): mark("最近往来"),
    mark("近 12 个月金额（只读）"): mark("近 12 个月金额"),
    mark("下次回访（只读）"): mark("下次回访"),
    BARRED.label: mark("不再联系"),
}
PAPER_COLUMNS: Final = tuple(
    replace(one, label=_ON_PAPER[one.label]) for one in CUSTOMER_COLUMNS if one.label in _ON_PAPER
)


def with_tier_names(columns: Sequence[ExportColumn], names: TierNames) -> tuple[ExportColumn, ...]:
    """Give columns in which the tiers are called by a rule's names."""
    said = _tier_column(names).said
    return tuple(
        replace(one, said=said) if one.said is TIER_COLUMN.said else one for one in columns
    )


def on_paper(column: ExportColumn) -> ExportColumn:
    """Give a column with the heading that paper has for it."""
    label = _ON_PAPER.get(column.label, column.label)
    return replace(column, label=label, is_read_only=False)
