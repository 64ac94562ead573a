"""Where the value of each field of a filter lies: SQL over `customer` and `customer_summary`.

Every room of fields names its own: a field of the branch's own is looked up by `OWN_VALUES`.
"""

from collections.abc import Callable, Mapping
from typing import Final

from branchcrm.data.filter_counts import COUNTS
from branchcrm.data.filter_lists import LISTS, list_text_sql
from branchcrm.data.own_values import own_value_sql
from branchcrm.domain.filter_condition import Condition
from branchcrm.domain.filter_field import FieldGroup, FieldKind, FilterField
from branchcrm.domain.shown_value import LUNAR

NEVER_DAYS: Final = 1_000_000
"""The days since something that never happened: longer than any wish."""

_FACTS: Final = (
    "name code kind stage gender birth_year phone email wechat id_type id_number uscc card_number"
    " address employer occupation industry contact_name contact_title source note opened_on"
)
_FIGURE: Final = (
    "(SELECT x.value FROM customer_figure x WHERE x.customer_id = customer.id"
    " AND x.measure = '{measure}' AND x.as_of <= {until} ORDER BY x.as_of DESC LIMIT 1)"
)
_AVERAGE: Final = _FIGURE.replace("{measure}", "aum_month_average")
_NOW, _BEFORE = _AVERAGE.format(until=":f_today"), _AVERAGE.format(until="{since}")
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
    "average_fell": _FELL.format(before=_BEFORE, now=_NOW),
}

_FIGURES: Final = frozenset({"balance", "month_average", "average_fell"})
_WHOLE_NUMBERS: Final = frozenset({FieldKind.NUMBER, FieldKind.MONEY, FieldKind.DAY})

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

OWN_VALUES: dict[FieldGroup, Callable[[FilterField], str]] = {FieldGroup.OWN: own_value_sql}
"""Gives the SQL of a field whose room is not built in; see the architecture page."""


def value_sql(field: FilterField) -> str:
    """Give the expression of a field's value, with a place for its argument where it has one."""
    if field.key in COUNTS:
        return COUNTS[field.key].of_one()
    known = SCALARS.get(field.key)
    return OWN_VALUES[field.group](field) if known is None else known


def shown_sql(field: FilterField) -> str:
    """Give the expression that a column shows and sorts by."""
    if field.key in LISTS:
        return list_text_sql(field.key)
    return _SHOWN.get(field.key) or value_sql(field)


def is_slow(condition: Condition) -> bool:
    """Tell whether a condition looks at rows that hang on the customer."""
    one = condition.field
    return (
        one.key in COUNTS or one.key in LISTS or one.key in _FIGURES or one.group is FieldGroup.OWN
    )


def is_whole_number(field: FilterField) -> bool:
    """Tell whether a column shows whole numbers, or days as such."""
    return field.kind in _WHOLE_NUMBERS and (field.key in COUNTS or field.key in SCALARS)
