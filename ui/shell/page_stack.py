"""The pages of the window, each built when it is first asked for."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from branchcrm.domain.changes import Changes
from ui.kit.page import Page, PageContext, PageSpec


class PageStack(QStackedWidget):
    """Shows one page at a time and passes on what the pages tell."""

    page_shown = Signal(str)
    count_changed = Signal(str, object)
    status_changed = Signal(str)

    def __init__(
        self, context: PageContext, specs: Sequence[PageSpec], parent: QWidget | None = None
    ) -> None:
        """Know the pages that can be asked for; build none yet."""
        super().__init__(parent)
        self._context = context
        self._specs = {spec.key: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._shown = ""
        context.changes.changed.connect(self._on_changes)
        context.changes.renewed.connect(self._on_renewed)

    @property
    def keys(self) -> list[str]:
        """The keys of all pages."""
        return list(self._specs)

    @property
    def current_key(self) -> str:
        """The key of the page in front, empty before the first."""
        return self._shown

    @property
    def current_page(self) -> Page | None:
        """The page in front."""
        return self._pages.get(self._shown)

    def spec(self, key: str) -> PageSpec:
        """Give what the rail knows about a page."""
        return self._specs[key]

    def page(self, key: str) -> Page:
        """Give a page, building it at its first use."""
        if key not in self._pages:
            page = self._specs[key].factory(self._context)
            page.setObjectName(f"page_{key}")
            page.setProperty("page", key)
            page.count_changed.connect(self._on_page_count_changed)
            page.status_changed.connect(self._on_page_status_changed)
            self._pages[key] = page
            self.addWidget(page)
        return self._pages[key]

    def show_page(self, key: str, **params: object) -> None:
        """Bring a page to the front and tell it what to show."""
        page = self.page(key)
        self._shown = key
        self.setCurrentWidget(page)
        page.activate(**params)
        self.page_shown.emit(key)
        self.status_changed.emit(page.status_text())

    def _on_changes(self, changes: Changes) -> None:
        for page in list(self._pages.values()):
            page.on_changes(changes)

    def _on_renewed(self) -> None:
        for page in list(self._pages.values()):
            page.refresh()

    def _on_page_count_changed(self, count: object) -> None:
        self.count_changed.emit(str(self.sender().property("page")), count)

    def _on_page_status_changed(self, text: str) -> None:
        if self.sender() is self.current_page:
            self.status_changed.emit(text)
