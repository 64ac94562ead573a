"""The lock screen: the time, who is away, and the password that lets them go on."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from branchcrm.domain.clock import Clock
from ui.kit.buttons import Button, ButtonLook
from ui.kit.formats import Formats
from ui.kit.labels import Avatar, label
from ui.shell.gate_parts import FIXED, WIDE, GateView, PasswordField

_TICK_MS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LockReason:
    """Who is away, and after how many quiet minutes the window locked; 0 is by hand."""

    name: str
    quiet_minutes: int = 0


class LockView(GateView):
    """Hides everything until the password is typed, or another person signs in."""

    submitted = Signal(str)
    change_requested = Signal()

    def __init__(self, clock: Clock, formats: Formats, reason: LockReason) -> None:
        """Show the time and the person."""
        super().__init__(320)
        self.setObjectName("lock")
        self._clock = clock
        self._formats = formats
        self.time = label("", "metric")
        self.day = label("", "muted")
        self.password = PasswordField(self.tr("密码"), self.tr("输入密码继续"))
        self.password.submitted.connect(self._on_submitted)
        self.submit = Button(
            self.tr("解锁"), ButtonLook(kind="primary", hint="Enter", size="large")
        )
        self.submit.clicked.connect(self._on_submitted)
        self._build(reason)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self._on_tick()

    def take_focus(self) -> None:
        """Be ready for the password to be typed."""
        self.password.input.setFocus()

    def set_busy(self, *, is_busy: bool) -> None:
        """Say that the password is being checked."""
        self.submit.setEnabled(not is_busy)

    def show_error(self, text: str) -> None:
        """Say why the window stays locked."""
        self.set_busy(is_busy=False)
        self.password.show_error(text)
        self.password.input.selectAll()
        self.password.input.setFocus()

    def _build(self, reason: LockReason) -> None:
        head = QVBoxLayout()
        head.setSpacing(0)
        for words in (self.time, self.day):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            head.addWidget(words)
        self.column.addLayout(head)
        self.column.addWidget(self.card)
        self.content.addWidget(self._person(reason))
        self.content.addSpacing(12)
        self.content.addWidget(self.password)
        self.content.addSpacing(12)
        self.submit.setSizePolicy(WIDE, FIXED)
        self.content.addWidget(self.submit)
        foot = QHBoxLayout()
        foot.addWidget(label(self.tr("未保存的内容已保留"), "meta"))
        foot.addStretch(1)
        other = Button(self.tr("换一个账号"), ButtonLook(kind="link", size="small"))
        other.setObjectName("change_user")
        other.clicked.connect(self.change_requested)
        foot.addWidget(other)
        self.column.addLayout(foot)

    def _person(self, reason: LockReason) -> QWidget:
        person = QWidget()
        row = QHBoxLayout(person)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Avatar(reason.name))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(reason.name, "section"))
        state = (
            self.tr("已锁定 · {minutes} 分钟没有操作").format(minutes=reason.quiet_minutes)
            if reason.quiet_minutes
            else self.tr("已锁定")
        )
        words.addWidget(label(state, "meta"))
        row.addLayout(words, 1)
        return person

    def _on_tick(self) -> None:
        local = self._clock.business_now().astimezone(self._clock.zone)
        self.time.setText(self._formats.clock_time(local))
        self.day.setText(self._formats.day_heading(local.date()))

    def _on_submitted(self) -> None:
        if not self.password.text:
            self.show_error(self.tr("输入密码后才能解锁"))
            return
        self.password.show_error("")
        self.set_busy(is_busy=True)
        self.submitted.emit(self.password.text)
