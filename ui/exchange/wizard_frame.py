"""What stands around every step of the import wizard: head, steps, foot."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.exchange.words import STEP_WORDS
from ui.kit.buttons import ghost, primary, secondary
from ui.kit.labels import label
from ui.kit.page_parts import PageHeader
from ui.kit.steps import Stepper
from ui.kit.translation import translate

MAPPING, CHECK, KNOWN, WORKING, RESULT = range(5)
_STEP_OF_VIEW = {MAPPING: 1, CHECK: 2, KNOWN: 3, RESULT: 5}
_WITHOUT_FOOT = frozenset([WORKING, RESULT])


class WizardFrame(QWidget):
    """The head with the file, the five steps, the view of the present step, and the foot."""

    cancelled = Signal()
    went_back = Signal()
    went_on = Signal()

    def __init__(self) -> None:
        """Build the frame without views."""
        super().__init__()
        self.header = PageHeader("")
        self.cancel = ghost(self.tr("取消"), hint="Esc")
        self.cancel.clicked.connect(self.cancelled)
        self.header.add_action(self.cancel)
        self.header.mark_meta("ph.file-text")
        self.stepper = Stepper([translate(words) for words in STEP_WORDS])
        self.views = QStackedWidget()
        self.views.setProperty("ground", "surface")
        self.foot_words = label("", "muted")
        self.back = secondary(self.tr("上一步"))
        self.back.clicked.connect(self.went_back)
        self.forward = primary("", hint="Ctrl Enter")
        self.forward.clicked.connect(self.went_on)
        self._foot = QFrame()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._steps())
        column.addWidget(self.views, 1)
        column.addWidget(self._foot)
        self._fill_foot()
        for keys, signal in (
            ("Ctrl+Return", self.went_on),
            ("Ctrl+Enter", self.went_on),
            ("Esc", self.cancelled),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(signal)

    @property
    def view(self) -> int:
        """Give the number of the view in front."""
        return self.views.currentIndex()

    @property
    def can_go_on(self) -> bool:
        """Tell whether the step allows to go on."""
        return self.view not in _WITHOUT_FOOT and self.forward.isEnabled()

    def go(self, view: int) -> None:
        """Bring a view to the front."""
        self.views.setCurrentIndex(view)
        if view in _STEP_OF_VIEW:
            self.stepper.set_current(_STEP_OF_VIEW[view])
        self._foot.setVisible(view not in _WITHOUT_FOOT)
        self.cancel.setVisible(view != RESULT)

    def say(self, words: str, forward: str, *, is_ready: bool = True) -> None:
        """Say in the foot how things stand and what the next step is."""
        self.foot_words.setText(words)
        self.forward.set_text(forward)
        self.forward.setEnabled(is_ready)

    def _steps(self) -> QFrame:
        steps = QFrame()
        steps.setProperty("line", "bottom")
        steps.setProperty("ground", "surface")
        row = QHBoxLayout(steps)
        row.setContentsMargins(24, 12, 24, 12)
        row.addWidget(self.stepper)
        return steps

    def _fill_foot(self) -> None:
        self._foot.setProperty("line", "top")
        self._foot.setProperty("ground", "surface")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(8)
        row.addWidget(self.foot_words, 1)
        row.addWidget(self.back)
        row.addWidget(self.forward)
