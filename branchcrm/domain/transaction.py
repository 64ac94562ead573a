"""A dealing of a customer with the branch: bought, given back, or reversed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from branchcrm.domain.accepted_words import accepted_words
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, ProductId, TransactionId
from branchcrm.domain.money import read_amount
from branchcrm.domain.typed_date import Leaning, read_typed_date
from branchcrm.domain.wording import mark, say

MILLI = 1000
LARGEST_QUANTITY = 1_000_000_000
LONGEST_NOTE = 2000
LONGEST_DOCUMENT_NO = 60


class TransactionKind(StrEnum):
    """What a transaction is; a reversal takes back exactly one other."""

    PURCHASE = "purchase"
    REFUND = "refund"
    REVERSAL = "reversal"


TRANSACTION_LABELS = {
    TransactionKind.PURCHASE: mark("购买"),
    TransactionKind.REFUND: mark("退回"),
    TransactionKind.REVERSAL: mark("冲正"),
}

KEYED_KINDS = (TransactionKind.PURCHASE, TransactionKind.REFUND)
"""The kinds that a person can key in; a reversal comes from what it takes back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionDraft:
    """What a form or a command says about a transaction, as it was typed."""

    date: str = ""
    amount: str = ""
    kind: str = TransactionKind.PURCHASE
    product: str = ""
    quantity: str = ""
    document_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionFacts:
    """The checked fields of a transaction; a refund's amount is negative."""

    day: date
    amount_cents: int
    kind: TransactionKind
    product: str = ""
    quantity_milli: int | None = None
    document_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One transaction as lists show it."""

    id: TransactionId
    customer_id: CustomerId
    customer: str
    day: date
    at: datetime | None
    amount_cents: int
    kind: TransactionKind
    product_id: ProductId | None
    product: str
    line: str
    quantity_milli: int | None
    document_no: str
    note: str
    staff: str
    reverses_id: TransactionId | None
    reversed_by_id: TransactionId | None
    removed_at: datetime | None

    @property
    def can_change(self) -> bool:
        """Tell whether the transaction may be corrected or reversed."""
        is_single = self.kind is not TransactionKind.REVERSAL and self.reversed_by_id is None
        return is_single and self.removed_at is None


class FixedTransactionError(BranchCrmError):
    """A transaction that takes part in a reversal, or lies in the recycle bin, stays as it is."""

    happened = mark("这笔交易已经冲正或删除，不能再修改")
    remedy = mark("先撤销冲正或恢复它，或另记一笔")


def checked_transaction(draft: TransactionDraft, today: date) -> TransactionFacts:
    """Give the facts of a draft.

    Raises:
        InvalidDraftError: one or more fields must be changed first.
    """
    problems: list[FieldError] = []
    day = _day(draft.date, today, problems)
    amount = _amount(draft.amount, problems)
    kind = _kind(draft.kind, problems)
    quantity = _quantity(draft.quantity, problems)
    _limit("document_no", draft.document_no, LONGEST_DOCUMENT_NO, problems)
    _limit("note", draft.note, LONGEST_NOTE, problems)
    if problems or day is None:
        raise InvalidDraftError(problems)
    if kind is TransactionKind.PURCHASE and amount < 0:
        kind = TransactionKind.REFUND
    return TransactionFacts(
        day=day,
        amount_cents=-abs(amount) if kind is TransactionKind.REFUND else amount,
        kind=kind,
        product=draft.product.strip(),
        quantity_milli=quantity,
        document_no=draft.document_no.strip(),
        note=draft.note.strip(),
    )


def draft_of(transaction: Transaction) -> TransactionDraft:
    """Give a transaction as a form shows it and reads it back."""
    return TransactionDraft(
        date=transaction.day.isoformat(),
        amount=f"{abs(transaction.amount_cents) / 100:.2f}",
        kind=transaction.kind,
        product=transaction.product,
        quantity=quantity_text(transaction.quantity_milli),
        document_no=transaction.document_no,
        note=transaction.note,
    )


def quantity_text(quantity_milli: int | None) -> str:
    """Give a quantity without needless zeros."""
    if quantity_milli is None:
        return ""
    return f"{Decimal(quantity_milli) / MILLI:f}"


def _day(text: str, today: date, problems: list[FieldError]) -> date | None:
    outcome = read_typed_date(text, today, Leaning.PAST)
    if outcome.value is None:
        reason = outcome.reason or say("填写交易日期后才能保存")
        problems.append(FieldError("date", reason))
    elif outcome.value > today:
        problems.append(FieldError("date", say("交易日期不能晚于今天")))
    return outcome.value


def _amount(text: str, problems: list[FieldError]) -> int:
    outcome = read_amount(text)
    if outcome.value is None:
        problems.append(FieldError("amount", outcome.reason or say("填写金额后才能保存")))
    elif outcome.value == 0:
        problems.append(FieldError("amount", say("金额不能是 0")))
    return outcome.value or 0


def _kind(text: str, problems: list[FieldError]) -> TransactionKind:
    words = {TRANSACTION_LABELS[kind]: kind for kind in KEYED_KINDS}
    known = words | {str(kind): kind for kind in KEYED_KINDS} | {"": TransactionKind.PURCHASE}
    found = known.get(text.strip())
    if found is None:
        offered = accepted_words({kind: TRANSACTION_LABELS[kind] for kind in KEYED_KINDS})
        reason = say("“{text}”不是交易类型，可以写 {words}", text=text, words=offered)
        problems.append(FieldError("kind", reason))
    return found or TransactionKind.PURCHASE


def _quantity(text: str, problems: list[FieldError]) -> int | None:
    if not text.strip():
        return None
    reason = say("“{text}”不是数量，应是最多三位小数的数字", text=text.strip())
    try:
        milli = Decimal(text.strip().replace(",", "")) * MILLI
        is_whole = milli == milli.to_integral_value()
    except InvalidOperation:
        is_whole, milli = False, Decimal(0)
    if not is_whole or abs(milli) > LARGEST_QUANTITY * MILLI:
        problems.append(FieldError("quantity", reason))
        return None
    return int(milli)


def _limit(field: str, text: str, limit: int, problems: list[FieldError]) -> None:
    if len(text.strip()) > limit:
        reason = say("最长 {limit} 个字，现在是 {count} 个", limit=limit, count=len(text.strip()))
        problems.append(FieldError(field, reason))
