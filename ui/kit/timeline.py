"""The history of one record: filtered by kind, searched, read page by page."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from branchcrm.domain.wording import mark
from ui.kit.choices import Option, SegmentedControl
from ui.kit.labels import label
from ui.kit.search_field import SearchField
from ui.kit.theme import current_theme
from ui.kit.timeline_list import PADDING, TimelineList
from ui.kit.timeline_model import TimelineEntry
from ui.kit.translation import translate

ALL = "all"


class Timeline(QFrame):
    """Segments with counts and a search above a list that is filled page by page.

    `asked` wants the entries of a kind, or of all, with some words, from the newest on;
    `more_wished` wants the page after those that are shown.
    """

    asked = Signal(str, str)
    more_wished = Signal()
    opened = Signal(object)

    def __init__(self, kinds: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """Take the kinds that can be filtered by: key and words."""
        super().__init__(parent)
        self._has_more = False
        self._options: list[Option] = []
        self._kinds = ((ALL, translate(mark("全部"))), *kinds)
        self.segments = SegmentedControl(
            [Option(key=key, label=words) for key, words in self._kinds], is_small=True
        )
        self.search = SearchField(translate(mark("在动态中查找")), hint="")
        self.search.setMaximumWidth(current_theme().px(180))
        self.search.setMinimumWidth(current_theme().px(96))
        self.list = TimelineList()
        self._empty = label("", "muted")
        self._empty.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        self.segments.changed.connect(self._ask)
        self.search.searched.connect(self._ask)
        self.search.left_down.connect(self.list.setFocus)
        self.list.opened.connect(self.opened)
        self.list.verticalScrollBar().valueChanged.connect(self._look_for_the_end)
        self.list.verticalScrollBar().rangeChanged.connect(self._look_for_the_end)
        self._empty.hide()

    @property
    def kind(self) -> str:
        """Give the kind whose entries are wanted, or nothing for all."""
        chosen = self.segments.value()
        return "" if chosen in (ALL, None) else str(chosen)

    @property
    def entry_count(self) -> int:
        """Count the entries read so far."""
        return len(self.list.lines.entries)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Say how many there are of each kind; kinds without any leave the segments."""
        shown = {ALL: sum(counts.values()), **counts}
        options = [
            Option(key=key, label=f"{words} {shown.get(key, 0):,}")
            for key, words in self._kinds
            if shown.get(key, 0) or key == ALL
        ]
        self.segments.show()
        if options != self._options:
            self._options = options
            self.segments.set_options(options)

    def set_entries(self, entries: Sequence[TimelineEntry], *, has_more: bool = False) -> None:
        """Show entries, newest first; `has_more` tells whether others follow."""
        bar = self.list.verticalScrollBar()
        scrolled = bar.value()
        self.list.lines.set_entries(entries)
        self._settle(has_more=has_more)
        bar.setValue(scrolled)
        self._look_for_the_end()

    def add_entries(self, entries: Sequence[TimelineEntry], *, has_more: bool) -> None:
        """Show the page that follows."""
        self.list.lines.add_entries(entries)
        self._settle(has_more=has_more)
        self._look_for_the_end()

    def begin(self) -> None:
        """Show nothing of the last record, and want everything of the next, from the top."""
        self._has_more = False
        self.list.lines.set_entries(())
        self.list.lines.expanded.clear()
        self._empty.hide()
        self.segments.hide()
        with QSignalBlocker(self.search):
            self.search.clear()
        self.segments.set_value(ALL)
        self.list.scrollToTop()

    def _settle(self, *, has_more: bool) -> None:
        self._has_more = False
        # The bar knows where the end is only after the lines are laid out.
        self.list.doItemsLayout()
        self._has_more = has_more
        is_empty = not self.entry_count
        words = mark("没有找到") if self.kind or self.search.text().strip() else mark("还没有动态")
        self._empty.setText(translate(words))
        self._empty.setVisible(is_empty)

    def _look_for_the_end(self, *_change: object) -> None:
        """Wish for more as soon as less than a screen is left below."""
        bar = self.list.verticalScrollBar()
        if self._has_more and bar.maximum() - bar.value() <= bar.pageStep():
            self._has_more = False
            self.more_wished.emit()

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("line", "bottom")
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 10, 16, 9)
        row.addWidget(self.segments)
        row.addStretch(1)
        row.addWidget(self.search, 1)
        return head

    def _ask(self, _change: object = None) -> None:
        self.list.scrollToTop()
        self.asked.emit(self.kind, self.search.text().strip())
