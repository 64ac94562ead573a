"""The ready-made views of the customer list, and what its controls ask for."""

from enum import StrEnum

from branchcrm.domain.customer import CustomerFilter
from branchcrm.domain.filter_catalogue import built_in
from branchcrm.domain.filter_condition import Condition, all_of
from branchcrm.domain.filter_field import Operator
from branchcrm.domain.filter_parser import parse_filter
from branchcrm.domain.ids import StaffId
from branchcrm.domain.ready_view import READY_VIEWS
from branchcrm.domain.tier import Tier
from ui.kit.filter_bar import Filters

ALL_TIERS = "all"


class View(StrEnum):
    """A ready-made view."""

    ALL = "all"
    MINE = "mine"
    PROSPECTS = "prospects"
    CURRENT = "current"
    VIP = "vip"
    LOST = "lost"
    NEAR_FALL = "near_fall"
    SILENT = "silent"
    BIRTHDAYS = "birthdays"
    BIN = "bin"


VIEW_LABELS = {View(key): ready.label for key, ready in READY_VIEWS.items()}


def filter_of(view: View, tier: str, filters: Filters, text: str) -> CustomerFilter:
    """Give what the page's controls ask for."""
    managers = filters.get("manager", ())
    ready = READY_VIEWS[view.value]
    chosen = (_any_of(key, filters.get(key, ())) for key in ("kind", "stage"))
    return CustomerFilter(
        text=text.strip(),
        tiers=frozenset() if tier == ALL_TIERS else frozenset({Tier(tier)}),
        where=all_of(parse_filter(ready.condition, built_in()), *chosen),
        manager_id=StaffId(int(str(managers[0]))) if managers else None,
        is_removed=ready.is_removed,
    )


def _any_of(key: str, values: tuple[object, ...]) -> Condition | None:
    field = built_in().get(key)
    given = tuple(str(value) for value in values)
    return Condition(field, Operator.EQ, given) if field and given else None
