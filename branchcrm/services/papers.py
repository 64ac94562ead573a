"""What a user can do with paper: read what goes onto it, and write down that it went out."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import ComplaintRow
from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintSort
from branchcrm.domain.consent import Consent
from branchcrm.domain.customer import Customer
from branchcrm.domain.holding import Holding
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.masking import mask_name
from branchcrm.domain.own_field import OwnField
from branchcrm.domain.people import People
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_receipt_parts import Receipt
from branchcrm.domain.timeline import TimelineAsk, TimelineEvent
from branchcrm.domain.transaction import Transaction
from branchcrm.domain.visit import VisitFilter, VisitRow, VisitState
from branchcrm.domain.wording import Sentence, Translate, in_chinese, mark, say
from branchcrm.exchange.list_paper import RIGHT_KINDS, paper_text
from branchcrm.services.context import Context, requires
from branchcrm.services.customer_masks import facts_for_export, people_for_export
from branchcrm.services.export_fields import looked_up
from branchcrm.services.exports import (
    FULL,
    MASKED,
    ExportRequest,
    customer_columns,
    shown_columns,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

PRINTED: Final = mark("打印{what}（{how}）")
CARD_OF: Final = mark("{name}的客户卡")
LIST_OF: Final = mark("客户名单 {count} 位")
SHOWN_FULL: Final = mark("在打印预览中查看完整资料：{what}")
LATEST: Final = 7
MOST_ROWS: Final = 2000
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """What stands on every sheet: the branch, who printed, when."""

    branch: str
    person: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCard:
    """Everything that a customer's card shows; `name` is the customer's own, masked or not."""

    name: str
    customer: Customer
    receipt: Receipt | None
    visit: VisitRow | None
    events: tuple[TimelineEvent, ...]
    holdings: tuple[Holding, ...]
    trades: tuple[Transaction, ...]
    months: tuple[tuple[date, int], ...]
    people: People
    consents: tuple[Consent, ...]
    complaints: tuple[ComplaintRow, ...]
    own: tuple[OwnField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperList:
    """A list as paper shows it: headings, which of them stand right, and the rows that fit."""

    total: int
    headings: tuple[str, ...]
    is_right: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


class PaperService:
    """The use cases of what is printed."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def head(self) -> PaperHead:
        """Give what stands on every sheet."""
        actor, clock = self.context.actor, self.context.clock
        with self.context.read() as work:
            branch = work.staff.branch_name(actor.branch_id)
        return PaperHead(branch=branch, person=actor.name, at=clock.now().astimezone(clock.zone))

    @requires(Right.SEE_CUSTOMERS)
    def card(self, customer_id: CustomerId, *, is_full: bool = False) -> CustomerCard:
        """Give a customer's card; a full one needs its own right, and the look is logged.

        Raises:
            NotAllowedError: the acting person may not take out full data.
            NotFoundError: there is no such customer.
        """
        from branchcrm.services.complaints import ComplaintService  # noqa: PLC0415 - loads slowly
        from branchcrm.services.consents import ConsentService  # noqa: PLC0415
        from branchcrm.services.holdings import HoldingService  # noqa: PLC0415
        from branchcrm.services.people import PeopleService  # noqa: PLC0415
        from branchcrm.services.tiers import TierService  # noqa: PLC0415
        from branchcrm.services.timelines import TimelineService  # noqa: PLC0415
        from branchcrm.services.transactions import TransactionService  # noqa: PLC0415
        from branchcrm.services.visits import VisitService  # noqa: PLC0415

        context = self.context
        if is_full:
            context.actor.require(Right.EXPORT_FULL)
        with context.read() as work:
            kept, own = work.customers.get(customer_id), work.own_fields.in_use()
        trades = TransactionService(context).of_customer(customer_id)
        complaints = ComplaintService(context)
        visit = VisitService(context).get(kept.next_visit_id) if kept.next_visit_id else None
        cases = complaints.ids(ComplaintFilter(customer_id=customer_id), ComplaintSort.RECEIVED)
        card = CustomerCard(
            name=kept.name,
            customer=kept,
            receipt=TierService(context).receipt(customer_id),
            visit=visit,
            events=TimelineService(context).page(customer_id, TimelineAsk(limit=LATEST)).events,
            holdings=tuple(HoldingService(context).of_customer(customer_id)),
            trades=tuple(trades[:LATEST]),
            months=_months(trades, context.clock.today()),
            people=PeopleService(context).of_customer(customer_id),
            consents=ConsentService(context).sheet(customer_id).consents,
            complaints=tuple(complaints.rows(cases[:LATEST])),
            own=own,
        )
        return self._shown(card) if is_full else _masked(card)

    @requires(Right.SEE_CUSTOMERS)
    def customers(self, request: ExportRequest, translate: Translate = in_chinese) -> PaperList:
        """Give a list with the columns and the order of its view, as far as it fits on paper.

        Cells are masked as in an export; in full they need its right, and the look is logged.

        Raises:
            NotAllowedError: the acting person may not take out full data.
        """
        if request.is_full:
            self.context.actor.require(Right.EXPORT_FULL)
        with self.context.read() as work:
            ids = work.customers.ids(request.filter, request.order)
            some = list(ids[:MOST_ROWS])
            columns = shown_columns(work, request, is_paper=True)
            heads = [one.list_column(translate, is_full=request.is_full) for one in columns]
            rows = tuple(
                tuple(paper_text(cell, head.kind) for cell, head in zip(row, heads, strict=True))
                for held in customer_columns(work, some, looked_up(request.fields))
                for row in zip(
                    *[one.column(held, translate, is_full=request.is_full) for one in columns],
                    strict=True,
                )
            )
        if request.is_full:
            self._note_shown(say(LIST_OF, count=len(rows)), [CustomerId(one) for one in some])
        return PaperList(
            total=len(ids),
            headings=tuple(one.heading for one in heads),
            is_right=tuple(one.kind in RIGHT_KINDS for one in heads),
            rows=rows,
        )

    @requires(Right.SEE_CUSTOMERS)
    def visits(self, day: date, *, is_full: bool = False) -> list[VisitRow]:
        """Give the visits of a day that the acting person sees, in their order, masked.

        In full they have the names, and the numbers of one's own due visits, logged as for
        calling.

        Raises:
            NotAllowedError: the acting person may not see full numbers.
        """
        from branchcrm.services.visit_lists import VisitListService  # noqa: PLC0415 - loads slowly

        lists = VisitListService(self.context)
        found = lists.found(VisitFilter(first=day, last=day))
        kept = [one for one in found if one.state is not VisitState.CANCELLED]
        kept = sorted(kept, key=lambda one: (one.is_all_day, one.at))
        if not is_full:
            return [replace(one, customer=mask_name(one.customer)) for one in kept]
        numbers = lists.numbers_for_calling([one.id for one in kept])
        return [replace(one, phone=numbers.get(one.id, one.phone)) for one in kept]

    @requires(Right.EXPORT_MASKED)
    def note_printed(
        self,
        what: Sentence,
        customers: "Sequence[CustomerId]" = (),
        *,
        full_right: Right | None = None,
    ) -> Changes:
        """Write down that something went onto paper or into a PDF.

        `full_right` is the right that full data on it needs; without one it is masked.
        """
        if full_right is not None:
            self.context.actor.require(full_right)
        how = say(MASKED if full_right is None else FULL)
        return self._note(say(PRINTED, what=what, how=how), "export", customers)

    def _shown(self, card: CustomerCard) -> CustomerCard:
        self._note_shown(say(CARD_OF, name=card.name), [card.customer.id])
        return card

    def _note_shown(self, what: Sentence, customers: "Sequence[CustomerId]") -> None:
        self._note(say(SHOWN_FULL, what=what), "customer.reveal", customers)

    def _note(self, summary: Sentence, name: str, customers: "Sequence[CustomerId]") -> Changes:
        with self.context.write(name, summary, is_reversible=False) as work:
            work.mention(customers)
            return work.commit()


def _masked(card: CustomerCard) -> CustomerCard:
    customer = replace(card.customer, facts=facts_for_export(card.customer.facts))
    return replace(card, customer=customer, people=people_for_export(card.people))


def _months(trades: "Sequence[Transaction]", today: date) -> tuple[tuple[date, int], ...]:
    """Give the money of the last twelve months, the running one last."""
    number = today.year * 12 + today.month - 1
    sums = dict.fromkeys(range(number - _MONTHS + 1, number + 1), 0)
    for trade in trades:
        month = trade.day.year * 12 + trade.day.month - 1
        if month in sums:
            sums[month] += trade.amount_cents
    return tuple((date(month // 12, month % 12 + 1, 1), cents) for month, cents in sums.items())
