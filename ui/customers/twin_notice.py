"""Says, while a customer is typed, who in the book may be the same."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.customer import CustomerRow
from branchcrm.domain.duplicate import REASON_LABELS, Twin
from branchcrm.domain.wording import CLAUSES, listed
from ui.kit.buttons import small
from ui.kit.form_field import Editor
from ui.kit.formats import Formats
from ui.kit.labels import IconMark, TierBadge, label
from ui.kit.paint import fill_round, token
from ui.kit.translation import spoken, translate

MOST = 3


class TwinNotice(QFrame):
    """Lists likely twins in orange; each can be opened, or all dismissed."""

    opened = Signal(object)
    dismissed = Signal()

    def __init__(self, formats: Formats) -> None:
        """Begin hidden."""
        super().__init__()
        self._formats = formats
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 12, 12)
        self._column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        self._reason = label("", "muted")
        head.addWidget(IconMark("ph.users", "warn"))
        self._head = label(self.tr("可能已经有这位客户"), "strong")
        head.addWidget(self._head)
        head.addWidget(self._reason)
        head.addStretch(1)
        dismiss = small(self.tr("不是同一人"))
        dismiss.clicked.connect(self.dismissed)
        head.addWidget(dismiss)
        self._column.addLayout(head)
        self._lines: list[QWidget] = []
        self.hide()

    def show_twins(self, twins: Sequence[Twin]) -> None:
        """Show likely twins, or nothing."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(twin.row) for twin in twins[:MOST]]
        for line in self._lines:
            self._column.addWidget(line)
        is_family = bool(twins) and all(twin.is_family for twin in twins)
        doubt, family = self.tr("可能已经有这位客户"), self.tr("电话相同，可能是一家人")
        self._head.setText(family if is_family else doubt)
        words = dict.fromkeys(reason for twin in twins for reason in twin.likeness.reasons)
        reasons = [] if is_family else [translate(REASON_LABELS[one]) for one in words]
        self._reason.setText(spoken(listed(reasons, CLAUSES)))
        self.setVisible(bool(twins))

    def _line(self, row: CustomerRow) -> QWidget:
        line = QFrame()
        line.setProperty("frame", "popup")
        box = QHBoxLayout(line)
        box.setContentsMargins(12, 4, 8, 4)
        box.setSpacing(8)
        box.addWidget(label(row.name))
        box.addWidget(TierBadge(row.tier.value))
        for text in (row.phone, row.manager):
            box.addWidget(label(text, "muted"))
        if row.last_seen_on is not None:
            day = self._formats.day(row.last_seen_on)
            box.addWidget(label(self.tr("最近往来 {day}").format(day=day), "muted"))
        box.addStretch(1)
        button = small(self.tr("打开该客户"))
        button.clicked.connect(partial(self.opened.emit, int(row.id)))
        box.addWidget(button)
        return line

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill_round(QPainter(self), QRectF(self.rect()), token("warnbg"))


class TwinEditor(Editor):
    """Gives the notice a place of its own in the form, over its whole width."""

    def __init__(self, notice: TwinNotice) -> None:
        """Take the notice."""
        super().__init__(notice)

    @override
    def value(self) -> object:
        return None

    @override
    def set_value(self, value: object) -> None:
        """Hold nothing: the notice is shown, not entered."""
