"""Keeps the tier of every customer's summary in line with the reviews, on do, undo and redo."""

import json
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.engine import Connection

from branchcrm.data.columns import day_number
from branchcrm.data.raw_rows import Numbers, number_table, numbers_of
from branchcrm.data.tables_tier import tier_policy, tier_review
from branchcrm.data.tier_blocks import ReviewColumns
from branchcrm.data.tier_results import review_columns
from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.domain.tier_policy import BandsPolicy, Policy
from branchcrm.domain.tier_policy_json import policy_from_json

CENTI = 100
_NO_SCORE = -1
_BATCH = 50_000
_MOVE = (
    "UPDATE customer_summary SET tier = ?, tier_rank = ?, score_centi = nullif(?, -1)"
    " WHERE customer_id = ?"
)
# Most customers change their score and not their tier: that leaves the indexes alone.
_RESCORE = "UPDATE customer_summary SET score_centi = nullif(?, -1) WHERE customer_id = ?"
_RESCORE_MANY = (
    "UPDATE customer_summary SET score_centi = nullif(new_score(customer_id), -1)"
    " WHERE customer_id BETWEEN ? AND ? AND new_score(customer_id) IS NOT NULL"
)
_MISS = "UPDATE customer_summary SET tier_misses = ? WHERE customer_id = ?"
_MOST_MISSES = 1 << 16
_PRESENT = (
    "SELECT group_concat(customer_id), group_concat("
    "((ifnull(score_centi, -1) + 1) * 4 + tier_rank) * 65536 + tier_misses)"
    " FROM customer_summary NOT INDEXED"
)
_NAMED = " WHERE customer_id IN (SELECT value FROM json_each(:ids))"
_MANY_SHARE = 10
"""More than one changed score in so many are written in one walk."""
_TIERS = {tier_rank(tier): str(tier) for tier in Tier}


def refresh_tiers(
    connection: Connection, tables: AbstractSet[str], customers: Sequence[int], today: date
) -> None:
    """Write the tiers of the customers whose results an operation changed in these tables."""
    if "tier_review" in tables:
        write_tiers(connection, None, today)
    elif not tables.isdisjoint({"tier_change", "tier_override"}):
        write_tiers(connection, customers, today)


def write_tiers(connection: Connection, customers: Sequence[int] | None, today: date) -> None:
    """Write the tiers of some customers, or of the whole book.

    They come from the latest review; a tier set by hand goes before it as long as it lasts.
    """
    ids, ranks, scores, misses = _latest(connection, customers)
    present = _present(connection, customers)
    at = np.minimum(np.searchsorted(ids, present[0]), max(0, ids.size - 1))
    found = ids[at] == present[0] if ids.size else np.zeros(present[0].size, np.bool_)
    rank = np.zeros(present[0].size, np.int64)
    score = np.full(present[0].size, _NO_SCORE, np.int64)
    missed = np.zeros(present[0].size, np.int64)
    rank[found], score[found] = ranks[at[found]], scores[at[found]]
    missed[found] = misses[at[found]]
    by_hand = ranks_by_hand(connection, today)
    if by_hand.size:
        place = np.minimum(np.searchsorted(present[0], by_hand[0]), present[0].size - 1)
        is_there = present[0][place] == by_hand[0]
        rank[place[is_there]] = by_hand[1][is_there]
        missed[place[is_there]] = 0
    moved = rank != present[1]
    rescored = ~moved & (score != present[2])
    cursor = connection.connection.cursor()
    for part in _batches(np.stack([missed, present[0]])[:, missed != present[3]]):
        cursor.executemany(_MISS, part)
    table = np.stack([rank, score, present[0]])
    for part in _batches(table[:, moved]):
        cursor.executemany(_MOVE, [(_TIERS[r], r, s, number) for r, s, number in part])
    if customers is None and int(rescored.sum()) * _MANY_SHARE > present[0].size:
        _rescore_many(connection, table[1:, rescored])
        return
    for part in _batches(table[1:, rescored]):
        cursor.executemany(_RESCORE, part)


def _rescore_many(connection: Connection, columns: Numbers) -> None:
    """Write many scores in one walk, in less than half the time of as many updates."""
    driver: Any = connection.connection.driver_connection
    try:
        for start in range(0, columns.shape[1], _BATCH):
            scores, customers = columns[:, start : start + _BATCH].tolist()
            known = dict(zip(customers, scores, strict=True))
            driver.create_function("new_score", 1, known.get)
            connection.exec_driver_sql(_RESCORE_MANY, (customers[0], customers[-1]))
    finally:
        driver.create_function("new_score", 1, None)


def _batches(columns: Numbers) -> Iterator[list[list[int]]]:
    rows = columns.T
    for start in range(0, len(rows), _BATCH):
        yield rows[start : start + _BATCH].tolist()


def ranks_of(policy: Policy, columns: ReviewColumns) -> Numbers:
    """Give the rank of each customer's tier; 0 without one."""
    ranks = np.array([0, *(tier_rank(level.tier) for level in policy.levels)], np.int64)
    found: Numbers = ranks[columns.levels + 1]
    return found


def centi_scores(policy: Policy, columns: ReviewColumns) -> Numbers:
    """Give the scores in hundredths of a point; -1 where there is none."""
    if isinstance(policy, BandsPolicy):
        return np.full(columns.ids.size, _NO_SCORE, np.int64)
    return np.where(columns.levels >= 0, columns.values // CENTI, _NO_SCORE)


def ranks_by_hand(connection: Connection, today: date) -> Numbers:
    """Give customers and the rank of the tier that was set by hand and lasts on a day."""
    sql = (
        "SELECT customer_id, CASE tier WHEN 'high' THEN 3 WHEN 'mid' THEN 2 ELSE 1 END"
        " FROM tier_override WHERE lifted_at IS NULL AND :day BETWEEN starts_on AND ends_on"
        " ORDER BY customer_id, id"
    )
    return number_table(connection, sql, {"day": day_number(today)}, 2)


def _present(connection: Connection, customers: Sequence[int] | None) -> Numbers:
    """Give customers with rank, score and misses as lists show them now.

    SQLite hands them over as two texts of numbers, in a third of the time of as many rows.
    """
    texts = connection.exec_driver_sql(
        _PRESENT if customers is None else _PRESENT + _NAMED,
        {"ids": json.dumps([int(number) for number in customers or ()])},
    ).one()
    ids, told = map(numbers_of, texts)
    told, misses = np.divmod(told, _MOST_MISSES)
    score, rank = np.divmod(told, len(_TIERS))
    return np.stack([ids, rank, score - 1, misses])


def _latest(
    connection: Connection, customers: Sequence[int] | None
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    query = (
        select(tier_review.c.id, tier_policy.c.definition)
        .join(tier_policy, tier_policy.c.id == tier_review.c.policy_id)
        .order_by(tier_review.c.id.desc())
        .limit(1)
    )
    review = connection.execute(query).first()
    nothing = np.zeros(0, np.int64)
    if review is None:
        return nothing, nothing, nothing, nothing
    policy = policy_from_json(json.loads(review.definition))
    columns = review_columns(connection, review.id, customers)
    misses = np.asarray(columns.misses, np.int64)
    return columns.ids, ranks_of(policy, columns), centi_scores(policy, columns), misses


def refill_misses(connection: Connection) -> None:
    """Write everybody's misses in a row, in a book that was kept before lists showed them."""
    ids, _ranks, _scores, misses = _latest(connection, None)
    for part in _batches(np.stack([misses, ids])[:, misses > 0]):
        connection.connection.cursor().executemany(_MISS, part)
