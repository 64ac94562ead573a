"""Where the user has been, for Alt+←."""

from dataclasses import dataclass

_DEPTH = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A page and what it showed: a record's id, or None for its list."""

    page: str
    record_id: int | None = None


class PlaceHistory:
    """The places in the order in which they were visited, with the current one last."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    @property
    def current(self) -> Place | None:
        """The place that is shown now."""
        return self._places[-1] if self._places else None

    def visit(self, place: Place) -> None:
        """Remember a place; the same place twice in a row counts once."""
        if place == self.current:
            return
        self._places.append(place)
        del self._places[:-_DEPTH]

    def back(self) -> Place | None:
        """Leave the current place and give the one before it, if there is one."""
        if len(self._places) < 2:  # noqa: PLR2004 - the current place and one before it
            return None
        self._places.pop()
        return self._places[-1]

    def forget(self) -> None:
        """Start anew, as when another person signs in."""
        self._places.clear()
