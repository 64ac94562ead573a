"""What can be printed: a customer's card, a list of customers, the visits of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, Protocol

from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.rights import Right
from branchcrm.domain.visit import VisitRow
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.exports import ExportRequest
from branchcrm.services.papers import CARD_OF, LIST_OF, CustomerCard, PaperList
from ui.customers.customer_words import DOT
from ui.kit.formats import Formats
from ui.kit.translation import translate
from ui.paper.card import PRODUCT, CardMaker, Part
from ui.paper.card_tables import NOTHING, table
from ui.paper.ink import Ink
from ui.paper.list_table import list_rows
from ui.paper.pieces import Column, Piece, Title, Words

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services

CARD: Final = mark("客户卡")
LIST: Final = mark("客户名单")
DAY: Final = mark("当日回访单")
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
    """What was read for a paper: how it is called, in the journal too, and whom it shows.

    `name` stands on the sheets, `known` is the name as it is kept.
    """

    name: str
    known: str
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

    @property
    def full_right(self) -> Right:
        """The right that full data on it needs."""
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
    full_right: Right = Right.EXPORT_FULL

    def read(self, services: "Services", *, is_full: bool) -> Content:
        """Read the card."""
        card = services.papers.card(self.customer_id, is_full=is_full)
        return Content(
            name=card.customer.name,
            known=card.name,
            code=card.customer.code,
            kind=CARD,
            logged=say(CARD_OF, name=card.name),
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
    """A list of customers as it is seen: columns, order and sort of the view that is open."""

    request: ExportRequest
    view: str = ""
    has_parts: bool = False
    full_right: Right = Right.EXPORT_FULL

    def read(self, services: "Services", *, is_full: bool) -> Content:
        """Read the list."""
        found = services.papers.customers(replace(self.request, is_full=is_full), translate)
        return Content(
            name=LIST,
            known=LIST,
            code="",
            kind=LIST,
            logged=say(LIST_OF, count=len(found.rows)),
            customers=(),
            body=found,
        )

    def pieces(self, content: Content, making: Making) -> list[Piece]:
        """Make a table of the list."""
        found = content.body
        if not isinstance(found, PaperList):
            return []
        line = translate(mark("{count} 位")).format(count=making.formats.count(found.total))
        if len(found.rows) < found.total:
            words = translate(mark("{count}，打印前 {shown} 位"))
            line = words.format(count=line, shown=making.formats.count(len(found.rows)))
        line = DOT.join(filter(None, [self.view, line]))
        title = Title(translate(LIST), line, "", translate(PRODUCT))
        return [title, *list_rows(found, making.ink, making.width)]


@dataclass(frozen=True, slots=True)
class DaySubject:
    """The visits of one day, with room for notes."""

    day: date
    has_parts: bool = False
    full_right: Right = Right.REVEAL

    def read(self, services: "Services", *, is_full: bool) -> Content:
        """Read the day's visits; with full numbers, they are logged as for calling."""
        rows = services.papers.visits(self.day, is_full=is_full)
        return Content(
            name=DAY,
            known=DAY,
            code=self.day.isoformat(),
            kind=DAY,
            logged=say(_DAY_OF, day=self.day.isoformat(), count=len(rows)),
            customers=tuple(dict.fromkeys(one.customer_id for one in rows)),
            body=rows,
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
        count = translate(mark("{count} 次")).format(count=f"{len(rows):,}")
        title = Title(translate(DAY), f"{heading} · {count}", "", translate(PRODUCT))
        if not rows:
            return [title, Words(translate(mark("这一天没有回访")))]
        cells = [_visit_cells(visit, making.formats) for visit in rows]
        return [title, *table(columns, cells)]


def _visit_cells(visit: VisitRow, formats: Formats) -> list[str]:
    at = visit.time(formats.zone)
    return [
        formats.clock_time(at) if at else translate(mark("全天")),
        visit.customer,
        visit.phone or NOTHING,
        translate(CHANNEL_LABELS[visit.channel]),
        visit.purpose,
        visit.staff or NOTHING,
        visit.result,
    ]


def subject_of(params: Mapping[str, object]) -> Subject | None:
    """Give what the parameters of the page name: a customer, a day, or a list as seen."""
    customer_id, day = params.get("customer_id"), params.get("day")
    request, view = params.get("request"), params.get("view")
    if isinstance(customer_id, int):
        return CardSubject(CustomerId(customer_id))
    if isinstance(day, date):
        return DaySubject(day)
    if isinstance(request, ExportRequest):
        return ListSubject(request, view if isinstance(view, str) else "")
    return None
