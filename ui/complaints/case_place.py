"""The place of the case beside the list: one complaint at a time, never torn from under a hand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from branchcrm.domain.complaint_list import ComplaintPortrait
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import ComplaintId
from ui.complaints.case_view import CaseView
from ui.kit.page import PageContext


class CasePlace(QWidget):
    """Shows a complaint; one that stands as it was keeps its place and what is being typed."""

    changed = Signal(object)

    def __init__(self, context: PageContext) -> None:
        """Begin without a case."""
        super().__init__()
        self.setProperty("ground", "surface")
        self.case: CaseView | None = None
        self._context = context
        self._awaited: tuple[object] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def shown_id(self) -> ComplaintId | None:
        """Give the complaint that is shown."""
        return None if self.case is None else self.case.portrait.complaint.id

    def show_case(self, complaint_id: object) -> None:
        """Show a complaint, or none; while a dialog of the case asks, this waits for its end."""
        if self.case is not None and self.case.is_asking:
            self._awaited = (complaint_id,)
            return
        portrait = self._portrait(complaint_id)
        if self.case is not None and portrait is not None and self.case.stands_as(portrait):
            self.case.show_time(portrait)
            return
        self._clear()
        if portrait is not None:
            self.case = CaseView(self._context, portrait)
            self.case.changed.connect(self.changed)
            self.case.answered.connect(self._on_case_answered)
            self._column.addWidget(self.case)

    def _clear(self) -> None:
        former, self.case = self.case, None
        if former is not None:
            former.save_draft()
            self._column.removeWidget(former)
            former.hide()
            former.deleteLater()

    def _portrait(self, complaint_id: object) -> ComplaintPortrait | None:
        if not isinstance(complaint_id, int):
            return None
        try:
            return self._context.services.complaints.get(ComplaintId(complaint_id))
        except BranchCrmError:
            return None

    def _on_case_answered(self) -> None:
        """Show what waited for the end of a dialog."""
        if self._awaited is not None:
            (complaint_id,), self._awaited = self._awaited, None
            self.show_case(complaint_id)
