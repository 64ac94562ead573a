"""A field that takes a product's name or code and completes those of the list."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit
from typing_extensions import override

from ui.kit.form_field import Editor
from ui.kit.page import PageContext


class ProductEditor(Editor):
    """One line with the known products below it while something is typed."""

    def __init__(self, context: PageContext) -> None:
        """Offer the products that are active."""
        self.line = QLineEdit()
        super().__init__(self.line)
        names = [kept.name for kept in context.services.products.all()]
        completer = QCompleter(names, self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        self.line.textChanged.connect(self.changed)
        self.line.editingFinished.connect(self.left)

    @override
    def value(self) -> object:
        return self.line.text().strip()

    @override
    def set_value(self, value: object) -> None:
        self.line.setText("" if value is None else str(value))
