"""Warns before a contact that a customer does not want, and before a second call to a household."""

from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.ids import CustomerId
from ui.kit.page import PageContext
from ui.kit.page_parts import InlineNotice
from ui.kit.translation import spoken


class ContactNotice(InlineNotice):
    """Shows why a customer should not be contacted now; hidden where nothing speaks against it."""

    def __init__(self, context: PageContext) -> None:
        """Begin hidden."""
        super().__init__("warn")
        self._context = context
        self.hide()

    def follow(self, customer_id: int | None, channel: Channel) -> None:
        """Look at another customer or channel."""
        words = [] if customer_id is None else self._words(CustomerId(customer_id), channel)
        self.set_notice("warn", "\n".join(words))
        self.setVisible(bool(words))

    def _words(self, customer_id: CustomerId, channel: Channel) -> list[str]:
        services = self._context.services
        barrier = services.consents.barrier(customer_id, channel)
        words = [] if barrier is None else [spoken(barrier)]
        if channel is Channel.PHONE:
            calls, zone = services.people.calls_today(customer_id), self._context.clock.zone
            words += [spoken(call.words(zone)) for call in calls[:1]]
        return words
