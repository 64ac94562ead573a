"""What a clerk does with customers in the window, as verbs for journeys."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget

from ui.customers.customer_form import CustomerDialog
from ui.customers.list_page import CustomerListPage
from ui.customers.portrait_page import PortraitPage
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.screenshots import settle
from ui.shell.main_window import MainWindow
from ui.shell.workplace import Workplace


class CustomerDesk:
    """Drives the customers' pages of a window through keys, clicks and forms."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    @property
    def place(self) -> Workplace:
        assert self.window.workplace is not None
        return self.window.workplace

    @property
    def page(self) -> CustomerListPage:
        page = self.place.pages.page("customers")
        assert isinstance(page, CustomerListPage)
        return page

    @property
    def portrait(self) -> PortraitPage:
        page = self.place.pages.page("customer")
        assert isinstance(page, PortraitPage)
        return page

    def settle(self) -> None:
        settle(self.window)

    def open_list(self, **params: object) -> None:
        self.place.open_page("customers", params)
        self.settle()

    def names(self) -> list[str]:
        rows = self.page.body.table.rows
        return [rows.row_at(place).name for place in range(len(rows.ids))]

    def type_search(self, text: str) -> None:
        box = self.page.body.filters.search
        if text.isascii():
            QTest.keyClicks(box, text)
        else:
            box.insert(text)
        self.settle()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.page.body.table, key)
        self.settle()

    def choose_tab(self, key: str) -> None:
        tab = self.page.body.tabs.tab(key)
        assert tab is not None
        tab.click()
        self.settle()

    def sort_by(self, key: str) -> None:
        self.page.body.table.heading.sort_wished.emit(key)
        self.settle()

    def choose_view(self, key: str) -> None:
        menu = self.page.switch.menu_of_views()
        next(action for action in menu.actions() if action.data() == key).trigger()
        self.settle()

    def start_customer(self) -> CustomerDialog:
        self.place.context.navigator.edit_customer()
        form = self.place.form
        assert isinstance(form, CustomerDialog)
        return form

    def change_customer(self, customer_id: int) -> CustomerDialog:
        self.place.context.navigator.edit_customer(customer_id)
        form = self.place.form
        assert isinstance(form, CustomerDialog)
        return form

    def start_transaction(self) -> EditDialog:
        self.portrait.header.wished.emit("transaction")  # type: ignore[attr-defined]  # the head of a shown portrait
        return self.transaction_form()

    def transaction_form(self) -> EditDialog:
        found = self.portrait.findChildren(EditDialog)
        return found[-1]

    @staticmethod
    def fill(form: Form, values: Mapping[str, object]) -> None:
        for key, value in values.items():
            form.editor(key).set_value(value)
            form.editor(key).left.emit()

    def tab_labels(self) -> list[str]:
        tabs = self.page.body.tabs.findChildren(QAbstractButton)
        return [tab.accessibleName() for tab in tabs if tab.isVisible()]


def button(parent: QWidget, words: str) -> QAbstractButton:
    """Give the visible button with these words."""
    found = parent.findChildren(QAbstractButton)
    return next(one for one in found if one.accessibleName() == words and one.isVisible())


def choose(menu_owner: QWidget, words: str) -> None:
    """Choose from the menu that is open over a widget."""
    menus = [menu for menu in menu_owner.findChildren(QMenu) if menu.isVisible()]
    assert menus, [type(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    menu = menus[-1]
    action = next(action for action in menu.actions() if action.text() == words)
    menu.hide()
    action.trigger()
