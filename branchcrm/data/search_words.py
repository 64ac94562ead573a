"""Words in notes: which tokens stand for them in the search index, and the finds they give."""

import json
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import isqrt
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy.engine import Connection

from branchcrm.data.search_index import (
    Found,
    best_held,
    best_of,
    has_many,
    live,
    matching_ids,
)
from branchcrm.data.search_queries import LONGEST_JOINED
from branchcrm.data.search_tokens import PAIR, TRIPLE, indexed
from branchcrm.domain.names import search_key
from branchcrm.reference.chinese_script import simplify

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

MANY_PER_ROOT = 30
"""What more customers hold than so many times the root of the book is met soon among the best."""
_PART: Final = 128
_MOST_PARTS: Final = 16
_MARK: Final = "w"
_AMONG: Final = (
    "SELECT j.value FROM json_each(?) j CROSS JOIN customer_search f"
    " WHERE f.rowid = j.value AND f.customer_search MATCH ?"
)
_NOTES = (
    "SELECT id, note FROM customer WHERE note <> '' AND id IN (SELECT value FROM json_each(:ids))"
    " UNION ALL SELECT customer_id, note FROM interaction WHERE removed_at IS NULL"
    " AND note <> '' AND customer_id IN (SELECT value FROM json_each(:ids))"
)


def note_tokens(connection: Connection, customers: Sequence[int]) -> dict[int, str]:
    """Give the tokens of what was noted about customers and of their interactions, as a text."""
    found: dict[int, str] = {}
    for number, note in _notes(connection, customers):
        tokens = tokens_of_note(note)
        found[number] = f"{found[number]} {tokens}" if number in found else tokens
    return found


def _notes(connection: Connection, customers: Sequence[int]) -> Iterable[tuple[int, str]]:
    rows = connection.exec_driver_sql(_NOTES, {"ids": json.dumps(list(customers))}).all()
    return ((int(row[0]), str(row[1])) for row in rows)


@lru_cache(maxsize=4096)
def tokens_of_note(note: str) -> str:
    """Give the tokens of what was noted, as a text."""
    return " ".join(word_tokens(_folded(note)))


@lru_cache(maxsize=4096)
def _folded(note: str) -> str:
    return indexed(search_key(note, simplify))


def word_tokens(folded: str) -> set[str]:
    """Give the tokens of a folded text: pairs of characters, triples of plain letters."""
    found = set()
    for start in range(len(folded) - 1):
        pair = folded[start : start + PAIR]
        if not pair.isascii():
            found.add(_MARK + pair)
            continue
        triple = folded[start : start + TRIPLE]
        if len(triple) == TRIPLE and triple.isascii():
            found.add(_MARK + triple)
    return found


def with_noted(reading: "Reading", text: str, found: Found, limit: int | None) -> Found:
    """Add the customers in whose notes or interactions a folded text stands, behind the others.

    With a limit one more than that is counted where there are more.
    """
    missing = None if limit is None else limit + 1 - found.total
    if missing is not None and missing <= 0:
        return found
    typed = indexed(text)
    tokens = word_tokens(typed[:LONGEST_JOINED])
    if not tokens:
        return found
    is_sure = tokens == {_MARK + typed}
    query = " AND ".join(f'"{token}"' for token in sorted(tokens))
    noted = _NotedFinds(reading, query, "" if is_sure else typed, set(found.ids))
    ids = found.ids + array("q", noted.every() if missing is None else noted.best(missing))
    return Found(ids=ids[:limit], total=len(ids))


def holders(connection: Connection, typed: str, customers: Sequence[int]) -> set[int]:
    """Give those of some customers in whose notes or interactions the text stands."""
    notes = _notes(connection, customers) if word_tokens(typed) else ()
    return {number for number, note in notes if typed in _folded(note)}


class _NotedFinds:
    """The finds of one query of words, without the customers that are known already."""

    def __init__(self, reading: "Reading", query: str, unsure: str, known: set[int]) -> None:
        self._reading = reading
        self._query = query
        self._unsure = unsure
        self._known = known
        self._connection = reading.connection

    def every(self) -> list[int]:
        """Give all of them, best first."""
        ranks = self._reading.ranks
        found = live(matching_ids(self._connection, self._query), ranks) - self._known
        return best_of(self._held(found), ranks, None)

    def best(self, wanted: int) -> list[int]:
        """Give the best, looking only as many over as are needed."""
        ranks = self._reading.ranks
        many = MANY_PER_ROOT * isqrt(len(ranks)) + 1
        if has_many(self._connection, self._query, many):
            best = self._among_foremost(wanted)
            if len(best) == wanted:
                return best
        found = live(matching_ids(self._connection, self._query), ranks) - self._known
        return best_held(found, ranks, wanted, self._held)

    def _among_foremost(self, wanted: int) -> list[int]:
        """Ask the index for the best customers one by one; few are asked for what many hold."""
        found: list[int] = []
        driver: Any = self._connection.connection.driver_connection
        for part in self._reading.foremost().parts(_PART, _MOST_PARTS):
            rows = driver.execute(_AMONG, (json.dumps(part), self._query))
            hits = self._held({row[0] for row in rows} - self._known)
            found += [number for number in part if number in hits]
            if len(found) >= wanted:
                break
        return found[:wanted]

    def _held(self, candidates: Iterable[int]) -> set[int]:
        if not self._unsure:
            return set(candidates)
        return holders(self._connection, self._unsure, list(candidates))
