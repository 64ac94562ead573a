"""The lines of the customer list: what a page of customers shows, in one read per table."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.engine import Connection

from branchcrm.data.columns import (
    day_from_number,
    day_number,
    instant_from_number,
    instant_number,
)
from branchcrm.data.name_spans import meant_span
from branchcrm.domain.customer import CustomerKind, CustomerRow, Stage
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.masking import mask_phone
from branchcrm.domain.tier import Tier

_KINDS = {one.value: one for one in CustomerKind}
_STAGES = {one.value: one for one in Stage}
_TIERS = {one.value: one for one in Tier}
MOVE_SHOWN = timedelta(days=30)
_LINES = (  # {more} stands for what a search needs besides
    "SELECT c.id, c.code, c.name, c.kind, c.phone, c.stage, t.name, s.tier,"
    " s.score_centi, s.last_seen_on, s.amount_12m_cents, s.next_visit_at,"
    " s.next_visit_id, s.open_complaints, b.reason, s.tier_misses,"
    " EXISTS (SELECT 1 FROM tier_override o WHERE o.customer_id = c.id AND o.lifted_at IS NULL"
    " AND ? BETWEEN o.starts_on AND o.ends_on){more} FROM customer c"
    " JOIN customer_summary s ON s.customer_id = c.id"
    " LEFT JOIN staff t ON t.id = c.manager_id"
    " LEFT JOIN contact_ban b ON b.customer_id = c.id"
    " WHERE c.id IN (SELECT value FROM json_each(?))"
)
_PLAIN = _LINES.format(more="")
_SEARCHED = _LINES.format(more=", c.name_key, c.syllables, c.reading_alternates")
_NAMED = 17
_MOVES = (
    "SELECT customer_id, from_tier, to_tier FROM tier_change"
    " WHERE customer_id IN (SELECT value FROM json_each(?)) AND at >= ?"
    " AND from_tier <> to_tier AND 'none' NOT IN (from_tier, to_tier) ORDER BY at, id"
)


def list_lines(
    connection: Connection,
    ids: Sequence[int],
    now: datetime,
    text: str = "",
) -> list[CustomerRow]:
    """Give lines in the order asked, with the last move between tiers of late.

    With a folded searched text they say where in the names it stands.
    """
    asked = json.dumps([int(number) for number in ids])
    driver: Any = connection.connection.driver_connection
    sql = _SEARCHED if text else _PLAIN
    found = driver.execute(sql, (day_number(now.date()), asked)).fetchall()
    moves = _latest_moves(connection, asked, now - MOVE_SHOWN)
    by_id = {row[0]: _row(row, moves.get(row[0]), text) for row in found}
    return [by_id[int(number)] for number in ids if int(number) in by_id]


def _latest_moves(
    connection: Connection, asked: str, since: datetime
) -> dict[int, tuple[Tier, Tier]]:
    """Give from where to where each moved last; a first tier is no move up or down."""
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(_MOVES, (asked, instant_number(since)))
    return {number: (_TIERS[former], _TIERS[now]) for number, former, now in rows}


def _row(row: Sequence[Any], tier_move: tuple[Tier, Tier] | None, text: str) -> CustomerRow:
    return CustomerRow(
        id=CustomerId(row[0]),
        code=row[1],
        name=row[2],
        kind=_KINDS[row[3]],
        phone=mask_phone(row[4]) if row[4] else "",
        stage=_STAGES[row[5]],
        manager=row[6] or "",
        tier=_TIERS[row[7]],
        score_centi=row[8],
        last_seen_on=None if row[9] is None else day_from_number(row[9]),
        amount_12m_cents=row[10],
        next_visit_at=None if row[11] is None else instant_from_number(row[11]),
        next_visit_id=None if row[12] is None else VisitId(row[12]),
        open_complaints=row[13],
        tier_move=tier_move,
        matched=_matched(text, row) if text else None,
        barred=row[14] or "",
        is_near_fall=row[15] > 0,
        is_by_hand=bool(row[16]),
    )


def _matched(text: str, row: Sequence[Any]) -> tuple[int, int] | None:
    name_key, syllables, alternates = row[_NAMED:]
    return meant_span(text, row[2], name_key or "", syllables or "", alternates or "")
