"""One field of a form on the screen: label above, widget, line of help or error below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from branchcrm.domain.wording import Sentence, mark
from ui.kit.form_field import Editor, Field, FieldKind
from ui.kit.labels import IconMark, label, set_look, set_role
from ui.kit.translation import spoken, translate

_TONES = {"": "meta", "warn": "warn-meta", "ok": "ok-meta"}
_ICONS = {"": "", "warn": "ph.warning", "ok": "ph.check-circle"}


class FieldBox(QWidget):
    """Label, editor and support line of one field, tied together for screen readers."""

    def __init__(self, field: Field, editor: Editor) -> None:
        """Take the field and its editor."""
        super().__init__()
        self.field, self.editor = field, editor
        self._error = ""
        self._help, self._help_tone = field.help, ""
        widget = editor.widget
        widget.setObjectName(f"field_{field.key}")
        self._label = label(field.label, "label")
        self._star = label("*", "danger-meta")
        self._star.setVisible(field.required)
        self._support = label("", "meta", wraps=True)
        self._support_icon = IconMark("ph.warning-circle", "danger", 15)
        self._counter = label("", "meta")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        if field.kind != FieldKind.CHECK:
            self._column.addLayout(self._label_row())
        self._column.addWidget(widget)
        self._support_row = self._make_support_row()
        self._column.addWidget(self._support_row)
        self._label.setBuddy(editor.focus_widget)
        self.set_label(field.label)
        editor.changed.connect(self._count)
        self._count()
        self._show_support()

    @property
    def has_error(self) -> bool:
        """Tell whether the field is marked as wrong."""
        return bool(self._error)

    @property
    def error(self) -> str:
        """Give the error line."""
        return self._error

    def add_below(self, widget: QWidget) -> None:
        """Put a widget under the support line."""
        self._column.addSpacing(4)
        self._column.addWidget(widget)

    def add_above(self, widget: QWidget) -> None:
        """Put a widget over the label."""
        self._column.insertWidget(0, widget)
        self._column.insertSpacing(1, 8)

    def set_label(self, text: str) -> None:
        """Show another label, for the eye and for screen readers."""
        self._label.setText(text)
        required = translate(mark("必填")) if self.field.required else ""
        self.editor.focus_widget.setAccessibleName(f"{text} {required}".strip())

    def set_help(self, text: str, tone: str = "") -> None:
        """Show another line of help."""
        self._help, self._help_tone = text, tone
        self._show_support()

    def set_error(self, reason: Sentence | None) -> None:
        """Mark the field as wrong, or as right again."""
        text = spoken(reason) if reason is not None else ""
        if text == self._error:
            return
        self._error = text
        set_look(self.editor.widget, "invalid", "true" if text else "false")
        self.editor.focus_widget.setAccessibleDescription(text)
        self._show_support()

    def _show_support(self) -> None:
        text = self._error or self._help
        icon_name = "ph.warning-circle" if self._error else _ICONS[self._help_tone]
        set_role(self._support, "danger-meta" if self._error else _TONES[self._help_tone])
        self._support.setText(text)
        self._support.setVisible(bool(text))
        self._support_icon.setVisible(bool(icon_name) and bool(text))
        if icon_name:
            tone = "danger" if self._error else self._help_tone
            self._support_icon.set_icon(icon_name, tone)
        self._support_row.setVisible(bool(text) or not self._counter.isHidden())

    def _count(self) -> None:
        limit = self.field.max_length
        is_counted = self.field.kind == FieldKind.MULTILINE and limit > 0
        self._counter.setVisible(is_counted)
        if is_counted:
            length = len(str(self.editor.value() or ""))
            self._counter.setText(f"{length} / {limit}")
            set_role(self._counter, "danger-meta" if length > limit else "meta")

    def _label_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._label)
        row.addWidget(self._star)
        row.addStretch(1)
        return row

    def _make_support_row(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._support_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._support, 1)
        row.addStretch(0)
        row.addWidget(self._counter, 0, Qt.AlignmentFlag.AlignTop)
        return holder

    @property
    def label_widget(self) -> QLabel:
        """Give the label, which carries the buddy."""
        return self._label
