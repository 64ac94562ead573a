"""What a user can do with views of the customer list: keep, find, change, share, order them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from branchcrm.data.reading import Reading
from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.filter_parser import parse_filter
from branchcrm.domain.filter_text import filter_text
from branchcrm.domain.ids import ViewId
from branchcrm.domain.list_order import order_by
from branchcrm.domain.ready_view import READY_VIEWS
from branchcrm.domain.rights import Right
from branchcrm.domain.saved_view import ForeignViewError, SavedView, ViewDraft, ViewNameTakenError
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import mark, say
from branchcrm.services.context import Context, requires
from branchcrm.services.filters import catalogue_of

VIEW_WORD = mark("视图")
REMOVED = "removed"
SHARING = Right.EDIT_SETTINGS
"""Who may make views for everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewLook:
    """Whom a view shows, in which order, with which columns; without any, the usual ones."""

    asked: CustomerFilter
    order: CustomerOrder
    columns: tuple[FilterField, ...]


class ViewService:
    """The use cases of saved views."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @property
    def may_share(self) -> bool:
        """Tell whether the acting person may make views for everybody."""
        return self.context.actor.may(SHARING)

    @requires(Right.SEE_CUSTOMERS)
    def all(self) -> list[SavedView]:
        """Give the acting person's views and the shared ones, in their order."""
        with self.context.read() as work:
            return work.views.seen_by(self.context.actor.staff_id)

    @requires(Right.SEE_CUSTOMERS)
    def get(self, view_id: ViewId) -> SavedView:
        """Give one view.

        Raises:
            NotFoundError: there is no such view.
        """
        with self.context.read() as work:
            return work.views.get(view_id)

    @requires(Right.SEE_CUSTOMERS)
    def named(self, name: str) -> SavedView | None:
        """Give the view of a name, one's own before a shared one."""
        even = " ".join(name.split()).casefold()
        found = [view for view in self.all() if view.name.casefold() == even]
        own = [view for view in found if view.owner_id == self.context.actor.staff_id]
        return next(iter([*own, *found]), None)

    @requires(Right.SEE_CUSTOMERS)
    def filter_of(self, name: str) -> CustomerFilter:
        """Give whom a view shows: a ready-made one by its key, a tier, or a saved one by its name.

        Raises:
            NotFoundError: there is no such view.
            FilterTextError: the view asks for a field that the book has no more.
        """
        return self.look_of(name).asked

    @requires(Right.SEE_CUSTOMERS)
    def look_of(self, name: str) -> ViewLook:
        """Give whom a view shows, in which order, with which columns.

        Columns and an order that the book has no more are left out.

        Raises:
            NotFoundError: there is no such view.
            FilterTextError: the view asks for a field that the book has no more.
        """
        draft, is_removed = self._draft_of(name)
        with self.context.read() as work:
            catalogue = catalogue_of(work)
        order = order_by(draft.sort_key, catalogue, is_descending=draft.is_descending)
        where = parse_filter(draft.condition, catalogue)
        named = (catalogue.get(column.key) for column in draft.columns)
        return ViewLook(
            asked=CustomerFilter(where=where, is_removed=is_removed),
            order=order or CustomerOrder(),
            columns=tuple(field for field in named if field is not None and field.is_column),
        )

    def _draft_of(self, name: str) -> tuple[ViewDraft, bool]:
        ready = READY_VIEWS.get("bin" if name == REMOVED else name)
        if ready is not None:
            return ViewDraft(condition=ready.condition), ready.is_removed
        if name in set(Tier):
            return ViewDraft(condition=f"tier = {name}"), False
        view = self.named(name)
        if view is None:
            raise NotFoundError(what=say(VIEW_WORD), key=name)
        return view.draft, False

    @requires(Right.SEE_CUSTOMERS)
    def add(self, draft: ViewDraft) -> Changes:
        """Keep a view under a new name.

        Raises:
            InvalidDraftError: something must be changed first.
            ViewNameTakenError: a view that the person sees has the name.
            FilterTextError: the condition cannot be read.
            NotAllowedError: it is to be shared, and the role may not.
        """
        with self.context.write("view.add", say("新建视图“{name}”", name=draft.name)) as work:
            checked = self._checked(work, draft, None)
            work.views.add(checked, self.context.actor.staff_id, work.clock.now())
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def save_over(self, view_id: ViewId, draft: ViewDraft) -> Changes:
        """Keep a view as it looks now; renaming, sharing and pinning are the same.

        Raises:
            ForeignViewError: it is another person's.
            InvalidDraftError: something must be changed first.
            ViewNameTakenError: another view has the name.
            FilterTextError: the condition cannot be read.
            NotAllowedError: it is shared, and the role may not.
        """
        with self.context.write("view.edit", say("修改视图“{name}”", name=draft.name)) as work:
            kept = self._own(work, view_id)
            if kept.draft.is_shared:
                self.context.actor.require(SHARING)
            work.views.change(view_id, self._checked(work, draft, view_id), work.clock.now())
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def pin(self, view_id: ViewId, *, is_pinned: bool) -> Changes:
        """Show a view in the rail, or no longer."""
        return self.save_over(view_id, replace(self.get(view_id).draft, is_pinned=is_pinned))

    @requires(Right.SEE_CUSTOMERS)
    def share(self, view_id: ViewId, *, is_shared: bool) -> Changes:
        """Let everybody see a view, or no longer."""
        return self.save_over(view_id, replace(self.get(view_id).draft, is_shared=is_shared))

    @requires(Right.SEE_CUSTOMERS)
    def place(self, ids: Sequence[ViewId]) -> Changes:
        """Put the acting person's views into an order; those of others stay where they are."""
        with self.context.write("view.order", say("调整视图顺序")) as work:
            own = self.context.actor.staff_id
            seen = {view.id: view for view in work.views.seen_by(own)}
            work.views.place([one for one in ids if one in seen and seen[one].owner_id == own])
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def remove(self, view_id: ViewId) -> Changes:
        """Take a view away; undo brings it back.

        Raises:
            ForeignViewError: it is another person's.
            NotAllowedError: it is shared, and the role may not.
        """
        name = self.get(view_id).name
        with self.context.write("view.remove", say("删除视图“{name}”", name=name)) as work:
            if self._own(work, view_id).draft.is_shared:
                self.context.actor.require(SHARING)
            work.views.remove(view_id)
            return work.commit()

    def _own(self, work: Reading, view_id: ViewId) -> SavedView:
        """Give a view that the acting person may change: one's own, or by the right to share."""
        kept = work.views.get(view_id)
        is_own = kept.owner_id == self.context.actor.staff_id
        if not is_own and not (kept.draft.is_shared and self.may_share):
            raise ForeignViewError(name=kept.name, owner=kept.owner)
        return kept

    def _checked(self, work: Reading, draft: ViewDraft, view_id: ViewId | None) -> ViewDraft:
        checked = draft.checked()
        if checked.is_shared:
            self.context.actor.require(SHARING)
        for view in work.views.seen_by(self.context.actor.staff_id):
            if view.id != view_id and view.name.casefold() == checked.name.casefold():
                raise ViewNameTakenError(name=view.name)
        node = parse_filter(checked.condition, catalogue_of(work))
        return replace(checked, condition=filter_text(node))
