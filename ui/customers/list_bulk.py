"""What can be done with the ticked customers of the list."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import CustomerFilter
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.rights import Right
from ui.customers.bulk_edit import BulkEditDialog
from ui.customers.letter_writing import LetterWriting
from ui.customers.list_body import CustomerListBody
from ui.customers.list_export import ListExport
from ui.kit.many_dialog import Many
from ui.kit.page import PageContext


class ListBulk(QObject):
    """Offers only what exists and what the acting person may do."""

    def __init__(
        self, context: PageContext, body: CustomerListBody, exports: ListExport, parent: QObject
    ) -> None:
        """Put the actions on the bar of a list."""
        super().__init__(parent)
        self._context, self._body, self._exports = context, body, exports
        self._may_remove = context.services.actor.may(Right.REMOVE_CUSTOMERS)
        self._may_assign = context.services.actor.may(Right.HAND_OVER)
        bulk = body.bulk
        self._assign = bulk.add_action(self.tr("分配经理"), "ph.user", self.assign)
        self._may_plan = context.services.actor.may(Right.PLAN_VISITS)
        self._visit = bulk.add_action(self.tr("安排回访"), "ph.calendar-plus", self.plan_visits)
        self._tag = bulk.add_action(self.tr("加标签"), "ph.tag", self.tag)
        self._take = bulk.add_action(self.tr("导出所选"), "ph.export", self.take_out)
        self.letters = LetterWriting(context, body)
        self._write = bulk.add_action(self.tr("写信"), "ph.envelope-simple", self.write)
        self._may_edit = context.services.actor.may(Right.EDIT_CUSTOMERS)
        self._edit = bulk.add_action(self.tr("批量修改"), "ph.pencil-simple", self.edit)
        self._remove = bulk.add_action(self.tr("删除"), "ph.trash", self.remove)
        self._restore = bulk.add_action(self.tr("恢复"), "ph.arrow-counter-clockwise", self.restore)
        self.renew()

    def renew(self) -> None:
        """Offer what the open view allows."""
        is_bin, offer = self._body.view.is_bin, self._body.bulk.offer
        can_edit = self._may_edit and not is_bin
        offer(self._assign, is_offered=can_edit and self._may_assign)
        offer(self._visit, is_offered=self._may_plan and not is_bin)
        offer(self._tag, is_offered=can_edit)
        offer(self._take, is_offered=self._exports.is_allowed)
        offer(self._write, is_offered=self._exports.is_allowed and not is_bin)
        offer(self._edit, is_offered=can_edit)
        offer(self._remove, is_offered=self._may_remove and not is_bin)
        offer(self._restore, is_offered=self._may_remove and is_bin)

    def remove(self) -> None:
        """Move the ticked customers into the recycle bin; undo brings them back."""
        self._run(self._context.services.customers.remove)

    def restore(self) -> None:
        """Bring the ticked customers back from the recycle bin."""
        self._run(self._context.services.customers.restore)

    def edit(self) -> BulkEditDialog | None:
        """Change the ticked customers that the list shows; hidden ones stay as they are."""
        return self._open_edit()

    def assign(self) -> BulkEditDialog | None:
        """Give the ticked customers another account manager."""
        return self._open_edit("manager")

    def tag(self) -> BulkEditDialog | None:
        """Give the ticked customers tags."""
        return self._open_edit("added_tags")

    def plan_visits(self) -> None:
        """Plan visits for the ticked customers, spread over workdays."""
        ids = self._ticked()
        if ids:
            clear = self._body.table.rows.clear_checked
            self._context.navigator.schedule_visits(ids, clear)

    def _open_edit(self, field: str = "") -> BulkEditDialog | None:
        ids = self._ticked()
        clear = self._body.table.rows.clear_checked
        if not ids:
            return None
        many = Many(ids=ids, host=self._body.window(), done=clear)
        dialog = BulkEditDialog(self._context, many)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        if field:
            dialog.form.focus(field)
        return dialog

    def take_out(self) -> None:
        """Write the ticked customers into a workbook."""
        ids = tuple(self._ticked())
        asked = CustomerFilter(ids=ids, is_removed=self._body.view.is_bin)
        self._exports.offer(self._take, self._body.export_of(asked))

    def write(self) -> None:
        """Write letters to the ticked customers."""
        ids = tuple(self._ticked())
        self.letters.offer(self._write, CustomerFilter(ids=ids), self._body.order)

    def _run(self, command: Callable[[list[CustomerId]], Changes]) -> None:
        ids = [CustomerId(number) for number in self._ticked()]
        if ids and self._context.navigator.run(partial(command, ids)) is not None:
            self._body.table.rows.clear_checked()

    def _ticked(self) -> list[int]:
        """Give the ticked customers that the list shows; one out of sight is left alone."""
        shown = set(self._body.table.rows.ids)
        return [number for number in self._body.table.checked_ids() if number in shown]
