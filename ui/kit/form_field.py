"""What a form's field is: one description that the form builder turns into widgets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.wording import Sentence
from ui.kit.choices import Option


class FieldKind(StrEnum):
    """The way a value is entered."""

    TEXT = "text"
    MULTILINE = "multiline"
    PASSWORD = "password"  # noqa: S105 - a kind of field
    PHONE = "phone"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"
    CHOICE = "choice"
    SEGMENTED = "segmented"
    CHIPS = "chips"
    CARDS = "cards"
    TAGS = "tags"
    CHECK = "check"
    SWITCH = "switch"
    CUSTOM = "custom"


class Editor(QObject):
    """Connects one widget to the form: its value, its changes, its leaving."""

    changed = Signal()
    left = Signal()

    def __init__(self, widget: QWidget) -> None:
        """Take the widget that the user works with."""
        super().__init__(widget)
        self.widget = widget

    @property
    def focus_widget(self) -> QWidget:
        """Give the widget that takes the keyboard."""
        return self.widget

    def value(self) -> object:
        """Give what was entered; None for nothing."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show a value."""
        raise NotImplementedError

    def problem(self) -> Sentence | None:
        """Give why the entered text is no value of this kind."""
        return None

    def set_options(self, options: Sequence[Option]) -> None:
        """Show other options, where there are any."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form.

    `span` is how many columns it takes (the form has two by default). A custom field brings
    its own `editor`. `leaning` tells which side of today a date without a year lies on.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    help: str = ""
    placeholder: str = ""
    options: Sequence[Option] = ()
    is_multiple: bool = False
    span: int = 1
    max_length: int = 0
    lines: int = 4
    leaning: Leaning = Leaning.NEAREST
    is_read_only: bool = False
    editor: Callable[[], Editor] | None = None
