"""Tiering of the whole book, against pandas on everything and against one GROUP BY."""

from pathlib import Path
from typing import Any

import pandas as pd

from branchcrm.data.columns import day_number
from tests.benchmarks.measure import TODAY, Line, milliseconds, opened

_START = day_number(TODAY) - 365
_GROUP = (
    "SELECT customer_id, sum(amount_cents), max(day), count(*) FROM customer_transaction"
    " WHERE removed_at IS NULL AND day > ? GROUP BY customer_id"
)
_ALL = (
    "SELECT t.customer_id, t.day, t.amount_cents, p.line FROM customer_transaction t"
    " LEFT JOIN product p ON p.id = t.product_id WHERE t.removed_at IS NULL"
)


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
    book.close()
    return [
        Line(what="what-if preview", ours=preview, naive=naive, floor=floor),
        Line(what="full review", ours=review, naive=naive, floor=floor, note="naive: pandas"),
    ]


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
