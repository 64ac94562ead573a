"""The first hits of a text that a large part of the book answers, without reading all of them."""

import json
from array import array
from collections.abc import Iterable, Sequence
from math import isqrt
from typing import TYPE_CHECKING, Any

from sqlalchemy.engine import Connection

from branchcrm.data.search_index import (
    LAST_SIGN,
    Found,
    columns_of,
    count_matches,
    exact_ids,
)
from branchcrm.data.search_tokens import query_for

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

BROAD = 1200
"""From so many hits on, or more in a larger book, it is quicker to walk down the best customers."""

WALKED_PER_ROOT = 40

Span = tuple[str, str, str]
"""An indexed column with the least text that begins as wanted, and the first that does not."""


def find_first(reading: "Reading", text: str, limit: int) -> Found | None:
    """Give the best hits of a broad text in order, or None where the text is not broad.

    Exact before prefix, as in `find`; what only holds the text inside has no place among the
    first. The total is that of the index.
    """
    if limit > BROAD:
        return None
    connection = reading.connection
    broad = max(BROAD, WALKED_PER_ROOT * isqrt(len(reading.ranks)))
    spans = [(column, wanted, wanted + LAST_SIGN) for column, wanted in columns_of(text)]
    counts = [_count_up_to(connection, span, broad) for span in spans]
    if broad not in counts:
        return None
    best = _ranked(reading, exact_ids(connection, text))[:limit]
    held = [span for span, count in zip(spans, counts, strict=True) if count]
    best += _walk(reading, held, limit - len(best), best)
    total = count_matches(connection, query_for(text).sure)
    return Found(ids=array("q", best), total=max(len(best), total))


def _ranked(reading: "Reading", ids: Iterable[int]) -> list[int]:
    ranks = reading.ranks
    size = len(ranks)
    listed = [number for number in ids if number < size and ranks[number] >= 0]
    return sorted(listed, key=lambda number: (-ranks[number], number))


def _count_up_to(connection: Connection, span: Span, most: int) -> int:
    column, first, behind = span
    counted = connection.exec_driver_sql(
        f"SELECT count(*) FROM (SELECT 1 FROM customer WHERE {column} >= ? AND {column} < ?"  # noqa: S608
        f" LIMIT {most})",
        (first, behind),
    )
    return int(counted.scalar_one())


def _walk(
    reading: "Reading", spans: Sequence[Span], wanted: int, known: Sequence[int]
) -> list[int]:
    """Look the best customers over, part by part, until enough of them begin with the text."""
    where = " OR ".join(f"({column} >= ? AND {column} < ?)" for column, _first, _behind in spans)
    places = [place for span in spans for place in span[1:]]
    sql = f"SELECT id FROM customer WHERE id IN (SELECT value FROM json_each(?)) AND ({where})"  # noqa: S608
    driver: Any = reading.connection.connection.driver_connection
    passed, found = set(known), list[int]()
    if wanted <= 0:
        return found
    for part in reading.best_first():
        hits = {row[0] for row in driver.execute(sql, (json.dumps(part), *places))} - passed
        found += [number for number in part if number in hits]
        passed |= hits
        if len(found) >= wanted:
            break
    return found[:wanted]
