"""Walks over the pieces of a typed filter and takes its operators and values."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Final, TypeVar, cast

from branchcrm.domain import filter_words as words
from branchcrm.domain.filter_condition import Between, Connective, Value
from branchcrm.domain.filter_field import NUMBERS, FieldKind, FilterField, Operator
from branchcrm.domain.filter_period import RelativeDay
from branchcrm.domain.filter_tokens import FilterTextError, Token, TokenKind, tokens_of
from branchcrm.domain.filter_values import (
    read_choice,
    read_day,
    read_number,
    read_stretch,
    words_of_choices,
)
from branchcrm.domain.wording import Sentence, say

T = TypeVar("T")
_LONGEST_PHRASE: Final = 3
_CHOSEN: Final = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})


class FilterReader:
    """The pieces of a filter with the one that is read now."""

    def __init__(self, text: str) -> None:
        """Cut the text into pieces."""
        self._tokens = tokens_of(text)
        self._at = 0
        self.follows_operator = False

    @property
    def now(self) -> Token:
        """The piece that is read now."""
        return self._tokens[self._at]

    @property
    def is_at_end(self) -> bool:
        """Tell whether everything was read."""
        return self.now.kind is TokenKind.END

    def step(self) -> None:
        """Go on to the next piece."""
        self._at += 1

    def refuse(self, problem: Sentence, token: Token | None = None) -> FilterTextError:
        """Give the error for a piece."""
        wrong = token or self.now
        return FilterTextError(problem, wrong.start, wrong.end)

    def refuse_before(self, problem: Sentence) -> FilterTextError:
        """Give the error for the piece that was just taken."""
        return self.refuse(problem, self._tokens[self._at - 1])

    def takes(self, kind: TokenKind) -> bool:
        """Take a piece of a kind, if it comes now."""
        found = self.now.kind is kind
        self._at += found
        return found

    def takes_word(self, among: Collection[str]) -> bool:
        """Take one of some words, if it comes now."""
        found = self.now.kind is TokenKind.WORD and self.now.text.casefold() in among
        self._at += found
        return found

    def takes_connective(self, connective: Connective) -> bool:
        """Take a word that joins; a comma joins as `and` does."""
        if connective is Connective.AND and self.takes(TokenKind.COMMA):
            return True
        meant = {word for word, one in words.CONNECTIVE_WORDS.items() if one is connective}
        return self.takes_word(meant)

    def takes_operator(self) -> Operator | None:
        """Take an operator, as a sign or in words."""
        self.follows_operator = False
        token = self.now
        if token.kind is TokenKind.SIGN:
            self.step()
            self.follows_operator = True
            return words.OPERATOR_SIGNS[token.text]
        for said, operator in words.OPERATOR_WORDS.items():
            if self._coming(len(said)) == said:
                self._at += len(said)
                self.follows_operator = True
                return operator
        return None

    def phrase_of(self, read: Callable[[str], T | None]) -> T | None:
        """Take the longest run of words that can be read as something."""
        for length in range(_LONGEST_PHRASE, 0, -1):
            said = self._coming(length)
            if len(said) < length:
                continue
            value = read(" ".join(said))
            value = read("".join(said)) if value is None else value
            if value is not None:
                self._at += length
                return value
        return None

    def value_of(self, field: FilterField) -> Value:
        """Take one value of a field.

        Raises:
            FilterTextError: none comes, or it is no value of the field.
        """
        token = self.now
        if token.kind not in {TokenKind.WORD, TokenKind.TEXT}:
            raise self.refuse(say("这里要写“{field}”的值", field=field.said))
        if field.kind in NUMBERS or field.kind is FieldKind.DAY:
            return self._point(field)
        is_bare = token.kind is TokenKind.WORD
        if field.kind is FieldKind.PERSON and is_bare and token.text.casefold() in words.ME_WORDS:
            self.step()
            return words.ME_WORDS[token.text.casefold()]
        if field.kind is FieldKind.FLAG:
            return self._yes_or_no(field)
        if field.kind in _CHOSEN:
            return self._choice(field)
        if is_bare and token.text.casefold() in words.RESERVED:
            raise self.refuse(say("“{word}”是关键字，要加引号", word=token.text))
        self.step()
        return token.text

    def range_of(self, field: FilterField) -> Value:
        """Take a stretch of days, or two ends with `..` or a word between them."""
        start, place = self.now, self._at
        stretch = None if field.kind in NUMBERS else self.phrase_of(read_stretch)
        if stretch is not None and self.now.kind is not TokenKind.DOTS:
            return stretch
        self._at = place
        first = self._point(field)
        if not self.takes(TokenKind.DOTS) and not self.takes_word(words.RANGE_WORDS):
            raise self.refuse(say("范围写成 从..到，如 1..5 或 2026-01-01..2026-06-30"))
        last = self._point(field)
        if type(first) is type(last) and first > last:  # type: ignore[operator] # of one type
            raise self.refuse(say("范围里前面的值不能大于后面的"), start)
        return Between(first, last)

    def _point(self, field: FilterField) -> int | date | RelativeDay:
        if field.kind in NUMBERS:
            number = self.phrase_of(lambda said: read_number(said, field))
            if number is not None:
                return number
            problem = say("“{word}”不是“{field}”的数", word=self.now.text, field=field.said)
            raise self.refuse(problem)
        day = cast("date | RelativeDay | None", self.phrase_of(read_day))
        if day is not None:
            return day
        problem = say("“{word}”不是日期，写成 2026-09-17、30天前 或 近30天", word=self.now.text)
        raise self.refuse(problem)

    def _yes_or_no(self, field: FilterField) -> bool:
        found = words.YES_NO_WORDS.get(self.now.text.casefold())
        if found is None:
            raise self.refuse(say("“{field}”的值是 是 或 否（yes / no）", field=field.said))
        self.step()
        return found

    def _choice(self, field: FilterField) -> str:
        choice = read_choice(self.now.text, field)
        if choice is None:
            raise self.refuse(
                say(
                    "“{field}”没有“{word}”，可用：{choices}",
                    field=field.said,
                    word=self.now.text,
                    choices=words_of_choices(field.choices, is_own=bool(field.spoken)),
                )
            )
        self.step()
        return choice

    def _coming(self, count: int) -> tuple[str, ...]:
        coming = self._tokens[self._at : self._at + count]
        if any(token.kind is not TokenKind.WORD for token in coming):
            return ()
        return tuple(token.text.casefold() for token in coming)
