"""Where the value of each field of a filter lies: SQL over `customer` and `customer_summary`.

Every room of fields names its own: a field of the branch's own is looked up by `OWN_VALUES`.
"""

from collections.abc import Callable, Mapping
from typing import Final

from branchcrm.data.filter_lists import LISTS, list_text_sql
from branchcrm.domain.filter_field import FieldGroup, FilterField
from branchcrm.domain.shown_value import LUNAR

NEVER_DAYS: Final = 1_000_000
"""The days since something that never happened: longer than any wish."""

_FACTS: Final = (
    "name code kind stage gender birth_year phone email wechat id_type id_number uscc card_number"
    " address employer occupation industry contact_name contact_title source note opened_on"
)
_STANDS: Final = (
    "x.amount_cents > 0 AND NOT EXISTS (SELECT 1 FROM customer_transaction r"
    " WHERE r.reverses_id = x.id AND r.removed_at IS NULL)"
)
_TRADES: Final = (
    "FROM customer_transaction x WHERE x.customer_id = customer.id AND x.removed_at IS NULL"
    " AND x.day > :f_today - {argument} AND x.day <= :f_today"
)
_FIGURE: Final = (
    "(SELECT x.value FROM customer_figure x WHERE x.customer_id = customer.id"
    " AND x.measure = '{measure}' AND x.as_of <= {until} ORDER BY x.as_of DESC LIMIT 1)"
)
_SUM: Final = (
    "(SELECT ifnull(sum(x.amount_cents), 0) FROM customer_transaction x WHERE x.customer_id ="
    " customer.id AND x.removed_at IS NULL AND x.day > {since} AND x.day <= {until})"
)
_AVERAGE: Final = _FIGURE.replace("{measure}", "aum_month_average")
_NOW, _BEFORE = _AVERAGE.format(until=":f_today"), _AVERAGE.format(until="{since}")
_RECENT = _SUM.format(since="{since}", until=":f_today")
_EARLIER = _SUM.format(since="{before}", until="{since}")
# A fall is only known where there was something before.
_FELL: Final = (
    "(SELECT CASE WHEN b.v > 0 THEN (b.v - n.v) * 100.0 / b.v END"
    " FROM (SELECT {before} AS v) b, (SELECT {now} AS v) n)"
)

SCALARS: Final[Mapping[str, str]] = {
    **{name: f"customer.{name}" for name in _FACTS.split()},
    "manager": "customer.manager_id",
    "created": "(customer.created_at + :f_offset) / 86400",
    "updated": "(customer.updated_at + :f_offset) / 86400",
    "tier": "customer_summary.tier",
    "score": "customer_summary.score_centi",
    "near_fall": "customer_summary.tier_misses > 0",
    "amount_12m": "customer_summary.amount_12m_cents",
    "trades_12m": "customer_summary.trades_12m",
    "last_trade": "customer_summary.last_trade_on",
    "last_seen": "customer_summary.last_seen_on",
    "last_contact": "(customer_summary.last_contact_at + :f_offset) / 86400",
    "next_visit": "(customer_summary.next_visit_at + :f_offset) / 86400",
    "no_contact": (
        f"ifnull(:f_today - (customer_summary.last_contact_at + :f_offset) / 86400, {NEVER_DAYS})"
    ),
    "no_trade": f"ifnull(:f_today - customer_summary.last_trade_on, {NEVER_DAYS})",
    "open_complaints": "customer_summary.open_complaints",
    "balance": _FIGURE.format(measure="balance", until=":f_today"),
    "month_average": _NOW,
    "amount_fell": _FELL.format(before=_EARLIER, now=_RECENT),
    "average_fell": _FELL.format(before=_BEFORE, now=_NOW),
    "trades": f"(SELECT count(DISTINCT x.day) {_TRADES} AND {_STANDS})",
    "amount": f"(SELECT ifnull(sum(x.amount_cents), 0) {_TRADES})",
    "contacts": (
        "(SELECT count(*) FROM interaction x WHERE x.customer_id = customer.id"
        " AND x.removed_at IS NULL AND x.is_effective = 1"
        " AND x.at >= (:f_today - {argument} + 1) * 86400 - :f_offset"
        " AND x.at < (:f_today + 1) * 86400 - :f_offset)"
    ),
    "visits_done": (
        "(SELECT count(*) FROM visit x WHERE x.customer_id = customer.id AND x.state = 'done'"
        " AND x.removed_at IS NULL"
        " AND ifnull(x.done_at, x.at) >= (:f_today - {argument} + 1) * 86400 - :f_offset"
        " AND ifnull(x.done_at, x.at) < (:f_today + 1) * 86400 - :f_offset)"
    ),
    "complaints": (
        "(SELECT count(*) FROM complaint x WHERE x.customer_id = customer.id"
        " AND x.state NOT IN ('merged', 'rejected')"
        " AND x.received_at >= (:f_today - {argument} + 1) * 86400 - :f_offset"
        " AND x.received_at < (:f_today + 1) * 86400 - :f_offset)"
    ),
    "do_not_contact": "EXISTS (SELECT 1 FROM contact_ban x WHERE x.customer_id = customer.id)",
    "in_household": (
        "EXISTS (SELECT 1 FROM group_member x WHERE x.customer_id = customer.id"
        " AND x.kind = 'household')"
    ),
    "contact_persons": "(SELECT count(*) FROM contact_person x WHERE x.customer_id = customer.id)",
    "referrals": (
        "(SELECT count(*) FROM customer_link x WHERE x.other_id = customer.id"
        " AND x.kind = 'referrer')"
    ),
    "attachments": "(SELECT count(*) FROM attachment x WHERE x.customer_id = customer.id)",
}

_SHOWN: Final[Mapping[str, str]] = {
    "manager": "(SELECT x.name FROM staff x WHERE x.id = customer.manager_id)",
    "birthday": (
        "customer.birth_month * 100 + customer.birth_day"
        f" + CASE customer.birth_calendar WHEN 'lunar' THEN {LUNAR} ELSE 0 END"
    ),
    # A number that says never is shown as nothing.
    "no_contact": ":f_today - (customer_summary.last_contact_at + :f_offset) / 86400",
    "no_trade": ":f_today - customer_summary.last_trade_on",
}

OWN_VALUES: dict[FieldGroup, Callable[[FilterField], str]] = {}
"""Gives the SQL of a field whose room is not built in; see the architecture page."""


def value_sql(field: FilterField) -> str:
    """Give the expression of a field's value, with a place for its argument where it has one."""
    known = SCALARS.get(field.key)
    return OWN_VALUES[field.group](field) if known is None else known


def shown_sql(field: FilterField) -> str:
    """Give the expression that a column shows and sorts by."""
    if field.key in LISTS:
        return list_text_sql(field.key)
    return _SHOWN.get(field.key) or value_sql(field)
