"""A dialog in the look of the design: a framed sheet with a shadow, over a dimmed window."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from branchcrm.domain.wording import mark
from ui.kit.buttons import IconButton
from ui.kit.labels import label
from ui.kit.theme import current_theme
from ui.kit.translation import translate

_SHADOW = 32
_SCRIM_LIGHT, _SCRIM_DARK = QColor(0x14, 0x18, 0x1F, 102), QColor(0, 0, 0, 153)


class Scrim(QWidget):
    """Dims the window behind a dialog."""

    def __init__(self, window: QWidget) -> None:
        """Cover the window and follow its size."""
        super().__init__(window)
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shade = _SCRIM_DARK if current_theme().is_dark else _SCRIM_LIGHT
        QPainter(self).fillRect(self.rect(), shade)


def add_shadow(widget: QWidget) -> None:
    """Give a popup, panel or dialog the one shadow of the design."""
    shadow = QGraphicsDropShadowEffect(widget)
    shadow.setBlurRadius(_SHADOW)
    shadow.setOffset(0, 8)
    shadow.setColor(QColor(0, 0, 0, 64))
    widget.setGraphicsEffect(shadow)


class ModalDialog(QDialog):
    """Head, scrolling body and foot; Esc closes, focus returns to where it was."""

    def __init__(self, title: str, width: int, parent: QWidget | None = None) -> None:
        """Take the title and the width of the sheet: 400, 560, 720 or 760."""
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._wished = current_theme().px(width)
        self._scrim: Scrim | None = None
        self._opener: QWidget | None = None
        self._sheet = QFrame(self)
        self._sheet.setProperty("frame", "dialog")
        add_shadow(self._sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_SHADOW, _SHADOW, _SHADOW, _SHADOW)
        outer.addWidget(self._sheet)
        column = QVBoxLayout(self._sheet)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.head_row = QHBoxLayout()
        self._body = QVBoxLayout()
        self.foot_row = QHBoxLayout()
        column.addWidget(self._make_head(title))
        column.addWidget(self._make_scroller(), 1)
        column.addWidget(self._make_foot())

    def add(self, widget: QWidget) -> None:
        """Put a widget into the body."""
        self._body.addWidget(widget)

    def add_button(self, widget: QWidget) -> None:
        """Put a button at the end of the foot; the primary one comes last."""
        self.foot_row.addWidget(widget)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None and self._scrim is None:
            window = parent.window()
            self._opener = window.focusWidget()
            self._scrim = Scrim(window)
            self._scrim.show()
        self.fit()

    @override
    def done(self, arg__1: int) -> None:
        if self._scrim is not None:
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None
        super().done(arg__1)
        if self._opener is not None:
            self._opener.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
            self._opener = None

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if arg__1.key() == Qt.Key.Key_Escape:
            self.reject()
        elif arg__1.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(arg__1)

    def fit(self) -> None:
        """Take the size the content wants, but no more than the window or screen has."""
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.screen().size()
        content = self._content.sizeHint()
        if self._body.hasHeightForWidth():
            content.setHeight(self._body.heightForWidth(self._wished - 2))
        fixed = current_theme().px(104) + 4
        height = min(content.height() + fixed, room.height() - 48)
        self.resize(QSize(min(self._wished, room.width() - 48), height) + _margins())
        if parent is not None:
            middle = parent.window().mapToGlobal(parent.window().rect().center())
            self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)

    def _make_head(self, title: str) -> QWidget:
        head = QFrame()
        head.setProperty("line", "bottom")
        head.setFixedHeight(current_theme().px(48))
        head.setLayout(self.head_row)
        self.head_row.setContentsMargins(24, 0, 12, 0)
        self.head_row.setSpacing(8)
        self.head_row.addWidget(label(title, "section"))
        self.head_row.addStretch(1)
        close = IconButton("ph.x", translate(mark("关闭")))
        close.set_name(translate(mark("关闭")), "Esc")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.reject)
        self.head_row.addWidget(close)
        return head

    def _make_scroller(self) -> QWidget:
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        self._content.setProperty("ground", "none")
        self._content.setLayout(self._body)
        self._body.setContentsMargins(24, 16, 24, 20)
        self._body.setSpacing(12)
        scroller.setWidget(self._content)
        return scroller

    def _make_foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("line", "top")
        foot.setFixedHeight(current_theme().px(56))
        foot.setLayout(self.foot_row)
        self.foot_row.setContentsMargins(24, 0, 24, 0)
        self.foot_row.setSpacing(8)
        return foot


def _margins() -> QSize:
    return QSize(2 * _SHADOW, 2 * _SHADOW)
