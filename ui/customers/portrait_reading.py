"""Reads everything that a portrait shows about one customer."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from branchcrm.domain.attachment import Attachment
from branchcrm.domain.consent import ConsentSheet
from branchcrm.domain.customer import Customer
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.people import People
from branchcrm.domain.tier_override import TierOverride
from branchcrm.domain.tier_receipt_parts import Receipt
from branchcrm.domain.timeline import TimelineEvent
from branchcrm.domain.visit import VisitRow

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """One customer with the tier's receipt, the next visit and everything that happened."""

    customer: Customer
    receipt: Receipt | None
    visit: VisitRow | None
    events: tuple[TimelineEvent, ...]
    override: TierOverride | None = None
    people: People = field(default_factory=People)
    consents: ConsentSheet = field(default_factory=ConsentSheet)
    files: tuple[Attachment, ...] = ()
    tags: tuple[str, ...] = ()


def read_portrait(services: "Services", customer_id: CustomerId) -> Portrait:
    """Read a customer's portrait, numbers masked.

    Raises:
        NotFoundError: there is no such customer.
    """
    customer = services.customers.get(customer_id)
    visit_id = customer.next_visit_id
    return Portrait(
        customer=customer,
        receipt=services.tiers.receipt(customer_id),
        visit=None if visit_id is None else services.visits.get(visit_id),
        override=services.tier_overrides.of(customer_id),
        people=services.people.of_customer(customer_id),
        consents=services.consents.sheet(customer_id),
        files=tuple(services.attachments.of_customer(customer_id)),
        tags=tuple(services.attachments.tags(customer_id)),
        events=tuple(services.customers.timeline(customer_id)),
    )
