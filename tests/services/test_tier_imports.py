"""Every import re-tiers whom it touched, as part of the import; an undo gives the tiers back."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from branchcrm.bootstrap import Book
from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_policy_presets import bank_policy
from branchcrm.services.imports import ImportReport
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import at_day

TRADES = ["客户编号", "交易日期", "金额", "产品"]
HOLDINGS = ["客户编号", "月份", "月日均AUM(万元)"]


def take(services: Services, path: Path, *rows: Sequence[object]) -> ImportReport:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return services.imports.import_file(path)


def tiers(services: Services) -> dict[str, Tier]:
    ids = services.customers.ids(CustomerFilter(), CustomerOrder())
    return {row.code: row.tier for row in services.customers.rows(list(ids))}


def reviews(services: Services) -> int:
    with services.context.read() as work:
        found = work.connection.exec_driver_sql("SELECT count(*) FROM tier_review").scalar()
        return int(found or 0)


def test_an_import_of_trades_moves_those_it_touched_and_undo_moves_them_back(
    services: Services, tmp_path: Path
) -> None:
    crowd = [[f"K{n:02}", f"2026-0{n % 8 + 1}-11", 100 * n, "基金"] for n in range(1, 41)]
    take(services, tmp_path / "a.xlsx", TRADES, *crowd)
    before = tiers(services)
    assert reviews(services) == 1
    assert before["K03"] is Tier.LOW
    rows = [["K03", f"2026-09-{day:02}", 90_000, "理财"] for day in (8, 9, 10)]
    report = take(services, tmp_path / "b.xlsx", TRADES, *rows)
    after = tiers(services)
    assert after["K03"] is Tier.HIGH
    assert {code for code in after if after[code] is not before[code]} == {"K03"}
    assert reviews(services) == 1
    latest = services.history.latest(limit=1)[0]
    assert latest.id == report.outcome.operation_id
    services.history.undo()
    assert tiers(services) == before
    many = [[f"K{n:02}", "2026-09-12", 100 * n, "基金"] for n in range(1, 21)]
    take(services, tmp_path / "c.xlsx", TRADES, *many)
    assert reviews(services) == 2


def test_months_of_balances_are_judged_month_by_month_and_watched(
    book: Book, tmp_path: Path
) -> None:
    services = at_day(book, date(2026, 6, 1))
    take(services, tmp_path / "1.xlsx", HOLDINGS, ["K1", "2026-05", 60], ["K2", "2026-05", 8])
    services.tiers.retier(policy=bank_policy())
    assert tiers(services) == {"K1": Tier.HIGH, "K2": Tier.MID}
    for month, misses in ((6, 1), (7, 2), (8, 3)):
        services = at_day(book, date(2026, month + 1, 1))
        rows = [["K1", f"2026-{month:02}", 40], ["K2", f"2026-{month:02}", 8]]
        take(services, tmp_path / f"{month}.xlsx", HOLDINGS, *rows)
        services.tiers.retier()
        watched = services.tier_lists.watched().customers
        assert [one.misses for one in watched] == ([misses] if misses < 3 else [])
    assert tiers(services) == {"K1": Tier.MID, "K2": Tier.MID}
