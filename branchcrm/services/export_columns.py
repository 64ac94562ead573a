"""The columns of lists that go out, in full and as everybody may see them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from branchcrm.domain.birthday import Birthday, BirthdayCalendar
from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.customer import FIELD_LABELS, KIND_LABELS, STAGE_LABELS, CustomerFacts
from branchcrm.domain.customer_check import birthday_text
from branchcrm.domain.identity_document import DOCUMENT_LABELS
from branchcrm.domain.masking import (
    amount_band,
    mask_address,
    mask_card_for_export,
    mask_email,
    mask_free_text,
    mask_id_number_for_export,
    mask_name,
    mask_phone,
    mask_wechat,
)
from branchcrm.domain.money import yuan_of
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_names import USUAL, TierNames
from branchcrm.domain.wording import mark
from branchcrm.exchange.list_writer import ColumnKind, ListColumn

READ_ONLY: Final = mark("{field}（只读）")
Row = Mapping[str, Any]
Words = Callable[[str], str]
Cells = Callable[[Row, CustomerFacts, Words], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportColumn:
    """One column: its label, its cells in full, and its cells as everybody may see them.

    `field` names the field of a customer that the column shows; read-only figures have none.
    `is_read_only` adds to the heading that an import leaves the column alone.
    """

    label: str
    full: Cells
    masked: Callable[[object, Words], object] | None = None
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

    def cells(self, *, is_full: bool) -> Cells:
        """Give what makes the cells of the column, in full or as everybody may see them."""
        full, masked = self.full, self.masked
        if is_full or masked is None:
            return full

        def cell(row: Row, facts: CustomerFacts, words: Words) -> object:
            value = full(row, facts, words)
            return value if value is None or value == "" else masked(value, words)

        return cell


def _plain(
    name: str, *, masked: Callable[[str], str] | None = None, width: float = 14
) -> ExportColumn:
    return ExportColumn(
        label=FIELD_LABELS[name],
        full=lambda _row, facts, _words: getattr(facts, name) or None,
        masked=None if masked is None else lambda value, _words: masked(str(value)),
        width=width,
        field=name,
    )


def _birthday(_row: Row, facts: CustomerFacts, _words: Words) -> object:
    birthday = facts.birthday
    if birthday is None:
        return None
    is_day = birthday.calendar is BirthdayCalendar.SOLAR and birthday.year is not None
    return _solar(birthday) if is_day else birthday_text(birthday)


def _solar(birthday: Birthday) -> date:
    return date(birthday.year or 1, birthday.month, birthday.day)


def _masked_phones(value: object, _words: Words) -> str:
    return "、".join(mask_phone(number) for number in str(value).split("、"))


def amount_as_seen(value: object, words: Words) -> str:
    """Give the band of an amount in yuan, as everybody may see it."""
    cents = int(Decimal(str(value)) * 100)
    return amount_band(cents).text(words)


def _hidden(_value: object, _words: Words) -> str:
    return "****"


def _label(labels: Mapping[Any, str], value: object, words: Words) -> str | None:
    return words(labels[value]) if value else None


BARRED: Final = ExportColumn(
    label=mark("不再联系（只读）"), full=lambda row, _facts, _words: row["barred"], width=20
)
"""Why a customer must not be contacted; no list goes out without it."""


def _tier_column(names: TierNames) -> ExportColumn:
    return ExportColumn(
        label=mark("层级（只读）"),
        full=lambda row, _facts, words: names.of(Tier(row["tier"])).text(words),
        width=12,
    )


TIER_COLUMN: Final = _tier_column(USUAL)

CUSTOMER_COLUMNS: Final = (
    _plain("code"),
    _plain("name", masked=mask_name),
    ExportColumn(
        label=FIELD_LABELS["kind"],
        field="kind",
        full=lambda _row, facts, words: words(KIND_LABELS[facts.kind]),
        width=10,
    ),
    TIER_COLUMN,
    _plain("phone", masked=mask_phone),
    ExportColumn(
        label=FIELD_LABELS["more_phones"],
        field="more_phones",
        full=lambda _row, facts, _words: "、".join(facts.more_phones) or None,
        masked=_masked_phones,
        width=18,
    ),
    ExportColumn(
        label=FIELD_LABELS["manager"],
        field="manager",
        full=lambda row, _facts, _words: row["manager"],
        width=12,
    ),
    ExportColumn(
        label=mark("最近往来（只读）"),
        full=lambda row, _facts, _words: row["last_seen_on"],
        kind=ColumnKind.DATE,
    ),
    ExportColumn(
        label=mark("近 12 个月金额（只读）"),
        full=lambda row, _facts, _words: yuan_of(row["amount_12m_cents"]),
        masked=amount_as_seen,
        kind=ColumnKind.MONEY,
        masked_kind=ColumnKind.TEXT,
        width=20,
    ),
    ExportColumn(
        label=mark("下次回访（只读）"),
        full=lambda row, _facts, _words: row["next_visit_on"],
        kind=ColumnKind.DATE,
    ),
    ExportColumn(
        label=mark("未结投诉（只读）"),
        full=lambda row, _facts, _words: row["open_complaints"],
        kind=ColumnKind.NUMBER,
        width=12,
    ),
    ExportColumn(
        label=FIELD_LABELS["gender"],
        field="gender",
        full=lambda _row, facts, words: _label(GENDER_LABELS, facts.gender, words),
        width=8,
    ),
    ExportColumn(
        label=FIELD_LABELS["birthday"],
        field="birthday",
        full=_birthday,
        masked=_hidden,
        kind=ColumnKind.DATE,
        masked_kind=ColumnKind.TEXT,
    ),
    ExportColumn(
        label=FIELD_LABELS["id_type"],
        field="id_type",
        full=lambda _row, facts, words: _label(DOCUMENT_LABELS, facts.id_type, words),
    ),
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
        full=lambda _row, facts, _words: facts.opened_on,
        kind=ColumnKind.DATE,
    ),
    ExportColumn(
        label=FIELD_LABELS["stage"],
        field="stage",
        full=lambda _row, facts, words: words(STAGE_LABELS[facts.stage]),
        width=10,
    ),
    _plain("note", masked=mask_free_text, width=30),
    _plain("reading", width=18),
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
    cells = _tier_column(names).full
    return tuple(
        replace(one, full=cells) if one.full is TIER_COLUMN.full else one for one in columns
    )


def on_paper(column: ExportColumn) -> ExportColumn:
    """Give a column with the heading that paper has for it."""
    label = _ON_PAPER.get(column.label, column.label)
    return replace(column, label=label, is_read_only=False)
