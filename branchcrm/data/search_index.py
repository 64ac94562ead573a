"""The search index over customers, and the ranked search in it."""

import json
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import islice
from typing import Any

from sqlalchemy.engine import Connection

from branchcrm.data.bulk import SearchFilling, write_tokens
from branchcrm.data.ranks import ID_BITS, ID_MASK, TOP
from branchcrm.data.search_match import match
from branchcrm.data.search_queries import query_for
from branchcrm.data.search_sieve import sieve_for
from branchcrm.data.search_tokens import Searched, digits_of, plain_code, typed_number

_FIELDS = "c.id, c.code, c.uscc, c.name_key, c.syllables, c.reading_alternates, c.phone"
MORE_FIELDS = f"{_FIELDS}, c.more_phones, c.id_number"
_MATCHING = "SELECT rowid AS found FROM customer_search WHERE customer_search MATCH ?"
_BATCH = 2000
_MANY = 200
_FAR_MORE = 20
_SAMPLED = 31
_SPARE = 3
LAST_SIGN = "\U0010ffff"
_NUMBER_COLUMNS = ("phone", "code", "id_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: the best ids in order, and how many there are.

    A search with a limit counts no further than to one more than that.
    """

    ids: "array[int]"
    total: int


def reindex(connection: Connection, customers: Sequence[int], *, are_first: bool = False) -> None:
    """Write the tokens of customers anew; those that are gone or removed leave the index.

    Where they are the first of these customers, none of them is in it.
    """
    filling = SearchFilling(connection)
    filling.begin(len(customers))
    for start in range(0, len(customers), _BATCH):
        _reindex(connection, customers[start : start + _BATCH], are_first=are_first)
    filling.end()


def _reindex(connection: Connection, customers: Sequence[int], *, are_first: bool) -> None:
    from branchcrm.data.search_words import note_tokens  # noqa: PLC0415 - only for writing

    driver: Any = connection.connection.driver_connection
    ids = json.dumps(list(customers))
    if not are_first:
        connection.exec_driver_sql(
            "DELETE FROM customer_search WHERE rowid IN (SELECT value FROM json_each(?))",
            (ids,),
        )
    rows = driver.execute(
        # The plus keeps the walk off the index of living customers, which reads them all.
        f"SELECT {MORE_FIELDS} FROM customer c WHERE +c.removed_at IS NULL"  # noqa: S608
        " AND c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id",
        (ids,),
    ).fetchall()
    noted = note_tokens(connection, customers)
    tokens = [
        f"{text} {noted.get(row[0], '')}"
        for row, text in zip(rows, _token_texts(rows), strict=True)
    ]
    write_tokens(connection, [row[0] for row in rows], tokens)


def _token_texts(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Give the tokens of customers: of a few one by one, of many by the column."""
    if len(rows) < _MANY:
        from branchcrm.data.search_tokens import token_text  # noqa: PLC0415 - only for writing

        return [token_text(searched_from(row)) for row in rows]
    from branchcrm.data.search_token_columns import (  # noqa: PLC0415 - as above
        phone_digits,
        token_texts,
    )

    _, codes, companies, name_keys, syllables, alternates, phones, more, id_numbers = zip(
        *rows, strict=True
    )
    return token_texts(
        name_keys,
        zip(syllables, alternates, strict=True),
        list(map(phone_digits, phones, more)),
        [number or company or "" for number, company in zip(id_numbers, companies, strict=True)],
        codes,
    )


def refill(connection: Connection) -> None:
    """Write the tokens of every customer where the index was emptied, as an upgrade does."""
    if connection.exec_driver_sql("SELECT rowid FROM customer_search LIMIT 1").first() is None:
        rows = connection.exec_driver_sql("SELECT id FROM customer WHERE removed_at IS NULL")
        reindex(connection, [row[0] for row in rows], are_first=True)
        # In parts, as it was filled, every search would look into each of them.
        connection.exec_driver_sql(
            "INSERT INTO customer_search (customer_search) VALUES ('optimize')"
        )


def searched_from(row: Sequence[object]) -> Searched:
    """Give the searched fields from id, code, uscc and the name and number columns."""
    _, code, uscc, name_key, syllables, alternates, phone, more, id_number = row[:9]
    phones = digits_of(str(phone)) if phone else ""
    if more:
        others = [digits_of(number) for number in str(more).split("|") if number]
        phones = " ".join([phones, *others] if phones else others)
    return Searched(
        name_key=str(name_key or ""),
        syllables=str(syllables or ""),
        alternates=str(alternates or ""),
        phones=phones,
        id_number=str(id_number or uscc or ""),
        code=str(code or ""),
    )


def find(connection: Connection, text: str, ranks: "array[int]") -> Found:
    """Give all customers that a folded text means, best first.

    Exact before prefix before inside; then the higher tier, then the more recent contact.
    """
    exact = live(exact_ids(connection, text), ranks)
    prefix = live(prefix_ids(connection, text) or set(), ranks) - exact
    query = query_for(text)
    sure = matching_ids(connection, query.sure)
    unsure = matching_ids(connection, query.loose) - sure - exact - prefix
    inside = (sure | held_ids(connection, text, unsure)) - exact - prefix
    best = [number for part in (exact, prefix, inside) for number in best_of(part, ranks, None)]
    return Found(ids=array("q", best), total=len(best))


def exact_ids(connection: Connection, text: str) -> set[int]:
    """Give the customers one of whose indexed columns is the text."""
    found: set[int] = set()
    for column, wanted in columns_of(text):
        sql = f"SELECT id AS found FROM customer WHERE {column} = ?"  # noqa: S608
        found |= _ids(connection, sql, (wanted,))
    return found


def prefix_ids(connection: Connection, text: str, most: int = -1) -> set[int] | None:
    """Give the customers one of whose indexed columns begins with the text.

    None where one column has so many that there are more than the most that are wanted.
    """
    found: set[int] = set()
    for column, wanted in columns_of(text):
        if column == "initials" and len(text) == 1:
            continue  # one letter begins the reading of the same names
        sql = (
            f"SELECT id AS found FROM customer WHERE {column} >= ? AND {column} < ?"  # noqa: S608
            f" LIMIT {most}"
        )
        some = _ids(connection, sql, (wanted, wanted + LAST_SIGN))
        if len(some) == most:
            return None
        found |= some
    return found


def _ids(connection: Connection, sql: str, places: tuple[object, ...]) -> set[int]:
    """Read ids as one text: a search reads tens of thousands, and each row takes its time."""
    driver: Any = connection.connection.driver_connection
    (text,) = driver.execute(f"SELECT json_group_array(found) FROM ({sql})", places).fetchone()  # noqa: S608
    return set(json.loads(text))


def columns_of(text: str) -> list[tuple[str, str]]:
    """Name the indexed columns in which a text may stand, with the form it has there."""
    columns = [("name_key", text)]
    if not text.isascii():
        return columns
    if any("a" <= sign <= "z" for sign in text):
        columns += [("reading", text.replace(" ", "")), ("initials", text)]
    if any(sign.isdigit() for sign in text):
        columns += [(column, text.upper()) for column in _NUMBER_COLUMNS]
        columns.append(("uscc", text.upper()))
        if typed_number(text):
            columns.append(("code", f"C-{text}" if text.isdigit() else coded(text)))
    return columns


def coded(text: str) -> str:
    """Give a code as it is kept although the fold took its dash: c000318 is C-000318."""
    plain = plain_code(text).upper()
    head = plain.rstrip("0123456789")
    return f"{head}-{plain[len(head) :]}"


def matching_ids(connection: Connection, query: str) -> set[int]:
    """Give the customers that the index finds; it holds nobody who is removed."""
    if not query:
        return set()
    return _ids(connection, _MATCHING, (query,))


def few_ids(connection: Connection, query: str, most: int) -> set[int] | None:
    """Give the customers that the index finds, or None where they are more than the most."""
    if not query:
        return set()
    found = _ids(connection, f"{_MATCHING} LIMIT ?", (query, most + 1))
    return found if len(found) <= most else None


def has_many(connection: Connection, query: str, many: int) -> bool:
    """Tell whether the index finds so many, which is told in less time than reading them."""
    driver: Any = connection.connection.driver_connection
    counted = driver.execute(f"SELECT count(*) FROM ({_MATCHING} LIMIT ?)", (query, many))  # noqa: S608
    return bool(counted.fetchone()[0] == many)


def held_ids(connection: Connection, text: str, unsure: set[int]) -> set[int]:
    """Give those of the unsure finds that hold on a second look."""
    candidates = sorted(unsure)
    found: set[int] = set()
    sieve, places = sieve_for(text)
    for start in range(0, len(candidates), _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT {MORE_FIELDS} FROM customer c"  # noqa: S608
            f" WHERE c.id IN (SELECT value FROM json_each(?)) AND {sieve}",
            (json.dumps(candidates[start : start + _BATCH]), *places),
        ).all()
        found.update(row[0] for row in rows if match(text, searched_from(row)) is not None)
    return found


def live(ids: set[int], ranks: "array[int]") -> set[int]:
    """Give those of some customers that lists show."""
    size = len(ranks)
    return {number for number in ids if number < size and ranks[number] >= 0}


def best_of(ids: set[int], ranks: "array[int]", limit: int | None) -> list[int]:
    """Give the best of some customers in order, so many where there is a limit.

    Rank and id are one number, since that is compared quickest.
    """
    if limit is not None and limit <= 0:
        return []
    if limit is not None and len(ids) > _FAR_MORE * limit:
        low = _low_among(ids, ranks, limit)
        few = {number for number in ids if ranks[number] >= low}
        ids = few if len(few) >= limit else ids
    places = [(TOP - ranks[number] << ID_BITS) + number for number in ids]
    best = sorted(places) if limit is None or len(places) <= limit else nsmallest(limit, places)
    return [place & ID_MASK for place in best]


def _low_among(ids: set[int], ranks: "array[int]", limit: int) -> int:
    """Give a rank that some more than the limit are likely to reach, by a sample."""
    sample = sorted(map(ranks.__getitem__, islice(ids, 0, None, _SAMPLED)), reverse=True)
    return sample[min(_SPARE * limit // _SAMPLED, len(sample) - 1)]


def best_held(
    candidates: set[int],
    ranks: "array[int]",
    wanted: int,
    held: Callable[[list[int]], set[int]],
) -> list[int]:
    """Give the best that hold on a second look, looking only as many over as are needed."""
    found: list[int] = []
    size = wanted
    while len(found) < wanted and candidates:
        part = best_of(candidates, ranks, size)
        holding = held(part)
        found += [number for number in part if number in holding]
        candidates = candidates.difference(part)
        size *= 2
    return found[:wanted]
