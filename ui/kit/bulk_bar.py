"""The bar at the foot of a list while rows are ticked: how many, and what can be done."""

from collections.abc import Callable
from itertools import accumulate

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout
from typing_extensions import override

from branchcrm.domain.wording import mark
from ui.kit.action_menu import open_menu
from ui.kit.buttons import Button, IconButton, ghost, link, small
from ui.kit.labels import label
from ui.kit.table_view import TableView
from ui.kit.theme import current_theme
from ui.kit.translation import translate

MARGIN, GAP = 24, 8


class BulkBar(QFrame):
    """Docks below a table once a row is ticked; hides with the last tick.

    What does not fit beside the count waits in a menu at the end.
    """

    def __init__(self, table: TableView, ticked: str, everything: str) -> None:
        """Follow a table; `ticked` and `everything` are texts with a place `{count}`."""
        super().__init__()
        self.setProperty("ground", "sel")
        self.setProperty("line", "top")
        self.setFixedHeight(current_theme().px(48))
        self._table, self._ticked, self._everything = table, ticked, everything
        self._offered: dict[Button, bool] = {}
        self.count = label("", "strong")
        self.all_link = link("", is_small=True)
        name = translate(mark("更多操作"))
        self.more = IconButton("ph.dots-three", name, is_boxed=True, is_small=True)
        self._cancel = ghost(translate(mark("取消")), hint="Esc")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._row.setSpacing(GAP)
        self._row.addWidget(self.count)
        self._row.addSpacing(GAP)
        self._row.addWidget(self.all_link)
        self._row.addStretch(1)
        self._row.addWidget(self.more)
        self._row.addWidget(self._cancel)
        self.more.clicked.connect(self._open_more)
        self._cancel.clicked.connect(table.rows.clear_checked)
        self.all_link.clicked.connect(table.rows.check_all)
        table.checked_changed.connect(self._on_table_checked_changed)
        self._on_table_checked_changed()

    def add_action(self, text: str, icon: str, act: Callable[[], object]) -> Button:
        """Offer something to do with the ticked rows; `act` is a bound method."""
        button = small(text, icon=icon)
        button.clicked.connect(act)
        self._row.insertWidget(self._row.count() - 2, button)
        self.offer(button, is_offered=True)
        return button

    def offer(self, button: Button, *, is_offered: bool) -> None:
        """Offer an action, or leave it out as long as it makes no sense."""
        self._offered[button] = is_offered
        self._fold()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _on_table_checked_changed(self) -> None:
        ticked, total = len(self._table.rows.checked), len(self._table.rows.ids)
        self.count.setText(self._ticked.format(count=f"{ticked:,}"))
        self.all_link.set_text(self._everything.format(count=f"{total:,}"))
        self.all_link.setVisible(ticked < total)
        self.setVisible(ticked > 0)
        self._fold()

    def _fold(self) -> None:
        """Show as many actions as fit, from the first on."""
        steady = [self.count, self._cancel]
        steady += [] if self.all_link.isHidden() else [self.all_link]
        free = self.width() - 2 * MARGIN - 2 * GAP
        free -= sum(widget.sizeHint().width() + GAP for widget in steady)
        offered = [button for button, is_offered in self._offered.items() if is_offered]
        ends = list(accumulate(button.sizeHint().width() + GAP for button in offered))
        if ends and ends[-1] > free:
            free -= self.more.sizeHint().width() + GAP
        shown = {button for button, end in zip(offered, ends, strict=True) if end <= free}
        for button in self._offered:
            button.setVisible(button in shown)
        self.more.setVisible(len(shown) < len(offered))

    def _open_more(self) -> None:
        folded = [
            (button.text(), button.click)
            for button, is_offered in self._offered.items()
            if is_offered and button.isHidden()
        ]
        open_menu(self.more, folded)
