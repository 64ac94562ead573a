"""Tells what the rows of a table are, and which fields they cannot do without."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from typing import Final

from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.owner_fields import OWNER_KEYS

Said = Callable[[ImportKind], AbstractSet[str]]
_NEEDED_TOGETHER: Final[dict[ImportKind, tuple[frozenset[str], ...]]] = {
    ImportKind.COMPLAINTS: (
        frozenset({"number", "received_at"}),
        frozenset({"received_at", "cause"}),
        frozenset({"received_at", "category", "text"}),
    ),
    ImportKind.HOLDINGS: (
        frozenset({"month", "aum_month_average"}),
        frozenset({"month", "balance"}),
    ),
    ImportKind.TRANSACTIONS: (
        frozenset({"date", "amount"}),
        frozenset({"date", "quantity", "unit_price"}),
    ),
    ImportKind.VISITS: (frozenset({"at", "purpose"}), frozenset({"at", "state"})),
    ImportKind.INTERACTIONS: (
        frozenset({"at", "note"}),
        frozenset({"at", "channel"}),
        frozenset({"at", "result"}),
    ),
}
# A customer list may end in a date and a remark: these kinds must say more than it does.
_COMPARED: Final = frozenset({ImportKind.VISITS, ImportKind.INTERACTIONS, ImportKind.COMPLAINTS})
_OWNERS: Final = OWNER_KEYS - {"birthday"}
_WHO: Final = frozenset({"name", "code", "phone", "id_number", "birthday", "contact_name"})
_LACKING: Final[dict[ImportKind, tuple[str, ...]]] = {
    ImportKind.HOLDINGS: ("month",),
    ImportKind.INTERACTIONS: ("at",),
    ImportKind.VISITS: ("at",),
    ImportKind.COMPLAINTS: ("received_at",),
}


def kind_of(said: Said) -> ImportKind | None:
    """Tell from the fields that headings name outright what the rows are."""
    of_customers = said(ImportKind.CUSTOMERS)
    for kind, wanted in _NEEDED_TOGETHER.items():
        fields = said(kind)
        if not any(needed <= fields for needed in wanted):
            continue
        if kind is not ImportKind.COMPLAINTS and not fields & _OWNERS:
            continue
        if kind in _COMPARED and len(fields - OWNER_KEYS) <= len(of_customers - _WHO):
            continue
        return kind
    return ImportKind.CUSTOMERS if of_customers & {"name", "code"} else None


def lacking_fields(kind: ImportKind | None, have: AbstractSet[str]) -> tuple[str, ...]:
    """Name the fields without which no row of the kind can be taken."""
    if kind is None or kind is ImportKind.CUSTOMERS:
        return () if have & {"name", "code"} else ("name",)
    if kind is ImportKind.TRANSACTIONS:
        lacking = [] if "date" in have else ["date"]
        if "amount" not in have and not {"quantity", "unit_price"} <= have:
            lacking.append("amount")
    else:
        lacking = [field for field in _LACKING[kind] if field not in have]
    if kind is ImportKind.HOLDINGS and not have & {"aum_month_average", "balance"}:
        lacking.append("aum_month_average")
    if kind is not ImportKind.COMPLAINTS and not have & _OWNERS:
        lacking.append("customer_code")
    return tuple(lacking)
