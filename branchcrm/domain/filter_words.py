"""The words of the filter language, in English and in Chinese; both can be typed at any time."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from branchcrm.domain.filter_condition import Connective, Who
from branchcrm.domain.filter_field import Operator
from branchcrm.domain.filter_period import Side, Unit


class Tongue(StrEnum):
    """The words that a filter is written in; the neutral ones are stored."""

    NEUTRAL = "neutral"
    ENGLISH = "en"
    CHINESE = "zh"


def tongue_of(language: str) -> Tongue:
    """Give the words for a language of the window: zh_CN, en."""
    return Tongue.CHINESE if language.startswith("zh") else Tongue.ENGLISH


CONNECTIVE_WORDS: Final = {
    "and": Connective.AND,
    "且": Connective.AND,
    "并且": Connective.AND,
    "or": Connective.OR,
    "或": Connective.OR,
    "或者": Connective.OR,
}
NOT_WORDS: Final = frozenset({"not", "非", "!"})
RANGE_WORDS: Final = frozenset({"and", "to", "和", "到", "至"})
ME_WORDS: Final = {"me": Who.ME, "本人": Who.ME}
YES_NO_WORDS: Final = {"yes": True, "是": True, "no": False, "否": False}

OPERATOR_WORDS: Final[Mapping[tuple[str, ...], Operator]] = {
    ("is", "not", "empty"): Operator.FILLED,
    ("is", "empty"): Operator.EMPTY,
    ("not", "empty"): Operator.FILLED,
    ("does", "not", "contain"): Operator.LACKS,
    ("not", "contains"): Operator.LACKS,
    ("is", "not"): Operator.NE,
    ("is",): Operator.EQ,
    ("lacks",): Operator.LACKS,
    ("contains",): Operator.CONTAINS,
    ("in",): Operator.WITHIN,
    ("between",): Operator.WITHIN,
    ("为空",): Operator.EMPTY,
    ("不为空",): Operator.FILLED,
    ("非空",): Operator.FILLED,
    ("不包含",): Operator.LACKS,
    ("包含",): Operator.CONTAINS,
    ("不是",): Operator.NE,
    ("是",): Operator.EQ,
    ("在",): Operator.WITHIN,
    ("介于",): Operator.WITHIN,
}
"""The words of an operator, the longest first."""

OPERATOR_SIGNS: Final = {
    "=": Operator.EQ,
    "==": Operator.EQ,
    "!=": Operator.NE,
    "<>": Operator.NE,
    "≠": Operator.NE,
    "<": Operator.LT,
    "<=": Operator.LE,
    "≤": Operator.LE,
    ">": Operator.GT,
    ">=": Operator.GE,
    "≥": Operator.GE,
}

CHINESE_OPERATORS: Final = {
    Operator.CONTAINS: "包含",
    Operator.LACKS: "不包含",
    Operator.WITHIN: "在",
    Operator.EMPTY: "为空",
    Operator.FILLED: "不为空",
}
CHINESE_CONNECTIVES: Final = {Connective.AND: "且", Connective.OR: "或"}

UNIT_WORDS: Final = {
    "day": Unit.DAY,
    "days": Unit.DAY,
    "week": Unit.WEEK,
    "weeks": Unit.WEEK,
    "month": Unit.MONTH,
    "months": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "quarters": Unit.QUARTER,
    "year": Unit.YEAR,
    "years": Unit.YEAR,
}
CHINESE_UNITS: Final = {
    "天": Unit.DAY,
    "日": Unit.DAY,
    "周": Unit.WEEK,
    "个月": Unit.MONTH,
    "月": Unit.MONTH,
    "个季度": Unit.QUARTER,
    "季": Unit.QUARTER,
    "年": Unit.YEAR,
}
CHINESE_COUNTED: Final = {
    Unit.DAY: "天",
    Unit.WEEK: "周",
    Unit.MONTH: "个月",
    Unit.QUARTER: "个季度",
    Unit.YEAR: "年",
}
CHINESE_SIDES: Final = {"近": Side.LAST, "未来": Side.NEXT}
CHINESE_STRETCHES: Final = {
    "今天": (Side.THIS, Unit.DAY),
    "昨天": (Side.LAST, Unit.DAY),
    "明天": (Side.NEXT, Unit.DAY),
    "本周": (Side.THIS, Unit.WEEK),
    "上周": (Side.LAST, Unit.WEEK),
    "下周": (Side.NEXT, Unit.WEEK),
    "本月": (Side.THIS, Unit.MONTH),
    "上月": (Side.LAST, Unit.MONTH),
    "下月": (Side.NEXT, Unit.MONTH),
    "本季": (Side.THIS, Unit.QUARTER),
    "上季": (Side.LAST, Unit.QUARTER),
    "下季": (Side.NEXT, Unit.QUARTER),
    "今年": (Side.THIS, Unit.YEAR),
    "去年": (Side.LAST, Unit.YEAR),
    "明年": (Side.NEXT, Unit.YEAR),
}
NEAR_DAYS: Final = {
    "today": 0,
    "今天": 0,
    "yesterday": -1,
    "昨天": -1,
    "tomorrow": 1,
    "明天": 1,
}

RESERVED: Final = frozenset(
    {
        *CONNECTIVE_WORDS,
        *NOT_WORDS,
        *ME_WORDS,
        *(word for words in OPERATOR_WORDS for word in words),
    }
)
"""Words that mean something of their own: a text that is one of them is quoted."""
