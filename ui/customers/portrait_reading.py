"""Reads what a portrait shows about one customer: the head at once, the rest a moment later."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from branchcrm.domain.attachment import Attachment
from branchcrm.domain.consent import ConsentSheet
from branchcrm.domain.customer import Customer
from branchcrm.domain.holding import Holding
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.own_field import OwnField
from branchcrm.domain.people import People
from branchcrm.domain.tier_override import TierOverride
from branchcrm.domain.tier_receipt_parts import Receipt
from branchcrm.domain.timeline import TimelineAsk, TimelineEvent, TimelineKind
from branchcrm.domain.transaction import Transaction
from branchcrm.domain.visit import VisitRow

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services


LATEST = 5
"""So many transactions stand on their card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PortraitHead:
    """Who a customer is, and what has to be known before anything is done."""

    customer: Customer
    override: TierOverride | None = None
    consents: ConsentSheet = field(default_factory=ConsentSheet)
    tags: tuple[str, ...] = ()
    own: tuple[OwnField, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait(PortraitHead):
    """One customer with the tier's receipt, the next visit and who stands around.

    `events` are the latest, of `event_count` in all; only the pane beside the list asks for them.
    """

    receipt: Receipt | None
    visit: VisitRow | None
    people: People = field(default_factory=People)
    files: tuple[Attachment, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    transaction_count: int = 0
    holdings: tuple[Holding, ...] = ()
    events: tuple[TimelineEvent, ...] = ()
    event_count: int = 0


def read_head(services: "Services", customer_id: CustomerId) -> PortraitHead:
    """Read who a customer is, numbers masked: a few lookups, quick enough for a first paint.

    Raises:
        NotFoundError: there is no such customer.
    """
    return PortraitHead(
        customer=services.customers.get(customer_id),
        override=services.tier_overrides.of(customer_id),
        consents=services.consents.sheet(customer_id),
        tags=tuple(services.attachments.tags(customer_id)),
        own=services.own_fields.in_use(),
    )


def read_portrait(services: "Services", customer_id: CustomerId, *, latest: int = 0) -> Portrait:
    """Read a customer's portrait with so many of the latest events, numbers masked.

    Raises:
        NotFoundError: there is no such customer.
    """
    head = read_head(services, customer_id)
    visit_id = head.customer.next_visit_id
    counts = services.timelines.counts(customer_id)
    events: tuple[TimelineEvent, ...] = ()
    if latest:
        now = services.context.clock.business_now()
        asked = TimelineAsk(limit=latest, until=now)
        events = services.timelines.page(customer_id, asked).events
    return Portrait(
        customer=head.customer,
        override=head.override,
        consents=head.consents,
        tags=head.tags,
        own=head.own,
        receipt=services.tiers.receipt(customer_id),
        visit=None if visit_id is None else services.visits.get(visit_id),
        people=services.people.of_customer(customer_id),
        files=tuple(services.attachments.of_customer(customer_id)),
        transactions=tuple(services.transactions.of_customer(customer_id, limit=LATEST)),
        holdings=tuple(services.holdings.of_customer(customer_id)),
        transaction_count=counts[TimelineKind.TRANSACTION],
        events=events,
        event_count=sum(counts.values()),
    )
