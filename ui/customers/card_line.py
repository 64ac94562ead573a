"""One line of a portrait's card: who or what, a remark, and what can be done with it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from branchcrm.domain.wording import mark
from ui.kit.action_menu import Action, open_menu
from ui.kit.buttons import IconButton, link
from ui.kit.labels import ElidedLabel, IconMark, TierBadge, label
from ui.kit.theme import current_theme
from ui.kit.translation import translate

SHORT_NAME = 6
ROOM_BESIDE_TIER = 40
"""What a name of three characters and a phone number leave on the narrow card."""


class CardLine(QWidget):
    """Shows parts from left to right; the remark at the right end comes last."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._is_stretched = self._has_tier = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 6, 8, 6)
        self._column.setSpacing(2)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._column.addLayout(self._row)

    def add_icon(self, name: str, ink: str) -> None:
        """Show an icon."""
        self._row.addWidget(IconMark(name, ink))

    def add_name(self, name: str, open_it: Callable[[], object] | None = None) -> None:
        """Show a name; one that can be opened is a link."""
        if open_it is None and len(name) > SHORT_NAME:
            self._row.addWidget(ElidedLabel(name), 1)
            self._is_stretched = True
            return
        if open_it is None:
            self._row.addWidget(label(name))
            return
        button = link(name)
        button.clicked.connect(open_it)
        self._row.addWidget(button)

    def add_tier(self, tier: str) -> None:
        """Show a tier, where there is one."""
        if tier != "none":
            self._has_tier = True
            self._row.addWidget(TierBadge(tier))

    def add_remark(self, text: str) -> None:
        """Say something small beside; under it where a tier leaves too little room."""
        words = ElidedLabel(text, "label")
        room = current_theme().px(ROOM_BESIDE_TIER)
        if text and self._has_tier and words.fontMetrics().horizontalAdvance(text) > room:
            self._column.addWidget(words)
        elif text:
            self._row.addWidget(words, 1)
            self._is_stretched = True

    def add_end(self, text: str, tone: str = "") -> None:
        """Say something at the right end."""
        if not self._is_stretched:
            self._row.addStretch(1)
            self._is_stretched = True
        self._row.addWidget(label(text, tone), 0, Qt.AlignmentFlag.AlignRight)

    def add_actions(self, name: str, actions: Sequence[Action]) -> None:
        """Offer what can be done; without anything the place stays empty."""
        if not self._is_stretched:
            self._row.addStretch(1)
        if not actions:
            self._row.addSpacing(current_theme().px(8))
            return
        words = translate(mark("{name}：更多")).format(name=name)
        more = IconButton("ph.dots-three", words, is_small=True)
        more.clicked.connect(partial(open_menu, more, actions))
        self._row.addWidget(more)
