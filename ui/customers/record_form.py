"""Opens the form of one record of a customer; what it saves is told to all screens."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.wording import mark
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field
from ui.kit.page import PageContext
from ui.kit.translation import translate

Values = Mapping[str, object]
WIDTH = 560


def open_record_form(
    context: PageContext,
    parent: QWidget,
    title: str,
    fields: Sequence[Field],
    known: Values,
    save: Callable[[Values], Changes],
) -> EditDialog:
    """Open a form with what is known already; `save` keeps what was filled in."""
    form = Form(list(fields), context.formats)
    form.set_values(known)
    dialog = EditDialog(title, form, save, translate(mark("保存")), parent=parent)
    dialog.set_width(WIDTH)
    dialog.saved.connect(context.changes.publish)
    dialog.saved.connect(context.navigator.toast)
    dialog.finished.connect(dialog.deleteLater)
    dialog.show_for_input()
    return dialog


def text_of(value: object) -> str:
    """Give a value of a form as text; empty where nothing stands."""
    return "" if value is None else str(value)


def texts_of(values: Values) -> dict[str, str]:
    """Give all values of a form as texts."""
    return {key: text_of(value) for key, value in values.items()}
