"""The words by which a choice is named: its own value, or what it is called in Chinese."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from branchcrm.domain.characters import plain, without_spaces
from branchcrm.domain.errors import FieldError
from branchcrm.domain.wording import Sentence, listed, mark, say

C = TypeVar("C", bound=StrEnum)

NOT_ACCEPTED = mark("{field}没有“{text}”，可用：{choices}")


def named_choice(text: str, labels: Mapping[C, str]) -> C | None:
    """Give the choice that a value or a Chinese label names, or None."""
    word = without_spaces(plain(text)).lower()
    return next((choice for choice, label in labels.items() if word in {choice, label}), None)


def accepted_words(labels: Mapping[C, str]) -> Sentence:
    """List the choices as somebody may type them: person 个人、enterprise 企业."""
    return listed(
        say("{word} {label}", word=choice.value, label=say(label))
        for choice, label in labels.items()
    )


def not_accepted(field: str, label: str, text: str, labels: Mapping[C, str]) -> FieldError:
    """Refuse a word, naming the ones that are accepted; `label` is the field's Chinese name."""
    reason = say(NOT_ACCEPTED, field=say(label), text=text, choices=accepted_words(labels))
    return FieldError(field, reason)
