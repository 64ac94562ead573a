"""The heading of a table: titles, the sorted column with its arrow, the tick box for all."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from ui.kit.icons import draw_icon
from ui.kit.paint import paint_check_box
from ui.kit.table_column import RIGHT, Column, Kind
from ui.kit.table_delegate import CELL_PADDING, PAGE_PADDING
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme

HEADER_HEIGHT = 32
ARROW_SIZE = 12


class TableHeader(QHeaderView):
    """Paints the headings and turns clicks into wishes to sort or to tick everything."""

    sort_wished = Signal(str)
    all_wished = Signal()

    def __init__(self, columns: tuple[Column, ...], parent: QWidget) -> None:
        """Show headings for the columns, in the order the user gives them."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns = columns
        self._ink = Ink(current_theme())
        self.first_column = 0
        self.last_column = 0
        self.sorted_key = ""
        self.is_descending = False
        self.all_checked: bool | None = False
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(24)
        self.sectionClicked.connect(self._on_section_clicked)

    def renew(self) -> None:
        """Take the colours and fonts of a changed theme."""
        self._ink = Ink(current_theme())
        self.updateGeometry()
        self.viewport().update()

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Show headings for other columns."""
        self._columns = columns
        self.viewport().update()

    def show_sort(self, key: str, *, is_descending: bool) -> None:
        """Mark a column as the one the rows are ordered by."""
        self.sorted_key = key
        self.is_descending = is_descending
        self.viewport().update()

    def needed_widths(self) -> dict[str, int]:
        """Give the room that each heading needs, as if its column were the sorted one."""
        metrics = self._ink.metrics(12, is_bold=True)
        rest = 2 * CELL_PADDING + ARROW_SIZE + 4
        return {
            column.key: metrics.horizontalAdvance(column.title) + rest
            for column in self._columns
            if column.kind != Kind.CHECK
        }

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._ink.px(HEADER_HEIGHT))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        ink = self._ink
        painter.fillRect(rect, ink.color("surface2"))
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, ink.color("border"))
        left = PAGE_PADDING if logicalIndex == self.first_column else CELL_PADDING
        right = PAGE_PADDING if logicalIndex == self.last_column else CELL_PADDING
        box = rect.adjusted(left, 0, -right, -1)
        column = self._columns[logicalIndex]
        if column.kind == Kind.CHECK:
            paint_check_box(
                painter, box, checked=self.all_checked is True, is_partial=self.all_checked is None
            )
        else:
            self._paint_title(painter, box, column)

    def _paint_title(self, painter: QPainter, box: QRect, column: Column) -> None:
        is_sorted = bool(column.key) and column.key == self.sorted_key
        ink = self._ink
        metrics = ink.metrics(12, is_bold=is_sorted)
        arrow = ARROW_SIZE + 4 if is_sorted else 0
        title = metrics.elidedText(
            column.title, Qt.TextElideMode.ElideRight, max(box.width() - arrow, 0)
        )
        width = metrics.horizontalAdvance(title)
        left = box.right() + 1 - width - arrow if column.align == RIGHT else box.x()
        painter.setFont(ink.font(12, is_bold=is_sorted))
        painter.setPen(ink.color("t1" if is_sorted else "t2"))
        text_box = QRect(left, box.y(), width + 1, box.height())
        painter.drawText(text_box, int(Qt.AlignmentFlag.AlignVCenter), title)
        if is_sorted:
            name = "ph.arrow-down" if self.is_descending else "ph.arrow-up"
            top = box.y() + (box.height() - ARROW_SIZE) // 2
            draw_icon(painter, QRect(left + width + 4, top, ARROW_SIZE, ARROW_SIZE), name)

    def _on_section_clicked(self, number: int) -> None:
        column = self._columns[number]
        if column.kind == Kind.CHECK:
            self.all_wished.emit()
        elif column.is_sortable:
            self.sort_wished.emit(column.key)
