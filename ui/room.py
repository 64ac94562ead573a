"""What a room of the window offers to the shell: pages, forms, palette commands, pictures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.kit.page import PageContext, PageSpec
from ui.screenshots import Screen

FormOpener = Callable[[PageContext, QWidget, Mapping[str, object]], QWidget | None]
"""Shows a form over the given host widget, and gives it back so that the window can close it.
The forms are `interaction` (customer_id, visit_id), `visit` (customer_id, visit_id), `complaint`
(customer_id) and `customer` (customer_id); a parameter may be None."""


@dataclass(frozen=True, slots=True)
class Later:
    """A page, form or command of a module that is loaded when it is first called.

    What the first page does not need is loaded after it stands, so that the window is usable
    sooner.
    """

    module: str
    name: str

    def __call__(self, *given: Any) -> Any:  # noqa: ANN401 - whatever the named one takes and gives
        """Load it where that has not been done, and call it."""
        return getattr(import_module(self.module), self.name)(*given)


@dataclass(frozen=True, slots=True)
class NavCount:
    """The number beside a page in the rail; urgent ones are red and bold."""

    text: str = ""
    is_urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RailPin:
    """A view of a page that stands under it in the rail while the page is in front."""

    page: str
    key: str
    title: str
    count: NavCount


PinSource = Callable[[PageContext], Sequence[RailPin]]
"""Pinned views of a page for the rail; runs off the main thread, while the page is in front."""

CountSource = Callable[[PageContext], Mapping[str, NavCount]]
"""Counts for the rail by page key; runs off the main thread, after every command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command that the palette lists under 操作."""

    text: str
    icon: str
    run: Callable[[PageContext], object]
    keys: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One room; a page whose number is 0 is reached from others and not listed in the rail.

    `pictures` is the module with the room's screens.
    """

    pages: Sequence[PageSpec] = ()
    forms: Mapping[str, FormOpener] = field(default_factory=dict)
    commands: Sequence[Command] = ()
    counts: CountSource | None = None
    pins: Mapping[str, PinSource] = field(default_factory=dict)
    pictures: str = ""

    @property
    def screens(self) -> Sequence[Screen]:
        """Give the screens of the pictures, which only the pictures and the checks load."""
        if not self.pictures:
            return ()
        found: Sequence[Screen] = import_module(self.pictures).SCREENS
        return found

    def modules(self) -> Iterator[str]:
        """Name the modules behind pages, forms and commands that are loaded later."""
        parts: tuple[object, ...] = (
            *(page.factory for page in self.pages),
            *self.forms.values(),
            *(command.run for command in self.commands),
            *self.pins.values(),
        )
        yield from (part.module for part in parts if isinstance(part, Later))
