"""Shows the current customer of the list in the pane beside it."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from ui.customers.detail_content import LATEST, DetailContent
from ui.customers.portrait_reading import Portrait, read_portrait
from ui.kit.detail_pane import Debounce, DetailPane, PaneFrame
from ui.kit.latest import Latest
from ui.kit.page import PageContext
from ui.kit.table_view import TableView


class ListPane(QObject):
    """Follows the current row after a moment; reads off the main thread."""

    opened = Signal(object)

    def __init__(self, context: PageContext, table: TableView) -> None:
        """Follow a table."""
        super().__init__(table)
        self._context, self._table = context, table
        self.pane = DetailPane(
            (
                (("Enter",), self.tr("打开画像")),
                (("J", "K"), self.tr("上下一位")),
                (("Space",), self.tr("选择")),
            )
        )
        self._frame: PaneFrame | None = None
        self._settled = Debounce(self)
        self._latest = Latest(context.tasks, self)
        self._settled.settled.connect(self._on_settled)
        self._latest.answered.connect(self._on_latest_answered)
        self._latest.failed.connect(self._on_latest_failed)
        table.current_changed.connect(self._settled.tell)

    def place_beside(self, frame: PaneFrame) -> None:
        """Name the frame that opens and closes the pane."""
        self._frame = frame
        self._table.escaped.connect(frame.close_pane)

    def renew(self) -> None:
        """Read the current customer again."""
        self._settled.tell(self._table.current_id())

    def show_at_once(self) -> None:
        """Show the current customer without waiting for the row to settle."""
        self._settled.finish()

    def close(self) -> None:
        """Close the pane."""
        if self._frame is not None:
            self._frame.close_pane()

    def _on_settled(self, customer_id: object) -> None:
        if not isinstance(customer_id, int):
            self.close()
            return
        number = CustomerId(customer_id)
        services = self._context.services
        self._latest.ask(number, partial(read_portrait, services, number, latest=LATEST))

    def _on_latest_answered(self, customer_id: object, portrait: Portrait) -> None:
        if customer_id != self._table.current_id() or self._frame is None:
            return
        content = DetailContent(self._context, portrait)
        content.opened.connect(self.opened)
        content.closed.connect(self.close)
        self.pane.set_content(content)
        self._frame.open_pane()

    def _on_latest_failed(self, error: Exception) -> None:
        self.close()
        if not isinstance(error, BranchCrmError):
            raise error
