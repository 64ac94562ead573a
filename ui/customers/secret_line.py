"""A masked number with an eye: the full one for thirty seconds, for a reason, on record."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from branchcrm.domain.customer import Customer
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.reveal import (
    REASON_LABELS,
    REVEAL_SECONDS,
    SECRET_LABELS,
    RevealReason,
    SecretField,
)
from branchcrm.domain.rights import Right
from ui.kit.buttons import IconButton
from ui.kit.labels import label
from ui.kit.page import PageContext
from ui.kit.translation import translate

if TYPE_CHECKING:
    from datetime import date


def likely_reason(customer: Customer, today: "date", context: PageContext) -> RevealReason:
    """Give the reason that what is being done suggests."""
    visit_at = customer.next_visit_at
    if visit_at is not None and context.formats.local(visit_at).date() <= today:
        return RevealReason.VISIT
    return RevealReason.COMPLAINT if customer.open_complaints else RevealReason.SERVICE


class SecretLine(QWidget):
    """Shows one masked number; the eye reveals it and hides it again."""

    def __init__(self, context: PageContext, customer: Customer, field: SecretField) -> None:
        """Take whose number it is and which one."""
        super().__init__()
        self._context, self._customer, self._field = context, customer, field
        self._masked = str(getattr(customer.facts, field.value))
        self.text = label(self._masked)
        self.eye = IconButton("ph.eye", self._eye_name(), is_small=True)
        self.eye.setVisible(context.services.actor.may(Right.REVEAL))
        self.eye.clicked.connect(self._on_eye_clicked)
        self._timer = QTimer(self, singleShot=True, interval=REVEAL_SECONDS * 1000)
        self._timer.timeout.connect(self.hide_number)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.text)
        row.addWidget(self.eye)
        row.addStretch(1)

    @property
    def is_revealed(self) -> bool:
        """Tell whether the full number is on the screen."""
        return self._timer.isActive()

    def reasons(self) -> list[RevealReason]:
        """Give the reasons, the likely one first."""
        likely = likely_reason(self._customer, self._context.formats.today, self._context)
        return [likely, *(reason for reason in RevealReason if reason is not likely)]

    def reveal(self, reason: RevealReason) -> None:
        """Show the full number for half a minute; the look is logged."""
        customers = self._context.services.customers
        try:
            full = customers.reveal(self._customer.id, self._field, reason)
        except BranchCrmError as error:
            self._context.prompts.error(error)
            return
        self.text.setText(full)
        self.eye.set_name(self.tr("隐藏号码"))
        self._timer.start()

    def hide_number(self) -> None:
        """Show the masked number again."""
        self._timer.stop()
        self.text.setText(self._masked)
        self.eye.set_name(self._eye_name())

    def _eye_name(self) -> str:
        what = translate(SECRET_LABELS[self._field])
        return self.tr("查看完整的{what}，会记入操作历史").format(what=what)

    def _on_eye_clicked(self) -> None:
        if self.is_revealed:
            self.hide_number()
            return
        menu = QMenu(self)
        for reason in self.reasons():
            action = menu.addAction(translate(REASON_LABELS[reason]))
            action.triggered.connect(partial(self.reveal, reason))
        menu.setActiveAction(menu.actions()[0])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.eye.mapToGlobal(QPoint(0, self.eye.height() + 4)))
