"""Writes a filter as text, in stored words or in the words of a language."""

from datetime import date

from branchcrm.domain import filter_words as words
from branchcrm.domain.filter_condition import Between, Condition, Connective, Group, Node, Not, Who
from branchcrm.domain.filter_field import BARE, ArgumentKind, FilterField, Operator
from branchcrm.domain.filter_period import RelativeDay, Stretch, Unit
from branchcrm.domain.filter_tokens import quoted
from branchcrm.domain.filter_values import write_day, write_number, write_span, write_stretch
from branchcrm.domain.filter_words import Tongue


def filter_text(node: Node | None, tongue: Tongue = Tongue.NEUTRAL) -> str:
    """Write a filter; nothing asked for is an empty text."""
    return "" if node is None else _text(node, tongue)


def field_word(field: FilterField, tongue: Tongue) -> str:
    """Give the word by which a field is written."""
    if tongue is Tongue.NEUTRAL:
        return quoted(field.key, frozenset())
    other = field.label if tongue is Tongue.CHINESE else field.key
    return quoted(field.spoken or other, words.RESERVED)


def in_two(condition: Condition, tongue: Tongue) -> tuple[str, str]:
    """Write a condition as a chip shows it: field and relation, then the value."""
    subject = field_word(condition.field, tongue) + _argument(condition, tongue)
    relation = f"{subject} {_operator(condition.operator, tongue)}"
    if condition.operator in BARE:
        return relation, ""
    return relation, "|".join(_value(condition, value, tongue) for value in condition.values)


def _text(node: Node, tongue: Tongue) -> str:
    is_chinese = tongue is Tongue.CHINESE
    if isinstance(node, Condition):
        return " ".join(part for part in in_two(node, tongue) if part)
    if isinstance(node, Not):
        inner = _text(node.part, tongue)
        bracketed = f"({inner})" if isinstance(node.part, Group) else inner
        return f"{'非' if is_chinese else 'not'} {bracketed}"
    word = words.CHINESE_CONNECTIVES[node.connective] if is_chinese else str(node.connective)
    return f" {word} ".join(_part(part, node.connective, tongue) for part in node.parts)


def _part(node: Node, around: Connective, tongue: Tongue) -> str:
    text = _text(node, tongue)
    is_looser = isinstance(node, Group) and around is Connective.AND
    return f"({text})" if is_looser else text


def _argument(condition: Condition, tongue: Tongue) -> str:
    argument, field = condition.argument, condition.field
    if argument is None:
        return ""
    if isinstance(argument, int):
        unit = Unit.MONTH if field.argument is ArgumentKind.MONTHS else Unit.DAY
        return f"({write_span(argument, unit, tongue)})"
    shown = field.argument_choices.get(argument, argument) if tongue is Tongue.CHINESE else argument
    return f"({quoted(shown, words.RESERVED)})"


def _operator(operator: Operator, tongue: Tongue) -> str:
    if tongue is Tongue.CHINESE:
        return words.CHINESE_OPERATORS.get(operator, operator.value)
    return operator.value


def _value(condition: Condition, value: object, tongue: Tongue) -> str:
    if isinstance(value, bool):
        return _yes_or_no(tongue, is_yes=value)
    if isinstance(value, Between):
        ends = (value.first, value.last)
        return "..".join(_value(condition, end, tongue) for end in ends)
    if isinstance(value, Stretch | date | RelativeDay):
        return _time(value, tongue)
    if isinstance(value, int):
        return write_number(value, condition.field, tongue)
    if isinstance(value, Who):
        return "本人" if tongue is Tongue.CHINESE else "me"
    choices = condition.field.choices
    shown = choices.get(str(value), str(value)) if tongue is Tongue.CHINESE else str(value)
    return quoted(shown, words.RESERVED)


def _time(value: Stretch | date | RelativeDay, tongue: Tongue) -> str:
    if isinstance(value, Stretch):
        return write_stretch(value, tongue)
    return write_day(value, tongue)


def _yes_or_no(tongue: Tongue, *, is_yes: bool) -> str:
    if tongue is Tongue.CHINESE:
        return "是" if is_yes else "否"
    return "yes" if is_yes else "no"
