"""The view that the customer list shows: a ready-made one or one that somebody saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from branchcrm.domain.customer import CustomerFilter
from branchcrm.domain.filter_condition import Condition, Node, all_of
from branchcrm.domain.filter_field import FieldCatalogue, Operator
from branchcrm.domain.ids import ViewId
from branchcrm.domain.ready_view import BIN, MINE, READY_VIEWS, ReadyView
from branchcrm.domain.saved_view import SavedView, ViewDraft
from branchcrm.domain.tier import Tier
from ui.kit.translation import translate

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services

ALL: Final = "all"
ALL_TIERS: Final = "all"
_SAVED: Final = "saved:"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenView:
    """What is open: `draft` is the view as it was kept, `saved` whose it is if somebody's."""

    key: str
    draft: ViewDraft
    ready: ReadyView | None = None
    saved: SavedView | None = None

    @property
    def title(self) -> str:
        """The name of the view in the language of the window."""
        return translate(self.ready.label) if self.ready else self.draft.name

    @property
    def is_bin(self) -> bool:
        """Tell whether the view holds what was removed."""
        return self.key == BIN

    @property
    def is_all(self) -> bool:
        """Tell whether the view holds everybody."""
        return self.key == ALL

    @property
    def is_mine(self) -> bool:
        """Tell whether the view holds the customers of whoever opens it."""
        return self.key == MINE


def ready_view(key: str) -> OpenView:
    """Give a ready-made view."""
    ready = READY_VIEWS[key]
    return OpenView(key=key, draft=ViewDraft(condition=ready.condition), ready=ready)


def saved_view(view: SavedView) -> OpenView:
    """Give a view that somebody saved."""
    return OpenView(key=f"{_SAVED}{int(view.id)}", draft=view.draft, saved=view)


def number_of(key: str) -> ViewId | None:
    """Give the number of a saved view's key."""
    number = key.removeprefix(_SAVED)
    return ViewId(int(number)) if key.startswith(_SAVED) and number.isdecimal() else None


def views_of(services: "Services") -> Iterator[OpenView]:
    """Give every view that the acting person can open, in the order of the menu."""
    for key in READY_VIEWS:
        yield ready_view(key)
    for view in services.views.all():
        yield saved_view(view)


def find_view(services: "Services", key: object) -> OpenView | None:
    """Give the view of a key, if there still is one."""
    return next((view for view in views_of(services) if view.key == key), None)


def asked_of(view: OpenView, where: Node | None, tier: str = ALL_TIERS) -> CustomerFilter:
    """Give whom the list holds with a filter, in a view and under a tab."""
    return CustomerFilter(
        tiers=frozenset() if tier == ALL_TIERS else frozenset({Tier(tier)}),
        where=where,
        is_removed=view.is_bin,
    )


def with_controls(
    catalogue: FieldCatalogue, where: Node | None, tier: str, text: str
) -> Node | None:
    """Give the filter together with the tab and the search, as a view keeps them."""
    parts: list[Node | None] = [where]
    for key, value in (("tier", "" if tier == ALL_TIERS else tier), ("text", text.strip())):
        field = catalogue.get(key)
        if value and field is not None:
            parts.append(Condition(field, Operator.EQ, (value,)))
    return all_of(*parts)
