"""What pages are made of: header, card, notice, empty state, skeleton."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.kit.buttons import Button, ButtonLook, link
from ui.kit.labels import IconMark, label
from ui.kit.paint import fill_round, token
from ui.kit.theme import current_theme

_NOTICES = {
    "info": ("ph.info", "t2", "hover"),
    "accent": ("ph.clock", "accent", "sel"),
    "warn": ("ph.warning", "warn", "warnbg"),
    "error": ("ph.warning-circle", "danger", "dangerbg"),
    "ok": ("ph.check-circle", "ok", "okbg"),
}
_SKELETON_SHARES = (0.7, 0.9, 0.6, 0.8)


class PageHeader(QFrame):
    """The head of a page: title, a few words about it, then its actions."""

    def __init__(self, title: str, meta: str = "") -> None:
        """Take the title and the words after it."""
        super().__init__()
        self.setProperty("ground", "surface")
        self.setProperty("line", "bottom")
        self.setFixedHeight(current_theme().px(56))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 0)
        self._row.setSpacing(8)
        self._title = label(title, "title")
        self._meta = label(meta, "muted")
        self._row.addWidget(self._title)
        self._row.addWidget(self._meta)
        self._row.addStretch(1)
        self._places = 2

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)

    def set_meta(self, meta: str) -> None:
        """Show other words after the title."""
        self._meta.setText(meta)
        self._meta.setVisible(bool(meta))

    def mark_meta(self, icon: str) -> None:
        """Put an icon before the words after the title: what they name."""
        self._row.insertWidget(1, IconMark(icon))
        self._places += 1

    def lead_with(self, widget: QWidget) -> None:
        """Put a widget before the title: the way back."""
        self._row.insertWidget(0, widget)
        self._row.setContentsMargins(20, 0, 24, 0)
        self._places += 1

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a widget after the title: a view switcher, a period, a badge."""
        self._row.insertWidget(self._places, widget)
        self._places += 1

    def add_action(self, widget: QWidget) -> None:
        """Put an action at the end; the primary one comes last."""
        self._row.addWidget(widget)


class Card(QFrame):
    """A framed part of a page: title, count, a link, and its content."""

    link_clicked = Signal()

    def __init__(self, title: str = "", count: str = "", link_text: str = "") -> None:
        """Take the words of the head; without a title there is no head."""
        super().__init__()
        self.setProperty("frame", "card")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(0)
        self._title = label(title, "strong")
        self._count = label(count, "muted")
        self.link = link(link_text, is_small=True)
        self.link.setVisible(bool(link_text))
        self.link.clicked.connect(self.link_clicked)
        if title:
            self._layout.addWidget(self._head())

    def set_title(self, title: str, count: str = "") -> None:
        """Show other words in the head."""
        self._title.setText(title)
        self._count.setText(count)

    def put_in_head(self, widget: QWidget) -> None:
        """Put a widget at the right of the head, before the link."""
        self._head_row.insertWidget(self._head_row.indexOf(self.link), widget)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget below, over the whole width."""
        self._layout.addWidget(widget, stretch)

    def add_padded(self, widget: QWidget) -> None:
        """Put a widget below, inside the card's padding."""
        box = QVBoxLayout()
        box.setContentsMargins(16, 4, 16, 16)
        box.addWidget(widget)
        self._layout.addLayout(box)

    def add_stretch(self) -> None:
        """Keep what was added at the top."""
        self._layout.addStretch(1)

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(current_theme().px(40))
        row = self._head_row = QHBoxLayout(head)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self.link)
        return head


class InlineNotice(QFrame):
    """Something to know where it matters: info, accent, warn, error or ok."""

    link_clicked = Signal()

    def __init__(self, kind: str, text: str = "", link_text: str = "") -> None:
        """Take the kind, the words, and the words of a way out."""
        super().__init__()
        self._mark = IconMark("ph.info")
        self._text = label(text, wraps=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.link = link(link_text, is_small=True)
        self.link.setVisible(bool(link_text))
        self.link.clicked.connect(self.link_clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 12, 8)
        self._row.setSpacing(8)
        self._row.addWidget(first_line(self._mark), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        self.set_notice(kind, text)

    def set_notice(self, kind: str, text: str) -> None:
        """Show other words of another kind."""
        icon_name, ink, self._ground = _NOTICES[kind]
        self._mark.set_icon(icon_name, ink)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.update()

    def set_link(self, text: str) -> None:
        """Show another way out, or none."""
        self.link.set_text(text)
        self.link.setVisible(bool(text))

    def add_button(self, button: Button) -> None:
        """Put a button at the end."""
        self._row.addWidget(button)

    @property
    def text(self) -> str:
        """Give the words that are shown."""
        return self._text.text()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill_round(QPainter(self), QRectF(self.rect()), token(self._ground))


class EmptyState(QWidget):
    """Says in words why there is nothing to see, and the way out."""

    action_clicked = Signal()

    def __init__(self, title: str, text: str = "", action: str = "", hint: str = "") -> None:
        """Take what is the case, more words, and a button with its key."""
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(4)
        self._title = _centred(title, "strong")
        self._text = _centred(text, "muted")
        self._text.setVisible(bool(text))
        self.button = Button(action, ButtonLook(hint=hint))
        self.button.setVisible(bool(action))
        self.button.clicked.connect(self.action_clicked)
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def set_words(self, title: str, text: str = "", action: str | None = None) -> None:
        """Say something else; `action` changes or hides the button."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        if action is not None:
            self.button.set_text(action)
            self.button.setVisible(bool(action))


class Skeleton(QWidget):
    """Still bars in place of content that takes longer than a moment."""

    def __init__(self, shares: Sequence[float] = _SKELETON_SHARES) -> None:
        """Take the length of each bar as a share of the width."""
        super().__init__()
        self._shares = shares

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, current_theme().px(24) * len(self._shares))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        for number, share in enumerate(self._shares):
            top = number * theme.px(24)
            bar = QRectF(0, top, self.width() * share, theme.px(12))
            fill_round(painter, bar, token("lobg"), 2)


def first_line(mark: IconMark) -> QWidget:
    """Hold a mark in the middle of the first line of the text beside it."""
    holder = QWidget()
    holder.setFixedSize(mark.sizeHint().width(), current_theme().px(20))
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(mark, 0, Qt.AlignmentFlag.AlignCenter)
    return holder


def _centred(text: str, role: str) -> QLabel:
    made = label(text, role, wraps=True)
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made
