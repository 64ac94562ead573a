"""What a tier's receipt is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_fall import Fall
from branchcrm.domain.tier_inputs import Window
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_override import TierOverride
from branchcrm.domain.tier_review import ReviewEvent, Standing
from branchcrm.domain.tier_ways import Way
from branchcrm.domain.wording import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """What a review knows about one customer: figures, standing, and the standing before."""

    version: int
    window: Window
    inputs: Mapping[Measure, int]
    standing: Standing
    previous: Standing | None
    event: ReviewEvent
    reported_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One figure of a receipt: the raw value in words, its blocks of five and its points."""

    measure: Measure
    letter: str
    label: Sentence
    value: int
    text: Sentence
    blocks: int
    points: Decimal | None
    weight: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The lowest value of a level: points of a score, or yuan of a balance."""

    level: int
    tier: Tier
    label: Sentence
    at_least: Decimal
    sentence: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class NextTier:
    """How far it is to the next tier, and the ways there."""

    tier: Tier
    label: Sentence
    gap: Decimal
    sentence: Sentence
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Why a customer is in a tier, complete enough to be printed and checked by hand."""

    tier: Tier
    level: Sentence
    policy_name: str
    version: int
    window: Window
    score: Decimal | None
    lines: tuple[ReceiptLine, ...]
    thresholds: tuple[Threshold, ...]
    previous: Tier | None
    event: ReviewEvent
    misses: int
    patience: int
    next_tier: NextTier | None
    watch: Sentence | None
    watch_falls_on: date | None
    fall: Fall | None
    reported_on: date | None
    by_hand: TierOverride | None = None

    @property
    def counting_tier(self) -> Tier:
        """Give the tier that counts: the one set by hand as long as it lasts, else the rule's."""
        return self.tier if self.by_hand is None else self.by_hand.tier
