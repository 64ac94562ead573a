"""The parts around the customer list: view switcher, tabs, filters, what an empty list says."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from branchcrm.domain.filter_condition import Node
from branchcrm.domain.filter_sentence import node_words
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import Sentence, mark
from ui.customers.views import ALL, ALL_TIERS, OpenView, ready_view, views_of
from ui.kit.buttons import Button, ButtonLook
from ui.kit.count_tabs import CountTab
from ui.kit.filter_bar import ChipWords
from ui.kit.formats import Formats
from ui.kit.tier_names import tier_label
from ui.kit.translation import spoken, translate

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services

KEEP: Final = "keep"
KEEP_AS: Final = "keep_as"
RESTORE: Final = "restore"
MANAGE: Final = "manage"
COMMANDS: Final = frozenset({KEEP, KEEP_AS, RESTORE, MANAGE})


class ViewSwitch(Button):
    """Shows which view is open, offers the others and what can be done with views."""

    chosen = Signal(str)
    wished = Signal(str)

    def __init__(self, services: "Services", parent: QWidget | None = None) -> None:
        """Begin with everybody."""
        super().__init__("", ButtonLook(kind="ghost", has_menu=True), parent)
        self._services = services
        self.view = ready_view(ALL)
        self.is_changed = False
        self.show_view(self.view)
        self.clicked.connect(self._on_clicked)

    def show_view(self, view: OpenView) -> None:
        """Show a view's name."""
        self.view = view
        self.set_text(view.title)

    def menu_of_views(self) -> QMenu:
        """Give the menu of views, the open one marked, then what can be done."""
        menu = QMenu(self)
        was_ready = True
        for view in views_of(self._services):
            if was_ready and view.saved is not None:
                menu.addSeparator()
                was_ready = False
            action = QAction(_named(view), menu, checkable=True)
            action.setData(view.key)
            action.setChecked(view.key == self.view.key)
            menu.addAction(action)
        menu.addSeparator()
        for key, words in self._commands():
            action = menu.addAction(translate(words))
            action.setData(key)
        menu.triggered.connect(self._on_menu_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _commands(self) -> list[tuple[str, str]]:
        keep = [(KEEP, mark("保存更改")), (RESTORE, mark("还原"))] if self.is_changed else []
        if self.view.saved is None:
            keep = keep[1:]
        return [*keep, (KEEP_AS, mark("另存为视图…")), (MANAGE, mark("管理视图…"))]

    def _on_clicked(self) -> None:
        self.menu_of_views().popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _on_menu_triggered(self, action: QAction) -> None:
        key = str(action.data())
        (self.wished if key in COMMANDS else self.chosen).emit(key)


def _named(view: OpenView) -> str:
    if view.saved is None or not view.draft.is_shared:
        return view.title
    words = translate(mark("{view}（{owner} 共享）"))
    return words.format(view=view.title, owner=view.saved.owner)


def tier_tabs(counts: Mapping[Tier, int], formats: Formats) -> list[CountTab]:
    """Give the tabs of the list: all, then each tier with its glyph."""
    total = sum(counts.values())
    tabs = [CountTab(key=ALL_TIERS, label=translate(mark("全部")), count=formats.count(total))]
    tabs.extend(
        CountTab(
            key=tier.value,
            label=tier_label(tier, is_long=True),
            count=formats.count(counts.get(tier, 0)),
            tier="" if tier is Tier.NONE else tier.value,
        )
        for tier in Tier
    )
    return tabs


def chip_words(node: Node) -> ChipWords:
    """Give what a chip says of a part of the filter."""
    lead, value = node_words(node)
    return ChipWords(spoken(lead), spoken(value) if isinstance(value, Sentence) else value)
