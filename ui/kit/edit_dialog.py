"""A dialog around one form: save, show what is wrong, keep a draft."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.wording import mark
from ui.kit.buttons import Button, primary, secondary
from ui.kit.form import Form
from ui.kit.labels import IconMark, label
from ui.kit.modal import ModalDialog
from ui.kit.page_parts import InlineNotice
from ui.kit.translation import translate

Save = Callable[[Mapping[str, object]], Changes]


class FormFoot(QWidget):
    """Says in the foot how many fields need a change."""

    def __init__(self) -> None:
        """Start with nothing to say."""
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._mark = IconMark("ph.warning-circle", "danger")
        self._text = label("", "danger")
        row.addWidget(self._mark)
        row.addWidget(self._text)
        self.set_count(0)

    @property
    def text(self) -> str:
        """Give what is said."""
        return self._text.text()

    def set_count(self, count: int) -> None:
        """Say how many fields need a change; nothing for none."""
        self._mark.setVisible(count > 0)
        text = translate(mark("{count} 项需要修改")).format(count=count) if count else ""
        self._text.setText(text)


class FormSaver:
    """Reads a form, saves it, and shows the answer in the form and around it."""

    def __init__(self, form: Form, save: Save, notice: InlineNotice, foot: FormFoot) -> None:
        """Take the form, what saves it, and where to show what is wrong."""
        self.form, self._save, self._notice, self._foot = form, save, notice, foot
        notice.hide()

    def try_save(self) -> Changes | None:
        """Save; nothing came of it where a field or the whole was refused."""
        self._notice.hide()
        self._foot.set_count(0)
        problems = self.form.problems()
        if problems:
            self._refuse(problems)
            return None
        try:
            changes = self._save(self.form.values())
        except InvalidDraftError as error:
            self._refuse(error.problems)
        except FieldError as error:
            self._refuse([error])
        except BranchCrmError as error:
            self._notice.set_notice("error", "\n".join(error.lines(translate)))
            self._notice.show()
            QApplication.beep()
        else:
            self.form.set_clean()
            return changes
        return None

    def _refuse(self, problems: list[FieldError]) -> None:
        strangers = self.form.set_errors(problems)
        self._foot.set_count(self.form.error_count)
        if strangers:
            lines = [line for problem in strangers for line in problem.lines(translate)]
            self._notice.set_notice("error", "\n".join(lines))
            self._notice.show()
        QApplication.beep()


class EditDialog(ModalDialog):
    """One form with 取消 and a primary button; Ctrl+Enter saves, Esc keeps a draft."""

    saved = Signal(object)
    draft_left = Signal(object)

    def __init__(
        self, title: str, form: Form, save: Save, action: str, *, parent: QWidget | None = None
    ) -> None:
        """Take the form, what saves it, and the words of the primary button."""
        super().__init__(title, 720, parent)
        self.form = form
        self.notice = InlineNotice("error")
        self._foot = FormFoot()
        self._saver = FormSaver(form, save, self.notice, self._foot)
        self._then: Callable[[], None] | None = None
        self.add(self.notice)
        self.add(form)
        self._body.addStretch(1)
        self.foot_row.addWidget(self._foot)
        self.foot_row.addStretch(1)
        cancel = secondary(translate(mark("取消")))
        cancel.clicked.connect(self.reject)
        self.save_button: Button = primary(action, hint="Ctrl Enter")
        self.save_button.clicked.connect(self.save)
        self.add_button(cancel)
        self.add_button(self.save_button)
        form.changed.connect(self._on_form_changed)

    @property
    def footer_text(self) -> str:
        """Give what the foot says."""
        return self._foot.text

    def add_save_and_again(self, text: str, then: Callable[[], None]) -> Button:
        """Offer to save and go on with the next one; `then` empties the form."""
        button = secondary(text)
        self._then = then
        button.clicked.connect(self._on_again_clicked)
        self.foot_row.insertWidget(self.foot_row.count() - 1, button)
        return button

    def set_width(self, width: int) -> None:
        """Take another width of the design: 400, 560, 720 or 760."""
        self._wished = width

    def show_for_input(self) -> None:
        """Open over the window, with the focus in the first field."""
        self.open()
        self.form.focus_first()

    def save(self) -> None:
        """Save and close, unless something must be changed first."""
        changes = self._saver.try_save()
        if changes is not None:
            self.saved.emit(changes)
            self.accept()

    @override
    def reject(self) -> None:
        if self.form.is_dirty:
            self.draft_left.emit(self.form.draft())
        super().reject()

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        is_ctrl = bool(arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_ctrl and arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.save()
            return
        super().keyPressEvent(arg__1)

    def _on_again_clicked(self) -> None:
        changes = self._saver.try_save()
        if changes is not None and self._then is not None:
            self.saved.emit(changes)
            self._then()
            self.form.set_clean()
            self.form.focus_first()

    def _on_form_changed(self) -> None:
        self._foot.set_count(self.form.error_count)
