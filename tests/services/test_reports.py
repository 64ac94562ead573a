"""The report of tiers per account manager."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from branchcrm.data.columns import day_number
from branchcrm.data.tables import customer_transaction
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import NotAllowedError
from branchcrm.domain.wording import say
from branchcrm.services.use_cases import Services


def add(services: Services, name: str, manager: str, cents: int) -> None:
    manager_id = services.customers.manager_of(manager) if manager else None
    draft = CustomerDraft(name=name, manager_id=manager_id)
    number = services.customers.add(draft).only_id(Aspect.CUSTOMER)
    with services.context.write("transaction.add", say("登记交易")) as work:
        columns = ["customer_id", "day", "amount_cents", "created_at"]
        rows = [(number, day_number(date(2026, 9, 1)), cents, 0)]
        work.rows.insert_many(customer_transaction, columns, rows)
        work.commit()


def test_an_empty_book_gives_an_empty_report(services: Services, tmp_path: Path) -> None:
    assert services.reports.tier_lines() == []
    target = tmp_path / "report.xlsx"
    assert services.reports.tiers(target).rows == 0
    assert openpyxl.load_workbook(target)["分层报表"]["A1"].value == "客户经理"


def test_every_manager_has_a_line_and_the_branch_the_last(
    services: Services, clerk: Services, tmp_path: Path
) -> None:
    add(services, "周雅琴", "王敏", 10_000)
    add(services, "何秀兰", "李浩", 250_050)
    add(services, "赵倩", "", 100)
    target = tmp_path / "report.xlsx"
    outcome = services.reports.tiers(target)
    sheet = openpyxl.load_workbook(target)["分层报表"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert outcome.rows == 4
    assert rows[0][0] == "客户经理"
    assert [row[0] for row in rows[1:]] == ["李浩", "王敏", "未分配", "全网点"]
    assert [row[5] for row in rows[1:]] == [1, 1, 1, 3]
    assert [row[10] for row in rows[1:]] == [2500.5, 100, 1, 2601.5]
    latest = services.history.latest()[0]
    assert (latest.name, latest.can_be_undone) == ("export", False)
    with pytest.raises(NotAllowedError):
        clerk.reports.tier_lines()
