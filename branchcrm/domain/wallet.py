"""How a customer divides the money of our field: with us, in all, with the strongest rival."""

from dataclasses import dataclass
from datetime import date

from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.money import read_amount
from branchcrm.domain.wording import mark, say

SOURCES = (mark("客户自述"), mark("员工估计"), mark("第三方数据"))
"""Where such a figure may come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """Yearly spending in our field, and with the strongest rival; None where it is not known."""

    total_cents: int | None
    rival_cents: int | None
    source: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletDraft:
    """What the form collects, in yuan."""

    total: str = ""
    rival: str = ""
    source: str = ""


def checked_wallet(draft: WalletDraft, as_of: date) -> Wallet:
    """Give the figures.

    Raises:
        InvalidDraftError: with every field that cannot be.
    """
    problems: list[FieldError] = []
    total = _cents("total", draft.total, problems)
    rival = _cents("rival", draft.rival, problems)
    if not problems and total is None and rival is None:
        problems.append(FieldError("total", say(mark("至少填写一项金额后才能保存"))))
    if total is not None and rival is not None and rival > total:
        problems.append(FieldError("rival", say(mark("在最大对手处的支出不会多于同类总支出"))))
    if not draft.source.strip():
        problems.append(FieldError("source", say(mark("写下数字的来源后才能保存"))))
    if problems:
        raise InvalidDraftError(problems)
    return Wallet(total_cents=total, rival_cents=rival, source=draft.source.strip(), as_of=as_of)


def _cents(field: str, text: str, problems: list[FieldError]) -> int | None:
    if not text.strip():
        return None
    cents = read_amount(text).value
    if cents is None or cents < 0:
        problems.append(FieldError(field, say(mark("金额应是不小于 0 的数字，例如 12000"))))
        return None
    return cents
