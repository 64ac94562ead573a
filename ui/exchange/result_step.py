"""What an import did: counts, what to know, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from branchcrm.services.import_terms import ImportOutcome
from ui.kit.buttons import primary, secondary
from ui.kit.formats import Formats
from ui.kit.labels import IconMark, label
from ui.kit.page_parts import Card, InlineNotice
from ui.kit.translation import spoken

_WIDTH = 640


class ResultStep(QWidget):
    """The last step of the wizard."""

    undo_wished = Signal()
    rejections_wished = Signal()
    customers_wished = Signal()
    another_wished = Signal()

    def __init__(self, formats: Formats) -> None:
        """Build the step without an outcome."""
        super().__init__()
        self._formats = formats
        self.title = label("", "title")
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 8, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self.notices = InlineNotice("info")
        self.undo = secondary(self.tr("撤销这次导入"), icon="ph.arrow-counter-clockwise")
        self.rejections = secondary(self.tr("导出没有导入的行…"), icon="ph.export")
        self.another = secondary(self.tr("再导入一个文件"))
        self.customers = primary(self.tr("查看客户"))
        self.undo.clicked.connect(self.undo_wished)
        self.rejections.clicked.connect(self.rejections_wished)
        self.another.clicked.connect(self.another_wished)
        self.customers.clicked.connect(self.customers_wished)
        self._build()

    def show_outcome(self, outcome: ImportOutcome) -> None:
        """Show what was done."""
        counts, count = outcome.counts, self._formats.count
        is_done = outcome.operation_id is not None
        self.title.setText(
            self.tr("已导入 {count} 行").format(count=count(counts.created + counts.updated))
            if is_done
            else self.tr("没有要改的内容：文件里的资料账本里都有了")
        )
        self._clear()
        lines = (
            (self.tr("新增"), counts.created, "ok"),
            (self.tr("更新"), counts.updated, "ok"),
            (self.tr("没有变化"), counts.unchanged, ""),
            (self.tr("跳过（合计行等）"), counts.skipped, ""),
            (self.tr("没有导入"), counts.rejected, "danger"),
        )
        for number, (words, value, tone) in enumerate(lines):
            self._grid.addWidget(label(words, "muted"), number, 0)
            role = "strong" if value and tone else "muted"
            right = Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(label(count(value), role), number, 1, right)
        for number, reason in enumerate(outcome.reasons, len(lines)):
            words = spoken(reason.reason) if reason.reason else reason.code
            self._grid.addWidget(IconMark("ph.warning-circle", "danger"), number, 0)
            right = Qt.AlignmentFlag.AlignRight
            self._grid.addWidget(label(count(reason.count), "muted"), number, 1, right)
            self._grid.addWidget(label(words, "muted", wraps=True), number, 2)
        words = "；".join(spoken(one) for one in outcome.notices)
        self.notices.setVisible(bool(words))
        self.notices.set_notice("info", words)
        self.undo.setVisible(is_done)
        self.rejections.setVisible(counts.rejected > 0)

    def _build(self) -> None:
        card = Card()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 16, 16, 8)
        column.setSpacing(12)
        column.addWidget(self.title)
        column.addWidget(self._grid_holder)
        column.addWidget(self.notices)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.undo, self.rejections, self.another):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.customers)
        column.addLayout(buttons)
        card.add(box)
        card.setFixedWidth(_WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)

    def _clear(self) -> None:
        while (entry := self._grid.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
