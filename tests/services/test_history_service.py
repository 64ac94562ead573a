"""Undo, redo and history as a user has them."""

from dataclasses import replace

import pytest

from branchcrm.domain.bulk_edit import BulkAction, BulkStep
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import NotAllowedError, NotFoundError
from branchcrm.domain.ids import CustomerId, OperationId
from branchcrm.domain.operation import (
    NothingToRedoError,
    NothingToUndoError,
    NotReversibleError,
    RedoneNothingError,
    UndoneNothingError,
)
from branchcrm.domain.reveal import RevealReason, SecretField
from branchcrm.services.use_cases import Services


def add(services: Services) -> CustomerId:
    changes = services.customers.add(CustomerDraft(name="周雅琴", phone="13812345678"))
    return CustomerId(changes.only_id(Aspect.CUSTOMER))


def test_with_nothing_done_there_is_nothing_to_undo_or_redo(services: Services) -> None:
    with pytest.raises(NothingToUndoError):
        services.history.undo()
    with pytest.raises(NothingToRedoError):
        services.history.redo()


def test_redo_ends_when_something_else_was_done(services: Services) -> None:
    add(services)
    services.history.undo()
    add(services)
    with pytest.raises(NothingToRedoError):
        services.history.redo()


def test_an_operation_is_undone_once(services: Services) -> None:
    add(services)
    services.history.undo(OperationId(2))
    with pytest.raises(NotReversibleError, match="已经撤销"):
        services.history.undo(OperationId(2))


def test_declared_irreversible_and_empty_operations_stay(services: Services) -> None:
    number = add(services)
    with pytest.raises(NotReversibleError, match="不能撤销"):
        services.history.undo(OperationId(1))
    services.customers.edit(number, services.customers.draft_of(number))
    with pytest.raises(NotReversibleError, match="没有改动"):
        services.history.undo(OperationId(3))
    services.customers.reveal(number, SecretField.PHONE, RevealReason.CHECK)
    services.history.undo()
    with pytest.raises(NotFoundError):
        services.history.undo(OperationId(99))


def test_a_clerk_undoes_own_operations_only(services: Services, clerk: Services) -> None:
    add(services)
    operation = services.history.latest()[0].id
    with pytest.raises(NotAllowedError):
        clerk.history.undo(operation)
    with pytest.raises(NothingToUndoError):
        clerk.history.undo()
    add(clerk)
    clerk.history.undo()
    add(clerk)
    services.history.undo(clerk.history.latest()[0].id)


def test_history_lists_newest_first_in_pages(services: Services) -> None:
    number = add(services)
    services.customers.edit(number, replace(services.customers.draft_of(number), address="人民路"))
    latest = services.history.latest(limit=2)
    assert [done.name for done in latest] == ["customer.edit", "customer.add"]
    assert [done.id for done in services.history.latest(before=latest[-1].id)] == [1]
    about = services.history.latest(customer_id=number)
    assert [done.name for done in about] == ["customer.edit", "customer.add"]


def move(services: Services, number: CustomerId, address: str) -> OperationId:
    draft = replace(services.customers.draft_of(number), address=address)
    return services.customers.edit(number, draft).operation_id


def test_an_undo_that_could_change_nothing_leaves_the_operation_to_be_undone_later(
    services: Services,
) -> None:
    number = add(services)
    first, second = (move(services, number, place) for place in ("和平路 1 号", "和平路 2 号"))
    with pytest.raises(UndoneNothingError, match="周雅琴 C-000001（之后有人修改过）"):
        services.history.undo(first)
    assert services.history.latest()[0].id == second
    services.history.undo(second)
    services.history.undo(first)
    assert services.customers.get(number).facts.address == ""


def test_an_undo_that_could_change_nothing_names_the_first_rows(services: Services) -> None:
    ids = [add(services) for _place in range(5)]
    step = BulkStep(action=BulkAction.SET, field="address", value="和平路 1 号")
    together = services.bulk_edits.apply(ids, [step]).operation_id
    for number in ids:
        move(services, number, "和平路 2 号")
    with pytest.raises(UndoneNothingError, match="还有 2 条"):
        services.history.undo(together)
    assert services.history.undo().kept == ()
    assert len(services.history.undo(together).kept) == 4


def test_a_redo_that_could_change_nothing_leaves_the_operation_undone(
    services: Services, clerk: Services
) -> None:
    number = add(services)
    first = move(services, number, "和平路 1 号")
    services.history.undo(first)
    second = move(clerk, number, "和平路 2 号")
    with pytest.raises(RedoneNothingError):
        services.history.redo()
    clerk.history.undo(second)
    services.history.redo()
    assert services.customers.get(number).facts.address == "和平路 1 号"
