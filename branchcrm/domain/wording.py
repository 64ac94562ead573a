"""Marks text that a user will read and looks up its translation."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol


class Translate(Protocol):
    """Gives a Chinese source sentence in the reader's language."""

    def __call__(self, source: str, /) -> str:
        """Give the translation, or the source where there is none."""
        ...


def mark(source: str) -> str:
    """Mark a constant Chinese sentence for translation where it is defined."""
    return source


def in_chinese(source: str) -> str:
    """Translate into the source language: the sentence itself."""
    return source


@dataclass(frozen=True, slots=True)
class Sentence:
    """A translatable sentence with its places, rendered only when it is shown."""

    source: str
    places: Mapping[str, object] = field(default_factory=dict)

    def text(self, translate: Callable[[str], str] = in_chinese) -> str:
        """Give the sentence in the reader's language; places that are sentences follow."""
        filled = {name: _shown(place, translate) for name, place in self.places.items()}
        return translate(self.source).format(**filled)


def _shown(place: object, translate: Callable[[str], str]) -> object:
    """Give a place as a reader sees it; a whole number is a count and is parted by thousands.

    A year or a number by which something is found again is given as text.
    """
    if isinstance(place, Sentence):
        return place.text(translate)
    return f"{place:,}" if type(place) is int else place


def as_written(text: str) -> Sentence:
    """Make a sentence of words that somebody typed: the same in every language, signs and all."""
    return Sentence("{text}", {"text": text})


WORDS: Final = mark("、")
CLAUSES: Final = mark("，")
SENTENCES: Final = mark("；")
_NAMED: Final = mark("{name}：{value}")


def listed(parts: Iterable[Sentence | str], joint: str = WORDS) -> Sentence:
    """Make one of several words, clauses or sentences, parted as the reader's language does."""
    places: dict[str, object] = {f"part{number}": part for number, part in enumerate(parts)}
    if not places:
        return as_written("")
    source = "{joint}".join("{" + name + "}" for name in places)
    return Sentence(source, {**places, "joint": Sentence(joint)})


def named(name: Sentence | str, value: Sentence | str) -> Sentence:
    """Make a value with its name before it, parted as the reader's language does."""
    return Sentence(_NAMED, {"name": name, "value": value})


def say(source: str, **places: object) -> Sentence:
    """Make a sentence from a constant Chinese source and its places."""
    return Sentence(source, places)
