"""Where a searched text stands in a name as it is shown."""

from functools import lru_cache

from branchcrm.data.search_match import name_span
from branchcrm.data.search_tokens import Searched
from branchcrm.domain.names import search_key
from branchcrm.reference.chinese_script import simplify


def meant_span(
    text: str, name: str, name_key: str, syllables: str, alternates: str
) -> tuple[int, int] | None:
    """Give the shown characters of a name that a folded text means: the first and how many."""
    searched = Searched(
        name_key=name_key,
        syllables=syllables,
        alternates=alternates,
        phones="",
        id_number="",
        code="",
    )
    span = name_span(text, searched)
    return None if span is None else shown_span(name, name_key, span)


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
