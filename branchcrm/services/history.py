"""What a user can do with the past: look at it, take an operation back, do it again."""

from branchcrm.data.verification import Check
from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import CustomerId, OperationId
from branchcrm.domain.operation import (
    ALREADY_UNDONE,
    DECLARED_IRREVERSIBLE,
    NOTHING_IN_IT,
    NothingToRedoError,
    NothingToUndoError,
    NotReversibleError,
    Operation,
)
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import say
from branchcrm.services.context import Context, requires
from branchcrm.services.tier_settling import settle_results


class HistoryService:
    """The use cases of history, undo and redo."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_HISTORY)
    def latest(
        self,
        *,
        limit: int | None = None,
        before: OperationId | None = None,
        customer_id: CustomerId | None = None,
    ) -> list[Operation]:
        """List operations, newest first, of the whole book or about one customer."""
        with self.context.read() as work:
            return work.history.latest(limit=limit, before=before, customer_id=customer_id)

    @requires(Right.UNDO_OWN)
    def undo(self, operation_id: OperationId | None = None) -> Changes:
        """Take back an operation, or the actor's newest one; `kept` names rows left alone.

        Raises:
            NothingToUndoError: there is none.
            NotReversibleError: it was taken back already, or cannot be.
            NotAllowedError: it is somebody else's and the actor may undo only own ones.
        """
        target = self._target(operation_id)
        self._require_undoable(target)
        summary = say("撤销：{what}", what=target.summary)
        return self._reverse(target, "history.undo", summary.source, target.summary)

    @requires(Right.UNDO_OWN)
    def redo(self) -> Changes:
        """Do the operation again that was undone last.

        Raises:
            NothingToRedoError: something else was done since, or nothing was undone.
        """
        with self.context.read() as work:
            undone = work.history.last_undone(self.context.actor.staff_id)
            if undone is None or undone.reverses_id is None:
                raise NothingToRedoError
            original = work.history.get(undone.reverses_id)
        return self._reverse(undone, "history.redo", say("重做：{what}").source, original.summary)

    @requires(Right.SEE_HISTORY)
    def verify(self) -> list[Check]:
        """Check that the book is whole and that its journal was not altered."""
        with self.context.read() as work:
            return list(work.history.verify())

    def _target(self, operation_id: OperationId | None) -> Operation:
        with self.context.read() as work:
            if operation_id is not None:
                return work.history.get(operation_id)
            found = work.history.last_standing(self.context.actor.staff_id)
        if found is None:
            raise NothingToUndoError
        return found

    def _require_undoable(self, target: Operation) -> None:
        if target.staff_id != self.context.actor.staff_id:
            self.context.actor.require(Right.UNDO_ANY)
        if target.can_be_undone:
            return
        reason = NOTHING_IN_IT
        if not target.stands:
            reason = ALREADY_UNDONE
        elif not target.is_reversible:
            reason = DECLARED_IRREVERSIBLE
        raise NotReversibleError(number=str(target.id), reason=say(reason))

    def _reverse(self, target: Operation, name: str, source: str, what: object) -> Changes:
        writing = self.context.unit_of_work.write(
            name, say(source, what=what), self.context.actor, reverses_id=target.id
        )
        with writing as work:
            work.history.reverse(target)
            settle_results(work, target.id)
            return work.commit()
