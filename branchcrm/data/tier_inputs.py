"""The figures that tier rules look at, of the whole book or of some customers."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from branchcrm.data.columns import day_from_number, day_number
from branchcrm.data.page_cache import WALKING_MIB, page_cache
from branchcrm.data.raw_rows import Numbers, living_ids, number_table, raw_rows
from branchcrm.data.tier_trades import NOT_BOUGHT, product_line_names, window_trades
from branchcrm.domain import figure
from branchcrm.domain.tier_inputs import Trade, Window, trade_inputs
from branchcrm.domain.tier_measure import NEVER_DAYS, Measure
from branchcrm.domain.tier_policy import BandsPolicy, Policy

_COLUMNS = {
    Measure.RECENCY: (
        "ifnull(max(0, :as_of - max(CASE WHEN amount_cents > 0 THEN day END)), :never)"
    ),
    Measure.TENURE: "max(0, :as_of - min(day))",
}
_BEFORE = frozenset({Measure.RECENCY, Measure.TENURE})
"""What earlier trades still tell about a customer who did not trade in the window."""

NOTHING = {Measure.RECENCY: NEVER_DAYS}
"""What a figure is for one without trades, where that is not 0."""

_ASKED = "customer_id IN (SELECT value FROM json_each(:ids))"
# The plus keeps SQLite off the index of all living customers.
_ASKED_LIVING = (
    "SELECT id FROM customer WHERE +removed_at IS NULL"
    " AND id IN (SELECT value FROM json_each(:ids))"
)
_FEW = 4
"""Up to one in so many customers are looked up one by one rather than with the whole book."""


@dataclass(frozen=True, slots=True, eq=False)
class BookInputs:
    """The figures of customers in the order of their ids.

    `known` have had any figure or trade ever; `present` have one for this review;
    `reported` are those whose figures come from a file and not from trades.
    """

    ids: Numbers
    book: dict[Measure, Numbers]
    known: NDArray[np.bool_]
    present: NDArray[np.bool_]
    reported: NDArray[np.bool_]


def read_inputs(
    connection: Connection,
    policy: Policy,
    window: Window,
    customers: Sequence[int] | None = None,
) -> BookInputs:
    """Read the figures of all living customers, or of those among the named ones."""
    if customers is None:
        with page_cache(connection, WALKING_MIB):
            return _read(_Reader(connection, window, None), policy)
    return _read(_Reader(connection, window, customers), policy)


def _read(reader: "_Reader", policy: Policy) -> BookInputs:
    if isinstance(policy, BandsPolicy) and policy.measure is not Measure.AMOUNT:
        return reader.balances(policy.measure)
    return reader.trades(policy.measures)


class _Reader:
    """One reading of a book's figures."""

    def __init__(
        self, connection: Connection, window: Window, customers: Sequence[int] | None
    ) -> None:
        self._connection = connection
        self._window = window
        self._places: dict[str, object] = {
            "start": day_number(window.start),
            "end": day_number(window.end),
            "as_of": day_number(window.as_of),
            "never": NEVER_DAYS,
        }
        self._only = ""
        if customers is None:
            self._ids = living_ids(connection)
            return
        self._places["ids"] = json.dumps([int(number) for number in customers])
        self._only = f"AND {_ASKED}"
        self._ids = np.sort(self._table(_ASKED_LIVING, 1)[0])

    def trades(self, measures: Sequence[Measure]) -> BookInputs:
        """Read figures from trades, and from reports where a customer has no trade.

        The window is read in one covering pass; only those who bought nothing in it, or all
        where the rule looks at tenure, are looked up in earlier trades.
        """
        size = self._ids.size
        book = {m: np.full(size, NOTHING.get(m, 0), np.int64) for m in measures}
        known = np.zeros(size, np.bool_)
        bought = self._read_window(book, known)
        earlier = _BEFORE & set(measures)
        if Measure.TENURE in measures:
            self._read_earlier(book, known, earlier, None)
        else:
            self._read_earlier(book, known, earlier, self._ids[~bought])
        self._correct_reversed(book)
        reported = self._add_reported(book, known)
        known |= reported
        return BookInputs(self._ids, book, known, known, reported)

    def _read_window(
        self, book: dict[Measure, Numbers], known: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Put the figures of the window into the book; tell who bought something in it."""
        found = window_trades(
            self._connection,
            self._ids,
            self._window.start,
            self._window.end,
            are_all=not self._only,
        )
        known |= found.traded
        bought: NDArray[np.bool_] = found.last_day != NOT_BOUGHT
        if Measure.RECENCY in book:
            ago = np.maximum(0, day_number(self._window.as_of) - found.last_day[bought])
            book[Measure.RECENCY][bought] = ago
        for measure, column in (
            (Measure.AMOUNT, found.amounts),
            (Measure.FREQUENCY, found.purchase_days),
            (Measure.PRODUCTS, found.lines),
        ):
            if measure in book:
                book[measure] = column
        return bought

    def _read_earlier(
        self,
        book: dict[Measure, Numbers],
        known: NDArray[np.bool_],
        measures: Iterable[Measure],
        customers: Numbers | None,
    ) -> None:
        """Put what all trades up to the end tell into the book, of those customers or of all."""
        wanted = list(measures)
        only, places = self._only, self._places
        if customers is not None and customers.size * _FEW <= self._ids.size:
            only, places = f"AND {_ASKED}", places | {"ids": json.dumps(customers.tolist())}
        columns = "".join(f", {_COLUMNS[measure]}" for measure in wanted)
        sql = (
            f"SELECT customer_id{columns} FROM customer_transaction AS t"  # noqa: S608
            f" WHERE removed_at IS NULL AND day <= :end {only} GROUP BY customer_id"
        )
        table = number_table(self._connection, sql, places, 1 + len(wanted))
        rows, at = self._matching(table[0])
        for measure, column in zip(wanted, table[1:], strict=True):
            book[measure][at] = column[rows]
        known[at] = True

    def balances(self, measure: Measure) -> BookInputs:
        """Read a balance; of a monthly average the month before the review counts."""
        month_end = self._window.as_of.replace(day=1) - timedelta(days=1)
        is_average = measure is Measure.AUM_MONTH_AVERAGE
        until = month_end if is_average else self._window.end
        since = until.replace(day=1) if is_average else date.min
        name = figure.AUM_MONTH_AVERAGE if is_average else figure.BALANCE
        days, values = self._latest(name, until)
        known = days > day_number(date.min)
        present = known & (days >= day_number(since))
        return BookInputs(self._ids, {measure: values}, known, present, known.copy())

    def _latest(self, name: str, until: date) -> tuple[Numbers, Numbers]:
        """Give each customer's newest figure of a name: its day and its value."""
        sql = (
            "SELECT customer_id, max(as_of), value FROM customer_figure"  # noqa: S608
            f" WHERE measure = :measure AND as_of <= :until {self._only} GROUP BY customer_id"
        )
        places = self._places | {"measure": name, "until": day_number(until)}
        table = number_table(self._connection, sql, places, 3)
        rows, at = self._matching(table[0])
        days = np.full(self._ids.size, day_number(date.min), np.int64)
        values = np.zeros(self._ids.size, np.int64)
        days[at], values[at] = table[1][rows], table[2][rows]
        return days, values

    def _add_reported(
        self, book: dict[Measure, Numbers], known: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Let reported figures stand in for trades that are not in the book."""
        sql = (
            "SELECT DISTINCT customer_id FROM customer_figure"  # noqa: S608
            f" WHERE as_of <= :end AND measure NOT IN {figure.ABOUT_OTHERS} {self._only}"
        )
        _, at = self._matching(self._table(sql, 1)[0])
        reported = np.zeros(self._ids.size, np.bool_)
        reported[at] = True
        reported &= ~known
        if not reported.any():
            return reported
        start = day_number(self._window.start)
        said_on, amounts = self._latest(figure.AMOUNT_12M, self._window.end)
        counts = reported & (said_on >= start)
        if Measure.AMOUNT in book:
            book[Measure.AMOUNT][counts] = amounts[counts]
        told_on, days = self._latest(figure.LAST_TRADE_ON, self._window.end)
        traded = (
            reported & (told_on > day_number(date.min)) & (days <= day_number(self._window.end))
        )
        if Measure.RECENCY in book:
            ago = np.maximum(0, day_number(self._window.as_of) - days)
            book[Measure.RECENCY][traded] = ago[traded]
        if Measure.FREQUENCY in book:
            book[Measure.FREQUENCY][traded & (days >= start)] = 1
        return reported

    def _correct_reversed(self, book: dict[Measure, Numbers]) -> None:
        """Count the few customers with reversed lines one by one: a mistake is no visit."""
        sql = (
            "SELECT DISTINCT customer_id FROM customer_transaction"  # noqa: S608
            " INDEXED BY ix_customer_transaction_reverses"
            f" WHERE reverses_id IS NOT NULL AND removed_at IS NULL {self._only}"
        )
        mistaken = self._table(sql, 1)[0]
        if not mistaken.size:
            return
        trades = trades_of(self._connection, mistaken.tolist())
        for number, lines in trades.items():
            inputs = trade_inputs(lines, self._window) or {}
            at = np.flatnonzero(self._ids == number)
            for measure, column in book.items():
                column[at] = inputs.get(measure, NOTHING.get(measure, 0))

    def _matching(self, customer_ids: Numbers) -> tuple[Numbers, Numbers]:
        """Give the rows that belong to a customer who counts, and where that one stands."""
        if not self._ids.size:
            nothing = np.zeros(0, np.int64)
            return nothing, nothing
        at = np.minimum(np.searchsorted(self._ids, customer_ids), self._ids.size - 1)
        rows = np.flatnonzero(self._ids[at] == customer_ids)
        return rows, at[rows]

    def _table(self, sql: str, columns: int) -> Numbers:
        return number_table(self._connection, sql, self._places, columns)


def trades_of(connection: Connection, customers: Iterable[int]) -> dict[int, list[Trade]]:
    """Give the trades of customers, without lines that were reversed."""
    asked = [int(number) for number in customers]
    sql = (
        "SELECT customer_id, id, day, amount_cents, product_id, reverses_id"  # noqa: S608
        f" FROM customer_transaction WHERE removed_at IS NULL AND {_ASKED} ORDER BY day, id"
    )
    places = {"ids": json.dumps(asked)}
    rows = [row for batch in raw_rows(connection, sql, places) for row in batch]
    reversed_ids = {row[5] for row in rows if row[5] is not None}
    lines = product_line_names(connection)
    trades: dict[int, list[Trade]] = defaultdict(list, {number: [] for number in asked})
    for customer_id, number, day, amount, product, reverses in rows:
        if reverses is None and number not in reversed_ids:
            trades[customer_id].append(
                Trade(day=day_from_number(day), amount_cents=amount, line=lines.get(product))
            )
    return dict(trades)
