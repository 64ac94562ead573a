"""What invented complaints are about, by the classes that banks report."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One kind of complaint: its cause, its words, what is asked for and how it is answered."""

    category: str
    cause: str
    subject: str
    text: str
    demand: str
    answer: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintWords:
    """Scenarios, the words that fill their places, and the notes of the log."""

    scenarios: Sequence[Scenario]
    words: Mapping[str, Sequence[str]]
    closing_notes: Sequence[str]
    investigation_notes: Sequence[str]
    reopen_note: str


@cache
def complaint_words() -> ComplaintWords:
    """Read the words that come with the program."""
    folder = files("branchcrm.reference.demo")
    record = json.loads(folder.joinpath("complaint_words.json").read_text(encoding="utf-8"))
    scenarios = [Scenario(**entry) for entry in record.pop("scenarios")]
    return ComplaintWords(scenarios=scenarios, **record)
