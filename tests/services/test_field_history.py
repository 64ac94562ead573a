"""The past of one field: who changed it, and a value brought back with today's checks."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError, NotAllowedError
from branchcrm.domain.field_history import (
    FieldChange,
    NoSuchChangeError,
    SameValueError,
    UnknownFieldError,
)
from branchcrm.domain.ids import CustomerId, OperationId
from branchcrm.domain.rights import Actor, Role
from branchcrm.services.customers import CodeTakenError
from branchcrm.services.use_cases import Services


def add(services: Services, **values: str) -> CustomerId:
    draft = CustomerDraft(**{"name": "周雅琴", "phone": "13812345678"} | values)  # type: ignore[arg-type]
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def edit(services: Services, number: CustomerId, **values: object) -> OperationId:
    draft = replace(services.customers.draft_of(number), **values)  # type: ignore[arg-type]
    return services.customers.edit(number, draft).operation_id


def past(services: Services, number: CustomerId, field: str | None = None) -> list[FieldChange]:
    return services.field_history.of_customer(number, field)


def test_every_change_of_a_field_is_listed_down_to_the_creation(services: Services) -> None:
    number = add(services)
    edit(services, number, address="人民路 88 号")
    edit(services, number, address="和平路 2 号", email="zhou@example.com")
    add(services, name="林国栋", phone="13912345678")
    listed = [(one.field, one.before, one.after, one.is_first) for one in past(services, number)]
    assert listed == [
        ("email", "", "zhou@example.com", False),
        ("address", "人民路 88 号", "和平路 2 号", False),
        ("address", "", "人民路 88 号", False),
        ("name", "", "周雅琴", True),
        ("code", "", "C-000001", True),
        ("phone", "", "138****5678", True),
    ]
    assert {one.actor for one in past(services, number, "address")} == {"王敏"}


def test_numbers_in_the_past_are_masked(services: Services) -> None:
    number = add(services, card_number="6222021234567890128")
    edit(services, number, phone="13912340000", note="打 13812345678")
    shown = [value for one in past(services, number) for value in (one.before, one.after)]
    assert "138****5678" in shown
    assert not [text for text in shown if "13812345678" in text or "20212345" in text]


def test_birthday_and_account_manager_are_one_field_each(services: Services) -> None:
    number = add(services, birthday="1981-06-14")
    manager = services.customers.manager_of("王敏")
    edit(services, number, birthday="农历八月十五", manager_id=manager)
    changes = {one.field: (one.before, one.after) for one in past(services, number)[:2]}
    assert changes == {"birthday": ("1981-06-14", "农历08-15"), "manager": ("", "王敏")}


def test_a_value_comes_back_as_one_operation_that_can_be_undone(services: Services) -> None:
    number = add(services)
    changed = edit(services, number, phone="13912340000", address="人民路 88 号")
    edit(services, number, address="和平路 2 号")
    services.field_history.restore(number, "phone", changed)
    draft = services.customers.draft_of(number)
    assert (draft.phone, draft.address) == ("138****5678", "和平路 2 号")
    newest = past(services, number)[0]
    assert (newest.field, newest.before) == ("phone", "139****0000")
    assert newest.what.text() == "恢复周雅琴以前的手机"
    services.history.undo()
    assert services.customers.draft_of(number).phone == "139****0000"
    assert all(check.is_ok for check in services.history.verify())


def test_a_document_comes_back_with_its_kind(services: Services) -> None:
    number = add(services, id_type="passport", id_number="E12345678")
    changed = edit(services, number, id_type="id_card", id_number="11010519491231002X")
    services.field_history.restore(number, "id_number", changed)
    draft = services.customers.draft_of(number)
    assert draft.id_type == "passport"


def test_what_cannot_come_back_is_said(services: Services) -> None:
    number = add(services)
    changed = edit(services, number, address="人民路 88 号")
    with pytest.raises(UnknownFieldError):
        services.field_history.restore(number, "shoe_size", changed)
    with pytest.raises(UnknownFieldError):
        past(services, number, "shoe_size")
    with pytest.raises(NoSuchChangeError):
        services.field_history.restore(number, "phone", changed)
    with pytest.raises(NoSuchChangeError):
        services.field_history.restore(number, "address", OperationId(2))
    services.field_history.restore(number, "address", changed)
    with pytest.raises(SameValueError):
        services.field_history.restore(number, "address", changed)


def test_an_old_value_meets_the_checks_of_today(services: Services) -> None:
    number = add(services, code="A-1")
    changed = edit(services, number, code="A-2")
    add(services, name="林国栋", phone="13912345678", code="A-1")
    with pytest.raises(CodeTakenError):
        services.field_history.restore(number, "code", changed)
    with services.context.write("test", services.history.latest()[0].summary) as work:
        facts = work.customers.get(number).facts
        work.customers.change(number, replace(facts, uscc="", phone="1"), work.clock.now())
        wrong = work.commit().operation_id
    edited = edit(services, number, phone="13912340000")
    with pytest.raises(InvalidDraftError) as refused:
        services.field_history.restore(number, "phone", edited)
    assert [problem.field for problem in refused.value.problems] == ["phone"]
    services.field_history.restore(number, "phone", wrong)


def test_what_else_is_wrong_with_a_record_does_not_hinder(services: Services) -> None:
    number = add(services)
    edited = edit(services, number, address="人民路 88 号")
    with services.context.write("test", services.history.latest()[0].summary) as work:
        facts = work.customers.get(number).facts
        work.customers.change(number, replace(facts, phone="1"), work.clock.now())
        work.commit()
    services.field_history.restore(number, "address", edited)
    assert services.customers.draft_of(number).address == ""


def test_undone_and_done_again_the_past_begins_at_the_creation(services: Services) -> None:
    number = add(services)
    services.history.undo()
    services.history.redo()
    assert [one.field for one in past(services, number)] == ["name", "code", "phone"]
    services.customers.remove([number])
    services.customers.restore([number])
    assert len(past(services, number)) == len(["name", "code", "phone"])


def test_without_the_right_nothing_is_brought_back(services: Services) -> None:
    number = add(services)
    changed = edit(services, number, address="人民路 88 号")
    actor = services.actor
    auditor = services.book.services(
        Actor(staff_id=actor.staff_id, name="审计", role=Role.AUDITOR, branch_id=actor.branch_id)
    )
    assert len(past(auditor, number, "address")) == 1
    with pytest.raises(NotAllowedError):
        auditor.field_history.restore(number, "address", changed)


@given(addresses=st.lists(st.sampled_from(["", "甲", "乙", "丙"]), min_size=1, max_size=6))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_each_value_that_stood_once_can_come_back(services: Services, addresses: list[str]) -> None:
    number = add(services)
    for address in addresses:
        edit(services, number, address=address)
    changes = [one for one in past(services, number, "address") if not one.is_first]
    stood = ["", *addresses]
    steps = [(old, later) for old, later in pairwise(stood) if old != later]
    assert [(one.before, one.after) for one in reversed(changes)] == steps
    for one in changes:
        if services.customers.draft_of(number).address != one.before:
            services.field_history.restore(number, "address", one.operation_id)
        assert services.customers.draft_of(number).address == one.before
