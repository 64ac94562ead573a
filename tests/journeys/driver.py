"""The window as a person uses it: verbs for journeys through every room."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QWidget,
)

from branchcrm.services.use_cases import Services
from ui.kit.checks import ComboBox
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.page import Page
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.screenshots import settle
from ui.shell.main_window import MainWindow
from ui.shell.workplace import Workplace


class Reader:
    """Reads what the window shows, and waits until it stands still."""

    def __init__(self, window: MainWindow, prompts: ScriptedPrompts) -> None:
        """Drive a window whose questions are answered by the prompts."""
        self.window = window
        self.prompts = prompts

    @property
    def place(self) -> Workplace:
        """Give the workplace of whoever signed in."""
        assert self.window.workplace is not None, "nobody has signed in"
        return self.window.workplace

    @property
    def services(self) -> Services:
        """Give the use cases in the name of whoever signed in."""
        services: Services = self.place.context.services
        return services

    @property
    def page(self) -> Page:
        """Give the page in front."""
        page = self.place.pages.current_page
        assert page is not None
        return page

    @property
    def page_key(self) -> str:
        """Name the page in front."""
        return self.place.pages.current_key

    @property
    def gate(self) -> str:
        """Name the screen before the workplace; nothing while somebody works."""
        return self.window.gate.objectName() if self.window.gate is not None else ""

    @property
    def notices(self) -> list[str]:
        """Give the words of the notices at the bottom left."""
        return [toast.text for toast in self.place.toasts.toasts]

    @property
    def dialog(self) -> EditDialog:
        """Give the form that is open."""
        found = [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, EditDialog) and widget.isVisible()
        ]
        assert found, "no form is open"
        return found[-1]

    def texts(self, root: QWidget | None = None) -> list[str]:
        """Give every word that is on the screen."""
        found = (root or self.window).findChildren(QWidget)
        words = (str(widget.property("text") or "") for widget in found if widget.isVisible())
        return [text for text in words if text]

    def sees(self, text: str, root: QWidget | None = None) -> bool:
        """Tell whether a text is on the screen."""
        return any(text in words for words in self.texts(root))

    def settle(self) -> None:
        """Wait until loading and layout have come to rest."""
        settle(self.window)

    def _gate(self) -> QWidget:
        gate = self.window.gate
        assert gate is not None
        return gate

    def _tops(self) -> list[QWidget]:
        dialogs = [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QDialog) and widget.isVisible()
        ]
        return [*reversed(dialogs), self.window]


class Driver(Reader):
    """Clicks and types; what a room needs beyond that is a driver of its own."""

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """Press keys, such as `Ctrl+K`."""
        self.settle()
        self.window.activateWindow()
        if QApplication.activeModalWidget() is None:
            assert QTest.qWaitForWindowActive(self.window)
        QTest.keySequence(widget or self.window, QKeySequence(keys))
        self.settle()

    def click(self, words: str, root: QWidget | None = None) -> None:
        """Click the button with these words or this object name."""
        self.button(words, root).click()
        self.settle()

    def button(self, words: str, root: QWidget | None = None) -> QAbstractButton:
        """Give the visible button with these words or this object name."""
        for parent in [root] if root is not None else self._tops():
            for found in parent.findChildren(QAbstractButton):
                names = (found.text(), found.accessibleName(), found.objectName())
                if words in names and found.isVisible():
                    return found
        message = f"no button says {words!r}"
        raise AssertionError(message)

    def type_into(self, name: str, text: str, root: QWidget | None = None) -> None:
        """Fill the text field with this object or accessible name, and leave it."""
        field = self.field(name, root)
        field.setText(text)
        field.editingFinished.emit()
        self.settle()

    def field(self, name: str, root: QWidget | None = None) -> QLineEdit:
        """Give the visible text field with this object or accessible name."""
        for parent in [root] if root is not None else self._tops():
            for found in parent.findChildren(QLineEdit):
                if name in (found.objectName(), found.accessibleName()) and found.isVisible():
                    return found
        message = f"no field is named {name!r}"
        raise AssertionError(message)

    def choose(self, name: str, key: object) -> None:
        """Choose in the drop-down list with this object or accessible name."""
        for parent in self._tops():
            for found in parent.findChildren(QComboBox):
                if name in (found.objectName(), found.accessibleName()) and found.isVisible():
                    assert isinstance(found, ComboBox)
                    found.set_value(key)
                    found.chosen.emit(found.value())
                    self.settle()
                    return
        message = f"no list is named {name!r}"
        raise AssertionError(message)

    def fill(self, form: Form, values: Mapping[str, object]) -> None:
        """Fill fields of a form and leave each."""
        for key, value in values.items():
            form.editor(key).set_value(value)
            form.editor(key).left.emit()

    def save_form(self, **values: object) -> None:
        """Fill the open form and save it."""
        dialog = self.dialog
        self.fill(dialog.form, values)
        dialog.save()
        self.settle()

    def cancel_form(self) -> None:
        """Close the open form without saving."""
        self.dialog.reject()
        self.settle()

    # the window's own verbs

    def open_page(self, key: str, **params: object) -> None:
        """Go to a page."""
        self.place.context.navigator.open_page(key, **params)
        self.settle()

    def add_customer(self, **values: object) -> None:
        """Make a customer through the form."""
        self.place.context.navigator.edit_customer()
        self.save_form(**values)

    def search(self, text: str) -> list[str]:
        """Type into the command palette and read its lines."""
        self.press("Ctrl+K")
        palette = self.place.palette_view
        palette.input.setText(text)
        self.settle()
        return [str(palette.model.index(row).data()) for row in range(palette.model.rowCount())]

    def choose_found(self, *, is_other: bool = False) -> None:
        """Take the first line of the palette, or its second meaning."""
        keys = Qt.Key.Key_Return
        control = Qt.KeyboardModifier.ControlModifier
        modifier = control if is_other else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.place.palette_view.input, keys, modifier)
        self.settle()

    def undo(self) -> None:
        """Take the last operation back."""
        self._take_back("Ctrl+Z")

    def redo(self) -> None:
        """Bring it back."""
        self._take_back("Ctrl+Y")

    def _take_back(self, keys: str) -> None:
        refused = len(self.prompts.asked)
        self.press(keys)
        errors = [asked for asked in self.prompts.asked[refused:] if isinstance(asked, Exception)]
        assert not errors, f"{keys} was refused: {errors}"

    def create_book(self, branch: str, name: str, password: str) -> str:
        """Make a book on the first screen; give the recovery key that was shown."""
        assert self.gate == "setup"
        gate = self._gate()
        form = gate.findChildren(Form)[0]
        values = {"branch": branch, "name": name, "password": password, "again": password}
        self.fill(form, values)
        self.click("建立账本", gate)
        assert self.gate == "recovery_key"
        shown = self.field("key_text").text()
        self.button("我已经抄下或打印，放在安全的地方").click()
        self.click("开始使用")
        return shown

    def sign_in(self, user: str, password: str) -> None:
        """Sign in on the login screen."""
        assert self.gate == "login"
        self.choose("账号", user)
        self._gate_password(password)

    def lock(self) -> None:
        """Lock the window."""
        self.press("Ctrl+L")

    def unlock(self, password: str) -> None:
        """Type the password on the lock screen."""
        assert self.gate == "lock"
        self._gate_password(password)

    def close_dialogs(self) -> None:
        """Close whatever dialog is open."""
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()
        self.settle()

    def _gate_password(self, password: str) -> None:
        gate = self._gate()
        field = self.field("密码", gate)
        field.setText(password)
        QTest.keyClick(field, Qt.Key.Key_Return)
        self.settle()
