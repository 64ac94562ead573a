"""Which derived rows lag behind what an operation wrote: search tokens, and figures of lists."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    customers: Sequence[int]
    searched: list[int]
    """Those among them whose search tokens lag."""
    unsearched: Sequence[int]
    """Those who never had search tokens."""
    summed: Sequence[int]
    """Those among them whose figures in lists lag."""


@dataclass(slots=True)
class Staleness:
    """Gathers what writes leave behind."""

    tables: set[str] = field(default_factory=set)
    customers: set[Any] = field(default_factory=set)
    searched: set[Any] = field(default_factory=set)
    summed: set[Any] = field(default_factory=set)
    indexed: list[range] = field(default_factory=list)
    """Created customers whose search tokens were written with them."""

    def note_indexed(self, created: range) -> None:
        """Take customers who were created with their search tokens."""
        last = self.indexed[-1] if self.indexed else range(0)
        if last.stop == created.start:
            self.indexed[-1] = range(last.start, created.stop)
        else:
            self.indexed.append(created)

    def note_again(
        self, table: str, created: Iterable[Any], columns: Collection[str] | None
    ) -> None:
        """Take customers who were created before, in the same way as `note` does others."""
        if self.indexed and _bears_on(SEARCHED_COLUMNS.get(table, ()), columns):
            self.searched |= {one for one in created if self._is_indexed(one)}

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
        return Lagging(
            tables=self.tables,
            customers=_before(created, self.customers),
            searched=sorted(self.searched),
            unsearched=_between(created, self.indexed) if self.indexed else created,
            summed=_before(created, self.summed),
        )

    def _is_indexed(self, customer: Any) -> bool:  # noqa: ANN401 - as it is stored
        return any(customer in created for created in self.indexed)


def _before(created: range, others: set[Any]) -> Sequence[int]:
    """Give others and then who was created; a range alone takes no room."""
    return [*sorted(others), *created] if others else created


def _between(whole: range, parts: Iterable[range]) -> list[int]:
    """Give what lies in none of the parts of a whole."""
    found: list[int] = []
    behind = whole.start
    for part in sorted(parts, key=lambda one: one.start):
        found += range(behind, part.start)
        behind = part.stop
    return [*found, *range(behind, whole.stop)]


def _bears_on(needed: Collection[str], columns: Collection[str] | None) -> bool:
    return bool(needed) if columns is None else not set(columns).isdisjoint(needed)
