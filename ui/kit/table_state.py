"""What a table remembers of the user's choices, as plain JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ui.kit.theme import Density


@dataclass(slots=True, kw_only=True)
class ViewState:
    """Order, widths and visibility of columns, the sort and the row height of one view.

    Without a density the rows are as tall as the settings say.
    """

    order: list[str] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)
    shown: dict[str, bool] = field(default_factory=dict)
    sort_key: str = ""
    is_descending: bool = False
    density: str = ""

    def as_dict(self) -> dict[str, object]:
        """Give the state in a form that settings can store."""
        return {
            "order": list(self.order),
            "widths": dict(self.widths),
            "shown": dict(self.shown),
            "sort": self.sort_key,
            "descending": self.is_descending,
            "density": str(self.density),
        }


def read_state(stored: Mapping[str, object]) -> ViewState:
    """Take what is usable of a stored state; a damaged or older one falls back to defaults."""
    state = ViewState()
    order, widths, shown = stored.get("order"), stored.get("widths"), stored.get("shown")
    if isinstance(order, list):
        state.order = [key for key in order if isinstance(key, str)]
    if isinstance(widths, dict):
        state.widths = {key: width for key, width in widths.items() if type(width) is int}
    if isinstance(shown, dict):
        state.shown = {key: flag for key, flag in shown.items() if type(flag) is bool}
    state.sort_key = str(stored.get("sort", ""))
    state.is_descending = stored.get("descending") is True
    if stored.get("density") in set(Density):
        state.density = Density(str(stored["density"]))
    return state
