"""Editors of a form whose value is typed: words, secrets, money, times."""

from datetime import date, datetime, time

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from typing_extensions import override

from branchcrm.domain.money import read_amount
from branchcrm.domain.outcome import Outcome, accepted, refused
from branchcrm.domain.typed_date import Leaning, read_typed_date
from branchcrm.domain.typed_time import read_typed_time
from branchcrm.domain.wording import Sentence, mark, say
from ui.kit.form_field import Editor, Field, FieldKind
from ui.kit.formats import Formats
from ui.kit.icons import icon
from ui.kit.theme import current_theme
from ui.kit.translation import translate


class LineEditor(Editor):
    """One line of words."""

    def __init__(self, field: Field) -> None:
        """Make the line for a field."""
        self.line = self.make_line()
        super().__init__(self.line)
        self.line.setPlaceholderText(field.placeholder)
        self.line.setReadOnly(field.is_read_only)
        if field.max_length:
            self.line.setMaxLength(field.max_length)
        if field.kind == FieldKind.PASSWORD:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        if field.kind == FieldKind.PHONE:
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self._on_line_editing_finished)

    def make_line(self) -> QLineEdit:
        """Make the widget; a richer line takes its place in subclasses."""
        return QLineEdit()

    @override
    def value(self) -> object:
        return self.line.text().strip()

    @override
    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def _on_line_editing_finished(self) -> None:
        self.left.emit()


class _Page(QPlainTextEdit):
    """Several lines; Tab moves on instead of indenting."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.editor: Editor | None = None

    @override
    def focusOutEvent(self, e: QFocusEvent) -> None:
        super().focusOutEvent(e)
        if self.editor is not None:
            self.editor.left.emit()

    @override
    def keyPressEvent(self, e: QKeyEvent) -> None:
        is_enter = e.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and e.modifiers() & Qt.KeyboardModifier.ControlModifier:
            e.ignore()
            return
        super().keyPressEvent(e)


class PageEditor(Editor):
    """Several lines of words, with a limit that is counted but never cuts."""

    def __init__(self, field: Field) -> None:
        """Make the page for a field."""
        self.page = _Page()
        super().__init__(self.page)
        self.page.editor = self
        self.page.setPlaceholderText(field.placeholder)
        self.page.setReadOnly(field.is_read_only)
        self.page.setFixedHeight(current_theme().px(20) * field.lines + 16)
        self._limit = field.max_length
        self.page.textChanged.connect(self.changed)

    @override
    def value(self) -> object:
        return self.page.toPlainText().strip()

    @override
    def set_value(self, value: object) -> None:
        self.page.setPlainText("" if value is None else str(value))

    @override
    def problem(self) -> Sentence | None:
        length = len(self.page.toPlainText())
        if self._limit and length > self._limit:
            return say("最多 {limit} 字，现在是 {length} 字", limit=self._limit, length=length)
        return None


class ReadEditor(LineEditor):
    """A line whose text is read into a value: subclasses say how."""

    def read(self, text: str) -> Outcome[object]:
        """Read the text."""
        raise NotImplementedError

    def shown(self, value: object) -> str:
        """Write the value in its plain form."""
        raise NotImplementedError

    @override
    def value(self) -> object:
        return self.read(self.line.text()).value

    @override
    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else self.shown(value))

    @override
    def problem(self) -> Sentence | None:
        if not self.line.text().strip():
            return None
        outcome = self.read(self.line.text())
        return outcome.reason if outcome.is_refused else None

    @override
    def _on_line_editing_finished(self) -> None:
        value = self.value()
        if value is not None and self.line.text() != self.shown(value):
            self.line.setText(self.shown(value))
        self.left.emit()


class MoneyEditor(ReadEditor):
    """An amount in yuan, kept as whole 分; understands 1.2万."""

    def __init__(self, field: Field, formats: Formats) -> None:
        """Make the line for a field."""
        super().__init__(field)
        self._formats = formats
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    @override
    def read(self, text: str) -> Outcome[object]:
        found = read_amount(text)
        return Outcome(value=found.value, verdict=found.verdict, reason=found.reason)

    @override
    def shown(self, value: object) -> str:
        return self._formats.money(value if isinstance(value, int) else None)


class TimeEditor(ReadEditor):
    """A time of day: 9:30, 930, 15, 下午3点."""

    @override
    def read(self, text: str) -> Outcome[object]:
        found = read_typed_time(text)
        return Outcome(value=found.value, verdict=found.verdict, reason=found.reason)

    @override
    def shown(self, value: object) -> str:
        return f"{value:%H:%M}" if isinstance(value, time) else ""


class MomentEditor(ReadEditor):
    """A day with a time of day: 今天 14:32, 昨天 9:30, 9-15 10:12."""

    def __init__(self, field: Field, formats: Formats) -> None:
        """Make the line for a field."""
        super().__init__(field)
        self._formats = formats
        clock = self.line.addAction(
            icon("ph.clock", "t3"), QLineEdit.ActionPosition.TrailingPosition
        )
        clock.setText(translate(mark("写成现在")))
        clock.triggered.connect(self._on_clock_triggered)

    def _on_clock_triggered(self) -> None:
        self.set_value(self._formats.now())
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def read(self, text: str) -> Outcome[object]:
        day_text, _, time_text = text.strip().rpartition(" ")
        at = read_typed_time(time_text)
        if at.value is None:
            reason = say("“{text}”不是时间，可以写 今天 14:30、昨天 9:30、9-15 10:12", text=text)
            return refused("moment_unreadable", reason)
        today = self._formats.today
        day = read_typed_date(day_text, today, Leaning.PAST) if day_text else accepted(today)
        if day.value is None:
            return Outcome(verdict=day.verdict, reason=day.reason, code=day.code)
        zone = self._formats.zone
        return accepted(datetime.combine(day.value, at.value, zone))

    @override
    def shown(self, value: object) -> str:
        if not isinstance(value, datetime):
            return ""
        local = self._formats.local(value)
        if local.date() == self._formats.today:
            return f"{translate(mark('今天'))} {local:%H:%M}"
        return f"{_written(local.date(), self._formats.today)} {local:%H:%M}"


def _written(day: date, today: date) -> str:
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()
