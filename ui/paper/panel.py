"""The panel beside the preview: printer, paper, copies, colour, parts, masks."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPageSize
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from branchcrm.domain.rights import RIGHT_LABELS, Right
from ui.kit.checks import CheckBox, ComboBox
from ui.kit.choices import Option, SegmentedControl
from ui.kit.labels import label, rule
from ui.kit.page import PageContext
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.paper.card import PART_LABELS, Part
from ui.paper.labels import LabelChoice
from ui.paper.output import PrintWish, printer_names

WIDTH = 256
MOST_COPIES = 99
_SIZES = (QPageSize.PageSizeId.A4, QPageSize.PageSizeId.A5, QPageSize.PageSizeId.B5)
_GREY, _COLOUR = "grey", "colour"


@dataclass(frozen=True, slots=True)
class Layout:
    """What decides how the sheets look."""

    size: QPageSize.PageSizeId
    is_grey: bool
    parts: tuple[Part, ...]
    is_masked: bool


class PrintPanel(QFrame):
    """Everything that is chosen about a print."""

    changed = Signal()

    def __init__(self, context: PageContext) -> None:
        """Build the fields with the printers of this computer."""
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("line", "left")
        self.setFixedWidth(current_theme().px(WIDTH))
        self._actor = context.services.actor
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("ground", "surface")
        scroller.setWidget(body)
        outer.addWidget(scroller)
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(6)
        self._add_fields(column)
        column.addWidget(rule())
        self.labels = LabelChoice()
        self.labels.changed.connect(self._on_changed)
        column.addWidget(self.labels)
        self.parts_box = self._parts()
        column.addWidget(self.parts_box)
        self.hides = CheckBox(self.tr("遮住姓名、号码和地址"))
        self.hides.setObjectName("mask")
        self.hides.setChecked(True)
        self.hides.toggled.connect(self._on_changed)
        column.addWidget(self.hides)
        self.hint = label("", "muted", wraps=True)
        column.addWidget(self.hint)
        column.addStretch(1)

    @property
    def layout_wish(self) -> Layout:
        """Give what was chosen about the sheets."""
        size = self.paper.currentData()
        return Layout(
            size if isinstance(size, QPageSize.PageSizeId) else _SIZES[0],
            self.colour.value() == _GREY,
            tuple(part for part, box in self.parts.items() if box.isChecked()),
            self.hides.isChecked(),
        )

    @property
    def print_wish(self) -> PrintWish:
        """Give what was chosen about the printer."""
        return PrintWish(
            printer=str(self.printer.currentData() or ""),
            copies=self.copies.value(),
            is_grey=self.colour.value() == _GREY,
        )

    def offer(self, *, has_parts: bool, full_right: Right, are_labels: bool) -> None:
        """Show what the subject lets one choose; masks are on again."""
        self.parts_box.setVisible(has_parts)
        self.labels.setVisible(are_labels)
        self.paper.setEnabled(not are_labels)
        if are_labels:
            self.paper.setCurrentIndex(0)
        for widget in (self.hides, self.hint):
            widget.setVisible(not are_labels)
        self.hides.blockSignals(True)  # noqa: FBT003 - Qt's own parameter
        self.hides.setChecked(True)
        self.hides.blockSignals(False)  # noqa: FBT003
        may = self._actor.may(full_right)
        self.hides.setEnabled(may)
        words = self.tr("需要“{right}”的权限").format(right=translate(RIGHT_LABELS[full_right]))
        self.hint.setText(self.tr("关闭后会写入操作记录") if may else words)

    def _add_fields(self, column: QVBoxLayout) -> None:
        self.printer = ComboBox()
        self.printer.setObjectName("printer")
        self.printer.setMinimumWidth(0)
        self.printer.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for name in printer_names():
            self.printer.addItem(name, name)
        if not self.printer.count():
            self.printer.addItem(self.tr("没有打印机"), "")
            self.printer.setEnabled(False)
        self.paper = ComboBox()
        self.paper.setObjectName("paper_size")
        for size in _SIZES:
            self.paper.addItem(QPageSize.name(size).split(" ")[0], size)
        self.paper.currentIndexChanged.connect(self._on_changed)
        self.copies = QSpinBox()
        self.copies.setObjectName("copies")
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.copies.setMinimumHeight(current_theme().px(32))
        options = [Option(_COLOUR, self.tr("彩色")), Option(_GREY, self.tr("黑白"))]
        self.colour = SegmentedControl(options, fills=True)
        self.colour.changed.connect(self._on_changed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        fields: tuple[tuple[str, QWidget, tuple[int, int, int, int]], ...] = (
            (self.tr("打印机"), self.printer, (0, 0, 1, 2)),
            (self.tr("纸张"), self.paper, (2, 0, 1, 1)),
            (self.tr("份数"), self.copies, (2, 1, 1, 1)),
            (self.tr("颜色"), self.colour, (4, 0, 1, 2)),
        )
        for words, field, (row, place, rows, columns) in fields:
            field.setAccessibleName(words)
            grid.addWidget(label(words, "label"), row, place, rows, columns)
            grid.addWidget(field, row + 1, place, rows, columns)
        column.addLayout(grid)

    def _parts(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(self.tr("包含内容"), "label"))
        self.parts: dict[Part, CheckBox] = {}
        for part, words in PART_LABELS.items():
            check = CheckBox(translate(words))
            check.setObjectName(f"part_{part.value}")
            check.setChecked(True)
            check.toggled.connect(self._on_changed)
            self.parts[part] = check
            column.addWidget(check)
        column.addWidget(rule())
        return box

    def _on_changed(self) -> None:
        self.changed.emit()
