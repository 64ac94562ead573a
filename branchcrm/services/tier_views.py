"""The use cases that look at tiers from other sides; each group is made at its first use."""

from functools import cached_property
from typing import TYPE_CHECKING

from branchcrm.services.context import Context

if TYPE_CHECKING:
    from branchcrm.services.tier_fairness import TierFairnessService
    from branchcrm.services.tier_layers import TierLayerService
    from branchcrm.services.tier_offers import TierOfferService
    from branchcrm.services.tier_sources import TierSourceService
    from branchcrm.services.tier_times import TierTimeService


class TierViews:
    """Tiers over time, for fairness, by other layers, on the way up, down to their rows."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self._context = context

    @cached_property
    def times(self) -> "TierTimeService":
        """Look at the tiers of any day, and at the way between two."""
        from branchcrm.services.tier_times import TierTimeService

        return TierTimeService(self._context)

    @cached_property
    def sources(self) -> "TierSourceService":
        """Open the rows behind a figure of a receipt."""
        from branchcrm.services.tier_sources import TierSourceService

        return TierSourceService(self._context)

    @cached_property
    def fairness(self) -> "TierFairnessService":
        """Prove on the own book that the rule is fair."""
        from branchcrm.services.tier_fairness import TierFairnessService

        return TierFairnessService(self._context)

    @cached_property
    def layers(self) -> "TierLayerService":
        """Sort the same customers by other questions."""
        from branchcrm.services.tier_layers import TierLayerService

        return TierLayerService(self._context)

    @cached_property
    def offers(self) -> "TierOfferService":
        """See and tell customers who are close to the next tier."""
        from branchcrm.services.tier_offers import TierOfferService

        return TierOfferService(self._context)
