"""Puts invented notes, purposes and results together so that they read like a clerk's."""

from dataclasses import dataclass
from random import Random

from branchcrm.reference.demo.note_words import note_words, openings

_COMPANY_TOPIC = 5
# How many clerks write down more than one thing, and how many say how it goes on.
_TALKATIVE, _THOROUGH = 0.35, 0.8


@dataclass(slots=True)
class Note:
    """What a clerk wrote about one contact."""

    text: str
    need: str
    mood: str


def talk(random: Random, channel: str, *, is_company: bool) -> Note:
    """Write the note of a contact that took place."""
    place = _topic(random, is_company=is_company)
    topic = note_words().topics[place]
    fitting = openings(place, channel)
    told = random.sample(topic.middles, 2 if random.random() < _TALKATIVE else 1)
    pieces = (random.choice(fitting) if fitting else "") + "".join(told)
    if random.random() < _THOROUGH:
        pieces += random.choice(topic.endings)
    return Note(filled(random, pieces), topic.need, random.choice(note_words().moods))


def sent(random: Random) -> str:
    """Write the note of a message that nobody answers."""
    return filled(random, random.choice(note_words().sent))


def unanswered(random: Random) -> str:
    """Write the note of a call that reached nobody."""
    return filled(random, random.choice(note_words().unanswered))


def purpose(random: Random) -> str:
    """Say what a visit is for."""
    return filled(random, random.choice(note_words().purposes))


def result(random: Random) -> str:
    """Say what came of a visit."""
    return filled(random, random.choice(note_words().results))


def filled(random: Random, pieces: str) -> str:
    """Fill the places of a text, each with its own word."""
    if "{" not in pieces:
        return pieces
    words = note_words().words
    parts = pieces.split("{")
    for place in range(1, len(parts)):
        name, _, rest = parts[place].partition("}")
        word = random.choice(words[name])
        if word[0].isascii() and parts[place - 1]:
            word = " " + word
        parts[place] = word + rest
    return "".join(parts)


def _topic(random: Random, *, is_company: bool) -> int:
    if is_company and random.random() < 0.8:  # noqa: PLR2004 - the rest is everyday business
        return _COMPANY_TOPIC
    return random.randrange(_COMPANY_TOPIC)
