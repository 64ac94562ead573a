"""A panel at the right edge that leaves the rest of the window readable and usable."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from branchcrm.domain.wording import mark
from ui.kit.buttons import IconButton
from ui.kit.labels import label
from ui.kit.modal import add_shadow
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_WIDTH = 440


class SidePanel(QFrame):
    """A non-modal panel of 440 px with head, scrolling body and foot."""

    closed = Signal()
    submitted = Signal()

    def __init__(self, title: str, remark: str, over: QWidget) -> None:
        """Take the words of the head and the widget at whose right edge it docks."""
        super().__init__(over)
        self.setProperty("ground", "surface")
        self.setProperty("line", "left")
        self.setAccessibleName(title)
        self._over = over
        self._opener: QWidget | None = None
        add_shadow(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.body = QVBoxLayout()
        self.foot_row = QHBoxLayout()
        column.addWidget(self._make_head(title, remark))
        column.addWidget(self._make_scroller(), 1)
        column.addWidget(self._make_foot())
        over.installEventFilter(self)
        self.hide()

    def open_panel(self) -> None:
        """Slide into view and remember where the focus was."""
        if not self.isVisible():
            self._opener = self.window().focusWidget()
        self._dock()
        self.show()
        self.raise_()

    def close_panel(self) -> None:
        """Leave, and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        if self._opener is not None:
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)
            self._opener = None
        self.closed.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._dock()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif is_ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def _dock(self) -> None:
        width = min(current_theme().px(_WIDTH), self._over.width())
        self.setGeometry(QRect(self._over.width() - width, 0, width, self._over.height()))

    def _make_head(self, title: str, remark: str) -> QWidget:
        head = QFrame()
        head.setProperty("line", "bottom")
        head.setFixedHeight(current_theme().px(48))
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(label(title, "section"))
        row.addStretch(1)
        row.addWidget(label(remark, "meta"))
        close = IconButton("ph.x", translate(mark("关闭")))
        close.set_name(translate(mark("关闭")), "Esc")
        close.clicked.connect(self.close_panel)
        row.addWidget(close)
        return head

    def _make_scroller(self) -> QWidget:
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        content.setProperty("ground", "none")
        content.setLayout(self.body)
        self.body.setContentsMargins(16, 16, 16, 16)
        self.body.setSpacing(16)
        scroller.setWidget(content)
        return scroller

    def _make_foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("line", "top")
        foot.setFixedHeight(current_theme().px(56))
        foot.setLayout(self.foot_row)
        self.foot_row.setContentsMargins(16, 0, 16, 0)
        self.foot_row.setSpacing(8)
        return foot
