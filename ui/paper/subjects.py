"""What can be printed: a customer's card, a list of customers, the visits of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.customer import CustomerFilter, CustomerOrder, CustomerRow
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.visit import VisitRow
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.papers import CustomerCard
from ui.kit.formats import Formats
from ui.kit.tier_names import tier_label
from ui.kit.translation import translate
from ui.paper.card import PRODUCT, CardMaker, Part
from ui.paper.card_tables import NOTHING, table
from ui.paper.ink import Ink
from ui.paper.pieces import Column, Piece, Title, Words

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services

CARD: Final = mark("客户卡")
LIST: Final = mark("客户名单")
DAY: Final = mark("当日回访单")
_CARD_OF: Final = mark("{name}的客户卡")
_LIST_OF: Final = mark("客户名单 {count} 位")
_DAY_OF: Final = mark("{day} 回访单 {count} 次")


@dataclass(frozen=True, slots=True)
class Making:
    """What pieces are made with: words and figures, fonts, the width, the chosen parts."""

    formats: Formats
    ink: Ink
    width: float
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was read for a paper: how it is called, in the journal too, and whom it shows."""

    name: str
    code: str
    kind: str
    logged: Sentence
    customers: tuple[CustomerId, ...]
    body: object


class Subject(Protocol):
    """Something that can be printed; reading runs off the main thread."""

    @property
    def has_parts(self) -> bool:
        """Whether parts can be left out."""
        ...

    def read(self, services: "Services", *, is_full: bool) -> Content:
        """Read what is printed."""
        ...

    def pieces(self, content: Content, making: Making) -> list[Piece]:
        """Make the pieces of what was read."""
        ...


@dataclass(frozen=True, slots=True)
class CardSubject:
    """One customer's card."""

    customer_id: CustomerId
    has_parts: bool = True

    def read(self, services: "Services", *, is_full: bool) -> Content:
        """Read the card."""
        card = services.papers.card(self.customer_id, is_full=is_full)
        name = card.customer.name
        return Content(
            name=name,
            code=card.customer.code,
            kind=CARD,
            logged=say(_CARD_OF, name=name),
            customers=(self.customer_id,),
            body=card,
        )

    def pieces(self, content: Content, making: Making) -> list[Piece]:
        """Make the card."""
        if not isinstance(content.body, CustomerCard):
            return []
        maker = CardMaker(content.body, making.formats, making.ink, making.width)
        return maker.pieces(making.parts)


@dataclass(frozen=True, slots=True)
class ListSubject:
    """A list of customers as it is seen."""

    asked: CustomerFilter
    order: CustomerOrder
    has_parts: bool = False

    def read(self, services: "Services", *, is_full: bool) -> Content:
        """Read the list; numbers stay masked."""
        del is_full
        total, rows = services.papers.customers(self.asked, self.order)
        return Content(
            name=LIST,
            code="",
            kind=LIST,
            logged=say(_LIST_OF, count=len(rows)),
            customers=(),
            body=(total, rows),
        )

    def pieces(self, content: Content, making: Making) -> list[Piece]:
        """Make a table of the list."""
        total, rows = content.body if isinstance(content.body, tuple) else (0, [])
        count = translate(mark("{count} 位")).format(count=making.formats.count(total))
        line = count
        if len(rows) < total:
            words = translate(mark("{count}，打印前 {shown} 位"))
            line = words.format(count=count, shown=making.formats.count(len(rows)))
        columns = (
            Column(translate(mark("客户编号")), 86),
            Column(translate(mark("姓名")), 150),
            Column(translate(mark("层级")), 70),
            Column(translate(mark("电话")), 110),
            Column(translate(mark("客户经理")), 74),
            Column(translate(mark("最近往来")), 84),
            Column(translate(mark("近12个月金额(元)")), 110, is_right=True),
        )
        cells = [_customer_cells(row, making.formats) for row in rows]
        title = Title(translate(LIST), line, "", translate(PRODUCT))
        return [title, *table(columns, cells)]


def _customer_cells(row: CustomerRow, formats: Formats) -> list[str]:
    return [
        row.code,
        row.name,
        tier_label(row.tier, is_long=True),
        row.phone or NOTHING,
        row.manager or NOTHING,
        row.last_seen_on.isoformat() if row.last_seen_on else NOTHING,
        formats.money(row.amount_12m_cents),
    ]


@dataclass(frozen=True, slots=True)
class DaySubject:
    """The visits of one day, with room for notes."""

    day: date
    has_parts: bool = False

    def read(self, services: "Services", *, is_full: bool) -> Content:
        """Read the day's visits; with full numbers, they are logged as for calling."""
        rows = services.papers.visits(self.day)
        numbers = {}
        if is_full:
            numbers = services.visit_lists.numbers_for_calling([one.id for one in rows])
        return Content(
            name=DAY,
            code=self.day.isoformat(),
            kind=DAY,
            logged=say(_DAY_OF, day=self.day.isoformat(), count=len(rows)),
            customers=tuple(dict.fromkeys(one.customer_id for one in rows)),
            body=[(one, numbers.get(one.id, one.phone)) for one in rows],
        )

    def pieces(self, content: Content, making: Making) -> list[Piece]:
        """Make a table of the visits."""
        rows = content.body if isinstance(content.body, list) else []
        columns = (
            Column(translate(mark("时间")), 60),
            Column(translate(mark("客户")), 130),
            Column(translate(mark("电话")), 110),
            Column(translate(mark("方式")), 56),
            Column(translate(mark("事由")), 170),
            Column(translate(mark("客户经理")), 66),
            Column(translate(mark("结果")), 92),
        )
        heading = making.formats.day_heading(self.day)
        count = translate(mark("{count} 次")).format(count=len(rows))
        title = Title(translate(DAY), f"{heading} · {count}", "", translate(PRODUCT))
        if not rows:
            return [title, Words(translate(mark("这一天没有回访")))]
        cells = [_visit_cells(visit, phone, making.formats) for visit, phone in rows]
        return [title, *table(columns, cells)]


def _visit_cells(visit: VisitRow, phone: str, formats: Formats) -> list[str]:
    at = visit.time(formats.zone)
    return [
        formats.clock_time(at) if at else translate(mark("全天")),
        visit.customer,
        phone or NOTHING,
        translate(CHANNEL_LABELS[visit.channel]),
        visit.purpose,
        visit.staff or NOTHING,
        visit.result,
    ]


def subject_of(params: Mapping[str, object]) -> Subject | None:
    """Give what the parameters of the page name: a customer, a day, or a list as seen."""
    customer_id, day = params.get("customer_id"), params.get("day")
    asked, order = params.get("asked"), params.get("order")
    if isinstance(customer_id, int):
        return CardSubject(CustomerId(customer_id))
    if isinstance(day, date):
        return DaySubject(day)
    if isinstance(asked, CustomerFilter) and isinstance(order, CustomerOrder):
        return ListSubject(asked, order)
    return None
