"""Tick boxes, radio buttons, switches and drop-down lists in the look of the design."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QListView,
    QRadioButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from ui.kit.choices import Option
from ui.kit.paint import (
    CHECK_SIZE,
    fill_round,
    outline_round,
    paint_check_box,
    paint_icon,
    paint_radio,
    token,
)
from ui.kit.theme import current_theme

_TEXT_GAP = 8


class CheckBox(QCheckBox):
    """A tick box with its words; partly ticked shows a bar."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Take the words beside the box."""
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        return _labelled_size(self)

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_check_box(
            painter,
            self.rect(),
            checked=self.checkState() == Qt.CheckState.Checked,
            is_partial=self.checkState() == Qt.CheckState.PartiallyChecked,
            is_enabled=self.isEnabled(),
        )
        _paint_label(painter, self)


class RadioButton(QRadioButton):
    """A radio button with its words."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        """Take the words beside the button."""
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        return _labelled_size(self)

    @override
    def hitButton(self, pos: QPoint, /) -> bool:
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_radio(painter, self.rect(), checked=self.isChecked(), is_enabled=self.isEnabled())
        _paint_label(painter, self)


class Switch(QAbstractButton):
    """Turns something on or off at once."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Take the spoken name; the words stand beside the switch."""
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(36), current_theme().px(20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        radius = box.height() / 2
        is_on = self.isChecked()
        fill_round(painter, box, token("fill" if is_on else "surface"), radius)
        if not is_on:
            outline_round(painter, box, token("ctl"), radius - 0.5)
        side = box.height() - 8
        left = box.width() - side - 4 if is_on else 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(token("on" if is_on else "ctl"))
        painter.drawEllipse(QRectF(left, 4, side, side))


class ComboBox(QComboBox):
    """A drop-down list of keyed options; the wheel never changes it by accident."""

    chosen = Signal(object)

    def __init__(self, options: list[Option] | None = None, parent: QWidget | None = None) -> None:
        """Take the options, in order."""
        super().__init__(parent)
        self._keys: list[object] = []
        view = QListView(self)
        self.setView(view)
        self.setMaxVisibleItems(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_options(options or [])
        self.activated.connect(self._on_activated)

    def set_options(self, options: list[Option]) -> None:
        """Show other options, keeping the choice where it still exists."""
        former = self.value()
        self.clear()
        self._keys = [option.key for option in options]
        for option in options:
            self.addItem(option.label)
        self.set_value(former)

    def value(self) -> object:
        """Give the chosen key, as it was given: Qt would make plain text of a word's kind."""
        row = self.currentIndex()
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def set_value(self, key: object) -> None:
        """Choose a key; an unknown one chooses the first option."""
        keys = self._keys
        self.setCurrentIndex(keys.index(key) if key in keys else min(0, self.count() - 1))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = current_theme().px(16)
        box = QRectF(self.width() - side - 8, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, box, "ph.caret-down", "t2" if self.isEnabled() else "t3")

    def _on_activated(self, _row: int) -> None:
        self.chosen.emit(self.value())


def _labelled_size(button: QAbstractButton) -> QSize:
    theme = current_theme()
    width = QFontMetrics(theme.font()).horizontalAdvance(button.text())
    return QSize(theme.px(CHECK_SIZE) + (_TEXT_GAP + width + 2 if width else 0), theme.px(32))


def _paint_label(painter: QPainter, button: QAbstractButton) -> None:
    theme = current_theme()
    painter.setFont(theme.font())
    painter.setPen(token("t1" if button.isEnabled() else "t3"))
    left = theme.px(CHECK_SIZE) + _TEXT_GAP
    box = QRect(left, 0, button.width() - left, button.height())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(box, int(flags), button.text())
