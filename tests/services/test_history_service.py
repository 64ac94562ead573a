"""Undo, redo and history as a user has them."""

from dataclasses import replace

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import NotAllowedError, NotFoundError
from branchcrm.domain.ids import CustomerId, OperationId
from branchcrm.domain.operation import (
    NothingToRedoError,
    NothingToUndoError,
    NotReversibleError,
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
