"""What a customer holds with the branch: a product, how much of it, since when and until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, HoldingId
from branchcrm.domain.money import read_amount
from branchcrm.domain.typed_date import Leaning, read_typed_date
from branchcrm.domain.wording import say

LONGEST_NOTE = 200
SOON_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingDraft:
    """What a form or a command says about a holding, as it was typed."""

    product: str = ""
    amount: str = ""
    since: str = ""
    matures: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingFacts:
    """The checked fields of a holding."""

    product: str
    amount_cents: int
    since: date | None = None
    matures_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One holding as cards and lists show it."""

    id: HoldingId
    customer_id: CustomerId
    customer: str
    facts: HoldingFacts
    line: str = ""
    is_removed: bool = False

    def is_over(self, today: date) -> bool:
        """Tell whether its last day lies behind."""
        return self.facts.matures_on is not None and self.facts.matures_on < today

    def is_due_soon(self, today: date) -> bool:
        """Tell whether its last day is near enough to be talked about."""
        matures = self.facts.matures_on
        return matures is not None and 0 <= (matures - today).days <= SOON_DAYS


def total_cents(holdings: Sequence[Holding]) -> int:
    """Give the money in several holdings."""
    return sum(one.facts.amount_cents for one in holdings)


def holding_draft(holding: Holding) -> HoldingDraft:
    """Give a holding as a form shows it and reads it back."""
    facts = holding.facts
    return HoldingDraft(
        product=facts.product,
        amount=f"{facts.amount_cents / 100:.2f}",
        since=facts.since.isoformat() if facts.since else "",
        matures=facts.matures_on.isoformat() if facts.matures_on else "",
        note=facts.note,
    )


def checked_holding(draft: HoldingDraft, today: date) -> HoldingFacts:
    """Give the facts of a draft.

    Raises:
        InvalidDraftError: one or more fields must be changed first.
    """
    problems: list[FieldError] = []
    if not draft.product.strip():
        problems.append(FieldError("product", say("填写产品后才能保存")))
    amount = _amount(draft.amount, problems)
    since = _day("since", draft.since, today, Leaning.PAST, problems)
    matures = _day("matures", draft.matures, today, Leaning.FUTURE, problems)
    if since is not None and since > today:
        problems.append(FieldError("since", say("起始日不能晚于今天")))
    if since is not None and matures is not None and matures < since:
        problems.append(FieldError("matures", say("到期日不能早于起始日")))
    if len(draft.note.strip()) > LONGEST_NOTE:
        words = say(
            "最长 {limit} 个字，现在是 {count} 个",
            limit=LONGEST_NOTE,
            count=len(draft.note.strip()),
        )
        problems.append(FieldError("note", words))
    if problems:
        raise InvalidDraftError(problems)
    return HoldingFacts(
        product=draft.product.strip(),
        amount_cents=amount,
        since=since,
        matures_on=matures,
        note=draft.note.strip(),
    )


def _amount(text: str, problems: list[FieldError]) -> int:
    outcome = read_amount(text)
    if outcome.value is None:
        problems.append(FieldError("amount", outcome.reason or say("填写金额后才能保存")))
    elif outcome.value <= 0:
        problems.append(FieldError("amount", say("金额应大于 0")))
    return outcome.value or 0


def _day(
    field: str, text: str, today: date, leaning: Leaning, problems: list[FieldError]
) -> date | None:
    outcome = read_typed_date(text, today, leaning)
    if outcome.value is None and outcome.reason is not None:
        problems.append(FieldError(field, outcome.reason))
    return outcome.value
