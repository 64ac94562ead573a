"""What the cards beside the day say."""

from datetime import UTC, datetime

import pytest

from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_outcome import TierMove
from branchcrm.domain.tier_review import ReviewEvent
from ui.today.side_cards import why_moved


@pytest.mark.parametrize(
    ("event", "before", "after", "words"),
    [
        (ReviewEvent.UP, 6800, 7210, "68.0 → 72.1"),
        (ReviewEvent.DOWN, 2440, 2440, "24.4 低于分数线"),
        (ReviewEvent.DOWN, None, None, "降"),
        (ReviewEvent.UP, None, 7210, "升"),
    ],
)
def test_a_move_says_why(
    event: ReviewEvent, before: int | None, after: int | None, words: str
) -> None:
    move = TierMove(
        customer_id=CustomerId(1),
        name="周雅琴",
        at=datetime(2026, 9, 17, tzinfo=UTC),
        from_tier=Tier.MID,
        to_tier=Tier.LOW,
        from_score_centi=before,
        to_score_centi=after,
        event=event,
    )
    assert why_moved(move) == words
