"""Who changed tier at the latest review and since, and who would fall next."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.domain.tier_board import TierBoard
from branchcrm.domain.tier_outcome import TierMove
from branchcrm.domain.tier_trial import Trial, TrialMove
from branchcrm.domain.wording import mark
from ui.kit.buttons import IconButton, link
from ui.kit.choices import Option, SegmentedControl
from ui.kit.formats import Formats
from ui.kit.page_parts import Card, EmptyState
from ui.kit.translation import translate
from ui.tiers.move_list import MoveList, Row

_ALL, _UP, _DOWN, _WATCH = "all", "up", "down", "watch"
TRIED, WATCHED, MOVED = "tried", "watched", "moved"
"""The lists that can be taken out of the card."""


class _Head(QWidget):
    """The switch and the way out to a file: in words, or as an icon where there is no room."""

    wished = Signal()

    def __init__(self, choice: QWidget) -> None:
        super().__init__()
        words = translate(mark("导出名单"))
        self._choice, self._is_offered = choice, True
        self._link, self._icon = link(words, is_small=True), IconButton("ph.export", words)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 8)
        self._row.addWidget(choice)
        self._row.addStretch(1)
        for button in (self._link, self._icon):
            button.clicked.connect(self.wished)
            self._row.addWidget(button)

    def offer_export(self, *, is_offered: bool) -> None:
        """Show the way out to those who may take lists with them."""
        self._is_offered = is_offered
        self.fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the words where they have room beside the switch."""
        taken = self._choice.sizeHint().width() + self._link.sizeHint().width()
        has_room = self.width() >= taken + 2 * 16 + self._row.spacing()
        self._link.setVisible(self._is_offered and has_room)
        self._icon.setVisible(self._is_offered and not has_room)


class MovesCard(Card):
    """The movers with their old and their present tier; each leads to the customer."""

    opened = Signal(int, object)
    export_wished = Signal(str)

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__(translate(mark("最近变动")))
        self._formats = formats
        self._board: TierBoard | None = None
        self._trial: Trial | None = None
        self.choice = SegmentedControl(
            [Option(key, "") for key in (_ALL, _UP, _DOWN, _WATCH)], is_small=True
        )
        self.choice.changed.connect(self._on_choice_changed)
        self.list = MoveList(formats)
        self.list.activated.connect(self._on_list_activated)
        self.list.clicked.connect(self._on_list_activated)
        self.empty = EmptyState("")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        self.head = _Head(self.choice)
        self.head.wished.connect(self._on_head_wished)
        self.add(self.head)
        self.add(self._stack, 1)

    def show_trial(self, trial: Trial | None) -> None:
        """Show who would move by a rule in the making; None shows the board again."""
        self._trial = trial
        if trial is None:
            if self._board is not None:
                self.show_board(self._board)
            return
        count = self._formats.count
        people = translate(mark("{count} 位")).format(count=count(trial.moved))
        took = translate(mark("用时 {seconds} 秒")).format(seconds=f"{trial.seconds:.1f}")
        self.set_title(translate(mark("应用后会变动")), f"{people} · {took}")
        for key, words, number in (
            (_ALL, mark("全部 {count}"), trial.moved),
            (_UP, mark("升 {count}"), trial.up),
            (_DOWN, mark("降 {count}"), trial.down),
            (_WATCH, mark("首次 {count}"), trial.placed),
        ):
            self.choice.set_label(key, translate(words).format(count=count(number)))
        self.head.fit()
        self._on_choice_changed(self.choice.value())

    def show_board(self, board: TierBoard) -> None:
        """Show the moves of a board."""
        self._board = board
        if self._trial is not None:
            return
        total = sum(board.move_counts.values())
        up, down = _sum(board.move_counts, _UP), _sum(board.move_counts, _DOWN)
        count = self._formats.count
        self.set_title(
            translate(mark("最近变动")),
            translate(mark("{count} 位")).format(count=count(total)),
        )
        for key, words, number in (
            (_ALL, mark("全部 {count}"), total),
            (_UP, mark("升 {count}"), up),
            (_DOWN, mark("降 {count}"), down),
            (_WATCH, mark("关注 {count}"), board.watched_count),
        ):
            self.choice.set_label(key, translate(words).format(count=count(number)))
        self.head.fit()
        self._on_choice_changed(self.choice.value())

    def _on_choice_changed(self, key: object) -> None:
        if self._trial is not None:
            wanted = [move for move in self._trial.moves if _is_wanted(key, move)]
            self.empty.set_words(translate(mark("没有人变动")), "")
            self._show_rows(wanted)
            return
        if self._board is None:
            return
        if key == _WATCH:
            rows: Sequence[Row] = self._board.watched
            self.empty.set_words(
                translate(mark("没有需要关注的客户")), translate(mark("没有人低于所在层级的分数线"))
            )
        else:
            rows = [move for move in self._board.moves if _is_wanted(key, move)]
            self.empty.set_words(
                translate(mark("没有人变动")), translate(mark("最近一次评审后层级没有变化"))
            )
        self._show_rows(rows)

    def _show_rows(self, rows: Sequence[Row]) -> None:
        self.list.moves.set_moves(rows)
        self._stack.setCurrentWidget(self.list if rows else self.empty)

    def _on_head_wished(self) -> None:
        is_watch = self._trial is None and self.choice.value() == _WATCH
        self.export_wished.emit(
            TRIED if self._trial is not None else WATCHED if is_watch else MOVED
        )

    def _on_list_activated(self, index: QModelIndex) -> None:
        ids = self.list.moves.ids()
        if 0 <= index.row() < len(ids):
            self.opened.emit(ids[index.row()], ids)


def _is_wanted(key: object, move: TierMove | TrialMove) -> bool:
    return key == _ALL or _direction((move.from_tier, move.to_tier)) == key


def _direction(way: tuple[Tier, Tier]) -> str:
    """Tell up from down; to lose the last figure is neither."""
    if Tier.NONE in way:
        return ""
    return _UP if tier_rank(way[1]) > tier_rank(way[0]) else _DOWN


def _sum(counts: Mapping[tuple[Tier, Tier], int], direction: str) -> int:
    return sum(count for way, count in counts.items() if _direction(way) == direction)
