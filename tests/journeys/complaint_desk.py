"""What a clerk does with complaints in the window, as verbs for journeys."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from branchcrm.domain.complaint_kind import ComplaintAction
from ui.complaints.case_view import CaseView
from ui.complaints.intake_dialog import IntakeDialog
from ui.complaints.page import ComplaintPage
from ui.complaints.step_form import StepForm
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.screenshots import settle
from ui.shell.main_window import MainWindow
from ui.shell.workplace import Workplace


class ComplaintDesk:
    """Drives the complaints' page of a window through keys, clicks and forms."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def place(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def page(self) -> ComplaintPage:
        page = self.place.pages.page("complaints")
        assert isinstance(page, ComplaintPage)
        return page

    @property
    def case(self) -> CaseView:
        assert self.page.case is not None
        return self.page.case

    @property
    def step(self) -> StepForm:
        assert self.case.form is not None
        return self.case.form

    def settle(self) -> None:
        settle(self.window)
        self.page._settled.finish()
        settle(self.window)

    def open_page(self, **params: object) -> None:
        self.place.open_page("complaints", params)
        self.settle()

    def subjects(self) -> list[str]:
        rows = self.page.side.list.rows
        return [rows.row_at(place).subject for place in range(len(rows.ids))]

    def choose_tab(self, key: str) -> None:
        tab = self.page.tabs.tab(key)
        assert tab is not None
        tab.click()
        self.settle()

    def search(self, text: str) -> None:
        self.page.side.search.setText(text)
        self.page.side._typed.finish()
        self.settle()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.page.side.list, key)
        self.settle()

    def start_complaint(self, customer_id: int | None = None) -> IntakeDialog:
        self.place.context.navigator.log_complaint(customer_id)
        form = self.place.form
        assert isinstance(form, IntakeDialog)
        return form

    def take_step(self, values: Mapping[str, object] | None = None) -> None:
        fill(self.step.form, values or {})
        self.step.action_button.click()
        self.settle()

    def detour(self, action: ComplaintAction) -> EditDialog:
        return self.case.open_detour(action)

    def finish(self, dialog: EditDialog, values: Mapping[str, object]) -> None:
        fill(dialog.form, values)
        QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.settle()


def fill(form: Form, values: Mapping[str, object]) -> None:
    """Type values into a form."""
    for key, value in values.items():
        form.editor(key).set_value(value)
        form.editor(key).changed.emit()
        form.editor(key).left.emit()


def type_name(dialog: IntakeDialog, text: str) -> None:
    """Type Chinese words into the customer's line, as an input method does."""
    line = dialog.customer.line
    line.setText(text)
    line.textEdited.emit(text)
