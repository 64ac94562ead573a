"""The ready-made views of the customer list: everybody, one's own, the recycle bin."""

from dataclasses import replace
from enum import StrEnum

from branchcrm.domain.customer import CustomerFilter
from branchcrm.domain.filter_catalogue import built_in
from branchcrm.domain.filter_condition import Condition, all_of
from branchcrm.domain.filter_field import Operator
from branchcrm.domain.ids import StaffId
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import mark
from ui.kit.filter_bar import Filters

ALL_TIERS = "all"


class View(StrEnum):
    """A ready-made view."""

    ALL = "all"
    MINE = "mine"
    BIN = "bin"


VIEW_LABELS = {
    View.ALL: mark("全部客户"),
    View.MINE: mark("我的客户"),
    View.BIN: mark("回收站"),
}


def filter_of(view: View, tier: str, filters: Filters, text: str, own: StaffId) -> CustomerFilter:
    """Give what the page's controls ask for."""
    managers = filters.get("manager", ())
    asked = CustomerFilter(
        text=text.strip(),
        tiers=frozenset() if tier == ALL_TIERS else frozenset({Tier(tier)}),
        where=all_of(*(_any_of(key, filters.get(key, ())) for key in ("kind", "stage"))),
        manager_id=StaffId(int(str(managers[0]))) if managers else None,
        is_removed=view is View.BIN,
    )
    return replace(asked, manager_id=own) if view is View.MINE else asked


def _any_of(key: str, values: tuple[object, ...]) -> Condition | None:
    field = built_in().get(key)
    given = tuple(str(value) for value in values)
    return Condition(field, Operator.EQ, given) if field and given else None
