"""Tiering of the whole book, against pandas on everything and against one GROUP BY."""

from pathlib import Path
from typing import Any

import pandas as pd

from branchcrm.data.columns import day_number
from branchcrm.data.tables import customer_transaction
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.wording import say
from branchcrm.services.tiers import after_changes
from branchcrm.services.use_cases import Services
from tests.benchmarks.measure import TODAY, Line, milliseconds, opened

CHANGED = 5_000
_START = day_number(TODAY) - 365
_GROUP = (
    "SELECT customer_id, sum(amount_cents), max(day), count(*) FROM customer_transaction"
    " WHERE removed_at IS NULL AND day > ? GROUP BY customer_id"
)
_ALL = (
    "SELECT t.customer_id, t.day, t.amount_cents, p.line FROM customer_transaction t"
    " LEFT JOIN product p ON p.id = t.product_id WHERE t.removed_at IS NULL"
)
_SOME = "SELECT id FROM customer WHERE removed_at IS NULL ORDER BY id LIMIT ?"
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
    preview = milliseconds(lambda: services.tiers.retier(dry_run=True), repeat=3)
    review = milliseconds(services.tiers.retier)
    changed, plain = _changed(services), _plain_sql(services)
    receipt = milliseconds(lambda: services.tiers.receipt(CustomerId(1)), repeat=5)
    book.close()
    return [
        Line(what="what-if preview", ours=preview, naive=naive, floor=floor),
        Line(what="full review", ours=review, naive=naive, floor=floor, note="naive: pandas"),
        Line(what="the same", ours=review, naive=plain, note="naive: NTILE in SQL"),
        Line(what=f"after {CHANGED:,} changed", ours=changed, naive=review, note="naive: full"),
        Line(what="one receipt", ours=receipt),
    ]


def _changed(services: Services) -> float:
    """Time the tiers of customers whom an import changed; nothing of it is kept."""
    with services.context.write("benchmark", say("测量")) as work:
        found = work.connection.exec_driver_sql(_SOME, (CHANGED,)).all()
        customers = [int(row[0]) for row in found]
        columns = ["customer_id", "day", "amount_cents", "kind", "created_at"]
        rows = [(number, day_number(TODAY), 123_456, "purchase", 0) for number in customers]
        work.rows.insert_many(customer_transaction, columns, rows)
        return milliseconds(lambda: after_changes(work, customers))


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
