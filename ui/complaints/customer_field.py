"""The field that names the complaining customer: found while typing, or just a name."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QStringListModel, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QStackedLayout, QWidget
from typing_extensions import override

from ui.kit.buttons import IconButton
from ui.kit.form_field import Editor
from ui.kit.labels import TierBadge, label
from ui.kit.paint import fill_round, outline_round, token
from ui.kit.theme import current_theme

if TYPE_CHECKING:
    from branchcrm.domain.customer import CustomerRow
    from branchcrm.domain.ids import CustomerId
    from ui.kit.page import PageContext

MOST_HITS = 8


class ChosenCustomer(QFrame):
    """The customer that was chosen, with what tells them from others of the name."""

    def __init__(self) -> None:
        """Begin with nobody."""
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(10, 0, 2, 0)
        self._row.setSpacing(8)
        self._name = label()
        self._tier = TierBadge("none")
        self._facts = label("", "muted")
        self.clear_button = IconButton("ph.x", self.tr("换一位客户"), is_small=True)
        for widget in (self._name, self._tier, self._facts):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.clear_button)
        self.setFocusProxy(self.clear_button)

    def show_customer(self, row: "CustomerRow") -> None:
        """Show another customer."""
        self._name.setText(row.name)
        self._tier.set_tier(row.tier)
        self._tier.setVisible(row.tier != "none")
        facts = (row.phone, row.manager or row.code)
        self._facts.setText(" · ".join(filter(None, facts)))
        self.setAccessibleName(row.name)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, box = QPainter(self), QRectF(self.rect())
        fill_round(painter, box, token("surface"))
        outline_round(painter, box, token("ctl"))


class CustomerField(Editor):
    """Finds a customer by name, pinyin, phone or code; its value is the customer's id."""

    def __init__(self, context: "PageContext") -> None:
        """Make the search line and the place of the chosen customer."""
        holder = QWidget()
        super().__init__(holder)
        self._context = context
        self._hits: list[CustomerRow] = []
        self._chosen: CustomerId | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("姓名、拼音、手机号或客户编号"))
        self.chosen = ChosenCustomer()
        self._words = QStringListModel(holder)
        self.completer = QCompleter(self._words, holder)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setWidget(self.line)
        self.completer.setMaxVisibleItems(MOST_HITS)
        self._stack = QStackedLayout(holder)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self.line)
        self._stack.addWidget(self.chosen)
        holder.setFixedHeight(current_theme().px(32))
        self.line.textEdited.connect(self._on_line_text_edited)
        self.line.editingFinished.connect(self.left)
        self.completer.activated.connect(self._on_completer_activated)
        self.chosen.clear_button.clicked.connect(self._on_clear_clicked)

    @property
    @override
    def focus_widget(self) -> QWidget:
        return self.line if self._chosen is None else self.chosen.clear_button

    @property
    def typed_name(self) -> str:
        """Give the name of somebody who is not in the book."""
        return "" if self._chosen is not None else self.line.text().strip()

    @override
    def value(self) -> object:
        return None if self._chosen is None else int(self._chosen)

    @override
    def set_value(self, value: object) -> None:
        rows = self._context.services.customers.rows([value]) if isinstance(value, int) else []
        self._chosen = rows[0].id if rows else None
        if rows:
            self.chosen.show_customer(rows[0])
        self.line.clear()
        self._stack.setCurrentIndex(1 if rows else 0)

    def choose(self, position: int) -> None:
        """Take one of the customers that were found."""
        self.set_value(int(self._hits[position].id))
        self._hide_hits()
        self.changed.emit()
        self.left.emit()

    def _on_line_text_edited(self, text: str) -> None:
        found = self._context.services.customers.search(text, MOST_HITS) if text.strip() else None
        self._hits = [hit.row for hit in found.hits] if found is not None else []
        self._words.setStringList([_words(row) for row in self._hits])
        if self._hits:
            self.completer.complete()
        else:
            self._hide_hits()
        self.changed.emit()

    def _on_completer_activated(self, words: str) -> None:
        listed = self._words.stringList()
        if words in listed:
            self.choose(listed.index(words))

    def _hide_hits(self) -> None:
        popup = self.completer.popup()
        if popup is not None:
            popup.hide()

    def _on_clear_clicked(self) -> None:
        self.set_value(None)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


def _words(row: "CustomerRow") -> str:
    return "  ".join(filter(None, (row.name, row.phone, row.code)))
