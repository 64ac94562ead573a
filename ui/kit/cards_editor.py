"""The editor of a form whose options are cards with a line of help each."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.kit.choices import Option
from ui.kit.form_field import Editor, Field
from ui.kit.paint import (
    fill_round,
    key_hint_width,
    outline_round,
    paint_key_hint,
    paint_radio,
    token,
)
from ui.kit.theme import current_theme


class _Card(QAbstractButton):
    """One option as a card with a radio button, its words and a line of help."""

    def __init__(self, option: Option) -> None:
        super().__init__()
        self.option = option
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(option.label)
        self.setAccessibleName(f"{option.label} {option.help}".strip())
        self.setToolTip(option.help)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(140, current_theme().px(54))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(112, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), current_theme()
        box, is_chosen = QRectF(self.rect()), self.isChecked()
        fill_round(painter, box, token("sel" if is_chosen else "surface"))
        outline_round(painter, box, token("accent" if is_chosen else "border2"))
        radio = self.rect().adjusted(12, 0, 0, 0)
        radio.setHeight(theme.px(38))
        paint_radio(painter, radio, checked=is_chosen)
        left = 12 + theme.px(16) + 8
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        hint = 8 + key_hint_width(self.option.hint) if self.option.hint else 0
        lines = (
            (self.option.label, theme.font(bold=True), "t1", 9, 20, hint),
            (self.option.help, theme.font(12), "t2", 29, 16, 0),
        )
        for text, font, ink, top, height, taken in lines:
            line = QRectF(left, theme.px(top), box.width() - left - 12 - taken, theme.px(height))
            painter.setFont(font)
            painter.setPen(token(ink))
            elide, width = Qt.TextElideMode.ElideRight, int(line.width())
            painter.drawText(line, flags, QFontMetrics(font).elidedText(text, elide, width))
        if self.option.hint:
            edge = box.width() - 12 - key_hint_width(self.option.hint)
            paint_key_hint(painter, edge, theme.px(20), self.option.hint)


class CardsEditor(Editor):
    """One of a few cards with a line of help each."""

    def __init__(self, field: Field) -> None:
        """Make the cards for a field."""
        row = QWidget()
        super().__init__(row)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._cards = [_Card(option) for option in field.options]
        for card in self._cards:
            layout.addWidget(card)
            card.clicked.connect(self.changed)
        if self._cards:
            self._cards[0].setChecked(True)

    @property
    @override
    def focus_widget(self) -> QWidget:
        return next((card for card in self._cards if card.isChecked()), self.widget)

    @override
    def value(self) -> object:
        return next((card.option.key for card in self._cards if card.isChecked()), None)

    @override
    def set_value(self, value: object) -> None:
        for card in self._cards:
            if card.option.key == value:
                card.setChecked(True)
