"""Who changed tier at the latest review and since: all, up, or down."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from branchcrm.domain.tier import Tier, tier_rank
from branchcrm.domain.tier_board import TierBoard
from branchcrm.domain.tier_outcome import TierMove
from branchcrm.domain.wording import mark
from ui.kit.choices import Option, SegmentedControl
from ui.kit.formats import Formats
from ui.kit.page_parts import Card, EmptyState
from ui.kit.translation import translate
from ui.tiers.move_list import MoveList

_ALL, _UP, _DOWN = "all", "up", "down"


class MovesCard(Card):
    """The movers with their old and their present tier; each leads to the customer."""

    opened = Signal(int, object)

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__(translate(mark("最近变动")))
        self._formats = formats
        self._board: TierBoard | None = None
        self.choice = SegmentedControl(
            [Option(key, "") for key in (_ALL, _UP, _DOWN)], is_small=True
        )
        self.choice.changed.connect(self._on_choice_changed)
        self.list = MoveList(formats)
        self.list.activated.connect(self._on_list_activated)
        self.list.clicked.connect(self._on_list_activated)
        self._empty = EmptyState(
            translate(mark("没有人变动")), translate(mark("最近一次评审后层级没有变化"))
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._filled())
        self._stack.addWidget(self._empty)
        self.add(self._stack, 1)

    def _filled(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.addWidget(self.choice)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        return holder

    def show_board(self, board: TierBoard) -> None:
        """Show the moves of a board."""
        self._board = board
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
        ):
            self.choice.set_label(key, translate(words).format(count=count(number)))
        self._stack.setCurrentIndex(0 if board.moves else 1)
        self._on_choice_changed(self.choice.value())

    def _on_choice_changed(self, key: object) -> None:
        if self._board is not None:
            wanted = partial(_is_wanted, key)
            self.list.moves.set_moves([move for move in self._board.moves if wanted(move)])

    def _on_list_activated(self, index: QModelIndex) -> None:
        ids = self.list.moves.ids()
        if 0 <= index.row() < len(ids):
            self.opened.emit(ids[index.row()], ids)


def _is_wanted(key: object, move: TierMove) -> bool:
    return key == _ALL or _direction((move.from_tier, move.to_tier)) == key


def _direction(way: tuple[Tier, Tier]) -> str:
    """Tell up from down; to lose the last figure is neither."""
    if Tier.NONE in way:
        return ""
    return _UP if tier_rank(way[1]) > tier_rank(way[0]) else _DOWN


def _sum(counts: Mapping[tuple[Tier, Tier], int], direction: str) -> int:
    return sum(count for way, count in counts.items() if _direction(way) == direction)
