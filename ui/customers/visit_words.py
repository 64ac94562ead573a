"""How a customer's next visit is said."""

from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.customer import Customer
from branchcrm.domain.visit import VisitRow
from ui.kit.formats import Formats, Toned
from ui.kit.translation import translate


def visit_when(customer: Customer, formats: Formats) -> Toned:
    """Give when the next visit is: today with its time, overdue as an alarm."""
    if customer.next_visit_at is None:
        return formats.due(None)
    local = formats.local(customer.next_visit_at)
    return formats.due(local.date(), local.time())


def visit_words(visit: VisitRow | None) -> str:
    """Give a visit's channel and purpose in one line."""
    if visit is None:
        return ""
    channel = translate(CHANNEL_LABELS[visit.channel])
    return " · ".join(part for part in (channel, visit.purpose) if part)
