"""What a user can do with consents: keep them with evidence, withdraw, ban and lift."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.consent import (
    CONSENT_CHANNELS,
    LONGEST,
    PURPOSE_LABELS,
    ConsentDraft,
    ConsentSheet,
    ConsentState,
    ContactBarredError,
)
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.rights import Right
from branchcrm.domain.visit import VisitState
from branchcrm.domain.wording import Sentence, in_chinese, say
from branchcrm.services.context import Context, requires

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.data.unit_of_work import Work
    from branchcrm.domain.customer import CustomerFilter, CustomerOrder


class ConsentService:
    """The use cases of consents."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def sheet(self, customer_id: CustomerId) -> ConsentSheet:
        """Give what a customer agreed to."""
        with self.context.read() as work:
            return work.consents.sheet(customer_id)

    @requires(Right.SEE_CUSTOMERS)
    def barrier(self, customer_id: CustomerId, channel: Channel) -> Sentence | None:
        """Say why a customer may not be contacted on a channel; None where they may."""
        return self.sheet(customer_id).barrier(channel, self.context.clock.today())

    @requires(Right.SEE_CUSTOMERS)
    def bans(self, customers: Sequence[CustomerId]) -> dict[CustomerId, Sentence]:
        """Give those of some customers who are not to be contacted, with the reason."""
        with self.context.read() as work:
            return bans_of(work, customers)

    @requires(Right.EDIT_CUSTOMERS)
    def record(self, customer_id: CustomerId, draft: ConsentDraft) -> Changes:
        """Keep an answer of a customer.

        Raises:
            InvalidDraftError: something must be changed first.
        """
        checked = draft.checked(self.context.clock.today())
        purpose = say(PURPOSE_LABELS[checked.purpose])
        given = say("{name}同意：{purpose}", name=self._name(customer_id), purpose=purpose)
        refused = say("{name}不同意：{purpose}", name=self._name(customer_id), purpose=purpose)
        summary = given if checked.is_given else refused
        with self.context.write("consent.record", summary) as work:
            work.consents.add(customer_id, checked, self.context.actor.staff_id, work.clock.now())
            _follow(work, customer_id)
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def withdraw(self, customer_id: CustomerId, consent_id: int) -> Changes:
        """Note that a customer takes a consent back, from today."""
        summary = say("{name}撤回授权", name=self._name(customer_id))
        with self.context.write("consent.withdraw", summary) as work:
            work.consents.withdraw(consent_id, work.clock.today())
            _follow(work, customer_id)
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def withdraw_all(self, customer_id: CustomerId, channel: Channel) -> Changes:
        """Note that a customer takes back whatever they agreed to on a channel."""
        summary = say("{name}撤回授权", name=self._name(customer_id))
        with self.context.write("consent.withdraw", summary) as work:
            for one in work.consents.sheet(customer_id).consents:
                if one.channel is channel and one.state(work.clock.today()) is ConsentState.GIVEN:
                    work.consents.withdraw(one.id, work.clock.today())
            _follow(work, customer_id)
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def ban(self, customer_id: CustomerId, reason: str) -> Changes:
        """Keep a wish not to be contacted; planned visits that serve no complaint are called off.

        Raises:
            InvalidDraftError: no reason is given, or it is too long.
        """
        reason = reason.strip()
        if not reason or len(reason) > LONGEST:
            words = say("写明理由，最长 {limit} 个字", limit=LONGEST)
            raise InvalidDraftError([FieldError("reason", words)])
        summary = say("{name}要求不再联系：{reason}", name=self._name(customer_id), reason=reason)
        with self.context.write("ban.set", summary) as work:
            staff_id = self.context.actor.staff_id
            work.consents.set_ban(customer_id, reason, work.clock.today(), staff_id)
            _call_off(work, work.consents.planned_visits(customer_id), reason)
            return work.commit()

    @requires(Right.EDIT_CUSTOMERS)
    def lift_ban(self, customer_id: CustomerId) -> Changes:
        """Take a wish not to be contacted away, as the customer asked."""
        summary = say("{name}可以联系了", name=self._name(customer_id))
        with self.context.write("ban.lift", summary) as work:
            work.consents.lift_ban(customer_id)
            return work.commit()

    def _name(self, customer_id: CustomerId) -> str:
        with self.context.read() as work:
            return work.customers.get(customer_id).name


def _follow(work: "Work", customer_id: CustomerId) -> None:
    """Call planned visits off on channels that the customer does not want any more."""
    sheet, today = work.consents.sheet(customer_id), work.clock.today()
    for channel in CONSENT_CHANNELS:
        reason = sheet.barrier(channel, today)
        if reason is not None:
            visits = work.consents.planned_visits(customer_id, channel)
            _call_off(work, visits, reason.text(in_chinese))


def _call_off(work: "Work", visits: Sequence[int], reason: str) -> None:
    for visit_id in visits:
        work.visits.settle(VisitId(visit_id), VisitState.CANCELLED, reason, work.clock.now())


def bans_of(work: "Reading", customers: Sequence[CustomerId]) -> dict[CustomerId, Sentence]:
    """Give those of some customers who are not to be contacted, with the reason."""
    sheets = work.consents.sheets(customers)
    return {number: sheet.ban.words for number, sheet in sheets.items() if sheet.ban is not None}


def to_be_reached(
    work: "Reading",
    asked: "CustomerFilter",
    order: "CustomerOrder",
    most: int,
    too_many: type[BranchCrmError],
) -> tuple[list[CustomerId], int]:
    """Give the customers of a list but those who want no contact, and how many those are.

    Raises:
        BranchCrmError: `too_many`, with `count` and `most`, where the list is longer than `most`.
    """
    ids = [CustomerId(one) for one in work.customers.ids(asked, order)]
    if len(ids) > most:
        raise too_many(count=len(ids), most=most)
    bans = bans_of(work, ids)
    return [one for one in ids if one not in bans], len(bans)


def require_contact(work: "Reading", customer_id: CustomerId, channel: Channel) -> None:
    """Refuse a contact that the customer does not want.

    Raises:
        ContactBarredError: with the reason.
    """
    reason = work.consents.sheet(customer_id).barrier(channel, work.clock.today())
    if reason is not None:
        raise ContactBarredError(name=work.customers.get(customer_id).name, reason=reason)
