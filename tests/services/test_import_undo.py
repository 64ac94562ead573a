"""An import is taken back at any later time; what was worked on since stays."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import (
    ComplaintId,
    CustomerId,
    InteractionId,
    OperationId,
    TransactionId,
    VisitId,
)
from branchcrm.domain.visit import VisitDraft
from branchcrm.services.import_terms import ImportRequest, OnMatch
from branchcrm.services.use_cases import Services

TABLES = {
    "customers": ("customer", "客户编号,客户姓名,余额(元)", "K1,林国栋,10", "K2,周雅琴,20"),
    "transactions": (
        "customer_transaction",
        "客户编号,交易日期,金额(元),产品",
        "K1,2026-03-01,12,灯",
        "K2,2026-03-01,13,灯",
    ),
    "interactions": (
        "interaction",
        "客户编号,联系时间,沟通方式,沟通内容",
        "K1,2026-09-10 10:00,微信,资料",
        "K2,2026-09-10 10:00,微信,资料",
    ),
    "visits": (
        "visit",
        "客户编号,回访时间,方式,事由",
        "K1,2026-12-10 10:00,电话,到期提醒",
        "K2,2026-12-10 10:00,电话,到期提醒",
    ),
    "holdings": (
        "customer_figure",
        "客户编号,月份,月日均AUM(万元)",
        "K1,2026-08,1",
        "K2,2026-08,2",
    ),
    "complaints": (
        "complaint",
        "投诉编号,客户编号,受理时间,投诉原因,事实,状态",
        "B-1,K1,2026-09-10,定价收费,多收,处理中",
        "B-2,K2,2026-09-10,定价收费,多收,处理中",
    ),
}
Later = Callable[[Services], object]
FIRST = 1


def rename(services: Services) -> None:
    services.customers.edit(CustomerId(FIRST), CustomerDraft(name="林国梁", code="K1"))


def note_on_transaction(services: Services) -> None:
    number = TransactionId(FIRST)
    draft = services.transactions.draft_of(number)
    services.transactions.edit(number, replace(draft, note="已核对"))


def note_on_contact(services: Services) -> None:
    number = InteractionId(FIRST)
    draft = services.interactions.draft_of(number)
    services.interactions.edit(number, replace(draft, note="发了两份资料"))


def move_visit(services: Services) -> None:
    services.visits.move(VisitId(FIRST), "2026-12-11 10:00")


def correct_figure(services: Services) -> None:
    with services.context.write("import", services.history.latest()[0].summary) as work:
        figure = work.rows.table("customer_figure")
        work.rows.update(figure, FIRST, {"value": 5})
        work.commit()


def answer_complaint(services: Services) -> None:
    with services.context.write("import", services.history.latest()[0].summary) as work:
        work.rows.update(work.rows.table("complaint"), int(ComplaintId(FIRST)), {"answer": "已退"})
        work.commit()


LATER: dict[str, Later] = {
    "customers": rename,
    "transactions": note_on_transaction,
    "interactions": note_on_contact,
    "visits": move_visit,
    "holdings": correct_figure,
    "complaints": answer_complaint,
}


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def take_in(services: Services, path: Path, kind: str) -> OperationId:
    request = ImportRequest(kind=kind, on_match=OnMatch.OVERWRITE)
    operation = services.imports.import_file(path, request).outcome.operation_id
    assert operation is not None
    return operation


def ids(services: Services, name: str) -> list[int]:
    with services.context.read() as work:
        found = work.connection.exec_driver_sql(f"SELECT id FROM {name} ORDER BY id")  # noqa: S608
        return [int(row[0]) for row in found.all()]


def is_whole(services: Services) -> bool:
    with services.context.read() as work:
        broken = work.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return not broken and all(check.is_ok for check in services.history.verify())


@pytest.mark.parametrize("kind", list(TABLES))
def test_what_nobody_touched_goes_at_any_later_time(
    services: Services, tmp_path: Path, kind: str
) -> None:
    name, *lines = TABLES[kind]
    operation = take_in(services, table(tmp_path / "a.csv", *lines), kind)
    for number in range(3):
        services.customers.add(CustomerDraft(name=f"后来的{number}"))
    assert services.history.undo(operation).kept == ()
    assert ids(services, "customer") == [3, 4, 5]
    assert ids(services, name) == ([3, 4, 5] if name == "customer" else [])
    assert is_whole(services)


@pytest.mark.parametrize("kind", list(TABLES))
def test_a_row_that_was_changed_since_stays_with_its_customer(
    services: Services, tmp_path: Path, kind: str
) -> None:
    name, *lines = TABLES[kind]
    operation = take_in(services, table(tmp_path / "a.csv", *lines), kind)
    LATER[kind](services)
    kept = services.history.undo(operation).kept
    assert ids(services, "customer") == [1]
    assert ids(services, name) == [1]
    assert is_whole(services)
    assert {row.row.split()[0] for row in kept} <= {"林国梁", "K1", "灯"}
    assert len(kept) == {"customer": 1, "customer_transaction": 3}.get(name, 2)
    assert services.history.redo().kept == ()
    assert ids(services, "customer") == [1, 2]
    assert is_whole(services)


@pytest.mark.parametrize("kind", list(TABLES))
def test_a_customer_with_later_work_stays_and_the_imported_rows_go(
    services: Services, tmp_path: Path, kind: str
) -> None:
    name, *lines = TABLES[kind]
    operation = take_in(services, table(tmp_path / "a.csv", *lines), kind)
    services.visits.add(CustomerId(FIRST), VisitDraft(at="2026-12-24 10:00", purpose="问候"))
    kept = services.history.undo(operation).kept
    assert [row.row.split()[-1] for row in kept] == ["K1"]
    assert ids(services, "customer") == [1]
    assert ids(services, name) in ([], [1], [3])
    assert is_whole(services)


def test_updated_customers_get_back_what_nobody_changed_since(
    services: Services, tmp_path: Path
) -> None:
    for code, name in (("K1", "林国栋"), ("K2", "周雅琴")):
        services.customers.add(CustomerDraft(name=name, code=code, address="旧地址"))
    lines = (
        "客户编号,客户姓名,家庭住址,单位",
        "K1,林国栋,新地址,新单位",
        "K2,周雅琴,新地址,新单位",
    )
    operation = take_in(services, table(tmp_path / "a.csv", *lines), "customers")
    number = CustomerId(FIRST)
    draft = services.customers.draft_of(number)
    services.customers.edit(number, replace(draft, employer="更新的单位"))
    kept = services.history.undo(operation).kept
    assert [row.row for row in kept] == ["林国栋 K1"]
    drafts = [services.customers.draft_of(CustomerId(one)) for one in (1, 2)]
    assert [(one.address, one.employer) for one in drafts] == [
        ("新地址", "更新的单位"),
        ("旧地址", ""),
    ]


def test_a_complaint_into_which_another_was_merged_since_stays(
    services: Services, tmp_path: Path
) -> None:
    _, *lines = TABLES["complaints"]
    more = "B-3,K3,2026-09-10,定价收费,多收,处理中"
    operation = take_in(services, table(tmp_path / "a.csv", *lines, more), "complaints")
    with services.context.write("import", services.history.latest()[0].summary) as work:
        work.rows.update(work.rows.table("complaint"), 2, {"merged_into_id": 1})
        work.commit()
    kept = services.history.undo(operation).kept
    assert [row.row for row in kept] == ["K2 K2", "K1 K1", "K1 K1", "K2 K2"]
    assert ids(services, "complaint") == [1, 2]
    assert is_whole(services)


def test_a_purchase_that_was_taken_back_since_stays_with_its_refund(
    services: Services, tmp_path: Path
) -> None:
    _, *lines = TABLES["transactions"]
    operation = take_in(services, table(tmp_path / "a.csv", *lines), "transactions")
    services.transactions.reverse(TransactionId(FIRST))
    services.history.undo(operation)
    assert ids(services, "customer_transaction") == [1, 3]
    assert is_whole(services)
