"""The fields of a filter that count or add up rows which hang on a customer.

Each can be asked about one customer, or about all of them in one pass over the rows. A plus before
a column keeps SQLite off an index that would lead it back and forth through the rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from branchcrm.domain.filter_condition import Between, Value
from branchcrm.domain.filter_field import Operator

STANDS: Final = (
    "x.amount_cents > 0 AND x.id NOT IN (SELECT r.reverses_id FROM customer_transaction r"
    " WHERE r.reverses_id IS NOT NULL AND r.removed_at IS NULL)"
)
"""A purchase that no later line took back."""

_FIRST: Final = "(:f_today - {argument} + 1) * 86400 - :f_offset"
_BEHIND: Final = "(:f_today + 1) * 86400 - :f_offset"
_TRADED: Final = "x.removed_at IS NULL AND x.day > :f_today - {argument} AND x.day <= :f_today"
_BEFORE: Final = "sum(CASE WHEN x.day <= {since} THEN x.amount_cents ELSE 0 END)"
_FELL: Final = f"CASE WHEN {_BEFORE} > 0 THEN (2 * {_BEFORE} - sum(x.amount_cents)) * 100.0"


@dataclass(frozen=True, slots=True)
class CountSource:
    """The rows that are counted: their table as `x`, which count, and what of them is counted.

    Without `value` the field only tells whether there are any. Nobody's value is zero where
    `is_zero_of_none`, else nothing.
    """

    table: str
    where: str
    value: str = ""
    owner: str = "x.customer_id"
    is_zero_of_none: bool = True

    def of_one(self) -> str:
        """Give the value of `customer.id`, row by row."""
        rows = f"FROM {self.table} x WHERE {self.owner} = customer.id AND {self.where}"
        return f"(SELECT {self.value} {rows})" if self.value else f"EXISTS (SELECT 1 {rows})"

    def owners(self, having: str = "") -> str:
        """Give the customers whose value stands up to a comparison, in one pass."""
        rows = f"FROM {self.table} x WHERE {self.where}"
        grouped = f" GROUP BY {self.owner} HAVING {having}" if having else ""
        return f"(SELECT {self.owner} {rows}{grouped})"


COUNTS: Final[Mapping[str, CountSource]] = {
    "trades": CountSource(
        "customer_transaction", f"{_TRADED} AND {STANDS}", "count(DISTINCT x.day)"
    ),
    "amount": CountSource("customer_transaction", _TRADED, "ifnull(sum(x.amount_cents), 0)"),
    # A fall is only known where there was something before.
    "amount_fell": CountSource(
        "customer_transaction",
        "x.removed_at IS NULL AND x.day > {before} AND x.day <= :f_today",
        f"{_FELL} / {_BEFORE} END",
        is_zero_of_none=False,
    ),
    "contacts": CountSource(
        "interaction",
        f"+x.removed_at IS NULL AND x.is_effective = 1 AND x.at >= {_FIRST} AND x.at < {_BEHIND}",
        "count(*)",
    ),
    "visits_done": CountSource(
        "visit",
        "x.state = 'done' AND x.removed_at IS NULL"
        f" AND ifnull(x.done_at, x.at) >= {_FIRST} AND ifnull(x.done_at, x.at) < {_BEHIND}",
        "count(*)",
    ),
    "complaints": CountSource(
        "complaint",
        "x.customer_id IS NOT NULL AND x.state NOT IN ('merged', 'rejected')"
        f" AND x.received_at >= {_FIRST} AND x.received_at < {_BEHIND}",
        "count(*)",
    ),
    "do_not_contact": CountSource("contact_ban", "1"),
    "in_household": CountSource("group_member", "x.kind = 'household'"),
    "contact_persons": CountSource("contact_person", "1", "count(*)"),
    "referrals": CountSource(
        "customer_link", "x.kind = 'referrer'", "count(*)", owner="x.other_id"
    ),
    "attachments": CountSource("attachment", "1", "count(*)"),
}


def zero_holds(operator: Operator, values: Sequence[Value]) -> bool:
    """Tell whether a count of nothing stands up to a comparison."""
    if operator is Operator.EMPTY:
        return False
    if operator is Operator.EQ:
        return 0 in values
    value = values[0]
    if isinstance(value, Between):
        return int(str(value.first)) <= 0 <= int(str(value.last))
    wanted = int(str(value))
    return {
        Operator.LT: wanted > 0,
        Operator.LE: wanted >= 0,
        Operator.GT: wanted < 0,
        Operator.GE: wanted <= 0,
    }[operator]
