"""What the fields of a customer held before: who changed them when, and one value brought back."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.customer import FIELD_LABELS, KIND_LABELS, STAGE_LABELS, Customer
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.field_history import FieldChange
from branchcrm.domain.identity_document import DOCUMENT_LABELS
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.own_field import OwnField, is_own
from branchcrm.domain.own_value import text_words
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from ui.customers.customer_words import heading
from ui.kit.buttons import ghost, primary, secondary
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.labels import label
from ui.kit.latest import Latest
from ui.kit.modal import ModalDialog
from ui.kit.page import PageContext
from ui.kit.table_column import Column, Kind, plain_column
from ui.kit.table_model import IdTableModel
from ui.kit.table_view import TableView
from ui.kit.theme import current_theme
from ui.kit.translation import translate

LIST_HEIGHT = 360
SHORT = 24
MANAGER_KEY = "manager_id"
CHOICES: dict[str, Mapping[str, str]] = {
    "kind": {key.value: words for key, words in KIND_LABELS.items()},
    "gender": {key.value: words for key, words in GENDER_LABELS.items()},
    "stage": {key.value: words for key, words in STAGE_LABELS.items()},
    "id_type": {key.value: words for key, words in DOCUMENT_LABELS.items()},
}
Row = tuple[int, FieldChange]


class FieldHistoryDialog(ModalDialog):
    """Lists the changes of a customer's fields, of all or of one; Enter brings a value back."""

    restored = Signal(str)

    def __init__(
        self, context: PageContext, customer_id: CustomerId, field: str, parent: QWidget
    ) -> None:
        """Take whose fields, and the one to begin with; without one all are shown."""
        super().__init__(translate(mark("修改历史")), 760, parent)
        self._context, self._customer_id = context, customer_id
        self._changes: Sequence[FieldChange] = ()
        self._own = {one.key: one for one in context.services.own_fields.all()}
        self._may_edit = context.services.actor.may(Right.EDIT_CUSTOMERS)
        self._wanted = field
        self.form = Form([_field_choice()], context.formats, columns=1)
        self.form.changed.connect(self._show)
        model = IdTableModel(self._columns(), self._fetch, _id_of)
        self.table = TableView(model, self)
        model.setParent(self.table)
        self.table.setAccessibleName(self.windowTitle())
        self.table.setFixedHeight(current_theme().px(LIST_HEIGHT))
        self.table.current_changed.connect(self._on_table_current_changed)
        self.table.opened.connect(self.restore_current)
        self.note = label("", "muted")
        self.add(self.form)
        self.add(self.table)
        self.add(self.note)
        self._add_foot()
        self._reading = Latest(context.tasks, self)
        self._reading.answered.connect(self._on_reading_answered)
        self._reading.failed.connect(self._on_reading_failed)
        self.finished.connect(self.deleteLater)
        self._read()

    def _add_foot(self) -> None:
        self.foot_row.addStretch(1)
        close = secondary(translate(mark("关闭")))
        close.clicked.connect(self.reject)
        self.add_button(close)
        self.button = primary(translate(mark("恢复原来的值")), hint="Enter")
        self.button.clicked.connect(self.restore_current)
        self.button.setVisible(self._may_edit)
        self.button.setEnabled(False)
        self.add_button(self.button)

    @property
    def current(self) -> FieldChange | None:
        """Give the change of the current row."""
        number = self.table.current_id()
        return None if number is None else self._changes[number - 1]

    def restore_current(self, _row_id: object = None) -> None:
        """Give the field the value again that stood before the current row's change."""
        change = self.current
        if change is None or change.is_first or not self._may_edit:
            return
        history = self._context.services.field_history
        command = partial(history.restore, self._customer_id, change.field, change.operation_id)
        if self._context.navigator.run(command) is not None:
            self.restored.emit(change.field)
            self._read()

    # reading and showing

    def _read(self) -> None:
        history = self._context.services.field_history
        self._reading.ask(None, partial(history.of_customer, self._customer_id))

    def _on_reading_answered(self, _key: object, changes: object) -> None:
        if not isinstance(changes, list):
            return
        self._changes = changes
        changed = {change.field for change in changes}
        names = [*FIELD_LABELS, *self._own]
        options = [Option(name, self._heading(name)) for name in names if name in changed]
        if self._wanted and self._wanted not in changed:
            options.append(Option(self._wanted, self._heading(self._wanted)))
        chosen = self._wanted or str(self.form.value("field") or "")
        self.form.set_options("field", [Option("", translate(mark("全部项目"))), *options])
        self._wanted = ""
        self.form.set_values({"field": chosen})
        self._show()
        self.fit()
        self.table.setFocus()

    def _on_reading_failed(self, error: object) -> None:
        if isinstance(error, BranchCrmError):
            self._context.prompts.error(error)
            self.reject()

    def _show(self, _key: str = "") -> None:
        field = str(self.form.value("field") or "")
        ids = [
            number for number, change in enumerate(self._changes, 1) if field in ("", change.field)
        ]
        self.table.rows.invalidate()
        self.table.show_ids(ids)
        self.table.go_to(0 if ids else -1)
        words = mark("恢复是一次新的修改，可以撤销") if ids else mark("没有改动过")
        self.note.setText(translate(words))
        self._on_table_current_changed()

    def _on_table_current_changed(self, _row_id: object = None) -> None:
        change = self.current
        can = change is not None and not change.is_first
        self.button.setEnabled(can)
        text = translate(mark("恢复原来的值"))
        if change is not None and can:
            value = value_words(change.field, change.before, self._own)
            shown = value if len(value) <= SHORT else value[:SHORT] + "…"
            text = translate(mark("恢复为“{value}”")).format(value=shown)
        self.button.set_text(text)

    def _fetch(self, ids: Sequence[int]) -> list[Row]:
        return [(number, self._changes[number - 1]) for number in ids]

    def _columns(self) -> list[Column]:
        return [
            plain_column("at", mark("时间"), self._moment, 112, Kind.MUTED),
            plain_column("field", mark("项目"), self._field, 112),
            plain_column("before", mark("原来"), self._before, 160, stretches=True),
            plain_column("after", mark("改为"), self._after, 184),
            plain_column("who", mark("操作人"), _who, 88, Kind.MUTED),
        ]

    def _moment(self, row: Row) -> str:
        return self._context.formats.moment(row[1].at)

    def _heading(self, field: str) -> str:
        own = self._own.get(field)
        return heading(FIELD_LABELS[field]) if own is None else own.name

    def _field(self, row: Row) -> str:
        return self._heading(row[1].field)

    def _before(self, row: Row) -> str:
        change = row[1]
        if change.is_first:
            return translate(mark("（新建）"))
        return _one_line(value_words(change.field, change.before, self._own))

    def _after(self, row: Row) -> str:
        return _one_line(value_words(row[1].field, row[1].after, self._own))


class FormHistory(QObject):
    """Leads from a form to the history of the field with the focus: a button, and Ctrl+H."""

    restored = Signal(str)

    def __init__(self, context: PageContext, customer_id: CustomerId, dialog: EditDialog) -> None:
        """Offer it in the foot of a form, to those who may see it."""
        super().__init__(dialog)
        self._context, self._customer_id, self._dialog = context, customer_id, dialog
        if not context.services.actor.may(Right.SEE_HISTORY):
            return
        button = ghost(translate(mark("这一项的修改历史")), icon="ph.clock", hint="Ctrl H")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self.open_history)
        dialog.foot_row.insertWidget(0, button)
        QShortcut(QKeySequence("Ctrl+H"), dialog).activated.connect(self.open_history)

    def open_history(self) -> None:
        """Show what the field with the focus held before; elsewhere, what every field held."""
        key = self._dialog.form.focused_key() or ""
        field = "manager" if key == MANAGER_KEY else key
        shown = field if field in FIELD_LABELS or is_own(field) else ""
        opened = open_field_history(self._context, self._customer_id, shown, self._dialog)
        opened.restored.connect(self._on_restored)

    def _on_restored(self, field: str) -> None:
        self.restored.emit(MANAGER_KEY if field == "manager" else field)


def value_words(field: str, value: str, own: Mapping[str, OwnField] | None = None) -> str:
    """Give a value as forms show it; nothing is said to be empty."""
    if not value:
        return translate(mark("未填写"))
    if own and field in own:
        return text_words(own[field], value, translate)
    words = CHOICES.get(field, {}).get(value)
    return value if words is None else translate(words)


def open_field_history(
    context: PageContext, customer_id: CustomerId, field: str, parent: QWidget
) -> FieldHistoryDialog:
    """Open the history of a customer's fields, or of one field."""
    dialog = FieldHistoryDialog(context, customer_id, field, parent)
    dialog.open()
    return dialog


def open_history_of(
    context: PageContext, customer: Customer, parent: QWidget
) -> FieldHistoryDialog:
    """Open the history of everything about a customer."""
    return open_field_history(context, customer.id, "", parent)


def _field_choice() -> Field:
    return Field(
        key="field",
        label=translate(mark("项目")),
        kind=FieldKind.CHOICE,
        options=(Option("", translate(mark("全部项目"))),),
    )


def _id_of(row: Row) -> int:
    return row[0]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _who(row: Row) -> str:
    return row[1].actor
