"""The views that stand in the rail under 客户: ready-made ones by choice, saved ones as kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.filter_parser import parse_filter
from ui.customers.views import OpenView, asked_of, views_of
from ui.kit.page import PageContext
from ui.room import NavCount, RailPin

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services

KEY: Final = "views.pinned"
USUAL: Final = ("mine", "silent", "birthdays")
PAGE: Final = "customers"


def pinned_keys(services: "Services") -> list[str]:
    """Give the ready-made views that the acting person has in the rail."""
    kept = services.settings.preference(KEY)
    return [str(key) for key in kept] if isinstance(kept, list) else list(USUAL)


def is_pinned(services: "Services", view: OpenView) -> bool:
    """Tell whether a view stands in the rail."""
    return view.draft.is_pinned if view.saved else view.key in pinned_keys(services)


def set_pinned(services: "Services", view: OpenView, *, is_wanted: bool) -> None:
    """Put a ready-made view into the rail, or take it out."""
    keys = [key for key in pinned_keys(services) if key != view.key]
    services.settings.prefer(KEY, [*keys, view.key] if is_wanted else keys)


def rail_pins(context: PageContext) -> Sequence[RailPin]:
    """Give the pinned views with how many customers each has; runs off the main thread."""
    services = context.services
    kept = pinned_keys(services)
    catalogue = services.filters.catalogue()
    pins = []
    for view in views_of(services):
        if not (view.draft.is_pinned if view.saved else view.key in kept):
            continue
        try:
            where = parse_filter(view.draft.condition, catalogue)
        except BranchCrmError:
            continue  # The list says what is wrong with it when it is opened.
        total = sum(services.customers.counts(asked_of(view, where)).values())
        count = NavCount(context.formats.count(total))
        pins.append(RailPin(page=PAGE, key=view.key, title=view.title, count=count))
    return pins
