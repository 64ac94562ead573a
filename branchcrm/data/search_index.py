"""The search index over customers, and the ranked search in it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from branchcrm.data.search_tokens import (
    TRIPLE,
    Searched,
    digits_of,
    name_place,
    plain_code,
    query_for,
    tokens_of,
)

_FIELDS = "c.name_key, c.syllables, c.reading_alternates, c.phone, c.more_phones, c.id_number"
_BATCH = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A customer that a search found, with the field that matched and how well."""

    id: int
    matched: str
    rank: tuple[int, int, int]


def reindex(connection: Connection, customers: Sequence[int]) -> None:
    """Write the tokens of customers anew; those that are gone or removed leave the index."""
    for start in range(0, len(customers), _BATCH):
        ids = json.dumps(list(customers[start : start + _BATCH]))
        connection.exec_driver_sql(
            "DELETE FROM customer_search WHERE rowid IN (SELECT value FROM json_each(?))", (ids,)
        )
        rows = connection.exec_driver_sql(
            f"SELECT c.id, c.code, c.uscc, {_FIELDS} FROM customer c"  # noqa: S608
            " WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id",
            (ids,),
        ).all()
        tokens = [(row[0], " ".join(sorted(tokens_of(searched_from(row))))) for row in rows]
        if tokens:
            connection.exec_driver_sql(
                "INSERT INTO customer_search (rowid, tokens) VALUES (?, ?)", tokens
            )


def searched_from(row: Sequence[object]) -> Searched:
    """Give the searched fields from id, code, uscc and the name and number columns."""
    code, uscc, name_key, syllables, alternates, phone, more, id_number = (
        "" if value is None else str(value) for value in row[1:9]
    )
    phones = [digits_of(number) for number in [phone, *more.split("|")] if number]
    return Searched(
        name_key=name_key,
        syllables=syllables,
        alternates=alternates,
        phones=" ".join(phones),
        id_number=id_number or uscc,
        code=code,
    )


def find(connection: Connection, text: str, *, is_removed: bool = False) -> list[Found]:
    """Give the customers that a folded text means, best first.

    Exact before prefix before inside; then the higher tier, then the more recent contact.
    """
    found = _by_short_number(connection, text, is_removed=is_removed)
    known = {hit.id for hit in found}
    found += [hit for hit in _by_index(connection, text, is_removed) if hit.id not in known]
    found.sort(key=lambda hit: (hit.rank, hit.id))
    return found


def _by_index(connection: Connection, text: str, is_removed: bool) -> list[Found]:  # noqa: FBT001 - internal
    query = query_for(text)
    if not query:
        return []
    rows = connection.exec_driver_sql(
        f"SELECT c.id, c.code, c.uscc, {_FIELDS}, s.tier_rank, ifnull(s.last_seen_on, 0)"  # noqa: S608
        " FROM customer_search f JOIN customer c ON c.id = f.rowid"
        " JOIN customer_summary s ON s.customer_id = c.id"
        " WHERE customer_search MATCH ? AND s.is_live = ?",
        (query, int(not is_removed)),
    ).all()
    return [hit for row in rows if (hit := _hit(text, row)) is not None]


def _hit(text: str, row: Sequence[object]) -> Found | None:
    searched = searched_from(row)
    matched = match(text, searched)
    if matched is None:
        return None
    field, grade = matched
    rank = (grade, -int(str(row[9])), -int(str(row[10])))
    return Found(id=int(str(row[0])), matched=field, rank=rank)


def match(text: str, searched: Searched) -> tuple[str, int] | None:
    """Give the field in which a text stands and 0 exact, 1 at the start, 2 inside."""
    best: tuple[str, int] | None = None
    for field, grade in _grades(text, searched):
        if grade is not None and (best is None or grade < best[1]):
            best = (field, grade)
    return best


def _grades(text: str, searched: Searched) -> list[tuple[str, int | None]]:
    place = name_place(text, searched)
    name_grade = None if place is None else 1 if place == 0 else 2
    whole = "".join(searched.readings[0]) if searched.readings else ""
    if text in (searched.name_key, whole):
        name_grade = 0
    number = plain_code(text) if text.isascii() else ""
    grades = [("name", name_grade)]
    if number:
        grades.extend(("phone", _text_grade(number, phone)) for phone in searched.phones.split())
        grades.append(("id_number", _text_grade(number, searched.id_number.lower())))
        grades.append(("code", _text_grade(number, plain_code(searched.code))))
    return grades


def _text_grade(wanted: str, text: str) -> int | None:
    place = text.find(wanted)
    if place < 0:
        return None
    if wanted == text:
        return 0
    return 1 if place == 0 else 2


def _by_short_number(connection: Connection, text: str, *, is_removed: bool) -> list[Found]:
    """Answer one or two digits by the start of phone and code only."""
    number = plain_code(text) if text.isascii() else ""
    if not number or len(number) >= TRIPLE:
        return []
    rows = connection.exec_driver_sql(
        "SELECT c.id, s.tier_rank, ifnull(s.last_seen_on, 0), c.phone >= ? AND c.phone < ?"
        " FROM customer c JOIN customer_summary s ON s.customer_id = c.id WHERE s.is_live = ?"
        " AND (c.phone >= ? AND c.phone < ? OR c.code >= ? AND c.code < ?)",
        (number, number + "~", int(not is_removed), number, number + "~", number, number + "~"),
    ).all()
    return [
        Found(id=int(r[0]), matched="phone" if r[3] else "code", rank=(1, -int(r[1]), -int(r[2])))
        for r in rows
    ]
