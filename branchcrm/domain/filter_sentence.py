"""Says a filter in the words of a screen: how a field is compared, and with what."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from branchcrm.domain.filter_condition import (
    Between,
    Condition,
    Connective,
    Group,
    Node,
    Value,
    Who,
)
from branchcrm.domain.filter_field import (
    BARE,
    ArgumentKind,
    FieldKind,
    FilterField,
    Operator,
)
from branchcrm.domain.filter_period import RelativeDay, Side, Stretch, Unit
from branchcrm.domain.filter_values import write_number
from branchcrm.domain.filter_words import CHINESE_STRETCHES, Tongue
from branchcrm.domain.shown_value import NO, YES
from branchcrm.domain.wording import Sentence, listed, mark, say

ME: Final = mark("我本人")
EVER: Final = frozenset({"bought", "bought_line"})
"""Fields of what was ever done: what is not in them never was."""

_PRESENT: Final = {Operator.EMPTY: mark("为空"), Operator.FILLED: mark("不为空")}
_PARTS: Final = {Operator.CONTAINS: mark("包含"), Operator.LACKS: mark("不包含")}
_IS: Final = {Operator.EQ: mark("为"), Operator.NE: mark("不为")}
_HAS: Final = {Operator.EQ: mark("有"), Operator.NE: mark("没有"), **_PARTS}
_ORDER: Final = {
    Operator.GE: mark("不少于"),
    Operator.LE: mark("不多于"),
    Operator.GT: mark("多于"),
    Operator.LT: mark("少于"),
    Operator.EQ: mark("等于"),
    Operator.NE: mark("不等于"),
    Operator.WITHIN: mark("介于"),
}
_DAYS: Final = {
    Operator.WITHIN: mark("在"),
    Operator.GE: mark("不早于"),
    Operator.LE: mark("不晚于"),
    Operator.GT: mark("晚于"),
    Operator.LT: mark("早于"),
    Operator.EQ: mark("就在"),
    Operator.NE: mark("不在"),
}
_LABELS: Final[Mapping[FieldKind, Mapping[Operator, str]]] = MappingProxyType(
    {
        FieldKind.TEXT: _PARTS | {Operator.EQ: mark("等于"), Operator.NE: mark("不等于")},
        FieldKind.CHOICE: _IS,
        FieldKind.PERSON: _IS,
        FieldKind.NUMBER: _ORDER,
        FieldKind.MONEY: _ORDER,
        FieldKind.PERCENT: _ORDER,
        FieldKind.DAY: _DAYS,
        FieldKind.BIRTHDAY: _DAYS,
        FieldKind.FLAG: _IS,
        FieldKind.PRESENCE: {Operator.FILLED: mark("已填"), Operator.EMPTY: mark("未填")},
        FieldKind.TEXTS: _HAS,
        FieldKind.CHOICES: _HAS,
        FieldKind.SEARCH: {Operator.EQ: mark("搜到")},
    }
)
NEVER: Final = mark("从来没有")
_SPANS: Final = {
    Unit.DAY: mark("{field}（近 {count} 天）"),
    Unit.MONTH: mark("{field}（近 {count} 个月）"),
}
_LATE: Final = {
    Unit.DAY: mark("近 {count} 天"),
    Unit.WEEK: mark("近 {count} 周"),
    Unit.MONTH: mark("近 {count} 个月"),
    Unit.QUARTER: mark("近 {count} 个季度"),
    Unit.YEAR: mark("近 {count} 年"),
}
_COMING: Final = {
    Unit.DAY: mark("未来 {count} 天"),
    Unit.WEEK: mark("未来 {count} 周"),
    Unit.MONTH: mark("未来 {count} 个月"),
    Unit.QUARTER: mark("未来 {count} 个季度"),
    Unit.YEAR: mark("未来 {count} 年"),
}
_NAMES: Final = (
    *(mark("今天"), mark("昨天"), mark("明天"), mark("本周"), mark("上周"), mark("下周")),
    *(mark("本月"), mark("上月"), mark("下月"), mark("本季"), mark("上季"), mark("下季")),
    *(mark("今年"), mark("去年"), mark("明年")),
)
STRETCH_LABELS: Final[Mapping[Stretch, str]] = MappingProxyType(
    {
        Stretch(side, unit): name
        for (side, unit), name in zip(CHINESE_STRETCHES.values(), _NAMES, strict=True)
    }
)
"""The stretches with a name of their own, from today to next year."""

NEAR_DAYS: Final = {0: mark("今天"), -1: mark("昨天"), 1: mark("明天")}


def operator_label(field: FilterField, operator: Operator) -> str:
    """Give the words for a way to compare a field, as a screen shows them."""
    if operator is Operator.NE and field.key in EVER:
        return NEVER
    labels = _LABELS[field.kind]
    return labels.get(operator) or _PRESENT[operator]


def condition_words(condition: Condition) -> tuple[Sentence, Sentence | str]:
    """Say a condition as a chip shows it: field and relation, then the value."""
    field = condition.field
    subject = _subject(condition)
    relation = say(operator_label(field, condition.operator))
    lead = say("{field} {relation}", field=subject, relation=relation)
    if field.kind is FieldKind.FLAG:
        lead = subject
    if condition.operator in BARE:
        return lead, ""
    return lead, listed(_value(value, field) for value in condition.values)


def node_words(node: Node) -> tuple[Sentence, Sentence | str]:
    """Say a part of a filter as a chip shows it."""
    if isinstance(node, Condition):
        return condition_words(node)
    if isinstance(node, Group):
        lead = say("满足任一") if node.connective is Connective.OR else say("全部满足")
        return lead, _joined(node)
    return say("不满足"), _whole(node.part)


def _whole(node: Node) -> Sentence | str:
    if isinstance(node, Group):
        return _joined(node)
    lead, value = node_words(node)
    return say("{lead} {value}", lead=lead, value=value) if value else lead


def _joined(group: Group) -> Sentence:
    word = mark("{first} 或 {second}")
    if group.connective is Connective.AND:
        word = mark("{first} 且 {second}")
    joined: Sentence | str = _inner(group.parts[0])
    for part in group.parts[1:]:
        joined = say(word, first=joined, second=_inner(part))
    return joined if isinstance(joined, Sentence) else say(joined)


def _inner(node: Node) -> Sentence | str:
    return say("（{inner}）", inner=_joined(node)) if isinstance(node, Group) else _whole(node)


def _subject(condition: Condition) -> Sentence:
    field, argument = condition.field, condition.argument
    if isinstance(argument, int):
        unit = Unit.MONTH if field.argument is ArgumentKind.MONTHS else Unit.DAY
        return say(_SPANS[unit], field=field.said, count=argument)
    if argument is None:
        return field.said
    choice = say(field.argument_choices.get(argument, argument))
    return say("{field}（{choice}）", field=field.said, choice=choice)


def _value(value: Value, field: FilterField) -> Sentence | str:
    if isinstance(value, bool):
        return say(YES if value else NO)
    if isinstance(value, Between):
        first, last = (_value(end, field) for end in (value.first, value.last))
        return say("{first} 至 {last}", first=first, last=last)
    if isinstance(value, Stretch | RelativeDay | date):
        return _time(value)
    if isinstance(value, int):
        return _number(value, field)
    if isinstance(value, Who):
        return say(ME)
    return field.choice_said(value) if value in field.choices else value


def _number(value: int, field: FilterField) -> Sentence | str:
    written = write_number(value, field, Tongue.NEUTRAL)
    if field.kind is FieldKind.MONEY:
        return say("{amount} 元", amount=f"{value / 100:,.2f}".removesuffix(".00"))
    return written


def _time(value: Stretch | RelativeDay | date) -> Sentence | str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, RelativeDay):
        if value.days in NEAR_DAYS:
            return say(NEAR_DAYS[value.days])
        words = mark("{count} 天前") if value.days < 0 else mark("{count} 天后")
        return say(words, count=abs(value.days))
    if value.count is None:
        return say(STRETCH_LABELS[value])
    counted = _LATE if value.side is Side.LAST else _COMING
    return say(counted[value.unit], count=value.count)
