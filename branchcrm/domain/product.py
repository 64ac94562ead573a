"""A product that customers buy, and the line it belongs to."""

from dataclasses import dataclass

from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import ProductId
from branchcrm.domain.wording import mark, say

OTHER_LINE = "other"
LONGEST_NAME = 100
LONGEST_CODE = 40

LINE_LABELS = {
    "deposit": mark("存款"),
    "wealth": mark("理财"),
    "fund": mark("基金"),
    "insurance": mark("保险"),
    "bond": mark("国债"),
    "metal": mark("贵金属"),
    "loan": mark("贷款"),
    "card": mark("银行卡"),
    "payment": mark("支付结算"),
    "goods": mark("商品"),
    "service": mark("服务"),
    OTHER_LINE: mark("其他"),
}
"""Lines that every branch knows; a file may bring others, which are kept as they are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDraft:
    """What a form or a file says about a product."""

    name: str = ""
    code: str = ""
    line: str = OTHER_LINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product of the list; an inactive one stays on its transactions but is not offered."""

    id: ProductId
    name: str
    code: str
    line: str
    is_active: bool
    transactions: int = 0


def line_key(text: str) -> str:
    """Give the key of a line from its key or its words; unknown words are a line of their own."""
    cleaned = text.strip()
    by_words = {words: key for key, words in LINE_LABELS.items()}
    return by_words.get(cleaned, cleaned) or OTHER_LINE


def line_label(line: str) -> str:
    """Give the words of a line."""
    return LINE_LABELS.get(line, line)


def checked_product(draft: ProductDraft) -> ProductDraft:
    """Give the draft as it is kept.

    Raises:
        InvalidDraftError: the name is missing, or a text is too long.
    """
    name, code = draft.name.strip(), draft.code.strip()
    problems: list[FieldError] = []
    if not name:
        problems.append(FieldError("name", say("填写产品名称后才能保存")))
    for field, text, limit in (("name", name, LONGEST_NAME), ("code", code, LONGEST_CODE)):
        if len(text) > limit:
            reason = say("最长 {limit} 个字，现在是 {count} 个", limit=limit, count=len(text))
            problems.append(FieldError(field, reason))
    if problems:
        raise InvalidDraftError(problems)
    return ProductDraft(name=name, code=code, line=line_key(draft.line))
