"""Reads a typed filter, in English or Chinese words, and says where it cannot."""

from difflib import get_close_matches
from typing import Final

from branchcrm.domain import filter_words as words
from branchcrm.domain.filter_condition import (
    DEEPEST,
    MOST_CONDITIONS,
    Argument,
    Condition,
    Connective,
    Node,
    Not,
    joined,
)
from branchcrm.domain.filter_field import (
    BARE,
    LISTS,
    ArgumentKind,
    FieldCatalogue,
    FieldKind,
    FilterField,
    Operator,
)
from branchcrm.domain.filter_period import Unit
from branchcrm.domain.filter_reader import FilterReader
from branchcrm.domain.filter_tokens import Token, TokenKind
from branchcrm.domain.filter_values import (
    read_argument_choice,
    read_span,
    span_unit,
    words_of_choices,
)
from branchcrm.domain.wording import Sentence, say

_ARGUMENT_UNITS: Final = {ArgumentKind.DAYS: Unit.DAY, ArgumentKind.MONTHS: Unit.MONTH}


def parse_filter(text: str, catalogue: FieldCatalogue) -> Node | None:
    """Read a filter; an empty text asks for nothing.

    Raises:
        FilterTextError: it cannot be read, with the place.
    """
    return _Parser(text, catalogue).whole()


class _Parser:
    """Reads from left to right: or binds least, then and, then not."""

    def __init__(self, text: str, catalogue: FieldCatalogue) -> None:
        self._read = FilterReader(text)
        self._catalogue = catalogue
        self._depth = self._conditions = 0

    def whole(self) -> Node | None:
        if self._read.is_at_end:
            return None
        node = self._any()
        if self._read.is_at_end:
            return node
        if self._read.takes(TokenKind.CLOSE):
            raise self._read.refuse_before(say("多了一个右括号"))
        raise self._read.refuse(say("两个条件之间要写“且”或“或”（and / or）"))

    def _any(self) -> Node:
        parts = [self._all()]
        while self._read.takes_connective(Connective.OR):
            parts.append(self._all())
        return joined(Connective.OR, tuple(parts))

    def _all(self) -> Node:
        parts = [self._factor()]
        while self._read.takes_connective(Connective.AND):
            parts.append(self._factor())
        return joined(Connective.AND, tuple(parts))

    def _factor(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise self._read.refuse(say("括号最多 {limit} 层", limit=DEEPEST))
        try:
            if self._read.takes_word(words.NOT_WORDS):
                return Not(self._factor())
            if self._read.takes(TokenKind.OPEN):
                inner = self._any()
                if not self._read.takes(TokenKind.CLOSE):
                    raise self._read.refuse(say("少了一个右括号"))
                return inner
            return self._condition()
        finally:
            self._depth -= 1

    def _condition(self) -> Condition:
        self._conditions += 1
        if self._conditions > MOST_CONDITIONS:
            raise self._read.refuse(say("最多 {limit} 个条件", limit=MOST_CONDITIONS))
        token = self._read.now
        field = self._field(token)
        argument = self._argument(field)
        operator = self._operator(field)
        if operator in BARE:
            return Condition(field, operator, (), argument)
        if operator is Operator.EQ and self._is_bare_flag(field):
            return Condition(field, operator, (True,), argument)
        if operator is Operator.WITHIN:
            return Condition(field, operator, (self._read.range_of(field),), argument)
        values = [self._read.value_of(field)]
        while operator in LISTS and self._read.takes(TokenKind.BAR):
            values.append(self._read.value_of(field))
        return Condition(field, operator, tuple(dict.fromkeys(values)), argument)

    def _field(self, token: Token) -> FilterField:
        if token.kind not in {TokenKind.WORD, TokenKind.TEXT}:
            raise self._read.refuse(say("这里要写一个字段，如 层级 或 tier"))
        field = self._catalogue.named(token.text)
        if field is None:
            near = get_close_matches(token.text.casefold(), self._catalogue.words, n=1, cutoff=0.6)
            if near:
                raise self._read.refuse(
                    say("没有“{word}”这个字段，是不是 {near}", word=token.text, near=near[0])
                )
            raise self._read.refuse(say("没有“{word}”这个字段", word=token.text))
        self._read.step()
        return field

    def _argument(self, field: FilterField) -> Argument:
        if self._read.now.kind is not TokenKind.OPEN:
            if field.argument is not None and field.is_argument_needed:
                raise self._read.refuse(_wanted_argument(field))
            return None
        if field.argument is None:
            raise self._read.refuse(say("“{field}”后面不用括号", field=field.said))
        self._read.step()
        argument = self._argument_value(field)
        if not self._read.takes(TokenKind.CLOSE):
            raise self._read.refuse(_wanted_argument(field))
        return argument

    def _argument_value(self, field: FilterField) -> Argument:
        if field.argument is ArgumentKind.CHOICE:
            choice = read_argument_choice(self._read.now.text, field)
            if choice is None:
                raise self._read.refuse(_wanted_argument(field))
            self._read.step()
            return choice
        unit = _ARGUMENT_UNITS[field.argument or ArgumentKind.DAYS]
        token = self._read.now
        phrase = self._read.phrase_of(lambda said: said if read_span(said) else None)
        if phrase is None or span_unit(phrase) not in {None, unit}:
            raise self._read.refuse(_wanted_argument(field), token)
        return read_span(phrase)

    def _operator(self, field: FilterField) -> Operator:
        token = self._read.now
        operator = self._read.takes_operator()
        if operator is None and field.kind is FieldKind.FLAG:
            return Operator.EQ
        if operator is None:
            raise self._read.refuse(say("“{field}”后面要写比较，如 = 或 >=", field=field.said))
        if operator not in field.operators:
            can = " ".join(one.value for one in field.operators)
            problem = say("“{field}”只能用：{can}", field=field.said, can=can)
            raise self._read.refuse(problem, token)
        return operator

    def _is_bare_flag(self, field: FilterField) -> bool:
        return field.kind is FieldKind.FLAG and not self._read.follows_operator


def _wanted_argument(field: FilterField) -> Sentence:
    shown = field.said
    if field.argument is ArgumentKind.CHOICE:
        choices = words_of_choices(field.argument_choices)
        return say("“{field}”后面在括号里写明是哪一种：{choices}", field=shown, choices=choices)
    if field.argument is ArgumentKind.MONTHS:
        return say("“{field}”后面在括号里写明月数，如 (3个月) 或 (3 months)", field=shown)
    return say("“{field}”后面在括号里写明天数，如 (30天) 或 (30 days)", field=shown)
