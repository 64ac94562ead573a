"""The table of the check."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from ui.exchange.problem_cells import CellState
from ui.exchange.problem_delegate import ProblemDelegate
from ui.exchange.problem_model import ACTION_ROLE, STATE_ROLE, ProblemModel
from ui.kit.theme import current_theme

_ROW_WIDTH = 84
_NARROWEST_CELL = 76
_WIDEST_CELL = 184
_REASON_WIDTH = 320
_WIDEST_REASON = 360
_CELL_ROOM = 20
_ICON_ROOM = 18
_BUTTON_ROOM = 48
_PAGE_PADDING = 24
_MEASURED_ROWS = 200
_STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_K: -1, Qt.Key.Key_Up: -1}


class ProblemTable(QTableView):
    """Shows the rows; F2 edits, Enter or a click on the last column does what that one says."""

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
        self.setProperty("edge", "page")
        self.setAccessibleName(self.tr("有问题的行"))
        self.clicked.connect(self._on_clicked)

    def fit(self) -> None:
        """Give every column the width of its cells, and the reasons what is left."""
        theme, reason = current_theme(), self._problems.reason_section
        widths = {section: self._needed(section) for section in range(1, reason)}
        action = self._action_width()
        wanted = self._reason_width(action)
        spare = self.viewport().width() - theme.px(_ROW_WIDTH) - action - wanted
        over = sum(widths.values()) - spare
        while over > 0 and max(widths.values(), default=0) > theme.px(_NARROWEST_CELL):
            widest = max(widths, key=lambda section: widths[section])
            cut = min(over, 8)
            widths[widest] -= cut
            over -= cut
        for section, width in widths.items():
            self.setColumnWidth(section, width)
        self.setColumnWidth(0, theme.px(_ROW_WIDTH))
        self.setColumnWidth(reason, max(theme.px(_REASON_WIDTH), wanted - over))
        self.setColumnWidth(reason + 1, action)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = Qt.Key(event.key()), self.currentIndex()
        step = _STEPS.get(key)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step is not None and self._problems.rowCount():
            row = max(0, min(self._problems.rowCount() - 1, current.row() + step))
            self.show_row(row)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current.isValid():
            self.action_wished.emit(current.row())
        else:
            super().keyPressEvent(event)

    def show_row(self, row: int) -> None:
        """Go to the first cell of a row that has something to show."""
        self.setCurrentIndex(self._problems.index(row, self._problems.first_finding(row)))

    def _needed(self, section: int) -> int:
        """Give the room of a column's heading and of its first cells, within bounds."""
        theme, model = current_theme(), self._problems
        metrics = QFontMetrics(theme.font())
        heading = model.headerData(section, Qt.Orientation.Horizontal)
        needed = QFontMetrics(theme.font(12)).horizontalAdvance(str(heading or ""))
        for row in range(min(model.rowCount(), _MEASURED_ROWS)):
            index = model.index(row, section)
            width = metrics.horizontalAdvance(str(index.data() or ""))
            is_marked = index.data(STATE_ROLE) is CellState.BAD
            needed = max(needed, width + (theme.px(_ICON_ROOM) if is_marked else 0))
        room = theme.px(_CELL_ROOM)
        return max(theme.px(_NARROWEST_CELL), min(needed + room, theme.px(_WIDEST_CELL)))

    def _reason_width(self, action: int) -> int:
        """Give the room of the first reasons, which reach over the last column if it is empty."""
        theme, model, section = current_theme(), self._problems, self._problems.reason_section
        metrics = QFontMetrics(theme.font())
        needed = 0
        for row in range(min(model.rowCount(), _MEASURED_ROWS)):
            width = metrics.horizontalAdvance(str(model.index(row, section).data() or ""))
            offers = bool(model.index(row, section + 1).data(ACTION_ROLE))
            needed = max(needed, width if offers else width - action)
        needed += theme.px(_CELL_ROOM + _ICON_ROOM)
        return max(theme.px(_REASON_WIDTH), min(needed, theme.px(_WIDEST_REASON)))

    def _action_width(self) -> int:
        model, metrics = self._problems, QFontMetrics(current_theme().font(12))
        section = model.reason_section + 1
        words = {
            str(model.index(row, section).data(ACTION_ROLE) or "")
            for row in range(min(model.rowCount(), _MEASURED_ROWS))
        }
        widest = max((metrics.horizontalAdvance(one) for one in words), default=0)
        return widest + (_BUTTON_ROOM if widest else _PAGE_PADDING)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == self._problems.reason_section + 1:
            self.action_wished.emit(index.row())
