"""Where a searched text stands in the names of a page of customers."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy.engine import Connection

from branchcrm.data.search_match import name_span
from branchcrm.data.search_tokens import Searched
from branchcrm.domain.names import search_key
from branchcrm.reference.chinese_script import simplify

_NAMES = (
    "SELECT id, name, name_key, syllables, reading_alternates FROM customer"
    " WHERE id IN (SELECT value FROM json_each(?))"
)


def name_spans(connection: Connection, text: str, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Give the shown characters that a folded text means: the first one and how many."""
    asked = json.dumps([int(number) for number in ids])
    found: dict[int, tuple[int, int]] = {}
    driver: Any = connection.connection.driver_connection
    for number, name, name_key, syllables, alternates in driver.execute(_NAMES, (asked,)):
        searched = Searched(
            name_key=name_key or "",
            syllables=syllables or "",
            alternates=alternates or "",
            phones="",
            id_number="",
            code="",
        )
        span = name_span(text, searched)
        shown = None if span is None else shown_span(name, searched.name_key, span)
        if shown is not None:
            found[int(number)] = shown
    return found


def shown_span(name: str, name_key: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """Turn a place in the folded name into one in the name as it is shown.

    The fold drops blanks and dots; where it cannot be followed there is no place to show.
    """
    if len(name) == len(name_key):
        return span
    places = [place for place, sign in enumerate(name) for _ in _folded(sign)]
    if len(places) != len(name_key):
        return None
    first, last = places[span[0]], places[span[0] + span[1] - 1]
    return first, last - first + 1


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    return search_key(sign, simplify)
