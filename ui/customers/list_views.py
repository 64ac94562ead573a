"""Opens views in the customer list, tells when one was changed, keeps and restores them."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.changes import Aspect, Changes
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.filter_text import filter_text
from branchcrm.domain.saved_view import ViewColumn, ViewDraft
from ui.customers.list_body import CustomerListBody
from ui.customers.list_parts import KEEP, KEEP_AS, MANAGE, RESTORE, ViewSwitch
from ui.customers.remembered import RememberedState
from ui.customers.view_desk import ViewDesk
from ui.customers.view_form import ViewDialog
from ui.customers.views import ALL, OpenView, find_view, ready_view, with_controls
from ui.kit.page import PageContext

STATE_KEY = "list.customers"


class ListViews(QObject):
    """Keeps the switch, the list and the kept view in step."""

    opened = Signal()

    def __init__(
        self, context: PageContext, body: CustomerListBody, switch: ViewSwitch, parent: QObject
    ) -> None:
        """Take the list and the switch above it."""
        super().__init__(parent)
        self._context, self._body, self._switch = context, body, switch
        self._kept = ViewDraft()
        self._is_opening = False
        self._states: dict[str, RememberedState] = {}
        switch.chosen.connect(self.open_key)
        switch.wished.connect(self._on_switch_wished)
        body.filters.keep_wished.connect(self.keep)
        body.filters.restore_wished.connect(self.restore)
        body.table.state_changed.connect(self._on_table_state_changed)
        body.question_changed.connect(self._on_body_question_changed)

    @property
    def is_changed(self) -> bool:
        """Tell whether the list looks other than its view was kept."""
        return self.draft() != self._kept

    def open_key(self, key: object) -> None:
        """Open the view of a key; one that is gone leaves everybody."""
        self.show(find_view(self._context.services, key) or ready_view(ALL))
        self.opened.emit()

    def show(self, view: OpenView) -> None:
        """Show a view as it was kept."""
        state = self._state_of(view)
        self._is_opening = True
        try:
            self._body.show_view(view, state)
        except BranchCrmError as error:
            self._context.prompts.error(error)
            self._body.show_view(ready_view(ALL), self._remembered(ready_view(ALL)).read())
        finally:
            self._is_opening = False
        self._switch.show_view(self._body.view)
        self._kept = self.draft()
        self._tell()

    def draft(self) -> ViewDraft:
        """Give the list as it looks now, with its tab and search, under the name of its view."""
        body = self._body
        text = body.filters.search.text()
        where = with_controls(body.catalogue, body.where, body.tier, text)
        return replace(self._standing(), condition=filter_text(where))

    def _standing(self) -> ViewDraft:
        """Give the list as it looks now, without the tab and the search of the moment."""
        body, choices = self._body, self._body.table.choices
        has_own = bool(choices.order or choices.widths or choices.shown)
        columns = tuple(
            ViewColumn(key=column.key, width=choices.widths.get(column.key))
            for column in body.table.places.wanted()
        )
        return replace(
            body.view.draft,
            condition=filter_text(body.where),
            columns=columns if has_own else (),
            sort_key=choices.sort_key,
            is_descending=choices.is_descending,
            density=str(choices.density),
        )

    def keep(self) -> None:
        """Keep the changes of a saved view; a ready-made one is kept under a new name."""
        saved = self._body.view.saved
        if saved is None:
            self.keep_as()
            return
        command = partial(self._context.services.views.save_over, saved.id, self.draft())
        if self._context.navigator.run(command) is not None:
            self.open_key(self._body.view.key)

    def keep_as(self) -> None:
        """Ask for a name and keep the list as it looks now."""
        draft = replace(self.draft(), name="", is_shared=False, is_pinned=False)
        dialog = ViewDialog(self._context, draft, self._body.window())
        dialog.saved.connect(self._on_dialog_saved)
        dialog.show_for_input()

    def restore(self) -> None:
        """Show the view as it was kept."""
        self.open_key(self._body.view.key)

    def manage(self) -> ViewDesk:
        """Name, order, pin and remove views."""
        desk = ViewDesk(self._context, self._body.window())
        desk.open()
        return desk

    def renew(self, changes: Changes) -> None:
        """Take note of views that were renamed, changed or removed."""
        if not changes.touches(Aspect.VIEW):
            return
        view = find_view(self._context.services, self._body.view.key)
        if view is None:
            self.open_key(ALL)
        elif view.draft != self._body.view.draft:
            is_only_named = _looks(view.draft) == _looks(self._body.view.draft)
            self._body.view = view if is_only_named else self._body.view
            self._switch.show_view(view)
            draft = view.draft
            self._kept = replace(
                self._kept,
                name=draft.name,
                is_shared=draft.is_shared,
                is_pinned=draft.is_pinned,
            )

    def _state_of(self, view: OpenView) -> dict[str, object]:
        if view.saved is None:
            return self._remembered(view).read()
        draft = view.draft
        state: dict[str, object] = {
            "sort": draft.sort_key,
            "descending": draft.is_descending,
            "density": draft.density,
        }
        if draft.columns:
            keys = [column.key for column in draft.columns]
            others = (one for one in self._body.table.rows.columns if not one.stretches)
            first = [one.key for one in self._body.table.rows.columns if one.stretches]
            state |= {
                "order": ["check", *(key for key in first if key not in keys), *keys],
                "shown": {one.key: one.key in keys for one in others if one.key != "check"},
                "widths": {one.key: one.width for one in draft.columns if one.width is not None},
            }
        return state

    def _remembered(self, view: OpenView) -> RememberedState:
        key = STATE_KEY if view.is_all else f"{STATE_KEY}.{view.key}"
        if key not in self._states:
            self._states[key] = RememberedState(self._context, key, self)
        return self._states[key]

    def _on_switch_wished(self, command: str) -> None:
        if command == MANAGE:
            self.manage()
        else:
            {KEEP: self.keep, KEEP_AS: self.keep_as, RESTORE: self.restore}[command]()

    def _on_dialog_saved(self, changes: Changes) -> None:
        self.open_key(f"saved:{changes.only_id(Aspect.VIEW)}")

    def _on_table_state_changed(self) -> None:
        view = self._body.view
        if view.saved is None and not self._is_opening:
            self._remembered(view).keep(self._body.table.view_state())
            kept = self.draft()
            self._kept = replace(kept, condition=self._kept.condition)
        self._tell()

    def _on_body_question_changed(self, _anchor: object) -> None:
        self._tell()

    def _tell(self) -> None:
        """Offer to keep or restore where there is something to keep or restore."""
        if self._is_opening:
            return
        self._switch.is_changed = self.is_changed
        self._body.filters.set_changed(is_changed=self._standing() != self._kept)


def _looks(draft: ViewDraft) -> ViewDraft:
    return replace(draft, name="", is_shared=False, is_pinned=False)
