"""The columns of the customer list."""

from collections.abc import Sequence
from dataclasses import replace

from branchcrm.domain.customer import KIND_LABELS, STAGE_LABELS, CustomerRow, CustomerSort
from branchcrm.domain.filter_field import FieldCatalogue, FilterField
from branchcrm.domain.list_order import ALERTS
from branchcrm.domain.shown_value import JOINT
from branchcrm.domain.tier import BY_HAND, Tier, tier_rank
from branchcrm.domain.wording import listed, mark
from ui.customers.field_columns import field_column
from ui.kit.formats import Formats
from ui.kit.paint import tier_chip_width
from ui.kit.table_column import CellStyle, Column, Kind, check_column
from ui.kit.theme import current_theme
from ui.kit.tier_names import tier_label
from ui.kit.translation import spoken, translate

UNKNOWN = "—"
_LINE = "name tier phone manager last_seen amount_12m next_visit code kind stage"
USUAL = frozenset({*_LINE.split(), ALERTS})
"""The columns whose values every line of the list has."""

HOLDS_WIDTH = 200
HOLDS, TAG = "holds", "tag"
WIDE = {HOLDS: 10, TAG: 9}
"""The columns of a wide window, and how soon they leave a narrow one."""

TIER_WIDTH = 62
TIER_PADDING = 16


class CustomerCells:
    """Turns a list line of a customer into the texts of its cells."""

    def __init__(self, formats: Formats) -> None:
        """Take the formats of the window."""
        self._formats = formats

    def name(self, row: CustomerRow) -> str:
        """Give the name."""
        return row.name

    def name_match(self, row: CustomerRow) -> tuple[int, int] | None:
        """Give the characters of the name that a search by pinyin or initials found."""
        return row.matched

    def code(self, row: CustomerRow) -> str:
        """Give the customer's number."""
        return row.code

    def tier(self, row: CustomerRow) -> str:
        """Give the tier's key, which the cell is painted from."""
        return row.tier.value

    def spoken_tier(self, row: CustomerRow) -> str:
        """Give the tier's full word, and that it was set by hand."""
        words = tier_label(row.tier, is_long=True)
        return f"{words} {translate(BY_HAND)}" if row.is_by_hand else words

    def phone(self, row: CustomerRow) -> str:
        """Give the masked phone."""
        return row.phone or UNKNOWN

    def manager(self, row: CustomerRow) -> str:
        """Give the account manager."""
        return row.manager or UNKNOWN

    def last_seen(self, row: CustomerRow) -> str:
        """Give the day of the last dealing or contact."""
        return self._formats.day(row.last_seen_on)

    def amount(self, row: CustomerRow) -> str:
        """Give the amount of the last twelve months."""
        return self._formats.money(row.amount_12m_cents)

    def next_visit(self, row: CustomerRow) -> str:
        """Give when the next visit is; today's with its time."""
        if row.next_visit_at is None:
            return self._formats.due(None).text
        local = self._formats.local(row.next_visit_at)
        is_today = local.date() == self._formats.today
        return self._formats.due(local.date(), local.time() if is_today else None).text

    def next_visit_style(self, row: CustomerRow) -> CellStyle | None:
        """Make an overdue visit red and today's bold."""
        if row.next_visit_at is None:
            return CellStyle("t3")
        day = self._formats.local(row.next_visit_at).date()
        if day < self._formats.today:
            return CellStyle("danger")
        return CellStyle("t1", is_bold=True) if day == self._formats.today else None

    def alert(self, row: CustomerRow) -> str:
        """Give what to look out for: a ban, a complaint, a tier by hand, a fall near, a move."""
        if row.barred:
            return translate(mark("不再联系：{reason}")).format(reason=row.barred)
        if row.open_complaints:
            return translate(mark("投诉处理中"))
        if row.is_by_hand:
            return translate(BY_HAND)
        if row.is_near_fall:
            return translate(mark("临近降级"))
        if row.tier_move is None:
            return ""
        before, after = (tier_label(tier) for tier in row.tier_move)
        return f"{before} → {after}"

    def alert_style(self, row: CustomerRow) -> CellStyle | None:
        """Give the alert its colour and icon."""
        if row.barred:
            return CellStyle("danger", icon="ph.prohibit")
        if row.open_complaints:
            return CellStyle("danger", icon="ph.megaphone-simple")
        if row.is_by_hand or row.is_near_fall:
            return CellStyle("t2", icon="ph.pencil-simple" if row.is_by_hand else "ph.arrow-down")
        if row.tier_move is None:
            return None
        before, after = row.tier_move
        if tier_rank(after) > tier_rank(before):
            return CellStyle("ok", icon="ph.arrow-up")
        return CellStyle("warn", icon="ph.arrow-down")

    def kind(self, row: CustomerRow) -> str:
        """Give what the customer is."""
        return translate(KIND_LABELS[row.kind])

    def stage(self, row: CustomerRow) -> str:
        """Give where the relation stands."""
        return translate(STAGE_LABELS[row.stage])


def customer_columns(formats: Formats) -> list[Column]:
    """Give the columns; keys are those of the fields, and of what a list can be sorted by."""
    cells = CustomerCells(formats)
    return [
        check_column(translate(mark("选择"))),
        *_identity_columns(cells),
        *_dealing_columns(cells),
        *_optional_columns(cells),
    ]


def list_columns(formats: Formats, catalogue: FieldCatalogue) -> list[Column]:
    """Give the columns of the list: the usual ones, then one for every other field."""
    usual = customer_columns(formats)
    place = [column.key for column in usual].index(ALERTS)
    usual[place:place] = _wide_columns(formats, catalogue)
    keys = {column.key for column in usual}
    others = (field for field in catalogue.columns if field.key not in keys)
    return [*usual, *(field_column(field, formats) for field in others)]


def _wide_columns(formats: Formats, catalogue: FieldCatalogue) -> list[Column]:
    """Give the columns that stand where a wide window has room for them; they give way first."""
    found = ((catalogue.get(key), priority) for key, priority in WIDE.items())
    columns = [
        replace(field_column(field, formats), is_shown=True, priority=priority)
        for field, priority in found
        if field is not None
    ]
    return [
        replace(one, kind=Kind.MUTED, text=_held, width=HOLDS_WIDTH) if one.key == HOLDS else one
        for one in columns
    ]


def _held(row: CustomerRow) -> str:
    """Give what a customer holds as one line of text."""
    products = row.more.get(HOLDS)
    return spoken(listed(str(products).split(JOINT))) if products else UNKNOWN


def more_of(columns: Sequence[Column], catalogue: FieldCatalogue) -> list[FilterField]:
    """Give the fields whose values a line needs for its columns, besides what it has anyway."""
    keys = [column.key for column in columns if column.key not in USUAL]
    return [field for field in catalogue.columns if field.key in keys]


def _identity_columns(cells: CustomerCells) -> list[Column]:
    return [
        Column(
            key=str(CustomerSort.NAME),
            title=translate(mark("客户")),
            text=cells.name,
            width=160,
            stretches=True,
            matches=True,
            span=cells.name_match,
        ),
        Column(
            key=str(CustomerSort.TIER),
            title=translate(mark("层级")),
            text=cells.tier,
            spoken=cells.spoken_tier,
            kind=Kind.TIER,
            width=tier_width(),
            min_width=tier_width(),
            sorts_down_first=True,
        ),
        Column(
            key=str(CustomerSort.PHONE),
            title=translate(mark("电话")),
            text=cells.phone,
            kind=Kind.PHONE,
            width=114,
            priority=3,
            matches=True,
        ),
        Column(
            key=str(CustomerSort.MANAGER),
            title=translate(mark("客户经理")),
            text=cells.manager,
            width=74,
            priority=4,
        ),
    ]


def tier_width() -> int:
    """Give the room that the widest tier needs, in lengths of the design."""
    scale = current_theme().text_scale
    widest = max(tier_chip_width(tier.value) for tier in Tier)
    return max(TIER_WIDTH, round(widest / scale) + TIER_PADDING)


def _dealing_columns(cells: CustomerCells) -> list[Column]:
    return [
        Column(
            key=str(CustomerSort.LAST_SEEN),
            title=translate(mark("最近往来")),
            text=cells.last_seen,
            kind=Kind.MUTED,
            width=92,
            priority=2,
            sorts_down_first=True,
        ),
        Column(
            key="amount_12m",
            title=translate(mark("近12个月金额(元)")),
            text=cells.amount,
            kind=Kind.MONEY,
            width=124,
            min_width=116,
            sorts_down_first=True,
        ),
        Column(
            key=str(CustomerSort.NEXT_VISIT),
            title=translate(mark("下次回访")),
            text=cells.next_visit,
            kind=Kind.DUE,
            width=100,
            min_width=92,
            style=cells.next_visit_style,
        ),
        Column(
            key=ALERTS,
            title=translate(mark("提醒")),
            text=cells.alert,
            kind=Kind.ALERT,
            width=118,
            priority=5,
            sorts_down_first=True,
            style=cells.alert_style,
        ),
    ]


def _optional_columns(cells: CustomerCells) -> list[Column]:
    return [
        Column(
            key=str(CustomerSort.CODE),
            title=translate(mark("客户编号")),
            text=cells.code,
            kind=Kind.MUTED,
            width=104,
            priority=6,
            is_shown=False,
            matches=True,
        ),
        Column(
            key=str(CustomerSort.KIND),
            title=translate(mark("客户类型")),
            text=cells.kind,
            kind=Kind.MUTED,
            width=80,
            priority=8,
            is_shown=False,
        ),
        Column(
            key=str(CustomerSort.STAGE),
            title=translate(mark("阶段")),
            text=cells.stage,
            kind=Kind.MUTED,
            width=80,
            priority=7,
            is_shown=False,
        ),
    ]
