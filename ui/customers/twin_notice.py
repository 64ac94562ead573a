"""Says, while a customer is typed, who in the book may be the same."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.customer import CustomerRow
from branchcrm.domain.phones import read_phone
from ui.kit.buttons import small
from ui.kit.form_field import Editor
from ui.kit.formats import Formats
from ui.kit.labels import IconMark, TierBadge, label
from ui.kit.paint import fill_round, token

if TYPE_CHECKING:
    from branchcrm.services.use_cases import Services

SHORTEST_ID = 6
MOST = 3


class TwinFinder:
    """Looks for customers with the same phone, papers, or the same name."""

    def __init__(self, services: "Services", own: int | None) -> None:
        """Take the book, and the customer that is being changed."""
        self._customers, self._own = services.customers, own

    def twins(self, name: str, phone: str, id_number: str) -> list[tuple[CustomerRow, str]]:
        """Give at most three likely twins with the field that is the same."""
        found: dict[int, tuple[CustomerRow, str]] = {}
        outcome = read_phone(phone) if phone and "*" not in phone else None
        if outcome is not None and outcome.value is not None:
            self._add(found, outcome.value.shown, "phone")
        if len(id_number) >= SHORTEST_ID and "*" not in id_number:
            self._add(found, id_number, "id_number")
        if name:
            self._add(found, name, "name")
        return list(found.values())[:MOST]

    def _add(self, found: dict[int, tuple[CustomerRow, str]], text: str, field: str) -> None:
        for hit in self._customers.search(text, MOST).hits:
            is_same_name = field != "name" or hit.row.name == text
            if int(hit.row.id) != self._own and is_same_name:
                found.setdefault(int(hit.row.id), (hit.row, field))


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
        head.addWidget(label(self.tr("可能已经有这位客户"), "strong"))
        head.addWidget(self._reason)
        head.addStretch(1)
        dismiss = small(self.tr("不是同一人"))
        dismiss.clicked.connect(self.dismissed)
        head.addWidget(dismiss)
        self._column.addLayout(head)
        self._lines: list[QWidget] = []
        self.hide()

    def show_twins(self, twins: list[tuple[CustomerRow, str]]) -> None:
        """Show likely twins, or nothing."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(row) for row, _field in twins]
        for line in self._lines:
            self._column.addWidget(line)
        reasons = {
            "phone": self.tr("电话相同"),
            "id_number": self.tr("证件号码相同"),
            "name": self.tr("姓名相同"),
        }
        words = dict.fromkeys(reasons[field] for _row, field in twins)
        self._reason.setText(self.tr("，").join(words))
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
