"""Where importing and exporting begin: choose or drop a file, templates, what was done lately."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.operation import Operation
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from branchcrm.services.exports import EXPORT_LABELS
from ui.exchange.words import KIND_WORDS
from ui.kit.buttons import link, primary, secondary
from ui.kit.given_files import dropped_file
from ui.kit.labels import ElidedLabel, IconMark, label
from ui.kit.page import PageContext
from ui.kit.page_parts import Card, PageHeader
from ui.kit.translation import spoken, translate

LATELY = 8
TEMPLATES_ABREAST = 3
OPERATION_NAMES = frozenset(["import", "export"])


class DropArea(QFrame):
    """A large field that takes a dropped file."""

    file_dropped = Signal(object)

    def __init__(self) -> None:
        """Say what can be dropped."""
        super().__init__()
        self.setProperty("frame", "card")
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconMark("ph.download-simple", "t3", 24), 0, centre)
        column.addWidget(label(self.tr("把 Excel 或 CSV 文件拖到这里"), "section"), 0, centre)
        words = self.tr("自动匹配列名，先校验再写入，导入前自动备份，之后可以撤销")
        column.addWidget(label(words, "muted"), 0, centre)
        self.choose = primary(self.tr("选择文件…"))
        self.choose.setObjectName("choose_file")
        column.addWidget(self.choose, 0, centre)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(path)


class HomeView(QWidget):
    """The page before a file is chosen."""

    file_wished = Signal()
    file_given = Signal(object)
    template_wished = Signal(str)
    export_wished = Signal(str, bool)
    hand_out_wished = Signal()
    take_back_wished = Signal()

    def __init__(self, context: PageContext) -> None:
        """Build the page for what the acting person may do."""
        super().__init__()
        self._context = context
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHeader(self.tr("导入导出")))
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(16)
        self.drop = DropArea()
        self.drop.choose.clicked.connect(self.file_wished)
        self.drop.file_dropped.connect(self.file_given)
        self.drop.setVisible(context.services.actor.may(Right.IMPORT))
        rows.addWidget(self.drop)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        cards.addWidget(self._templates(), 1)
        cards.addWidget(self._exports(), 1)
        rows.addLayout(cards)
        self._lately = Card(self.tr("最近的导入导出"))
        self._lines = QWidget()
        self._lines_column = QVBoxLayout(self._lines)
        self._lines_column.setContentsMargins(0, 0, 0, 0)
        self._lines_column.setSpacing(4)
        self._lately.add_padded(self._lines)
        rows.addWidget(self._lately)
        rows.addStretch(1)
        column.addWidget(body, 1)

    def refresh(self) -> None:
        """Read again what was done lately."""
        if not self._context.services.actor.may(Right.SEE_HISTORY):
            self._lately.hide()
            return
        found = self._context.services.history.latest(limit=200)
        self._show([one for one in found if one.name in OPERATION_NAMES][:LATELY])

    def _show(self, operations: Sequence[Operation]) -> None:
        while (entry := self._lines_column.takeAt(0)) is not None:
            widget = entry.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not operations:
            self._lines_column.addWidget(label(self.tr("还没有导入或导出过"), "muted"))
        for operation in operations:
            self._lines_column.addWidget(self._line(operation))

    def _line(self, operation: Operation) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        icon = "ph.export" if operation.name == "export" else "ph.download-simple"
        row.addWidget(IconMark(icon))
        row.addWidget(ElidedLabel(spoken(operation.summary)), 1)
        row.addWidget(label(operation.actor, "muted"))
        row.addWidget(label(self._context.formats.moment(operation.at), "meta"))
        if not operation.stands:
            row.addWidget(label(self.tr("已撤销"), "meta"))
        elif operation.can_be_undone and self._context.services.actor.may(Right.UNDO_OWN):
            undo = link(self.tr("撤销"))
            undo.clicked.connect(partial(self._on_undo_clicked, operation))
            row.addWidget(undo)
        return holder

    def _on_undo_clicked(self, operation: Operation) -> None:
        history = self._context.services.history
        self._context.navigator.run(partial(history.undo, operation.id))

    def _templates(self) -> Card:
        card = Card(self.tr("导入模板"))
        words = label(self.tr("带下拉选项和填写说明，填好后直接导入"), "muted", wraps=True)
        holder = QWidget()
        rows = QVBoxLayout(holder)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(words)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, (kind, title) in enumerate(KIND_WORDS.items()):
            button = secondary(self.tr("{kind}模板…").format(kind=translate(title)))
            button.setObjectName(f"template_{kind}")
            button.clicked.connect(partial(self.template_wished.emit, kind))
            grid.addWidget(button, *divmod(place, TEMPLATES_ABREAST))
        rows.addLayout(grid)
        card.add_padded(holder)
        return card

    def _exports(self) -> Card:
        card = Card(self.tr("导出"))
        actor = self._context.services.actor
        words = label(self.tr("号码默认脱敏，每次导出都会记录"), "muted", wraps=True)
        holder, row = self._row(words)
        for kind, title in EXPORT_LABELS.items():
            button = secondary(self.tr("导出{kind}…").format(kind=translate(title)))
            button.setObjectName(f"export_{kind}")
            button.clicked.connect(partial(self.export_wished.emit, str(kind), False))  # noqa: FBT003 - masked
            row.addWidget(button)
        if actor.may(Right.EXPORT_FULL):
            full = link(translate(mark("导出完整号码…")))
            full.setObjectName("export_full")
            full.clicked.connect(partial(self.export_wished.emit, "customers", True))  # noqa: FBT003 - full
            row.addWidget(full)
        card.add_padded(holder)
        card.add_padded(self._round_trip())
        card.setVisible(actor.may(Right.EXPORT_MASKED))
        return card

    def _round_trip(self) -> QWidget:
        words = self.tr("在 Excel 里改，改完收回：逐格对照，冲突自己选")
        holder, row = self._row(label(words, "muted", wraps=True))
        out = secondary(self.tr("导出可改的工作簿…"))
        out.setObjectName("hand_out")
        out.clicked.connect(self.hand_out_wished)
        back = secondary(self.tr("收回改好的工作簿…"))
        back.setObjectName("take_back")
        back.clicked.connect(self.take_back_wished)
        back.setVisible(self._context.services.actor.may(Right.IMPORT))
        for button in (out, back):
            row.addWidget(button)
        return holder

    @staticmethod
    def _row(words: QWidget) -> tuple[QWidget, QHBoxLayout]:
        """Give a holder with the words above a row that buttons are added to."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column.addWidget(words)
        column.addLayout(row)
        return holder, row
