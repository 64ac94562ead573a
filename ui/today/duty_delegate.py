"""Paints the lines of the day."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from branchcrm.domain.today import SECTION_LABELS, Duty, DutySection
from branchcrm.domain.wording import mark
from ui.kit.formats import Toned
from ui.kit.paint import (
    fill_round,
    outline_round,
    paint_focus_bar,
    paint_icon,
    paint_radio,
    paint_tier_chip,
    tier_chip_width,
)
from ui.kit.table_ink import Ink
from ui.kit.theme import current_theme
from ui.kit.translation import translate
from ui.today.duty_model import LINE_ROLE, DutyLine
from ui.today.duty_words import DutyWords, can_be_done

AnyIndex = QModelIndex | QPersistentModelIndex
PADDING, ACTION_SIZE, ACTION_GAP = 16, 28, 4
ACTIONS = (("done", "ph.check"), ("move", "ph.calendar-blank"), ("log", "ph.note-pencil"))
_WHEN_LEFT, _GAP, _WIDEST_NAME = 50, 8, 180
_USUAL = (84, 44, 76, 44)
_INKS = {"": "t2", "strong": "t1", "bold": "t1", "danger": "danger", "warn": "warn"}
_VCENTER = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of a line begin, and how wide they are."""

    when: int
    word: int
    name: int
    tier: int

    @property
    def icon_left(self) -> int:
        """Give where the icon begins."""
        return _WHEN_LEFT + self.when + _GAP

    def word_left(self, icon_side: int) -> int:
        """Give where the word beside the icon begins."""
        return self.icon_left + icon_side + 7

    def name_left(self, icon_side: int) -> int:
        """Give where the name begins."""
        return self.word_left(icon_side) + self.word + 13

    def tier_left(self, icon_side: int) -> int:
        """Give where the tier begins."""
        return self.name_left(icon_side) + self.name + _GAP

    def purpose_left(self, icon_side: int) -> int:
        """Give where the purpose begins."""
        return self.tier_left(icon_side) + self.tier + 14


class DutyDelegate(QStyledItemDelegate):
    """Draws headings and duties; the current and the hovered line show their actions."""

    def __init__(self, parent: QWidget) -> None:
        """Take the colours of the theme in force."""
        super().__init__(parent)
        self.ink = Ink(current_theme())
        self.columns = Columns(*_USUAL)
        self.current_row = self.hovered_row = -1

    def renew(self) -> None:
        """Take the colours and fonts of a changed theme."""
        self.ink = Ink(current_theme())

    def measure(self, lines: Sequence[DutyLine]) -> None:
        """Fit the columns to what the lines say, in any language and text size."""
        plain, strong = self.ink.metrics(), self.ink.metrics(is_bold=True)
        said = [(line.words, line.duty) for line in lines if line.words and line.duty]
        # Many lines say the same: each text is measured once.
        widths = (
            _widest(strong.horizontalAdvance, {words.when.text for words, _ in said}),
            _widest(plain.horizontalAdvance, {words.word for words, _ in said}),
            _widest(plain.horizontalAdvance, {duty.customer for _, duty in said}),
            _widest(tier_chip_width, {duty.tier for _, duty in said}),
        )
        most = (*widths[:2], min(widths[2], self.ink.px(_WIDEST_NAME)), widths[3])
        self.columns = Columns(*map(max, _USUAL, most))

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(200, current_theme().px(36))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        box: QRect = option.rect
        line = index.data(LINE_ROLE)
        if not isinstance(line, DutyLine):
            return
        painter.save()
        if line.duty is None or line.words is None:
            self._paint_heading(painter, box, line)
        else:
            self._paint_duty(painter, box, index.row(), line.duty, line.words)
        painter.restore()

    def action_boxes(self, box: QRect, words: DutyWords) -> list[QRect]:
        """Give the places of the actions before the right end; none where there is no room."""
        right = box.right() - PADDING - self._right_width(words) - 12
        size = self.ink.px(ACTION_SIZE)
        step = size + ACTION_GAP
        left = right - len(ACTIONS) * step + ACTION_GAP
        top = box.y() + (box.height() - size) // 2
        if left < box.x() + self.columns.purpose_left(self.ink.px(16)):
            return []
        return [QRect(left + n * step, top, size, size) for n in range(len(ACTIONS))]

    def link_box(self, box: QRect) -> QRect:
        """Give the place of the heading's command at the right."""
        width = self.ink.metrics().horizontalAdvance(move_all_words())
        return QRect(box.right() - PADDING - width, box.y(), width + 2, box.height())

    def _paint_heading(self, painter: QPainter, box: QRect, line: DutyLine) -> None:
        ink = self.ink
        painter.fillRect(box, ink.color("surface2"))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, ink.color("border"))
        text = translate(SECTION_LABELS[line.section])
        painter.setFont(ink.font(is_bold=True))
        painter.setPen(ink.color("t1"))
        place = box.adjusted(PADDING, 0, -PADDING, 0)
        painter.drawText(place, int(_VCENTER), text)
        left = place.x() + ink.metrics(is_bold=True).horizontalAdvance(text) + 8
        painter.setFont(ink.font())
        painter.setPen(ink.color("t3"))
        painter.drawText(QRect(left, box.y(), 80, box.height()), int(_VCENTER), str(line.count))
        if line.section is DutySection.OVERDUE:
            painter.setPen(ink.color("t2"))
            painter.drawText(self.link_box(box), int(_VCENTER), move_all_words())

    def _paint_duty(
        self, painter: QPainter, box: QRect, row: int, duty: Duty, words: DutyWords
    ) -> None:
        ink = self.ink
        is_current, is_hovered = row == self.current_row, row == self.hovered_row
        ground = "sel" if is_current else "hover" if is_hovered else "surface"
        painter.fillRect(box, ink.color(ground))
        painter.fillRect(box.x(), box.bottom(), box.width(), 1, ink.color("border"))
        if is_current:
            paint_focus_bar(painter, box)
        if can_be_done(duty):
            paint_radio(painter, box.adjusted(PADDING, 0, 0, 0), checked=False)
        columns, side = self.columns, ink.px(16)
        tone = "bold" if words.when.tone == "strong" else words.when.tone
        self._text(painter, box, _WHEN_LEFT, columns.when, Toned(words.when.text, tone))
        top = box.y() + (box.height() - side) / 2
        icon_box = QRectF(box.x() + columns.icon_left, top, side, side)
        paint_icon(painter, icon_box, words.icon)
        self._text(painter, box, columns.word_left(side), columns.word, Toned(words.word))
        name = Toned(duty.customer, "strong")
        self._text(painter, box, columns.name_left(side), columns.name, name)
        tier_left = box.x() + columns.tier_left(side)
        paint_tier_chip(painter, tier_left, box.center().y() + 1, duty.tier)
        left = columns.purpose_left(side)
        self._paint_end(painter, box, words)
        end = box.right() - PADDING - self._right_width(words) - 12
        places = self.action_boxes(box, words) if can_be_done(duty) else []
        if places and (is_current or is_hovered):
            self._paint_actions(painter, places)
            end = places[0].left() - 12
        self._text(painter, box, left, end - box.x() - left, Toned(words.purpose))

    def _paint_end(self, painter: QPainter, box: QRect, words: DutyWords) -> None:
        tone = words.right.tone
        painter.setFont(self.ink.font(is_bold=tone == "strong"))
        painter.setPen(self.ink.color(_INKS[tone]))
        place = box.adjusted(0, 0, -PADDING, 0)
        painter.drawText(place, int(_VCENTER | Qt.AlignmentFlag.AlignRight), words.right.text)

    def _paint_actions(self, painter: QPainter, places: list[QRect]) -> None:
        for place, (_, icon_name) in zip(places, ACTIONS, strict=True):
            fill_round(painter, QRectF(place), self.ink.color("surface"))
            outline_round(painter, QRectF(place), self.ink.color("border2"))
            paint_icon(painter, QRectF(place.adjusted(6, 6, -6, -6)), icon_name)

    def _text(self, painter: QPainter, box: QRect, left: int, width: int, words: Toned) -> None:
        is_bold = words.tone == "bold"
        painter.setFont(self.ink.font(is_bold=is_bold))
        painter.setPen(self.ink.color(_INKS[words.tone]))
        metrics = self.ink.metrics(is_bold=is_bold)
        shown = metrics.elidedText(words.text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(box.x() + left, box.y(), width, box.height()), int(_VCENTER), shown)

    def _right_width(self, words: DutyWords) -> int:
        is_bold = words.right.tone == "strong"
        return self.ink.metrics(is_bold=is_bold).horizontalAdvance(words.right.text)


def move_all_words() -> str:
    """Give the command of the overdue heading."""
    return translate(mark("全部改期…"))


def _widest(width_of: Callable[[str], int], texts: Iterable[str]) -> int:
    return max(map(width_of, texts), default=0)
