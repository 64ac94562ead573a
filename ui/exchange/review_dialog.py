"""Shows what a workbook that was edited outside would change, and has conflicts decided."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from branchcrm.domain.three_way import SIDE_LABELS, CellState, Side
from branchcrm.domain.wording import mark
from branchcrm.services.locked_books import TakeBack
from branchcrm.services.locked_review import CellPlace, ChangedCell, RefusedCell, Review
from ui.kit.buttons import link, primary, secondary
from ui.kit.choices import Option, SegmentedControl
from ui.kit.labels import ElidedLabel, label
from ui.kit.modal import ModalDialog
from ui.kit.page_parts import InlineNotice
from ui.kit.translation import spoken, translate

SHOWN_CELLS = 200
SHOWN_CHANGES = 50
NOTHING = mark("（空）")
_HEADS = (mark("客户"), mark("项目"), mark("导出时"), mark("文件"), mark("账本"))


class ReviewDialog(ModalDialog):
    """Counts, conflicts with a choice each, changes, and what cannot be taken."""

    decided = Signal(object)

    def __init__(self, file: str, review: Review, parent: QWidget) -> None:
        """Show the review of a file."""
        super().__init__(self.tr("收回改好的工作簿"), 760, parent)
        self.review = review
        self.sides: dict[CellPlace, SegmentedControl] = {}
        self.add(label(file, "muted"))
        self.add(label(self._counts(review), "strong"))
        self._add_conflicts(review.conflicts)
        changed = [one for one in review.cells if one.state is CellState.CHANGED]
        if changed:
            self.add(label(self.tr("只有文件改了的格子"), "strong"))
            self.add(self._changes(changed[:SHOWN_CHANGES]))
            self._add_rest(len(changed) - SHOWN_CHANGES)
        self._add_refused(review.refused)
        self.foot_row.addStretch(1)
        cancel = secondary(translate(mark("取消")))
        cancel.clicked.connect(self.reject)
        self.take = primary(self.tr("写入账本"), hint="Ctrl Enter")
        self.take.setEnabled(bool(changed or review.conflicts))
        self.take.clicked.connect(self.decide)
        self.add_button(cancel)
        self.add_button(self.take)

    def decide(self) -> None:
        """Hand the decisions on and close."""
        if not self.take.isEnabled():
            return
        choices = {place: Side(str(control.value())) for place, control in self.sides.items()}
        self.decided.emit(TakeBack(on_conflict=Side.BOOK, choices=choices))
        self.accept()

    def settle_all(self, side: Side) -> None:
        """Decide every conflict alike."""
        for control in self.sides.values():
            control.set_value(side)

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        is_ctrl = bool(arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_ctrl and arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.decide()
            return
        super().keyPressEvent(arg__1)

    def _counts(self, review: Review) -> str:
        words = self.tr("{rows} 行：{same} 行没有改动，改了 {changed} 格，冲突 {clash} 格")
        changed = sum(one.state is CellState.CHANGED for one in review.cells)
        return words.format(
            rows=f"{review.rows:,}",
            same=f"{review.unchanged:,}",
            changed=f"{changed:,}",
            clash=f"{len(review.conflicts):,}",
        )

    def _add_conflicts(self, conflicts: Sequence[ChangedCell]) -> None:
        if not conflicts:
            return
        notice = InlineNotice("warn")
        notice.set_notice("warn", self.tr("导出之后账本也改过这些格子，逐个选用哪一个"))
        self.add(notice)
        row = QWidget()
        line = QGridLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        for place, (side, words) in enumerate(
            ((Side.BOOK, self.tr("全部保留账本")), (Side.FILE, self.tr("全部用文件")))
        ):
            button = link(words)
            button.clicked.connect(partial(self.settle_all, side))
            line.addWidget(button, 0, place)
        line.setColumnStretch(2, 1)
        self.add(row)
        grid = self._grid(conflicts[:SHOWN_CELLS])
        layout = grid.layout()
        if isinstance(layout, QGridLayout):
            for number, cell in enumerate(conflicts[:SHOWN_CELLS], start=1):
                control = self._side(cell)
                layout.addWidget(control, number, len(_HEADS))
        self.add(grid)
        self._add_rest(len(conflicts) - SHOWN_CELLS)

    def _side(self, cell: ChangedCell) -> SegmentedControl:
        options = [Option(side, translate(words)) for side, words in SIDE_LABELS.items()]
        control = SegmentedControl(options, is_small=True)
        control.setAccessibleName(f"{cell.name} {translate(cell.label)}")
        self.sides[cell.place] = control
        return control

    def _changes(self, cells: Sequence[ChangedCell]) -> QWidget:
        return self._grid(cells)

    @staticmethod
    def _grid(cells: Sequence[ChangedCell]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for place, words in enumerate(_HEADS):
            grid.addWidget(label(translate(words), "meta"), 0, place)
            grid.setColumnStretch(place, 1)
        for number, cell in enumerate(cells, start=1):
            texts = (cell.name, translate(cell.label), cell.base, cell.file, cell.book)
            for place, text in enumerate(texts):
                shown = text or translate(NOTHING)
                grid.addWidget(ElidedLabel(shown), number, place)
        return holder

    def _add_rest(self, count: int) -> None:
        if count > 0:
            self.add(label(self.tr("另有 {count} 格没有列出").format(count=f"{count:,}"), "muted"))

    def _add_refused(self, refused: Sequence[RefusedCell]) -> None:
        if not refused:
            return
        self.add(label(self.tr("不能收回的内容"), "strong"))
        for one in refused[:SHOWN_CHANGES]:
            words = self.tr("第 {row} 行 {code}：{reason}")
            text = words.format(row=one.row, code=one.code, reason=spoken(one.reason))
            self.add(label(text, wraps=True))
        self._add_rest(len(refused) - SHOWN_CHANGES)
