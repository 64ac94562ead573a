"""The settings page: sections at the left, their cards at the right, a search over all."""

from collections.abc import Callable

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from branchcrm.domain.changes import Aspect, Changes
from ui.kit.labels import label
from ui.kit.page import Page, PageContext
from ui.kit.page_parts import PageHeader
from ui.kit.search_field import SearchField
from ui.kit.theme import current_theme
from ui.settings.about import AboutSection, KeySection
from ui.settings.appearance import AppearanceSection
from ui.settings.branch import BranchSection
from ui.settings.holidays import HolidaySection
from ui.settings.own_fields import OwnFieldSection
from ui.settings.past import PastSection
from ui.settings.retention import RetentionSection
from ui.settings.rows import Section
from ui.settings.safety import SafetySection
from ui.settings.section_list import SectionList
from ui.settings.staff import StaffSection
from ui.settings.storage import StorageSection
from ui.shell.main_window import MainWindow

SECTIONS: dict[str, Callable[[PageContext, MainWindow], Section]] = {
    "appearance": AppearanceSection,
    "data": StorageSection,
    "safety": SafetySection,
    "branch": BranchSection,
    "retention": RetentionSection,
    "holidays": HolidaySection,
    "own_fields": OwnFieldSection,
    "staff": StaffSection,
    "history": PastSection,
    "keys": KeySection,
    "about": AboutSection,
}
_WIDEST = 760


class SettingsPage(Page):
    """Built when it is first shown, since its sections need the window."""

    def __init__(self, context: PageContext) -> None:
        """Make the frame."""
        super().__init__(context)
        self.sections: dict[str, Section] = {}
        self.search = SearchField(self.tr("查找设置"))
        self.search.setFixedWidth(current_theme().px(240))
        self.search.textChanged.connect(self._on_search_text_changed)
        header = PageHeader(self.tr("设置"))
        header.add_action(self.search)
        self.names = SectionList()
        self.names.chosen.connect(self.show_section)
        self._scroller = QScrollArea()
        self._scroller.setWidgetResizable(True)
        self._nothing = label(self.tr("没有符合的设置"), "muted")
        self._nothing.hide()
        self._column = QVBoxLayout()
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.names)
        row.addWidget(self._scroller, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(header)
        outer.addLayout(row, 1)

    @override
    def activate(self, **params: object) -> None:
        if not self.sections:
            self._build()
        for section in self.sections.values():
            section.reload()
        if params.get("section"):
            self.show_section(str(params["section"]))

    @override
    def refresh(self) -> None:
        for section in self.sections.values():
            section.reload()

    @override
    def search_focus(self) -> None:
        self.search.setFocus()

    @override
    def clear_filters(self) -> None:
        self.search.clear()

    @override
    def on_changes(self, changes: Changes) -> None:
        if not self.sections:
            return
        if changes.touches(Aspect.SETTING):
            self.sections["branch"].reload()
            self.sections["retention"].reload()
        if changes.touches(Aspect.CALENDAR) or changes.touches(Aspect.SETTING):
            self.sections["holidays"].reload()

    @override
    def regions(self) -> list[QWidget]:
        return [self.names, self._scroller]

    def section(self, key: str) -> Section:
        """Give a section."""
        return self.sections[key]

    def show_section(self, key: str) -> None:
        """Scroll to a section."""
        self.search.clear()
        self.names.set_current(key)
        card = self.sections[key]
        self._scroller.verticalScrollBar().setValue(max(0, card.y() - 16))

    def _build(self) -> None:
        window = self.window()
        if not isinstance(window, MainWindow):
            message = "the settings need the main window"
            raise TypeError(message)
        cards = QFrame()
        cards.setProperty("ground", "bg")
        cards.setMaximumWidth(current_theme().px(_WIDEST) + 48)
        self._column = QVBoxLayout(cards)
        self._column.setContentsMargins(24, 16, 24, 24)
        self._column.setSpacing(16)
        for key, kind in SECTIONS.items():
            section = kind(self.context, window)
            section.setObjectName(f"section_{key}")
            self.sections[key] = section
            self.names.add(key, section.heading)
            self._column.addWidget(section)
        self._column.addWidget(self._nothing)
        self._column.addStretch(1)
        holder = QWidget()
        holder.setProperty("ground", "bg")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(cards, 4)
        row.addStretch(1)
        self._scroller.setWidget(holder)
        self.names.set_current("appearance")

    def _on_search_text_changed(self, text: str) -> None:
        shown = 0
        for key, section in self.sections.items():
            fits = section.fits(text.strip())
            section.setVisible(fits)
            self.names.set_shown(key, is_shown=fits)
            shown += fits
        self._nothing.setVisible(shown == 0)
