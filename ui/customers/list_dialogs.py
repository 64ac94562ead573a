"""The dialogs over the customer list: its filter and its columns."""

from functools import partial

from PySide6.QtCore import QObject

from ui.customers.field_columns import column_entries
from ui.customers.filter_dialog import FilterDialog
from ui.customers.list_body import CustomerListBody
from ui.customers.views import asked_of
from ui.kit.columns_dialog import ColumnsDialog
from ui.kit.page import PageContext


class ListDialogs(QObject):
    """Opens the builder at a chip or for a further condition, and the choice of columns."""

    def __init__(self, context: PageContext, body: CustomerListBody, parent: QObject) -> None:
        """Take the list, whose bar asks for them."""
        super().__init__(parent)
        self._context, self._body = context, body
        body.filters.filters_wished.connect(self.build_filter)
        body.filters.part_opened.connect(self.build_filter)
        body.filters.add_table_tools(body.table, self.choose_columns)

    def build_filter(self, place: int | None = None) -> FilterDialog:
        """Build the filter, at one of its parts or with a further condition."""
        matching = partial(asked_of, self._body.view)
        dialog = FilterDialog(self._context, matching, self._body.window())
        dialog.applied.connect(self._body.set_where)
        dialog.show_node(self._body.where, place)
        return dialog

    def choose_columns(self) -> ColumnsDialog:
        """Choose the columns and their order."""
        entries = column_entries(self._context.services, self._body.table.rows.columns)
        dialog = ColumnsDialog(self._body.table, entries, self._body.window())
        dialog.open()
        dialog.line.setFocus()
        return dialog
