"""Writes what lists show and sort by, each part of it only where it changed.

SQLite renews every index of whose columns an update names one, whether its value changes or
not. So what comes from the customer, trades, contacts, visits and complaints is written apart.
"""

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from sqlalchemy.engine import Connection

OPEN_COMPLAINT_STATES: Final = (
    "'received','acknowledged','assessed','investigating','paused','proposed','approved',"
    "'decided','review','reopened'"
)
# Of everybody the reversed ones are listed once; of a few customers each is looked up.
_OF_ALL: Final = {
    "only": "",
    "stands": "id NOT IN (SELECT reverses_id FROM customer_transaction"
    " WHERE reverses_id IS NOT NULL AND removed_at IS NULL)",
    "missing": "SELECT id FROM customer EXCEPT SELECT customer_id FROM customer_summary",
    "open_states": OPEN_COMPLAINT_STATES,
}
_OF_SOME: Final = {
    "only": "AND customer_id IN (SELECT value FROM json_each(:ids))",
    "stands": "NOT EXISTS (SELECT 1 FROM customer_transaction r"
    " WHERE r.reverses_id = t.id AND r.removed_at IS NULL)",
    "missing": "SELECT value FROM json_each(:ids) EXCEPT SELECT customer_id FROM customer_summary"
    " WHERE customer_id IN (SELECT value FROM json_each(:ids))",
    "open_states": OPEN_COMPLAINT_STATES,
}
_SUMS: Final = {
    "customer_transaction": """
SELECT customer_id, max(day) AS last_day,
  sum(CASE WHEN day > :start AND day <= :today THEN amount_cents ELSE 0 END) AS amount,
  count(DISTINCT CASE WHEN day > :start AND day <= :today AND amount_cents > 0
    AND {stands} THEN day END) AS trades
FROM customer_transaction t WHERE removed_at IS NULL {only} GROUP BY customer_id""",
    "interaction": """
SELECT customer_id, max(at) AS last_at FROM interaction
WHERE removed_at IS NULL AND is_effective = 1 {only} GROUP BY customer_id""",
    "visit": """
SELECT customer_id, min(at) AS next_at, id AS visit_id FROM visit
WHERE state = 'planned' AND removed_at IS NULL {only} GROUP BY customer_id""",
    "complaint": """
SELECT customer_id, count(*) AS open_count FROM complaint
WHERE state IN ({open_states}) {only} GROUP BY customer_id""",
}
"""What each table tells about customers."""

_SEEN: Final = (
    "nullif(max(ifnull({day}, -1000000), ifnull(({at} + :offset) / 86400, -1000000)), -1000000)"
)
_PARTS: Final[Mapping[str, Mapping[str, str]]] = {
    "customer_transaction": {
        "amount_12m_cents": "ifnull(amount, 0)",
        "trades_12m": "ifnull(trades, 0)",
        "last_trade_on": "last_day",
        "last_seen_on": _SEEN.format(day="last_day", at="last_contact_at"),
    },
    "interaction": {
        "last_contact_at": "last_at",
        "last_seen_on": _SEEN.format(day="last_trade_on", at="last_at"),
    },
    "visit": {"next_visit_at": "next_at", "next_visit_id": "visit_id"},
    "complaint": {"open_complaints": "ifnull(open_count, 0)"},
}
"""The columns of the summary that come from each table, and how."""

_UPDATE: Final = """
WITH found AS ({sums}),
fresh AS (SELECT customer_id AS owner, {fresh} FROM customer_summary LEFT JOIN found
  USING (customer_id) WHERE 1 {only})
UPDATE customer_summary AS s SET {assigned} FROM fresh
WHERE owner = s.customer_id AND ({kept}) IS NOT ({renewed})
"""
_PLACE: Final = """
UPDATE customer_summary AS s SET branch_id = c.branch_id, is_live = c.removed_at IS NULL
FROM customer AS c WHERE c.id = s.customer_id {only}
  AND (s.branch_id, s.is_live) IS NOT (c.branch_id, c.removed_at IS NULL)
"""
_BARE: Final = (
    "INSERT INTO customer_summary (customer_id, branch_id, is_live)"
    " SELECT id, branch_id, removed_at IS NULL FROM customer WHERE id >= ?"
)
_COME: Final = """
WITH money AS ({customer_transaction}), contact AS ({interaction}), planned AS ({visit}),
cases AS ({complaint})
INSERT INTO customer_summary (customer_id, branch_id, is_live, amount_12m_cents, trades_12m,
  last_trade_on, last_contact_at, last_seen_on, next_visit_at, next_visit_id, open_complaints)
SELECT c.id, c.branch_id, c.removed_at IS NULL, ifnull(amount, 0), ifnull(trades, 0),
  last_day, last_at, {seen}, next_at, visit_id, ifnull(open_count, 0)
FROM customer c LEFT JOIN money m ON m.customer_id = c.id
LEFT JOIN contact k ON k.customer_id = c.id LEFT JOIN planned p ON p.customer_id = c.id
LEFT JOIN cases q ON q.customer_id = c.id WHERE c.id IN ({missing})
"""


def write_bare(connection: Connection, first: int) -> None:
    """Write customers from one id on, who came without anything to be summed."""
    connection.exec_driver_sql(_BARE, (first,))


def write_figures(
    connection: Connection,
    customers: Sequence[int] | None,
    places: Mapping[str, int],
    tables: AbstractSet[str] | None = None,
) -> None:
    """Write the figures of some customers, or of everybody where none are named.

    Where only some tables were written, only what comes from those is looked at.
    """
    words = _OF_ALL if customers is None else _OF_SOME
    sums = {table: sql.format(**words) for table, sql in _SUMS.items()}
    named = {**places, "ids": json.dumps(None if customers is None else list(customers))}
    if tables is None or "customer" in tables:
        connection.exec_driver_sql(_PLACE.format(**words), named)
    for table, columns in _PARTS.items():
        if tables is None or table in tables:
            connection.exec_driver_sql(_update(columns, sums[table], words["only"]), named)
    if connection.exec_driver_sql(f"{words['missing']} LIMIT 1", named).first() is not None:
        seen = _SEEN.format(day="last_day", at="last_at")
        come = _COME.format(missing=words["missing"], seen=seen, **sums)
        connection.exec_driver_sql(come, named)


def _update(columns: Mapping[str, str], sums: str, only: str) -> str:
    return _UPDATE.format(
        sums=sums,
        only=only,
        fresh=", ".join(f"{said} AS new_{name}" for name, said in columns.items()),
        assigned=", ".join(f"{name} = new_{name}" for name in columns),
        kept=", ".join(f"s.{name}" for name in columns),
        renewed=", ".join(f"new_{name}" for name in columns),
    )
