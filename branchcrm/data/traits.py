"""Personal traits in the book, for proving that they do not matter."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from branchcrm.domain.fairness import Trait
from branchcrm.domain.tier import Tier

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

PERSONAL = (
    "name",
    "gender",
    "birth_calendar",
    "birth_year",
    "birth_month",
    "birth_day",
    "id_type",
    "id_number",
    "phone",
    "address",
    "employer",
    "occupation",
    "note",
)
"""Columns of a customer that no rule may depend on."""

_BY_TRAIT = {
    Trait.GENDER: "c.gender",
    Trait.AGE: (
        "CASE WHEN :year - c.birth_year < 30 THEN '0' WHEN :year - c.birth_year < 45 THEN '1'"
        " WHEN :year - c.birth_year < 60 THEN '2' WHEN c.birth_year IS NOT NULL THEN '3' END"
    ),
}


def trait_counts(connection: "Connection", year: int) -> dict[tuple[Trait, str, Tier], int]:
    """Count living people per trait, group and tier; ages are told by the year of birth."""
    found = {}
    for trait, column in _BY_TRAIT.items():
        sql = (
            f"SELECT {column}, s.tier, count(*) FROM customer c"  # noqa: S608 - from above
            " JOIN customer_summary s ON s.customer_id = c.id"
            " WHERE c.removed_at IS NULL AND c.kind = 'person' GROUP BY 1, 2"
        )
        for key, tier, count in connection.exec_driver_sql(sql, {"year": year}).all():
            found[trait, str(key), Tier(tier)] = int(count)
    return found


def swap_personal(connection: "Connection", ids: Sequence[int]) -> None:
    """Give each of these customers the personal columns of the next: a trial, never kept."""
    columns = ", ".join(PERSONAL)
    sql = f"SELECT id, {columns} FROM customer WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
    rows = {
        row[0]: tuple(row[1:])
        for row in connection.exec_driver_sql(sql, (json.dumps(list(ids)),)).all()
    }
    given = [rows[number] for number in (*ids[1:], *ids[:1])]
    setting = ", ".join(f"{name} = ?" for name in PERSONAL)
    update = f"UPDATE customer SET {setting} WHERE id = ?"  # noqa: S608
    marked = [(*values, number) for number, values in zip(ids, given, strict=True)]
    if marked:
        connection.exec_driver_sql(update, marked)


def pass_complaints_on(connection: "Connection", ids: Sequence[int]) -> int:
    """Give every complaint to one of these customers: a trial, never kept. Give how many."""
    cases = connection.exec_driver_sql("SELECT id FROM complaint ORDER BY id").all()
    given = [(ids[place % len(ids)], row[0]) for place, row in enumerate(cases)] if ids else []
    if given:
        connection.exec_driver_sql("UPDATE complaint SET customer_id = ? WHERE id = ?", given)
    return len(given)
