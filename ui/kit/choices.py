"""Ways to choose one or several of a few: segments and chips."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.flow import FlowLayout
from ui.kit.paint import fill_round, outline_round, paint_icon, token
from ui.kit.theme import current_theme


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen: its key, its words, an icon, a line of help, a key hint."""

    key: object
    label: str
    icon: str = ""
    help: str = ""
    hint: str = ""


class _Segment(QAbstractButton):
    def __init__(self, option: Option, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.option = option
        self.is_first = self.is_last = False
        self._height = height
        self.setCheckable(True)
        self.setText(option.label)
        self.setAccessibleName(option.label)
        self.setToolTip(option.help)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _font(self, *, bold: bool) -> QFont:
        return current_theme().font(12 if self._height < 32 else 14, bold=bold)  # noqa: PLR2004 - small or standard control

    def _content_width(self, *, bold: bool) -> int:
        width = QFontMetrics(self._font(bold=bold)).horizontalAdvance(self.text())
        return width + (current_theme().px(16) + 4 if self.option.icon else 0)

    def _has_room_for_icon(self) -> bool:
        return bool(self.option.icon) and self.width() >= self._content_width(bold=True) + 6

    @override
    def sizeHint(self) -> QSize:
        side = 10 if self._height < 32 else 12  # noqa: PLR2004 - small or standard control
        width = self._content_width(bold=True) + 2 * side
        return QSize(width, current_theme().px(self._height))

    @override
    def minimumSizeHint(self) -> QSize:
        text = QFontMetrics(self._font(bold=True)).horizontalAdvance(self.text())
        return QSize(text + 10, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        ground = "sel" if self.isChecked() else "hover" if self.underMouse() else "surface"
        painter.setClipRect(self.rect())
        left, right = 0 if self.is_first else -8, 0 if self.is_last else 8
        fill_round(painter, box.adjusted(left, 0, right, 0), token(ground))
        outline_round(painter, box.adjusted(left, 0, right, 0), token("ctl"))
        if not self.is_last:
            painter.fillRect(QRectF(box.right() - 1, 1, 1, box.height() - 2), token("ctl"))
        ink = "accent" if self.isChecked() else "t1"
        ink = ink if self.isEnabled() else "t3"
        has_icon = self._has_room_for_icon()
        content = self._content_width(bold=self.isChecked())
        if self.option.icon and not has_icon:
            content -= current_theme().px(16) + 4
        start = (box.width() - content) / 2
        if has_icon:
            side = current_theme().px(16)
            place = QRectF(start, (box.height() - side) / 2, side, side)
            paint_icon(painter, place, self.option.icon, "t2" if ink == "t1" else ink)
            start += side + 4
        painter.setFont(self._font(bold=self.isChecked()))
        painter.setPen(token(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(start, 0, box.width(), box.height()), flags, self.text())


class SegmentedControl(QWidget):
    """Chooses exactly one of a few; arrow keys move between them."""

    changed = Signal(object)

    def __init__(
        self, options: Sequence[Option], *, is_small: bool = False, fills: bool = False
    ) -> None:
        """Take the options; `fills` spreads them over the whole width."""
        super().__init__()
        self._segments: list[_Segment] = []
        self._height = 28 if is_small else 32
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._fills = fills
        policy = QSizePolicy.Policy.Preferred if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.set_options(options)

    def set_options(self, options: Sequence[Option]) -> None:
        """Show other options, keeping the choice where it still exists."""
        former = self.value()
        for segment in self._segments:
            self._row.removeWidget(segment)
            segment.hide()
            segment.deleteLater()
        self._segments = [_Segment(option, self._height, self) for option in options]
        for segment in self._segments:
            segment.clicked.connect(self._on_segment_clicked)
            self._row.addWidget(segment, 1 if self._fills else 0)
        if self._segments:
            self._segments[0].is_first = self._segments[-1].is_last = True
            self._segments[0].setChecked(True)
        self.set_value(former)

    def value(self) -> object:
        """Give the chosen key."""
        return next((s.option.key for s in self._segments if s.isChecked()), None)

    def set_value(self, key: object) -> None:
        """Choose a key; an unknown one changes nothing."""
        if any(segment.option.key == key for segment in self._segments):
            for segment in self._segments:
                segment.setChecked(segment.option.key == key)
                segment.setFocusPolicy(
                    Qt.FocusPolicy.StrongFocus if segment.isChecked() else Qt.FocusPolicy.ClickFocus
                )
        elif self._segments and not any(s.isChecked() for s in self._segments):
            self._segments[0].setChecked(True)

    def choose(self, key: object) -> None:
        """Choose a key as the user does, telling who listens."""
        if key != self.value():
            self.set_value(key)
            self.changed.emit(self.value())

    def set_label(self, key: object, label: str) -> None:
        """Change the words of an option, such as its count."""
        for segment in self._segments:
            if segment.option.key == key:
                segment.setText(label)
                segment.setAccessibleName(label)
                segment.updateGeometry()

    def segment(self, key: object) -> QAbstractButton | None:
        """Give the button of a key, for keyboards and tests."""
        return next((s for s in self._segments if s.option.key == key), None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._segments:
            super().keyPressEvent(event)
            return
        chosen = [segment.isChecked() for segment in self._segments].index(True)
        target = self._segments[(chosen + step) % len(self._segments)]
        self.choose(target.option.key)
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_segment_clicked(self) -> None:
        segment = self.sender()
        if isinstance(segment, _Segment):
            self.set_value(segment.option.key)
            self.changed.emit(segment.option.key)


class ChoiceChip(QAbstractButton):
    """A chip that is chosen or not; a check mark says so besides the colour."""

    def __init__(self, option: Option, *, is_dashed: bool = False) -> None:
        """Take what can be chosen; a dashed chip offers something to add."""
        super().__init__()
        self.option = option
        self._is_dashed = is_dashed
        self.setCheckable(not is_dashed)
        self.setText(option.label)
        self.setAccessibleName(option.label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self.updateGeometry)

    def _icon(self) -> str:
        return "ph.check" if self.isChecked() else self.option.icon

    @override
    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetrics(theme.font(12)).horizontalAdvance(self.text())
        width += 18 + (theme.px(14) + 6 if self._icon() else 0)
        return QSize(width, theme.px(28))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        box = QRectF(self.rect())
        ground = "sel" if self.isChecked() else "hover" if self.underMouse() else "surface"
        fill_round(painter, box, token(ground))
        if self._is_dashed:
            pen = QPen(token("border2"), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        else:
            outline_round(painter, box, token("accent" if self.isChecked() else "border2"))
        ink = "t2" if self._is_dashed else "t1"
        left = 9.0
        if self._icon():
            side = theme.px(14)
            place = QRectF(left, (box.height() - side) / 2, side, side)
            paint_icon(painter, place, self._icon(), "t2")
            left += side + 6
        painter.setFont(theme.font(12))
        painter.setPen(token(ink if self.isEnabled() else "t3"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, 0, box.width(), box.height()), flags, self.text())


class ChoiceChips(QWidget):
    """Chooses one or several of a few, as chips that wrap."""

    changed = Signal(object)

    def __init__(self, options: Iterable[Option], *, is_multiple: bool = False) -> None:
        """Take the options; one choice unless `is_multiple`."""
        super().__init__()
        self._is_multiple = is_multiple
        self._chips: list[ChoiceChip] = []
        self._flow = FlowLayout(self, gap=6)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_options(options)

    def set_options(self, options: Iterable[Option]) -> None:
        """Show other options; what was chosen stays chosen where it exists."""
        former = self.value()
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [ChoiceChip(option) for option in options]
        for chip in self._chips:
            chip.clicked.connect(self._on_chip_clicked)
            self._flow.addWidget(chip)
        self.set_value(former)

    def value(self) -> object:
        """Give the chosen key, or a tuple of keys where several may be chosen."""
        keys = tuple(chip.option.key for chip in self._chips if chip.isChecked())
        if self._is_multiple:
            return keys
        return keys[0] if keys else None

    def set_value(self, value: object) -> None:
        """Choose a key, or several."""
        chosen = value if isinstance(value, tuple | list | set | frozenset) else (value,)
        for chip in self._chips:
            chip.setChecked(chip.option.key in chosen)

    def chip(self, key: object) -> ChoiceChip | None:
        """Give the chip of a key, for keyboards and tests."""
        return next((chip for chip in self._chips if chip.option.key == key), None)

    def _on_chip_clicked(self) -> None:
        clicked = self.sender()
        if not self._is_multiple:
            for chip in self._chips:
                chip.setChecked(chip is clicked)
        self.changed.emit(self.value())
