"""The fixed steps of a rule as a table: five blocks for each figure."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from branchcrm.domain.tier_policy import BLOCKS, Policy
from branchcrm.domain.wording import mark
from ui.kit.labels import label, rule
from ui.kit.translation import translate
from ui.tiers.words import step_cells, step_head, stepped

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def steps_table(policy: Policy) -> QWidget:
    """Show which figure reaches which block."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setVerticalSpacing(4)
    grid.addWidget(label(translate(mark("档位")), "meta"), 0, 0)
    for column in range(1, BLOCKS + 1):
        grid.addWidget(label(str(column), "meta"), 0, column, _RIGHT)
    for row, factor in enumerate(stepped(policy)):
        grid.addWidget(rule(), row * 2 + 1, 0, 1, BLOCKS + 1)
        grid.addWidget(label(step_head(factor), "label"), row * 2 + 2, 0)
        for column, words in enumerate(step_cells(factor), start=1):
            grid.addWidget(label(words, "label"), row * 2 + 2, column, _RIGHT)
    return holder
