"""Why a customer is in a tier: score, figures, points, lines, and the way up or down."""

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_advice import advice
from branchcrm.domain.tier_receipt_parts import Receipt, ReceiptLine
from branchcrm.domain.tier_words import plain_number
from branchcrm.domain.wording import mark
from ui.customers.score_gauge import GRAPHIC, tier_lines
from ui.kit.buttons import IconButton
from ui.kit.formats import Formats
from ui.kit.labels import TierGlyph, label
from ui.kit.page_parts import Card
from ui.kit.paint import fill_round, token
from ui.kit.theme import current_theme
from ui.kit.translation import spoken, translate

BLOCKS = 5


class BlocksMark(QWidget):
    """A figure's rank as five steps in the tier's colour."""

    def __init__(self, filled: int, tier: Tier) -> None:
        """Take how many steps are filled."""
        super().__init__()
        self._filled, self._tier = filled, tier
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{filled} / {BLOCKS}")

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(BLOCKS * (theme.px(20) + 4), theme.px(8))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, width = QPainter(self), current_theme().px(20)
        for step in range(BLOCKS):
            box = QRectF(step * (width + 4), 0, width, self.height())
            color = GRAPHIC[self._tier] if step < self._filled else "lobg"
            fill_round(painter, box, token(color), 2)


class ReceiptCard(Card):
    """The receipt of a tier as a card; the link leads to the rule, a figure to its rows."""

    figure_opened = Signal(object)

    def __init__(self, receipt: Receipt, formats: Formats) -> None:
        """Show a receipt."""
        asked = mark("为什么是{tier}") if receipt.by_hand is None else mark("按规则是{tier}")
        title = translate(asked).format(tier=spoken(receipt.level))
        super().__init__(title, self._rule_words(receipt, formats), translate(mark("查看规则")))
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(32)
        row.addWidget(self._summary(receipt), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._lines(receipt), 1)
        self.add_padded(body)
        sentences = advice(receipt)
        if sentences:
            self.add(self._foot(receipt, [spoken(sentence) for sentence in sentences]))

    @staticmethod
    def _rule_words(receipt: Receipt, formats: Formats) -> str:
        words = translate(mark("{rule} v{version} · {day} 评定"))
        day = formats.plain_day(receipt.window.as_of)
        name = translate(receipt.policy_name)
        return words.format(rule=name, version=receipt.version, day=day)

    @staticmethod
    def _summary(receipt: Receipt) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        if receipt.score is None:
            column.addWidget(label(spoken(receipt.level), "section"))
        else:
            row = QHBoxLayout()
            row.setSpacing(4)
            row.addWidget(label(plain_number(receipt.score), "metric"))
            row.addWidget(label("/ 100", "muted"), 0, Qt.AlignmentFlag.AlignBottom)
            row.addStretch(1)
            column.addLayout(row)
        for line in tier_lines(receipt):
            column.addWidget(label(spoken(line.sentence), "label"))
        return holder

    def _lines(self, receipt: Receipt) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(3, 1)
        for place, line in enumerate(receipt.lines):
            self._add_line(grid, place, line, receipt.tier)
        return holder

    def _add_line(self, grid: QGridLayout, place: int, line: ReceiptLine, tier: Tier) -> None:
        grid.addWidget(label(line.letter, "strong"), place, 0)
        grid.addWidget(label(spoken(line.label), "muted"), place, 1)
        grid.addWidget(BlocksMark(line.blocks, tier), place, 2)
        grid.addWidget(label(spoken(line.text), wraps=True), place, 3)
        words = translate(mark("打开{figure}的原始记录")).format(figure=spoken(line.label))
        rows = IconButton("ph.table", words, is_small=True)
        rows.clicked.connect(partial(self._open_figure, line))
        grid.addWidget(rows, place, 5)
        if line.points is None or line.weight is None:
            return
        points = QHBoxLayout()
        points.setSpacing(4)
        points.addStretch(1)
        points.addWidget(label(plain_number(line.points), "strong"))
        points.addWidget(label(f"/ {line.weight}", "muted"))
        grid.addLayout(points, place, 4)

    def _open_figure(self, line: ReceiptLine, *_checked: object) -> None:
        self.figure_opened.emit(line.measure)

    @staticmethod
    def _foot(receipt: Receipt, sentences: list[str]) -> QFrame:
        foot = QFrame()
        foot.setProperty("ground", "surface2")
        foot.setProperty("line", "top")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 9, 16, 8)
        row.setSpacing(8)
        target = receipt.next_tier.tier if receipt.next_tier else receipt.tier
        row.addWidget(TierGlyph(target), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        for number, sentence in enumerate(sentences):
            role = "" if number == 0 else "muted"
            words.addWidget(label(sentence, role, wraps=True))
        row.addLayout(words, 1)
        return foot
