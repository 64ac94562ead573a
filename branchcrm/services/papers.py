"""What a user can do with paper: read what goes onto it, and write down that it went out."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import ComplaintRow
from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintSort
from branchcrm.domain.consent import Consent
from branchcrm.domain.customer import Customer, CustomerFilter, CustomerOrder, CustomerRow
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.people import People
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_receipt_parts import Receipt
from branchcrm.domain.timeline import TimelineAsk, TimelineEvent
from branchcrm.domain.transaction import Transaction
from branchcrm.domain.visit import VisitFilter, VisitRow, VisitState
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.context import Context, requires
from branchcrm.services.exports import FULL, MASKED

if TYPE_CHECKING:
    from collections.abc import Sequence

PRINTED: Final = mark("打印{what}（{how}）")
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
    """Everything that a customer's card shows."""

    customer: Customer
    receipt: Receipt | None
    visit: VisitRow | None
    events: tuple[TimelineEvent, ...]
    trades: tuple[Transaction, ...]
    months: tuple[tuple[date, int], ...]
    people: People
    consents: tuple[Consent, ...]
    complaints: tuple[ComplaintRow, ...]


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
        """Give a customer's card; full numbers need their own right.

        Raises:
            NotAllowedError: the acting person may not see full numbers.
            NotFoundError: there is no such customer.
        """
        from branchcrm.services.complaints import ComplaintService  # noqa: PLC0415 - loads slowly
        from branchcrm.services.consents import ConsentService  # noqa: PLC0415
        from branchcrm.services.customers import CustomerService  # noqa: PLC0415
        from branchcrm.services.people import PeopleService  # noqa: PLC0415
        from branchcrm.services.tiers import TierService  # noqa: PLC0415
        from branchcrm.services.timelines import TimelineService  # noqa: PLC0415
        from branchcrm.services.transactions import TransactionService  # noqa: PLC0415
        from branchcrm.services.visits import VisitService  # noqa: PLC0415

        context = self.context
        if is_full:
            context.actor.require(Right.REVEAL)
        people = CustomerService(context)
        customer = people.get(customer_id)
        if is_full:
            with context.read() as work:
                customer = replace(customer, facts=work.customers.get(customer_id).facts)
        trades = TransactionService(context).of_customer(customer_id)
        complaints = ComplaintService(context)
        cases = complaints.ids(ComplaintFilter(customer_id=customer_id), ComplaintSort.RECEIVED)
        return CustomerCard(
            customer=customer,
            receipt=TierService(context).receipt(customer_id),
            visit=VisitService(context).get(customer.next_visit_id)
            if customer.next_visit_id
            else None,
            events=TimelineService(context).page(customer_id, TimelineAsk(limit=LATEST)).events,
            trades=tuple(trades[:LATEST]),
            months=_months(trades, context.clock.today()),
            people=PeopleService(context).of_customer(customer_id),
            consents=ConsentService(context).sheet(customer_id).consents,
            complaints=tuple(complaints.rows(cases[:LATEST])),
        )

    @requires(Right.SEE_CUSTOMERS)
    def customers(
        self, asked: CustomerFilter, order: CustomerOrder
    ) -> tuple[int, list[CustomerRow]]:
        """Give how many customers a list has, and those that fit on paper; numbers masked."""
        with self.context.read() as work:
            ids = work.customers.ids(asked, order)
            return len(ids), work.customers.rows(list(ids[:MOST_ROWS]))

    @requires(Right.SEE_CUSTOMERS)
    def visits(self, day: date) -> list[VisitRow]:
        """Give the visits of a day that the acting person sees, in their order; numbers masked."""
        from branchcrm.services.visit_lists import VisitListService  # noqa: PLC0415 - loads slowly

        found = VisitListService(self.context).found(VisitFilter(first=day, last=day))
        kept = [one for one in found if one.state is not VisitState.CANCELLED]
        return sorted(kept, key=lambda one: (one.is_all_day, one.at))

    @requires(Right.EXPORT_MASKED)
    def note_printed(
        self, what: Sentence, customers: "Sequence[CustomerId]" = (), *, is_full: bool = False
    ) -> Changes:
        """Write down that something went onto paper or into a PDF."""
        if is_full:
            self.context.actor.require(Right.REVEAL)
        how = say(FULL if is_full else MASKED)
        summary = say(PRINTED, what=what, how=how)
        with self.context.write("export", summary, is_reversible=False) as work:
            work.mention(customers)
            return work.commit()


def _months(trades: "Sequence[Transaction]", today: date) -> tuple[tuple[date, int], ...]:
    """Give the money of the last twelve months, the running one last."""
    number = today.year * 12 + today.month - 1
    sums = dict.fromkeys(range(number - _MONTHS + 1, number + 1), 0)
    for trade in trades:
        month = trade.day.year * 12 + trade.day.month - 1
        if month in sums:
            sums[month] += trade.amount_cents
    return tuple((date(month // 12, month % 12 + 1, 1), cents) for month, cents in sums.items())
