"""What a fresh customer brings along: who referred them, their tags, what they agreed to."""

from dataclasses import dataclass
from datetime import date

from branchcrm.domain.attachment import checked_tags
from branchcrm.domain.consent import ConsentDraft
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What the form of a fresh customer collects besides the facts.

    `channels` are those on which the customer agreed to marketing, as `evidence` proves.
    """

    referrer: CustomerId | None = None
    tags: tuple[str, ...] = ()
    channels: tuple[Channel, ...] = ()
    evidence: str = ""

    def kept_tags(self) -> tuple[str, ...]:
        """Give the tags as they are kept.

        Raises:
            InvalidDraftError: one is too long, or there are too many.
        """
        return checked_tags(self.tags)

    def consents(self, today: date) -> tuple[ConsentDraft, ...]:
        """Give a consent per channel as it is kept, signed today.

        Raises:
            InvalidDraftError: the evidence is missing or too long.
        """
        drafts = (ConsentDraft(channel=one, evidence=self.evidence) for one in self.channels)
        return tuple(draft.checked(today) for draft in drafts)

    def problems(self, today: date) -> list[FieldError]:
        """Give what must be changed before they can be kept."""
        found: list[FieldError] = []
        try:
            self.kept_tags()
        except InvalidDraftError as error:
            found += error.problems
        try:
            self.consents(today)
        except InvalidDraftError as error:
            found += error.problems
        return found


NO_TIES = Ties()
