"""Which queries of the search index find the customers that a text may mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from branchcrm.data.search_spelling import (
    Spelled,
    is_initial,
    is_syllable,
    spelled_ways,
    syllable_rows,
)
from branchcrm.data.search_tokens import (
    LONGEST_SPELLED,
    MOST_INITIALS,
    PAIR,
    QUAD,
    SEAM,
    TRIPLE,
    indexed,
    signs_of,
    typed_number,
)

LONGEST_JOINED = 8
"""So many characters of a long text are asked of the index, which finds few by them already."""
_BROAD = re.compile(r'"(q\w*|p\w{1,2}|[hdc](?=\w*\d)\w{3})"\*')
"""Beginnings of tokens that a large part of a book has: the index gathers all of them first."""


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """Two queries of the index: one that is sure, and one whose finds need a second look."""

    sure: str
    loose: str

    @property
    def is_read_quickly(self) -> bool:
        """Tell whether the index gives the first finds before it has gathered all of them."""
        return _BROAD.search(self.sure) is None and _BROAD.search(self.loose) is None


def query_for(text: str) -> IndexQuery:
    """Give the index queries that find every customer the text may mean; empty for none."""
    sure: list[str] = []
    loose: list[str] = []
    name = indexed(text)
    if name:
        # A sign that the index does not keep must stand in what is found.
        certain = sure if name == text else loose
        (certain if len(name) <= PAIR else loose).append(_all_of("n", name))
        _add_spelled(name, certain, loose)
    elif text:
        wanted = " AND ".join(f'"{token}"' for token in sorted(set(signs_of(text).split())))
        (sure if len(text) == 1 else loose).append(f"({wanted})")
    if text.isascii():
        number = typed_number(text)
        marks = "hdc" if any(sign.isdigit() for sign in number) else "dc"
        parts = [_number_query(mark, number) for mark in marks]
        (sure if len(number) <= QUAD else loose).extend(part for part in parts if part)
    return IndexQuery(" OR ".join(sure), " OR ".join(loose))


def _add_spelled(name: str, sure: list[str], loose: list[str]) -> None:
    """Add the queries of syllables alone and of initials alone, and of both mixed."""
    for kind, parts in spelled_ways(name):
        if kind is Spelled.MIXED:
            is_one_joint = [len(part) for part in parts] == [1, 1]
            wanted = "(" + " AND ".join(sorted(set(_spelled_tokens(parts)))) + ")"
            (sure if is_one_joint and not parts[0].isascii() else loose).append(wanted)
        elif kind is Spelled.INITIALS:
            is_whole = len(parts) <= MOST_INITIALS
            (sure if is_whole else loose).append(f'"p{name[:MOST_INITIALS]}"*')
        elif len(parts) == 1:
            sure.append(f'"q{name}"*')
        else:
            spelled = SEAM.join(parts)
            is_whole = len(spelled) <= LONGEST_SPELLED
            (sure if is_whole else loose).append(f'"y{spelled[:LONGEST_SPELLED]}"*')


def _number_query(mark: str, text: str) -> str:
    if len(text) < TRIPLE:
        return ""
    if len(text) == TRIPLE:
        return f'"{mark}{text}"*'
    starts = (*range(0, len(text) - QUAD, QUAD), len(text) - QUAD)
    wanted = sorted({f'"{mark}{text[start : start + QUAD]}"' for start in starts})
    return f"({' AND '.join(wanted)})"


def _all_of(mark: str, text: str) -> str:
    if len(text) == 1:
        return f'"{mark}{text}"'
    wanted = sorted({f'"{mark}{a}{b}"' for a, b in pairwise(text[:LONGEST_JOINED])})
    return f"({' AND '.join(wanted)})" if wanted else ""


def _spelled_tokens(parts: list[str]) -> Iterator[str]:
    """Give tokens that a spelling needs: syllables in a row, initials, characters.

    A single syllable that is begun only is not among them: the index would have to gather all
    that begin so, from a large part of the book.
    """
    before = ""
    for is_spelled, group in groupby(parts, str.isascii):
        run = list(group)
        if not is_spelled:
            before = run[-1]
            if len(run) > 1 or before is parts[-1]:
                yield _all_of("n", "".join(run))
            continue
        if before:
            yield f'"m{before}{run[0][0]}"'
        if len(run) > 1:
            yield f'"p{"".join(part[0] for part in run)[:MOST_INITIALS]}"*'
        yield from _row_tokens(list(syllable_rows(run, parts[-1])), parts[-1])


def _row_tokens(rows: list[list[str]], last: str) -> Iterator[str]:
    """Give the tokens of rows of syllables; short rows only where there is no longer one."""
    whole = [row[:-1] if is_initial(row[-1]) else row for row in rows]
    longer = [row for row in whole if len(row) > 1]
    for row in longer or rows:
        if len(row) > 1:
            yield f'"y{SEAM.join(row)[:LONGEST_SPELLED]}"*'
        elif is_syllable(row[0]) and row[0] is not last:
            yield f'"q{row[0]}"'
