"""The last operations of this session."""

from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import OperationId
from branchcrm.domain.wording import say
from ui.shell.undo_stack import UndoStack


def operation(number: int) -> Changes:
    return Changes(operation_id=OperationId(number), summary=say("新建客户"))


def test_the_last_operation_is_taken_back_first() -> None:
    stack = UndoStack()
    stack.done(operation(1))
    stack.done(operation(2))
    assert stack.to_undo == 2
    stack.undone(OperationId(2))
    assert (stack.to_undo, stack.to_redo) == (1, 2)


def test_what_was_taken_back_can_come_back_until_the_next_operation() -> None:
    stack = UndoStack()
    stack.done(operation(1))
    stack.undone(OperationId(1))
    stack.redone(OperationId(1))
    assert (stack.to_undo, stack.to_redo) == (1, None)
    stack.undone(OperationId(1))
    stack.done(operation(2))
    assert (stack.to_undo, stack.to_redo) == (2, None)


def test_twenty_operations_are_kept() -> None:
    stack = UndoStack()
    for number in range(30):
        stack.done(operation(number))
    kept = 0
    while (last := stack.to_undo) is not None:
        stack.undone(last)
        kept += 1
    assert kept == 20


def test_operations_of_others_and_of_earlier_sessions_are_left_alone() -> None:
    stack = UndoStack()
    stack.undone(OperationId(9))
    stack.redone(OperationId(9))
    assert (stack.to_undo, stack.to_redo) == (None, None)
    stack.done(operation(1))
    stack.forget()
    assert stack.to_undo is None
