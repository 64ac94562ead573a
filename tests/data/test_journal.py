"""The journal: every change recorded, chained, and taken back exactly."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, select

from branchcrm.bootstrap import Book
from branchcrm.data.stored import pack, stored, unpack
from branchcrm.data.tables import customer
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId, OperationId
from branchcrm.domain.wording import say
from branchcrm.services.use_cases import Services


def image(book: Book, table: Table = customer) -> list[tuple[object, ...]]:
    """Give every row of a table as stored."""
    with book.unit_of_work.read() as work:
        found = work.connection.execute(select(table).order_by(table.c.id)).all()
        return [tuple(row) for row in found]


def add(services: Services, name: str = "周雅琴", **fields: str) -> CustomerId:
    changes = services.customers.add(CustomerDraft(name=name, **fields))  # type: ignore[arg-type]
    return CustomerId(changes.only_id(Aspect.CUSTOMER))


def edit(services: Services, customer_id: CustomerId, **fields: str) -> OperationId:
    draft = replace(services.customers.draft_of(customer_id), **fields)  # type: ignore[arg-type]
    return services.customers.edit(customer_id, draft).operation_id


def test_undo_restores_the_very_row_and_redo_the_later_one(book: Book, services: Services) -> None:
    customer_id = add(services)
    before = image(book)
    edit(services, customer_id, address="人民路 88 号")
    after = image(book)
    services.history.undo()
    assert image(book) == before
    services.history.redo()
    assert image(book) == after


def test_undoing_a_creation_leaves_no_row_and_no_trace_in_search(
    book: Book, services: Services
) -> None:
    add(services)
    services.history.undo()
    assert image(book) == []
    assert services.customers.search("周雅琴").total == 0
    services.history.redo()
    assert services.customers.search("zyq").total == 1


def test_ids_are_never_used_again(services: Services) -> None:
    first = add(services)
    services.history.undo()
    second = add(services, "何秀兰")
    assert second > first
    kept = services.history.undo(OperationId(4)).kept
    assert kept == ()


def test_undo_leaves_a_value_alone_that_somebody_changed_since(
    services: Services, clerk: Services
) -> None:
    customer_id = add(services)
    operation = edit(services, customer_id, address="人民路 88 号")
    edit(clerk, customer_id, address="和平路 2 号")
    changes = services.history.undo(operation)
    assert services.customers.get(customer_id).facts.address == "和平路 2 号"
    assert [row.row for row in changes.kept] == ["周雅琴 C-000001"]
    assert changes.kept[0].why.text() == "之后有人修改过"


def test_undo_takes_back_one_field_when_another_was_changed_since(
    services: Services, clerk: Services
) -> None:
    customer_id = add(services)
    operation = edit(services, customer_id, address="人民路 88 号")
    edit(clerk, customer_id, employer="市第二实验小学")
    assert services.history.undo(operation).kept == ()
    facts = services.customers.get(customer_id).facts
    assert (facts.address, facts.employer) == ("", "市第二实验小学")


def test_undoing_a_creation_keeps_a_customer_that_was_edited_since(
    services: Services, clerk: Services
) -> None:
    customer_id = add(services)
    edit(clerk, customer_id, address="和平路 2 号")
    changes = services.history.undo()
    assert len(changes.kept) == 1
    assert services.customers.get(customer_id).name == "周雅琴"


def test_the_chain_holds_and_shows_tampering(book: Book, services: Services) -> None:
    customer_id = add(services)
    edit(services, customer_id, address="人民路 88 号")
    assert all(check.is_ok for check in services.history.verify())
    with book.database.write() as connection:
        connection.exec_driver_sql("UPDATE operation SET actor = '别人' WHERE id = 2")
        connection.get_transaction().commit()  # type: ignore[union-attr]
    broken = {check.name for check in services.history.verify() if not check.is_ok}
    assert broken == {"chain"}


def test_data_changed_behind_the_programs_back_is_noticed(book: Book, services: Services) -> None:
    add(services)
    with book.database.write() as connection:
        connection.exec_driver_sql("UPDATE customer SET note = 'x'")
        connection.get_transaction().commit()  # type: ignore[union-attr]
    broken = {check.name for check in services.history.verify() if not check.is_ok}
    assert broken == {"contents"}


def test_a_work_without_commit_leaves_nothing(book: Book, services: Services) -> None:
    before = image(book)
    with services.context.write("trial", say("试")) as work:
        work.rows.insert(
            customer,
            {"branch_id": 1, "code": "X", "kind": "person", "name": "甲", "name_key": "甲"}
            | {"reading": "jia", "syllables": "jia", "initials": "j", "sort_key": "j"}
            | {"created_at": work.clock.now(), "updated_at": work.clock.now()},
        )
    assert image(book) == before
    assert len(services.history.latest()) == 1


def test_created_rows_are_recorded_as_one_range(book: Book, services: Services) -> None:
    now = int(book.clock.now().timestamp())
    columns = ["branch_id", "code", "kind", "name", "name_key", "reading", "syllables"]
    columns += ["initials", "sort_key", "created_at", "updated_at"]
    rows = [
        (1, f"N{n}", "person", f"客户{n}", f"客户{n}", "k", "k", "k", "k", now, now)
        for n in range(3000)
    ]
    with services.context.write("bulk", say("批量")) as work:
        work.rows.insert_many(customer, columns, rows[:1500])
        work.rows.insert_many(customer, columns, rows[1500:])
        changes = work.commit()
    with book.database.read() as connection:
        found = connection.exec_driver_sql(
            "SELECT kind, row_count, length(payload) FROM operation_change WHERE operation_id = ?",
            (changes.operation_id,),
        ).all()
    assert [(row[0], row[1]) for row in found] == [("created", 3000)]
    assert found[0][2] < 300
    assert changes.ids == {Aspect.CUSTOMER: None}
    services.history.undo()
    assert image(book) == []
    services.history.redo()
    assert len(image(book)) == 3000
    assert all(check.is_ok for check in services.history.verify())


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    addresses=st.lists(st.text(st.characters(codec="utf-8", categories=["Lo", "Ll"]), max_size=5))
)
def test_undoing_everything_restores_everything(
    book: Book, services: Services, addresses: list[str]
) -> None:
    customer_id = add(services, "欧阳慧敏")
    images = [image(book)]
    for address in addresses:
        edit(services, customer_id, address=address)
        if image(book) != images[-1]:
            images.append(image(book))
    for expected in reversed(images[:-1]):
        services.history.undo()
        assert image(book) == expected
    services.history.undo()
    services.customers.search("oyhm")


def test_payloads_keep_bytes_and_refuse_floats() -> None:
    document = {"rows": [[1, b"\x00\xff", None, "王"]]}
    assert unpack(pack(document)) == document
    with pytest.raises(TypeError):
        pack({"x": {1, 2}})
    with pytest.raises(TypeError):
        stored(1.5)
