"""What set-up says: always Chinese and English, since nobody has chosen a language yet."""

import sys
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages, with named places."""

    chinese: str
    english: str


class SetupError(Exception):
    """Something cannot be had; the sentence says what, and what to do about it."""

    def __init__(self, words: Words, *, details: str = "", **places: object) -> None:
        """Fill the places and keep the last lines of the tool that failed."""
        self.chinese = words.chinese.format(**places)
        self.english = words.english.format(**places)
        self.details = details
        super().__init__(self.english)


def prepare_output() -> None:
    """Keep a console that lacks Chinese from failing: it shows question marks and the English.

    A file or a pipe gets UTF-8, which is what the programs that are started write into it.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="replace", line_buffering=True)


def step(chinese: str, english: str) -> None:
    """Announce what is done next."""
    print(f"\n{mark('▸', '>', sys.stdout)} {chinese} · {english}", flush=True)


def mark(best: str, plain: str, stream: TextIO) -> str:
    """Give the sign before a line: the plain one where the code page lacks the best."""
    try:
        best.encode(stream.encoding or "ascii")
    except UnicodeEncodeError:
        return plain
    return best


def note(text: str) -> None:
    """Print one line below the current step."""
    print(f"  {text}", flush=True)


def fail(error: SetupError) -> None:
    """Print what went wrong, in both languages, below the failing tool's last lines."""
    if error.details:
        print(error.details, file=sys.stderr)
    cross = mark("✗", "x", sys.stderr)
    print(f"\n{cross} {error.chinese}\n{cross} {error.english}", file=sys.stderr, flush=True)
