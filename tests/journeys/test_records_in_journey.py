"""Other kinds of records go through the same wizard: told apart, checked, put in, taken back."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.journeys.driver import Driver
from ui.exchange.page import ExchangePage
from ui.exchange.wizard_frame import CHECK, MAPPING, RESULT

TABLES: dict[str, tuple[list[object], ...]] = {
    "transactions": (
        ["客户编号", "交易日期", "产品", "金额(元)"],
        ["K1", "2026-09-10", "稳健理财 90 天", 27000],
        ["K1", "2026-09-11", "稳健理财 90 天", "十万多"],
    ),
    "complaints": (
        ["客户编号", "投诉编号", "受理时间", "投诉原因", "事实", "状态"],
        ["K1", "B-77", "2026-09-10", "定价收费", "多收利息", "处理中"],
        ["K1", "B-78", "2026-09-11", "定价收费", "x", "处理中"],
    ),
    "interactions": (
        ["客户编号", "联系时间", "沟通方式", "沟通内容"],
        ["K1", "2026-09-10 10:00", "微信", "发了资料"],
        ["K1", "", "微信", "没有时间"],
    ),
    "visits": (
        ["客户编号", "回访时间", "方式", "事由"],
        ["K1", "2026-12-10 10:00", "电话", "到期提醒"],
        ["K1", "明年", "电话", "到期提醒"],
    ),
    "holdings": (
        ["客户编号", "月份", "月日均AUM(万元)"],
        ["K1", "2026-08", 12.5],
        ["K1", "八", 12.5],
    ),
}
TITLES = {
    "transactions": "导入交易",
    "complaints": "导入投诉",
    "interactions": "导入互动",
    "visits": "导入回访",
    "holdings": "导入持有",
}


@pytest.mark.parametrize("kind", list(TABLES))
def test_a_table_of_records_is_told_apart_checked_and_taken_in(
    driver: Driver, tmp_path: Path, kind: str
) -> None:
    book = Workbook()
    for row in TABLES[kind]:
        book.worksheets[0].append(row)
    book.save(tmp_path / "记录.xlsx")
    driver.prompts.answers.append(tmp_path / "记录.xlsx")
    driver.open_page("exchange", start="import")
    page = driver.page
    assert isinstance(page, ExchangePage)
    assert page.wizard.view == MAPPING
    assert driver.sees(TITLES[kind])
    driver.press("Ctrl+Return")
    assert page.wizard.view == CHECK
    driver.press("Ctrl+Return")
    assert page.wizard.view == RESULT
    assert driver.sees("撤销这次导入")
    driver.click("撤销这次导入")
    assert driver.sees("已撤销")
