"""The bar at the foot of a list while rows are ticked: how many, and what can be done."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from branchcrm.domain.wording import mark
from ui.kit.buttons import Button, ghost, link, small
from ui.kit.labels import label
from ui.kit.table_view import TableView
from ui.kit.theme import current_theme
from ui.kit.translation import translate


class BulkBar(QFrame):
    """Docks below a table once a row is ticked; hides with the last tick."""

    def __init__(self, table: TableView, ticked: str, everything: str) -> None:
        """Follow a table; `ticked` and `everything` are texts with a place `{count}`."""
        super().__init__()
        self.setProperty("ground", "sel")
        self.setProperty("line", "top")
        self.setFixedHeight(current_theme().px(48))
        self._table, self._ticked, self._everything = table, ticked, everything
        self.count = label("", "strong")
        self.all_link = link("", is_small=True)
        cancel = ghost(translate(mark("取消")), hint="Esc")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self.count)
        self._row.addSpacing(8)
        self._row.addWidget(self.all_link)
        self._row.addStretch(1)
        self._row.addWidget(cancel)
        cancel.clicked.connect(table.rows.clear_checked)
        self.all_link.clicked.connect(table.rows.check_all)
        table.checked_changed.connect(self._on_table_checked_changed)
        self._on_table_checked_changed()

    def add_action(self, text: str, icon: str, act: Callable[[], object]) -> Button:
        """Offer something to do with the ticked rows; `act` is a bound method."""
        button = small(text, icon=icon)
        button.clicked.connect(act)
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def add_widget(self, widget: QWidget) -> None:
        """Put a widget before the way out."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def _on_table_checked_changed(self) -> None:
        ticked, total = len(self._table.rows.checked), len(self._table.rows.ids)
        self.count.setText(self._ticked.format(count=f"{ticked:,}"))
        self.all_link.set_text(self._everything.format(count=f"{total:,}"))
        self.all_link.setVisible(ticked < total)
        self.setVisible(ticked > 0)
