"""The navigation rail: search, pages with their counts, settings, and who is signed in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.kit.page import PageSpec
from ui.kit.theme import current_theme
from ui.kit.translation import page_title
from ui.room import NavCount, RailPin
from ui.shell.rail_parts import SearchButton, SignedIn, UserBlock
from ui.shell.rail_place import RailPlace

_WIDE, _FOLDED = 200, 56
SETTINGS = "settings"


class NavRail(QFrame):
    """Lists the places of the window; folds to icons when there is little room."""

    page_requested = Signal(str)
    search_requested = Signal()
    lock_requested = Signal()
    pin_requested = Signal(str, str)

    def __init__(
        self, specs: Sequence[PageSpec], user: SignedIn, parent: QWidget | None = None
    ) -> None:
        """List the pages in the given order; settings stand at the foot."""
        super().__init__(parent)
        self.setProperty("ground", "bg")
        self.setProperty("line", "right")
        self.search = SearchButton()
        self.search.clicked.connect(self.search_requested)
        self.user = UserBlock(user)
        self.user.lock_requested.connect(self.lock_requested)
        self._pins: list[tuple[str, RailPlace]] = []
        self._places = {spec.key: self._make_place(spec) for spec in specs}
        self._layout_parts()
        self.set_folded(is_folded=False)

    @property
    def keys(self) -> list[str]:
        """The keys of the places, top to bottom."""
        return list(self._places)

    @property
    def is_folded(self) -> bool:
        """Whether only icons are shown."""
        return self.search.is_folded

    def place_of(self, key: str) -> RailPlace:
        """Give the button of a page."""
        return self._places[key]

    def set_current(self, key: str) -> None:
        """Mark the page that is in front."""
        for name, place in self._places.items():
            place.setChecked(name == key)
        self._show_pins()

    def set_count(self, key: str, count: NavCount) -> None:
        """Show a page's number."""
        if key in self._places:
            self._places[key].set_count(count)

    @property
    def pins(self) -> list[RailPlace]:
        """The pinned views that are shown, top to bottom."""
        return [place for _page, place in self._pins if not place.isHidden()]

    def set_pins(self, page: str, pins: Sequence[RailPin]) -> None:
        """Show these views under a page."""
        had_focus = next((place.property("pin") for _, place in self._pins if place.hasFocus()), "")
        for place in [place for name, place in self._pins if name == page]:
            self._column.removeWidget(place)
            place.hide()
            place.deleteLater()
        made = [(page, self._make_pin(pin)) for pin in pins]
        self._pins = [*(one for one in self._pins if one[0] != page), *made]
        for _page, place in reversed(made):
            self._column.insertWidget(self._column.indexOf(self._places[page]) + 1, place)
        self._show_pins()
        for _page, place in made:
            if place.property("pin") == had_focus:
                place.setFocus()

    def set_folded(self, *, is_folded: bool) -> None:
        """Fold to icons, or unfold."""
        self.search.is_folded = is_folded
        self.search.update()
        self.user.set_folded(is_folded=is_folded)
        for place in self._places.values():
            place.set_folded(is_folded=is_folded)
        self.setFixedWidth(_FOLDED if is_folded else self._wide())
        self._show_pins()

    def focus_current(self) -> None:
        """Take the keyboard focus to the current page's button."""
        for place in self._places.values():
            if place.isChecked():
                place.setFocus()

    def _wide(self) -> int:
        """Give 200, or what the longest title at the chosen text size needs."""
        needs = [place.wide_width() + 16 for place in self._places.values()]
        return max([_WIDE, *needs])

    def _make_place(self, spec: PageSpec) -> RailPlace:
        place = RailPlace(spec.icon, page_title(spec.title), self)
        place.setObjectName(f"nav_{spec.key}")
        place.setProperty("page", spec.key)
        place.clicked.connect(self._on_place_clicked)
        return place

    def _make_pin(self, pin: RailPin) -> RailPlace:
        place = RailPlace("", pin.title, self)
        place.setObjectName(f"pin_{pin.key}")
        place.setProperty("page", pin.page)
        place.setProperty("pin", pin.key)
        place.setCheckable(False)
        place.set_count(pin.count)
        place.clicked.connect(self._on_pin_clicked)
        return place

    def _show_pins(self) -> None:
        """Show the pinned views of the page in front; a folded rail has no room for them."""
        for page, place in self._pins:
            place.setVisible(self._places[page].isChecked() and not self.is_folded)

    def _layout_parts(self) -> None:
        layout = self._column = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 6)
        layout.setSpacing(2)
        layout.addWidget(self.search)
        layout.addSpacing(8)
        for key, place in self._places.items():
            if key != SETTINGS:
                layout.addWidget(place)
        layout.addStretch(1)
        if SETTINGS in self._places:
            layout.addWidget(self._places[SETTINGS])
        layout.addSpacing(current_theme().px(6))
        rule = QFrame()
        rule.setProperty("frame", "rule")
        rule.setFixedHeight(1)
        layout.addWidget(rule)
        layout.addWidget(self.user)

    def _on_pin_clicked(self) -> None:
        pin = self.sender()
        self.pin_requested.emit(str(pin.property("page")), str(pin.property("pin")))

    def _on_place_clicked(self) -> None:
        key = str(self.sender().property("page"))
        self.set_current(key)
        self.page_requested.emit(key)
