"""Derived tables: what lists show and sort by, and the search index, kept true per operation."""

import json
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.engine import Connection

from branchcrm.data.columns import day_from_number, day_number
from branchcrm.data.rows import JournaledRows
from branchcrm.data.search_index import reindex
from branchcrm.data.staleness import SUMMED_TABLES

TIER_TABLES = frozenset(
    {
        "tier_policy",
        "tier_review",
        "tier_block",
        "tier_change",
        "tier_draft",
        "tier_approval",
        "tier_override",
    }
)
WINDOW_DAYS = 365
WINDOW_KEY = "summary_window_end"
WHOLE_BOOK_SHARE = 10
OPEN_COMPLAINT_STATES = (
    "'received','acknowledged','assessed','investigating','paused','proposed','approved',"
    "'decided','review','reopened'"
)

_SUMMARY = """
WITH asked(id) AS ({asked}),
money AS (
  SELECT customer_id, max(day) AS last_day,
    sum(CASE WHEN day > :start AND day <= :today THEN amount_cents ELSE 0 END) AS amount,
    count(DISTINCT CASE WHEN day > :start AND day <= :today AND amount_cents > 0
      AND {stands} THEN day END) AS trades
  FROM customer_transaction t WHERE removed_at IS NULL {only} GROUP BY customer_id),
contact AS (
  SELECT customer_id, max(at) AS last_at FROM interaction
  WHERE removed_at IS NULL AND is_effective = 1 {only} GROUP BY customer_id),
planned AS (
  SELECT customer_id, min(at) AS next_at, id AS visit_id FROM visit
  WHERE state = 'planned' AND removed_at IS NULL {only} GROUP BY customer_id),
case_count AS (
  SELECT customer_id, count(*) AS open_count FROM complaint
  WHERE state IN ({open_states}) {only} GROUP BY customer_id)
INSERT INTO customer_summary (customer_id, branch_id, is_live, amount_12m_cents, trades_12m,
  last_trade_on, last_contact_at, last_seen_on, next_visit_at, next_visit_id, open_complaints)
SELECT c.id, c.branch_id, c.removed_at IS NULL, ifnull(m.amount, 0), ifnull(m.trades, 0),
  m.last_day, k.last_at,
  nullif(max(ifnull(m.last_day, -1000000), ifnull((k.last_at + :offset) / 86400, -1000000)),
    -1000000),
  p.next_at, p.visit_id, ifnull(q.open_count, 0)
FROM customer c
LEFT JOIN money m ON m.customer_id = c.id
LEFT JOIN contact k ON k.customer_id = c.id
LEFT JOIN planned p ON p.customer_id = c.id
LEFT JOIN case_count q ON q.customer_id = c.id
WHERE {which}
ON CONFLICT (customer_id) DO UPDATE SET branch_id = excluded.branch_id,
  is_live = excluded.is_live, amount_12m_cents = excluded.amount_12m_cents,
  trades_12m = excluded.trades_12m, last_trade_on = excluded.last_trade_on,
  last_contact_at = excluded.last_contact_at, last_seen_on = excluded.last_seen_on,
  next_visit_at = excluded.next_visit_at, next_visit_id = excluded.next_visit_id,
  open_complaints = excluded.open_complaints
"""
# Customers who came without any of these have nothing to be summed.
_FIRST_SUMMARIES = """
INSERT INTO customer_summary (customer_id, branch_id, is_live)
SELECT id, branch_id, removed_at IS NULL FROM customer WHERE id >= ?
"""
# Of everybody the reversed ones are listed once; of a few customers each is looked up.
_STANDS_OF_ALL = (
    "id NOT IN (SELECT reverses_id FROM customer_transaction"
    " WHERE reverses_id IS NOT NULL AND removed_at IS NULL)"
)
_STANDS_OF_SOME = (
    "NOT EXISTS (SELECT 1 FROM customer_transaction r"
    " WHERE r.reverses_id = t.id AND r.removed_at IS NULL)"
)


def refresh(connection: Connection, rows: JournaledRows, today: date, offset_s: int) -> None:
    """Bring the derived tables in line with what an operation did.

    Args:
        connection: the operation's transaction.
        rows: the operation's door, which knows the customers and tables it touched.
        today: the business day that ends the twelve-month window.
        offset_s: seconds that the book's time zone is ahead of UTC.
    """
    first_new = rows.first_new_customer
    stale = rows.take_stale()
    if stale.searched:
        reindex(connection, stale.searched, first_new)
    if stale.summed and not stale.tables <= TIER_TABLES:
        are_bare = stale.tables.isdisjoint(SUMMED_TABLES)
        summarise(
            connection, stale.summed, today, offset_s, first_bare=first_new if are_bare else None
        )
    if not stale.tables.isdisjoint(TIER_TABLES):
        # The tiers' array library stays out of a start.
        from branchcrm.data.tier_summary import refresh_tiers  # noqa: PLC0415 - as said

        refresh_tiers(connection, stale.tables, stale.customers, today)


def summarise(
    connection: Connection,
    customers: Sequence[int] | None,
    today: date,
    offset_s: int,
    *,
    first_bare: int | None = None,
) -> None:
    """Write the summary of some customers, or of the whole book where none are named.

    When the twelve-month window has moved since the last time, everybody's figures have.
    Customers from `first_bare` on were just created, without anything to be summed.
    """
    end = reference_day(connection, today)
    moved = window_end(connection) != end
    if customers is not None and first_bare is not None and not moved:
        connection.exec_driver_sql(_FIRST_SUMMARIES, (first_bare,))
        customers = customers[: bisect_left(customers, first_bare)]
    _summarise(connection, None if moved else customers, end, offset_s)
    settled = reference_day(connection, today)
    if settled != end:
        _summarise(connection, None, settled, offset_s)
    if moved or settled != end:
        _note_window_end(connection, settled)


def window_end(connection: Connection) -> date | None:
    """Give the day that ended the window when summaries were last written for everybody."""
    found = connection.exec_driver_sql(
        "SELECT value FROM preference WHERE staff_id = 0 AND key = ?", (WINDOW_KEY,)
    ).scalar()
    return None if found is None else day_from_number(int(found))


def is_stale(connection: Connection, today: date) -> bool:
    """Tell whether the window has moved since summaries were last written for everybody."""
    return window_end(connection) != reference_day(connection, today)


def _note_window_end(connection: Connection, end: date) -> None:
    connection.exec_driver_sql(
        "INSERT INTO preference (staff_id, key, value) VALUES (0, ?, ?)"
        " ON CONFLICT (staff_id, key) DO UPDATE SET value = excluded.value",
        (WINDOW_KEY, str(day_number(end))),
    )


def _summarise(
    connection: Connection, customers: Sequence[int] | None, end: date, offset_s: int
) -> None:
    places = {"today": day_number(end), "start": day_number(end) - WINDOW_DAYS, "offset": offset_s}
    if customers is None or _is_most_of_the_book(connection, len(customers)):
        sql = _SUMMARY.format(
            asked="SELECT NULL",
            only="",
            which="1",
            stands=_STANDS_OF_ALL,
            open_states=OPEN_COMPLAINT_STATES,
        )
        connection.exec_driver_sql(sql, places)
        return
    sql = _SUMMARY.format(
        asked="SELECT value FROM json_each(:ids)",
        only="AND customer_id IN (SELECT id FROM asked)",
        which="c.id IN (SELECT id FROM asked)",
        stands=_STANDS_OF_SOME,
        open_states=OPEN_COMPLAINT_STATES,
    )
    connection.exec_driver_sql(sql, {**places, "ids": json.dumps(list(customers))})


def reference_day(connection: Connection, today: date) -> date:
    """Give the day that ends the twelve-month window.

    Today, or the day after the last transaction where the book holds only older ones.
    """
    last = connection.exec_driver_sql("SELECT max(last_trade_on) FROM customer_summary").scalar()
    if last is None or int(last) > day_number(today) - WINDOW_DAYS:
        return today
    return today - timedelta(days=day_number(today) - int(last) - 1)


def _is_most_of_the_book(connection: Connection, count: int) -> bool:
    total = connection.exec_driver_sql("SELECT ifnull(max(id), 0) FROM customer").scalar_one()
    return count * WHOLE_BOOK_SHARE > int(total)
