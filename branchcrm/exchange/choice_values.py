"""Reads the choices of a customer from the words that files use for them."""

from typing import Final, TypeVar

from branchcrm.domain.characters import plain, without_spaces
from branchcrm.domain.customer import CustomerKind, Stage
from branchcrm.domain.null_words import is_null_word
from branchcrm.domain.outcome import Outcome, Verdict, accepted
from branchcrm.domain.wording import Sentence, say

T = TypeVar("T")

_KIND_WORDS: Final = {
    CustomerKind.PERSON: "个人 对私 自然人 零售 个人客户 私人 个体 b2c p",
    CustomerKind.ENTERPRISE: "企业 对公 公司 法人 单位 企业客户 公司客户 个体工商户 商户"
    " b2b company business e",
    CustomerKind.INSTITUTION: "机构 事业单位 政府 机关 社团 学校 医院 机构客户 事业 organization i",
}
_STAGE_WORDS: Final = {
    Stage.PROSPECT: "潜在 潜在客户 意向 潜客 准客户 lead",
    Stage.ACTIVE: "现有 现有客户 正常 有效 活跃 在用 基盘 存量 customer",
    Stage.DORMANT: "沉睡 睡眠 休眠 沉默 不活跃 沉睡客户 inactive",
    Stage.LOST: "流失 流失客户 已流失 churned",
    Stage.DEFEATED: "战败 战败客户 失败",
    Stage.WINBACK: "挽回中 挽回 挽留中",
    Stage.CLOSED: "已注销 注销 销户 已销户 关闭 已关闭",
}
_REFUND_WORDS: Final = (
    "退款 退回 退货 退费 冲正 冲销 撤销 赎回 取消 支出 退"
    " refund return cancellation cancelled credit"
)


def _by_word(words: dict[T, str]) -> dict[str, T]:
    return {word: choice for choice, text in words.items() for word in (*text.split(), str(choice))}


_KINDS: Final = _by_word(_KIND_WORDS)
_STAGES: Final = _by_word(_STAGE_WORDS)
_REFUNDS: Final = frozenset(_by_word({"refund": _REFUND_WORDS}))


def read_kind(text: str) -> Outcome[CustomerKind]:
    """Read what a customer is; an unknown word is left out, with a warning."""
    reason = say("没有“{text}”这种客户类型，已按名称判断", text=text)
    return _choice(text, _KINDS, "kind_unknown", reason)


def read_stage(text: str) -> Outcome[Stage]:
    """Read where a customer stands; an unknown word is left out, with a warning."""
    reason = say("没有“{text}”这个阶段，已按现有客户记", text=text)
    return _choice(text, _STAGES, "stage_unknown", reason)


def is_refund_word(text: str) -> bool:
    """Tell whether a transaction type means that money goes back."""
    return _word(text) in _REFUNDS


def _choice(text: str, words: dict[str, T], code: str, reason: Sentence) -> Outcome[T]:
    word = _word(text)
    if word in words:
        return accepted(words[word])
    if is_null_word(text):
        return Outcome()
    return Outcome(verdict=Verdict.WARN, code=code, reason=reason)


def _word(text: str) -> str:
    word = without_spaces(plain(text)).lower()
    number, dash, label = word.partition("-")
    return label if dash and number.isdigit() and label else word
