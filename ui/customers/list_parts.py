"""The parts around the customer list: view switcher, tabs, filters, what an empty list says."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from branchcrm.domain.customer import KIND_LABELS, STAGE_LABELS
from branchcrm.domain.staff import Staff
from branchcrm.domain.tier import TIER_LABELS, Tier
from branchcrm.domain.wording import mark
from ui.customers.views import ALL_TIERS, VIEW_LABELS, View
from ui.kit.buttons import Button, ButtonLook
from ui.kit.choices import Option
from ui.kit.count_tabs import CountTab
from ui.kit.filter_bar import FilterField
from ui.kit.formats import Formats
from ui.kit.translation import translate


class ViewSwitch(Button):
    """Shows which view is open and offers the others."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin with everybody."""
        super().__init__("", ButtonLook(kind="ghost", has_menu=True), parent)
        self.view = View.ALL
        self.show_view(View.ALL)
        self.clicked.connect(self._on_clicked)

    def show_view(self, view: View) -> None:
        """Show a view's name."""
        self.view = view
        self.set_text(translate(VIEW_LABELS[view]))

    def menu_of_views(self) -> QMenu:
        """Give the menu of views, the open one marked."""
        menu = QMenu(self)
        for view, words in VIEW_LABELS.items():
            action = QAction(translate(words), menu, checkable=True)
            action.setData(view.value)
            action.setChecked(view is self.view)
            menu.addAction(action)
        menu.triggered.connect(self._on_menu_triggered)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _on_clicked(self) -> None:
        self.menu_of_views().popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def _on_menu_triggered(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))


def tier_tabs(counts: Mapping[Tier, int], formats: Formats) -> list[CountTab]:
    """Give the tabs of the list: all, then each tier with its glyph."""
    total = sum(counts.values())
    tabs = [CountTab(key=ALL_TIERS, label=translate(mark("全部")), count=formats.count(total))]
    tabs.extend(
        CountTab(
            key=tier.value,
            label=translate(TIER_LABELS[tier]),
            count=formats.count(counts.get(tier, 0)),
            tier="" if tier is Tier.NONE else tier.value,
        )
        for tier in Tier
    )
    return tabs


def filter_fields(people: Sequence[Staff]) -> tuple[FilterField, ...]:
    """Give what the list can be filtered by."""
    return (
        FilterField(
            key="manager",
            title=translate(mark("客户经理")),
            options=tuple(Option(int(person.id), person.name) for person in people),
            is_multiple=False,
        ),
        FilterField(
            key="kind",
            title=translate(mark("客户类型")),
            options=tuple(Option(key.value, translate(KIND_LABELS[key])) for key in KIND_LABELS),
        ),
        FilterField(
            key="stage",
            title=translate(mark("阶段")),
            options=tuple(Option(key.value, translate(STAGE_LABELS[key])) for key in STAGE_LABELS),
        ),
    )
