"""Decides which of the customers that share a key with a row is the one it speaks of."""

from branchcrm.domain.customer import CustomerFacts
from branchcrm.services.customer_batch import CustomerBatch
from branchcrm.services.customer_matching import (
    WEAK,
    CustomerMatching,
    Keys,
    Match,
    MatchedOn,
)
from branchcrm.services.import_merge import contradicts, says_nothing_more


class KnownCustomers:
    """The customers that rows may speak of, as they stand with the rows before."""

    def __init__(self, matching: CustomerMatching, batch: CustomerBatch) -> None:
        """Find by the keys, and compare with what the batch holds."""
        self._matching = matching
        self._batch = batch

    def match(self, offered: CustomerFacts, keys: Keys) -> Match | None:
        """Give the customer that the row speaks of, unless a surer number says otherwise."""
        for match in self._matching.matches(keys):
            if match.on not in WEAK:
                return match
            kept = self._batch.facts(match.customer_id)
            if not contradicts(kept, offered) and not self._is_namesake(match, kept, offered):
                return match
        return None if keys else self._the_same(offered)

    def _the_same(self, offered: CustomerFacts) -> Match | None:
        """Give the customer of whom the book knows all that a row without any key says."""
        for number in self._matching.namesakes(offered.name):
            if says_nothing_more(self._batch.facts(number), offered):
                self._matching.speak_of(number)
                return Match(number, MatchedOn.NOTHING_ELSE)
        return None

    @staticmethod
    def _is_namesake(match: Match, kept: CustomerFacts, offered: CustomerFacts) -> bool:
        """Tell whether two people of one name and birthday have different phones or codes."""
        if match.on is not MatchedOn.BIRTHDAY:
            return False
        differ = kept.phone and offered.phone and kept.phone != offered.phone
        return bool(differ or (kept.code and offered.code and kept.code != offered.code))
