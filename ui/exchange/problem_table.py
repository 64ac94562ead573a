"""The table of the check."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from ui.exchange.problem_delegate import ProblemDelegate
from ui.exchange.problem_model import ProblemModel
from ui.kit.theme import current_theme

_ROW_WIDTH = 84
_CELL_WIDTH = 124
_NARROWEST_CELL = 92
_REASON_WIDTH = 250
_ACTION_WIDTH = 140


class ProblemTable(QTableView):
    """Shows the rows; F2 edits, a click on the last column does what it says."""

    action_wished = Signal(object)

    def __init__(self, model: ProblemModel) -> None:
        """Show the model."""
        super().__init__()
        self.setModel(model)
        self._problems = model
        self.setItemDelegate(ProblemDelegate(self))
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(current_theme().row_height())
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setAccessibleName(self.tr("有问题的行"))
        self.clicked.connect(self._on_clicked)

    def fit(self) -> None:
        """Give every column its width, and the reasons what is left."""
        theme, reason = current_theme(), self._problems.reason_section
        whole = self.viewport().width()
        fixed = theme.px(_ROW_WIDTH) + theme.px(_ACTION_WIDTH)
        cells = max(1, reason - 1)
        fair = (whole - fixed - theme.px(_REASON_WIDTH)) // cells
        width = max(theme.px(_NARROWEST_CELL), min(theme.px(_CELL_WIDTH), fair))
        for section in range(1, reason):
            self.setColumnWidth(section, width)
        self.setColumnWidth(0, theme.px(_ROW_WIDTH))
        self.setColumnWidth(reason, max(theme.px(_REASON_WIDTH), whole - fixed - width * cells))
        self.setColumnWidth(reason + 1, theme.px(_ACTION_WIDTH))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            current = self.currentIndex()
            row = max(0, min(self._problems.rowCount() - 1, current.row() + step))
            self.setCurrentIndex(self._problems.index(row, max(0, current.column())))
            return
        super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == self._problems.reason_section + 1:
            self.action_wished.emit(index.row())
