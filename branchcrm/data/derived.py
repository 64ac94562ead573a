"""Derived tables: what lists show and sort by, and the search index, kept true per operation."""

from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from sqlalchemy.engine import Connection

from branchcrm.data.columns import day_from_number, day_number
from branchcrm.data.rows import JournaledRows
from branchcrm.data.search_index import reindex
from branchcrm.data.staleness import SUMMED_TABLES
from branchcrm.data.summary_figures import write_bare, write_figures

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
        reindex(connection, stale.searched)
    if stale.unsearched:
        reindex(connection, stale.unsearched, are_first=True)
    if stale.summed and not stale.tables <= TIER_TABLES:
        are_bare = stale.tables.isdisjoint(SUMMED_TABLES)
        summarise(
            connection,
            stale.summed,
            today,
            offset_s,
            tables=stale.tables,
            first_bare=first_new if are_bare else None,
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
    tables: AbstractSet[str] | None = None,
    first_bare: int | None = None,
) -> None:
    """Write the summary of some customers, or of the whole book where none are named.

    Of some customers only what comes from those tables is written anew, where they are named.
    When the twelve-month window has moved since the last time, everybody's figures have.
    Customers from `first_bare` on were just created, without anything to be summed.
    """
    end = reference_day(connection, today)
    moved = window_end(connection) != end
    if customers is not None and first_bare is not None and not moved:
        write_bare(connection, first_bare)
        customers = customers[: bisect_left(customers, first_bare)]
    if moved:
        customers, tables = None, None
    _summarise(connection, customers, tables, (end, offset_s))
    settled = reference_day(connection, today)
    if settled != end:
        _summarise(connection, None, None, (settled, offset_s))
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
    connection: Connection,
    customers: Sequence[int] | None,
    tables: AbstractSet[str] | None,
    window: tuple[date, int],
) -> None:
    end, offset_s = window
    places = {"today": day_number(end), "start": day_number(end) - WINDOW_DAYS, "offset": offset_s}
    if customers is not None and _is_most_of_the_book(connection, len(customers)):
        customers = None
    write_figures(connection, customers, places, tables)


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
