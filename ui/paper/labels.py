"""Address labels on paper: who gets one, how they stand on a sheet, and what is chosen about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPageSize, QPainter
from PySide6.QtWidgets import QGridLayout, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.label_sheet import (
    LARGEST_GAP_MM,
    LARGEST_MARGIN_MM,
    MOST_COLUMNS,
    MOST_ROWS,
    LabelSheet,
    checked_sheet,
)
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import SENTENCES, listed, mark, say
from branchcrm.services.address_labels import LABELS, Label, LabelRun
from ui.kit.labels import label, rule
from ui.kit.theme import current_theme
from ui.kit.translation import spoken
from ui.paper.ink import MILLIMETRE, Ink
from ui.paper.pieces import Piece
from ui.paper.sheets import Document, Margins, Sheet
from ui.paper.subjects import Content, Making

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services

_LABELS_OF: Final = mark("地址标签 {count} 张")
_PADDING: Final = 4 * MILLIMETRE
_SIZES: Final = (13, 12, 11, 10, 9)
_NAME: Final = 14
_WRAP: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWrapAnywhere
_WRAP_BELOW: Final = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWrapAnywhere
)
_NO_MARGINS: Final = Margins(name="", code="", kind="", left="", right="", page="")


@dataclass(frozen=True, slots=True)
class LabelSubject:
    """The labels of a list; they carry addresses in full."""

    asked: CustomerFilter
    order: CustomerOrder
    has_parts: bool = False
    full_right: Right = Right.EXPORT_FULL

    def read(self, services: "Services", *, is_full: bool) -> Content:
        """Read who gets a label; the right to full data is asked for there."""
        del is_full
        run = services.address_labels.labels(self.asked, self.order)
        return Content(
            name=LABELS,
            known=LABELS,
            code="",
            kind=LABELS,
            logged=say(_LABELS_OF, count=len(run.labels)),
            customers=tuple(one.customer_id for one in run.labels),
            body=run,
        )

    def pieces(self, content: Content, making: Making) -> list[Piece]:
        """Give nothing: labels are no running text."""
        del content, making
        return []


class LabelDocument(Document):
    """Labels on sheets of A4, without margins of their own."""

    def __init__(self, labels: Sequence[Label], sheet: LabelSheet) -> None:
        """Count the sheets."""
        super().__init__([], _NO_MARGINS, QPageSize.PageSizeId.A4)
        self._labels, self._sheet = labels, sheet
        last = sheet.place(len(labels) - 1).page if labels else 0
        self.sheets = [Sheet() for _ in range(last + 1)]

    @override
    def paint(self, painter: QPainter, number: int, ink: Ink) -> None:
        sheet = self._sheet
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for count, one in enumerate(self._labels):
            place = sheet.place(count)
            if place.page == number:
                left, top = place.left * MILLIMETRE, place.top * MILLIMETRE
                whole = QRectF(left, top, sheet.width * MILLIMETRE, sheet.height * MILLIMETRE)
                inner = whole.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
                _paint_label(painter, inner, one, ink)


def _paint_label(painter: QPainter, box: QRectF, one: Label, ink: Ink) -> None:
    name = QFontMetricsF(ink.font(_NAME, bold=True))
    lower = int(_WRAP_BELOW)
    needed = min(name.boundingRect(box, lower, one.addressee).height(), 2 * name.lineSpacing())
    foot = QRectF(box.left(), box.bottom() - needed, box.width(), needed)
    room = QRectF(box.left(), box.top(), box.width(), box.height() - needed)
    painter.setPen(ink.color("t1"))
    painter.setFont(_fitting_font(one.address, room, ink))
    painter.drawText(room, int(_WRAP), one.address)
    painter.setFont(ink.font(_NAME, bold=True))
    painter.drawText(foot, lower, one.addressee)


def _fitting_font(text: str, room: QRectF, ink: Ink) -> QFont:
    """Give the largest type in which an address fits."""
    for size in _SIZES[:-1]:
        font = ink.font(size)
        if QFontMetricsF(font).boundingRect(room, int(_WRAP), text).height() <= room.height():
            return font
    return ink.font(_SIZES[-1])


class LabelChoice(QWidget):
    """How many labels a sheet has, and where they begin."""

    changed = Signal()

    def __init__(self) -> None:
        """Build the fields with the usual sheet."""
        super().__init__()
        usual = LabelSheet()
        self.rows = self._field(1, MOST_ROWS, usual.rows)
        self.columns = self._field(1, MOST_COLUMNS, usual.columns)
        self.margin = self._field(0, LARGEST_MARGIN_MM, usual.margin_mm)
        self.gap = self._field(0, LARGEST_GAP_MM, usual.gap_mm)
        self.skipped = self._field(0, usual.per_page - 1, 0)
        self.problem = label("", "danger", wraps=True)
        self.left_out = label("", "muted", wraps=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        fields = (
            (self.tr("每页行数"), self.rows, "label_rows"),
            (self.tr("每页列数"), self.columns, "label_columns"),
            (self.tr("页边距（毫米）"), self.margin, "label_margin"),
            (self.tr("间距（毫米）"), self.gap, "label_gap"),
            (self.tr("跳过前几格"), self.skipped, "label_skip"),
        )
        for number, (words, field, name) in enumerate(fields):
            row, column = divmod(number, 2)
            field.setAccessibleName(words)
            field.setObjectName(name)
            grid.addWidget(label(words, "label"), 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        box.addLayout(grid)
        for widget in (self.problem, self.left_out, rule()):
            box.addWidget(widget)

    def sheet(self) -> LabelSheet | None:
        """Give the sheet that was chosen, or None and the reason beside it."""
        wished = LabelSheet(
            rows=self.rows.value(),
            columns=self.columns.value(),
            margin_mm=self.margin.value(),
            gap_mm=self.gap.value(),
            skipped=self.skipped.value(),
        )
        try:
            sheet = checked_sheet(wished)
        except InvalidDraftError as refusal:
            self.problem.setText(
                spoken(listed((one.reason for one in refusal.problems), SENTENCES))
            )
            self.problem.show()
            return None
        self.problem.hide()
        return sheet

    def show_run(self, run: LabelRun) -> None:
        """Say whom the labels leave out."""
        words = []
        if run.barred:
            words.append(
                self.tr("{count} 位要求不再联系，没有标签").format(count=f"{run.barred:,}")
            )
        if run.lacking:
            words.append(self.tr("{count} 位没有地址，没有标签").format(count=f"{run.lacking:,}"))
        self.left_out.setText(spoken(listed(words, SENTENCES)))
        self.left_out.setVisible(bool(words))

    def _field(self, least: int, most: int, value: int) -> QSpinBox:
        field = QSpinBox()
        field.setRange(least, most)
        field.setValue(value)
        field.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        field.setMinimumHeight(current_theme().px(32))
        field.valueChanged.connect(self._on_value_changed)
        return field

    def _on_value_changed(self) -> None:
        self.skipped.setMaximum(max(0, self.rows.value() * self.columns.value() - 1))
        self.changed.emit()
