"""The tables of a customer's card."""

from collections.abc import Iterator, Sequence
from typing import Final

from branchcrm.domain.complaint_kind import STATE_LABELS as CASE_LABELS
from branchcrm.domain.consent import PURPOSE_LABELS
from branchcrm.domain.consent import STATE_LABELS as CONSENT_LABELS
from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.holding import total_cents
from branchcrm.domain.people import GROUP_LABELS
from branchcrm.domain.transaction import TRANSACTION_LABELS
from branchcrm.domain.wording import mark
from branchcrm.services.papers import CustomerCard
from ui.customers.customer_words import heading
from ui.kit.formats import Formats
from ui.kit.translation import spoken, translate
from ui.paper.pieces import Column, Piece, Row

NOTHING: Final = "—"
_TRADES: Final = 4


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Iterator[Piece]:
    """Give a table's heading and rows, or nothing without rows."""
    if rows:
        yield Row(columns, [column.text for column in columns], is_head=True)
        for row in rows:
            yield Row(columns, row)


def holdings(card: CustomerCard, formats: Formats) -> Iterator[Piece]:
    """Give what the customer holds, with the sum."""
    columns = (
        Column(translate(mark("产品")), 380),
        Column(translate(mark("到期日")), 160),
        Column(translate(mark("金额（元）")), 140, is_right=True),
    )
    rows = [
        (
            one.facts.product,
            one.facts.matures_on.isoformat() if one.facts.matures_on else NOTHING,
            formats.money(one.facts.amount_cents),
        )
        for one in card.holdings
    ]
    yield from table(columns, rows)
    if rows:
        total = formats.money(total_cents(card.holdings))
        yield Row(columns, [translate(mark("合计")), "", total], is_total=True)


def trades(card: CustomerCard, formats: Formats) -> Iterator[Piece]:
    """Give the latest transactions."""
    columns = (
        Column(translate(mark("日期")), 110),
        Column(translate(mark("产品")), 330),
        Column(translate(mark("类型")), 100),
        Column(translate(mark("金额（元）")), 140, is_right=True),
    )
    rows = [
        (
            one.day.isoformat(),
            one.product or NOTHING,
            translate(TRANSACTION_LABELS[one.kind]),
            formats.money(one.amount_cents),
        )
        for one in card.trades[:_TRADES]
    ]
    yield from table(columns, rows)


def events(card: CustomerCard, formats: Formats) -> Iterator[Piece]:
    """Give what happened last."""
    columns = (
        Column(translate(mark("时间")), 100),
        Column(translate(mark("类型")), 170),
        Column(translate(mark("内容")), 350),
        Column(translate(mark("经办")), 64),
    )
    rows = []
    for event in card.events:
        at = formats.local(event.at)
        day = f"{at:%m-%d}" if at.year == formats.today.year else f"{at:%Y-%m-%d}"
        when = f"{day} {at:%H:%M}" if event.has_time else day
        detail = spoken(event.detail).replace("\n", " ")
        rows.append((when, spoken(event.title), detail, spoken(event.who)))
    yield from table(columns, rows)


def people(card: CustomerCard) -> Iterator[Piece]:
    """Give the people around the customer."""
    around = card.people
    columns = (
        Column(translate(mark("姓名")), 120),
        Column(translate(mark("关系")), 140),
        Column(translate(mark("电话")), 420),
    )
    rows = [(one.name, one.role or NOTHING, one.phone) for one in around.contacts]
    rows += [(one.name, translate(one.label), one.phone) for one in around.relations]
    for group in around.groups:
        for member in group.members:
            if member.customer_id != card.customer.id:
                role = member.role or heading(GROUP_LABELS[group.kind])
                rows.append((member.name, role, member.phone))
    yield from table(columns, [(name, role, phone or NOTHING) for name, role, phone in rows])


def consents(card: CustomerCard, formats: Formats) -> Iterator[Piece]:
    """Give what the customer agreed to."""
    columns = (
        Column(translate(mark("项目")), 230),
        Column(translate(mark("状态")), 130),
        Column(translate(mark("有效期")), 320),
    )
    until = translate(mark("至 {day}"))
    rows = [
        (
            " ".join(map(translate, (PURPOSE_LABELS[one.purpose], CHANNEL_LABELS[one.channel]))),
            translate(CONSENT_LABELS[one.state(formats.today)]),
            until.format(day=one.expires_on.isoformat()) if one.expires_on else NOTHING,
        )
        for one in card.consents
    ]
    yield from table(columns, rows)


def complaints(card: CustomerCard, formats: Formats) -> Iterator[Piece]:
    """Give the complaints."""
    columns = (
        Column(translate(mark("编号")), 150),
        Column(translate(mark("标题")), 310),
        Column(translate(mark("受理日期")), 110),
        Column(translate(mark("状态")), 110),
    )
    rows = [
        (
            one.number,
            one.subject,
            f"{formats.local(one.received_at):%Y-%m-%d}",
            translate(CASE_LABELS[one.state]),
        )
        for one in card.complaints
    ]
    yield from table(columns, rows)
