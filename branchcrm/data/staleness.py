"""Which derived rows lag behind what an operation wrote: search tokens, and figures of lists."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

SEARCHED_COLUMNS: Final[Mapping[str, frozenset[str]]] = {
    "customer": frozenset(
        {
            *("code", "uscc", "name_key", "syllables", "reading_alternates", "phone"),
            *("more_phones", "id_number", "note", "removed_at"),
        }
    ),
    "interaction": frozenset({"customer_id", "note", "removed_at"}),
}
"""The columns per table from which search tokens are made."""

SUMMED_TABLES: Final = frozenset({"customer_transaction", "interaction", "visit", "complaint"})
"""The tables whose rows are summed in lists, beside these columns of the customer."""

_SUMMED_OF_CUSTOMER: Final = frozenset({"branch_id", "removed_at"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lagging:
    """Tables that were written, and the customers whose derived rows lag, in order."""

    tables: set[str]
    customers: list[int]
    searched: list[int]
    """Those among them whose search tokens lag."""
    summed: list[int]
    """Those among them whose figures in lists lag."""


@dataclass(slots=True)
class Staleness:
    """Gathers what writes leave behind."""

    tables: set[str] = field(default_factory=set)
    customers: set[Any] = field(default_factory=set)
    searched: set[Any] = field(default_factory=set)
    summed: set[Any] = field(default_factory=set)

    def note(self, table: str, customers: set[Any], columns: Collection[str] | None = None) -> None:
        """Take customers in one of whose rows columns were changed, or without columns the row."""
        self.tables.add(table)
        self.customers |= customers
        if _bears_on(SEARCHED_COLUMNS.get(table, ()), columns):
            self.searched |= customers
        is_summed = table == "customer" and _bears_on(_SUMMED_OF_CUSTOMER, columns)
        if is_summed or table in SUMMED_TABLES:
            self.summed |= customers

    def with_created(self, created: range) -> Lagging:
        """Give all of it, with customers that were created and come behind every other."""
        new = list(created)
        return Lagging(
            tables=self.tables,
            customers=sorted(self.customers) + new if self.customers else new,
            searched=sorted(self.searched) + new if self.searched else new,
            summed=sorted(self.summed) + new if self.summed else new,
        )


def _bears_on(needed: Collection[str], columns: Collection[str] | None) -> bool:
    return bool(needed) if columns is None else not set(columns).isdisjoint(needed)
