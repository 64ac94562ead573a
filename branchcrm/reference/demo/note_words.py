"""The pieces that invented notes of contacts are put together from."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One kind of talk: its need, and ways to open it, what was said, how it goes on.

    An opening that fits some channels only names them in front: `counter,event@到店…`.
    """

    need: str
    openings: Sequence[str]
    middles: Sequence[str]
    endings: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWords:
    """Everything that notes are made of; places in braces are filled from `words`."""

    topics: Sequence[Topic]
    unanswered: Sequence[str]
    sent: Sequence[str]
    words: Mapping[str, Sequence[str]]
    purposes: Sequence[str]
    results: Sequence[str]
    moods: Sequence[str]


@cache
def openings(topic: int, channel: str) -> tuple[str, ...]:
    """Give the openings of a topic that fit a channel; perhaps none."""
    found = []
    for opening in note_words().topics[topic].openings:
        channels, mark, text = opening.rpartition("@")
        if not mark or channel in channels.split(","):
            found.append(text)
    return tuple(found)


@cache
def note_words() -> NoteWords:
    """Read the words that come with the program."""
    folder = files("branchcrm.reference.demo")
    record = json.loads(folder.joinpath("note_words.json").read_text(encoding="utf-8"))
    topics = [Topic(**entry) for entry in record.pop("topics")]
    return NoteWords(topics=topics, **record)
