"""Reads yes and no, and the gender, in the ways that branch files write them."""

from enum import StrEnum

from branchcrm.domain.characters import plain, without_float_tail, without_spaces
from branchcrm.domain.null_words import is_null_word
from branchcrm.domain.outcome import Outcome, Verdict, accepted
from branchcrm.domain.wording import mark, say


class Gender(StrEnum):
    """The gender as the customer's papers say it."""

    MALE = "male"
    FEMALE = "female"


GENDER_LABELS = {Gender.MALE: mark("男"), Gender.FEMALE: mark("女")}

_YES_WORDS = "是 有 对 真 √ ✓ ✔ ☑ ● y yes true t 1 on 同意 已 已授权 已签 启用"
_NO_WORDS = "否 无 非 没有 不是 假 × ✗ ✘ x ☐ ○ n no false f 0 off 不同意 未 未授权 未签 停用"
_MALE_WORDS = "男 男性 男士 先生 m male mr mr. 1 01 公"
_FEMALE_WORDS = "女 女性 女士 小姐 太太 夫人 f female ms ms. mrs mrs. miss 2 02 母"
_YES = frozenset(_YES_WORDS.split())
_NO = frozenset(_NO_WORDS.split())
_MALE = frozenset(_MALE_WORDS.split())
_FEMALE = frozenset(_FEMALE_WORDS.split())


def read_boolean(text: str) -> Outcome[bool]:
    """Read yes or no; an unknown text becomes nothing, with a warning."""
    even = _even(text)
    if even in _YES:
        return accepted(value=True)
    if even in _NO:
        return accepted(value=False)
    if is_null_word(text):
        return Outcome()
    return Outcome(
        verdict=Verdict.WARN,
        code="boolean_unknown",
        reason=say("“{text}”看不出是或否，已留空", text=text),
    )


def read_gender(text: str) -> Outcome[Gender]:
    """Read a gender; an unknown text becomes nothing, with a warning."""
    even = _even(text)
    code, dash, label = even.partition("-")
    if dash and code.isdigit() and label:
        even = label
    if even in _MALE:
        return accepted(Gender.MALE)
    if even in _FEMALE:
        return accepted(Gender.FEMALE)
    if is_null_word(text) or even in {"0", "9"}:
        return Outcome()
    return Outcome(
        verdict=Verdict.WARN,
        code="gender_unknown",
        reason=say("“{text}”看不出性别，已留空", text=text),
    )


def _even(text: str) -> str:
    return without_float_tail(without_spaces(plain(text)).lower())
