"""The views that every book has: everybody, one's own, the classic classes, who needs a look."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from branchcrm.domain.wording import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyView:
    """A view that comes with the program; `condition` is in stored words."""

    key: str
    label: str
    condition: str = ""
    is_removed: bool = False


ALL: Final = "all"
MINE: Final = "mine"
BIN: Final = "bin"

# The four classic classes are views: a VIP is a customer of today in the highest tier.
_VIEWS: Final = (
    ReadyView(key=ALL, label=mark("全部客户")),
    ReadyView(key=MINE, label=mark("我的客户"), condition="manager = me"),
    ReadyView(key="prospects", label=mark("潜在客户"), condition="stage = prospect"),
    ReadyView(key="current", label=mark("现有客户"), condition="stage = active"),
    ReadyView(key="vip", label=mark("VIP 客户"), condition="stage = active and tier = high"),
    ReadyView(key="lost", label=mark("流失客户"), condition="stage = lost|defeated|winback"),
    ReadyView(key="near_fall", label=mark("临近降级"), condition="near_fall = yes"),
    ReadyView(
        key="silent",
        label=mark("30 天未联系"),
        condition="no_contact >= 30 and stage = prospect|active|dormant",
    ),
    ReadyView(key="birthdays", label=mark("本月生日"), condition="birthday in this month"),
    ReadyView(key=BIN, label=mark("回收站"), is_removed=True),
)

READY_VIEWS: Final = MappingProxyType({view.key: view for view in _VIEWS})
