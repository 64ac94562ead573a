"""Tiering of the whole book, against pandas on everything and against one GROUP BY."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pandas as pd

from branchcrm.data.columns import day_number
from branchcrm.data.customer_tables import offset_s
from branchcrm.data.derived import summarise
from branchcrm.data.tables import customer_transaction
from branchcrm.data.tier_summary import refresh_tiers
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier_policy import ScorePolicy
from branchcrm.domain.tier_time import TimePoint
from branchcrm.domain.wording import say
from branchcrm.services.tier_times import TierTimeService
from branchcrm.services.tier_trials import TierTrialService
from branchcrm.services.tiers import after_changes
from branchcrm.services.use_cases import Services
from tests.benchmarks.measure import TODAY, Line, milliseconds, opened

ROWS, CHANGED = 10_000, 9_500
_START = day_number(TODAY) - 365
_GROUP = (
    "SELECT customer_id, sum(amount_cents), max(day), count(*) FROM customer_transaction"
    " WHERE removed_at IS NULL AND day > ? GROUP BY customer_id"
)
_ALL = (
    "SELECT t.customer_id, t.day, t.amount_cents, p.line FROM customer_transaction t"
    " LEFT JOIN product p ON p.id = t.product_id WHERE t.removed_at IS NULL"
)
_SOME = "SELECT customer_id FROM customer_summary WHERE is_live = 1"
_NTILE = """
WITH figures AS (
  SELECT customer_id, sum(amount_cents) AS money, count(DISTINCT day) AS deals,
    max(day) AS last, count(DISTINCT product_id) AS products
  FROM customer_transaction WHERE removed_at IS NULL AND day > ? GROUP BY customer_id),
fifths AS (
  SELECT customer_id, 10 * ntile(5) OVER (ORDER BY money) + 4 * ntile(5) OVER (ORDER BY deals)
    + 3 * ntile(5) OVER (ORDER BY last) + 3 * ntile(5) OVER (ORDER BY products) AS points
  FROM figures)
UPDATE customer_summary SET score_centi = points * 100,
  tier_rank = CASE WHEN points >= 70 THEN 3 WHEN points >= 35 THEN 2 ELSE 1 END
FROM fifths WHERE fifths.customer_id = customer_summary.customer_id
"""


def measure(folder: Path) -> list[Line]:
    """Measure a review without writing it, and one that is written."""
    book, services = opened(folder)
    with book.unit_of_work.read() as work:
        floor = milliseconds(
            lambda: work.connection.exec_driver_sql(_GROUP, (_START,)).all(), repeat=3
        )
        naive = milliseconds(lambda: _pandas(work.connection))
    dry = milliseconds(lambda: services.tiers.retier(dry_run=True), repeat=3)
    tried = _tried(services)
    review = milliseconds(services.tiers.retier)
    (changed, summed), plain = _changed(services), _plain_sql(services)
    matrix, crossed = _matrix(services)
    receipt = milliseconds(lambda: services.tiers.receipt(CustomerId(1)), repeat=5)
    book.close()
    return [
        Line(what="a review, not written", ours=dry, naive=naive, floor=floor),
        Line(what="what-if, first", ours=tried[0], naive=naive, floor=floor),
        Line(what="what-if, later", ours=tried[1], naive=naive, floor=floor),
        Line(what="full review", ours=review, naive=naive, floor=floor, note="naive: pandas"),
        Line(what="the same", ours=review, naive=plain, note="naive: NTILE in SQL"),
        Line(what=f"tiers after {ROWS:,} rows", ours=changed, naive=review, note="naive: full"),
        Line(what="summaries after them", ours=summed, note="what lists show, tiers apart"),
        Line(what="migration matrix", ours=matrix, naive=crossed, note="naive: pandas crosstab"),
        Line(what="one receipt", ours=receipt),
    ]


def _tried(services: Services) -> tuple[float, float]:
    """Time a rule with another line, tried first and again with the figures at hand."""
    rule = services.tiers.policy().policy
    assert isinstance(rule, ScorePolicy)
    first, later = (replace(rule, high_cut=rule.high_cut - step) for step in (5, 10))
    trials = [TierTrialService(services.context) for _ in range(3)]
    times = [milliseconds(partial(trial.preview, first)) for trial in trials]
    return min(times), milliseconds(lambda: trials[0].preview(later), repeat=3)


def _changed(services: Services) -> tuple[float, float]:
    """Time the tiers, and the summaries, of whom an import changed; nothing of it is kept."""
    with services.context.write("benchmark", say("测量")) as work:
        found = work.connection.exec_driver_sql(_SOME).all()
        count = min(CHANGED, len(found) // 12)
        customers = sorted(Random(5).sample([int(row[0]) for row in found], count))  # noqa: S311 - a sample
        columns = ["customer_id", "day", "amount_cents", "kind", "created_at"]
        today = work.clock.today()
        chosen = [*customers, *customers[: ROWS - CHANGED]]
        rows = [(number, day_number(today), 123_456, "purchase", 0) for number in chosen]
        work.rows.insert_many(customer_transaction, columns, rows)
        scored = milliseconds(lambda: after_changes(work, customers))
        # In the order in which an operation does it: figures of lists first.
        summed = milliseconds(
            lambda: summarise(
                work.connection,
                customers,
                today,
                offset_s(work.clock),
                tables={"customer_transaction"},
            )
        )
        shown = milliseconds(
            lambda: refresh_tiers(work.connection, {"tier_change"}, customers, today)
        )
    return scored + shown, summed


def _matrix(services: Services) -> tuple[float, float]:
    """Time who moved where between the two latest reviews, and a crosstab of pandas."""
    times = TierTimeService(services.context)
    days = times.review_days()
    first, second = (TimePoint(day=day) for day in (days[-1], days[0]))
    found = times.migration(first, second)
    frame = pd.DataFrame({"id": found.ids, "then": found.ranks[0], "now": found.ranks[1]})
    names = {0: "none", 1: "low", 2: "mid", 3: "high"}
    one = frame[["id", "then"]].assign(then=frame["then"].map(names))
    other = frame[["id", "now"]].assign(now=frame["now"].map(names))

    def crossed() -> None:
        both = one.merge(other, on="id")
        pd.crosstab(both["then"], both["now"])

    return milliseconds(lambda: times.migration(first, second), repeat=2), milliseconds(crossed)


def _plain_sql(services: Services) -> float:
    """Time a review as SQL alone would do it: fifths by NTILE, written to the list."""
    with services.context.write("benchmark", say("测量")) as work:
        return milliseconds(lambda: work.connection.exec_driver_sql(_NTILE, (_START,)))


def _pandas(connection: Any) -> None:  # noqa: ANN401 - a connection
    found = connection.exec_driver_sql(_ALL).all()
    frame = pd.DataFrame(found, columns=["customer", "day", "cents", "line"])
    window = frame[frame["day"] > _START]
    groups = window.groupby("customer")
    scores = pd.DataFrame(
        {
            "money": groups["cents"].sum(),
            "deals": groups["day"].nunique(),
            "last": frame.groupby("customer")["day"].max(),
            "lines": groups["line"].nunique(),
        }
    ).fillna(0)
    weights = {"money": 50, "deals": 20, "last": 15, "lines": 15}
    total = pd.Series(0.0, index=scores.index)
    for name, weight in weights.items():
        total += scores[name].rank(method="min", pct=True) * weight
    total.apply(lambda points: "high" if points >= 70 else "mid" if points >= 35 else "low")
