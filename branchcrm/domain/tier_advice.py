"""What a receipt advises: the ways up, what is watched, what would bring down and when."""

from collections.abc import Sequence
from functools import reduce

from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_receipt_parts import Receipt
from branchcrm.domain.wording import Sentence, mark, say


def advice(receipt: Receipt) -> list[Sentence]:
    """Give the sentences below a receipt, the way up first."""
    found = []
    step = receipt.next_tier
    if step is not None:
        ways = [way.sentence for way in step.ways]
        told = say(mark("{gap}：{ways}"), gap=step.sentence, ways=_either(ways)) if ways else None
        found.append(told or step.sentence)
    if receipt.watch is not None:
        found.append(receipt.watch)
    return found + _fall(receipt)


def _fall(receipt: Receipt) -> list[Sentence]:
    """Say what would bring down from the top tier, and of any tier the day if nobody trades."""
    fall, found = receipt.fall, []
    if fall is not None and fall.causes and receipt.tier is Tier.HIGH:
        causes = _either(fall.causes)
        words = mark("连续 {count} 次评审{causes}，就会降级")
        if receipt.score is None:
            words = mark("{causes}，就会降级")
        found.append(say(words, causes=causes, count=receipt.patience))
    if fall is not None and fall.sentence is not None:
        found.append(fall.sentence)
    return found


def _either(parts: Sequence[Sentence]) -> Sentence:
    return reduce(lambda one, other: say(mark("{one}，或{other}"), one=one, other=other), parts)
