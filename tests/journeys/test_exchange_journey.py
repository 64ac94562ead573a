"""A branch's Excel file goes in, is put right, comes out again, through the real window."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from branchcrm.domain.customer import CustomerDraft
from branchcrm.exchange.errors import DamagedFileError
from tests.journeys.driver import Driver
from ui.exchange.page import ExchangePage
from ui.exchange.problem_model import ACTION_ROLE
from ui.exchange.wizard import WizardView
from ui.exchange.wizard_frame import CHECK, KNOWN, MAPPING, RESULT, WORKING

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

HEADS = ["客户姓名", "手机", "所属经理", "年累计(万元)", "最后交易日", "家庭住址", "栏目甲"]
LIN = ["林国栋", "13900000271", "王敏", 128.64, "2026/9/16", "滨江路 16 号", "理财到期"]
GU = ["顾晨", "138000567", "王敏", 4.82, "2026-09-03", None, None]
PAN = ["潘越", "13100009084", "李浩", 3.1, "2062-08-17", None, None]


KNOWN_PEOPLE = (
    ("林国栋", "13900000271"),
    ("周雅琴", "13800005678"),
    ("沈一帆", "13700001234"),
)


def ledger(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "客户"
    sheet.append(["人民路网点客户台账"])
    sheet.append(HEADS)
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def wizard(driver: Driver) -> WizardView:
    page = driver.page
    assert isinstance(page, ExchangePage)
    return page.wizard


def total(driver: Driver) -> int:
    with driver.services.context.read() as work:
        return int(work.connection.exec_driver_sql("SELECT count(*) FROM customer").scalar_one())


def test_a_ledger_is_matched_imported_and_taken_back(driver: Driver, tmp_path: Path) -> None:
    driver.prompts.answers.append(ledger(tmp_path / "台账.xlsx", LIN))
    driver.open_page("exchange", start="import")
    view = wizard(driver)
    assert view.view == MAPPING
    assert driver.sees("列名一致")
    assert driver.sees("单位换算")
    combo = view.mapping.table.combo("employer")
    assert combo is not None
    assert view.state is not None
    column = next(one for one in view.state.sheet.columns if one.heading == "栏目甲")
    combo.chosen.emit(column.key)
    driver.settle()
    assert view.state.fields[column.key] == "employer"
    driver.press("Ctrl+Return")
    driver.press("Ctrl+Return")
    assert view.view == RESULT
    assert driver.sees("已导入 1 行")
    kept = driver.services.customers.search("林国栋").hits[0].row
    assert driver.services.customers.draft_of(kept.id).employer == "理财到期"
    assert driver.services.backups.last_at() is not None

    driver.click("撤销这次导入")
    assert total(driver) == 0
    assert driver.sees("已撤销")


def test_bad_cells_are_put_right_in_place(driver: Driver, tmp_path: Path) -> None:
    driver.open_page("exchange", file=ledger(tmp_path / "台账.xlsx", LIN, GU, PAN))
    view = wizard(driver)
    driver.press("Ctrl+Return")
    assert view.view == CHECK
    assert driver.sees("1 行可以导入")
    assert driver.sees("2 行有错误")
    model = view.check.model
    assert [model.row(place).place.row for place in range(model.rowCount())] == [4, 5]
    action = model.index(1, model.reason_section + 1)
    assert action.data(ACTION_ROLE) == "改为 2026-08-17"
    view.check.table.clicked.emit(action)
    phone = next(
        section
        for section in range(1, model.reason_section)
        if model.headerData(section, Qt.Orientation.Horizontal) == "手机"
    )
    assert model.setData(model.index(0, phone), "13800000567")
    assert view.forward.text() == "重新校验"
    driver.press("Ctrl+Return")
    assert driver.sees("3 行可以导入")
    assert driver.sees("没有要看的问题")
    driver.press("Ctrl+Return")
    assert view.view == RESULT
    assert total(driver) == 3


def test_known_customers_are_decided_one_by_one_and_for_the_rest(
    driver: Driver, tmp_path: Path
) -> None:
    for name, phone in KNOWN_PEOPLE:
        driver.services.customers.add(CustomerDraft(name=name, phone=phone, address="旧地址"))
    rows: list[list[object]] = [
        [name, phone, None, None, None, "新地址", None] for name, phone in KNOWN_PEOPLE
    ]
    driver.open_page("exchange", file=ledger(tmp_path / "台账.xlsx", *rows))
    view = wizard(driver)
    driver.press("Ctrl+Return")
    driver.press("Ctrl+Return")
    assert view.view == KNOWN
    assert [row.matched_on for row in view.known.model.rows] == ["姓名和手机号相同"] * 3
    view.known.choice.choose(0)
    view.known.pairs.choose_side(is_offered=True)
    driver.settle()
    assert driver.sees("用新值")
    driver.press("Ctrl+Return")
    assert view.known.number.text() == "第 2 / 3 位"
    view.known.choice.choose(3)
    driver.click("应用到全部")
    driver.press("Ctrl+Return")
    driver.press("Ctrl+Return")
    assert view.view == RESULT
    found = {
        name: driver.services.customers.draft_of(
            driver.services.customers.search(name).hits[0].row.id
        ).address
        for name, _ in KNOWN_PEOPLE
    }
    assert found == {"林国栋": "新地址", "周雅琴": "旧地址", "沈一帆": "旧地址"}


def test_dates_without_a_year_are_asked_once(driver: Driver, tmp_path: Path) -> None:
    row: list[object] = ["林国栋", None, None, None, "9月8日", None, None]
    driver.open_page("exchange", file=ledger(tmp_path / "台账.xlsx", row))
    view = wizard(driver)
    driver.press("Ctrl+Return")
    assert driver.sees("有些日期没有写年份")
    driver.click("按 2026 年补全")
    assert view.view == CHECK
    assert driver.sees("1 行可以导入")
    view.check.table.action_wished.emit(0)
    assert view.check.has_unchecked_edits


def test_the_export_of_another_program_is_named_and_its_names_are_joined(
    driver: Driver, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text(
        "First Name,Last Name,File As,Labels,Nickname,Phone 1 - Value,Address 1 - City\n"
        "国栋,林,,,,0571-88886666 ::: 13900000271,杭州市\n",
        encoding="utf-8",
    )
    driver.open_page("exchange", file=path)
    view = wizard(driver)
    assert driver.sees("套用方案：Google 通讯录")
    assert driver.sees("几列合并")
    driver.press("Ctrl+Return")
    assert driver.sees("1 行可以导入")
    driver.press("Ctrl+Return")
    assert view.view == RESULT
    (hit,) = driver.services.customers.search("林国栋").hits
    assert hit.row.phone == "139****0271"


def test_rejected_rows_are_handed_back_and_import_once_corrected(
    driver: Driver, tmp_path: Path
) -> None:
    driver.open_page("exchange", file=ledger(tmp_path / "台账.xlsx", LIN, GU))
    view = wizard(driver)
    driver.press("Ctrl+Return")
    target = tmp_path / "错误行.xlsx"
    driver.prompts.answers.append(target)
    driver.click("导出错误行（带原因）")
    assert view.view == CHECK
    book = load_workbook(target)
    book.worksheets[0]["B2"] = "13800000567"
    book.save(target)
    driver.open_page("exchange", file=target)
    driver.press("Ctrl+Return")
    driver.press("Ctrl+Return")
    assert driver.sees("已导入 1 行")


def test_a_dropped_file_opens_the_wizard(driver: Driver, tmp_path: Path) -> None:
    driver.open_page("exchange")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(ledger(tmp_path / "台账.xlsx", LIN)))])
    page = driver.page
    assert isinstance(page, ExchangePage)
    drop = QDropEvent(
        QPointF(1, 1),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.dropEvent(drop)
    driver.settle()
    assert page.wizard.view == MAPPING
    driver.press("Esc")
    assert page.views.currentWidget() is page.home


def test_a_damaged_file_is_one_message_and_the_window_stays(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    driver.open_page("exchange", file=path)
    assert isinstance(driver.prompts.asked[-1], DamagedFileError)
    page = driver.page
    assert isinstance(page, ExchangePage)
    assert page.views.currentWidget() is page.home


def test_a_table_without_known_headings_can_be_told_what_it_is(
    driver: Driver, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("甲栏,乙栏\n林国栋,x\n周雅琴,y\n沈一帆,z\n", encoding="utf-8")
    driver.open_page("exchange", file=path)
    view = wizard(driver)
    assert view.view == MAPPING
    assert not view.forward.isEnabled()
    view.mapping.choice.kind.chosen.emit("customers")
    driver.settle()
    assert view.mapping.lacking() == []
    assert driver.sees("按内容判断")
    driver.press("Ctrl+Return")
    driver.press("Ctrl+Return")
    assert total(driver) == 3


def test_templates_and_lists_go_out_and_are_listed(driver: Driver, tmp_path: Path) -> None:
    driver.services.customers.add(CustomerDraft(name="林国栋", phone="13900000271"))
    driver.open_page("exchange")
    driver.prompts.answers.append(tmp_path / "模板.xlsx")
    driver.click("template_customers")
    assert (tmp_path / "模板.xlsx").exists()
    driver.prompts.answers.append(tmp_path / "客户")
    driver.click("export_customers")
    assert load_workbook(tmp_path / "客户.xlsx").worksheets[0]["B2"].value == "林**"
    driver.prompts.answers.extend(["数据核对", tmp_path / "完整.xlsx"])
    driver.click("export_full")
    assert load_workbook(tmp_path / "完整.xlsx").worksheets[0]["B2"].value == "林国栋"
    assert driver.sees("导出客户 1 行到 完整.xlsx（完整）")


def test_an_import_goes_on_while_other_work_is_done_and_tells_its_end(
    driver: Driver, tmp_path: Path
) -> None:
    driver.open_page("exchange", file=ledger(tmp_path / "台账.xlsx", LIN))
    view = wizard(driver)
    driver.press("Ctrl+Return")
    view.forward.click()
    assert view.view == WORKING
    driver.open_page("customers")
    assert driver.page_key == "customers"
    assert any("台账.xlsx" in notice for notice in driver.notices)
    assert total(driver) == 1
    driver.open_page("exchange")
    assert view.view == RESULT


def test_an_import_that_is_cancelled_leaves_nothing(driver: Driver, tmp_path: Path) -> None:
    driver.open_page("exchange", file=ledger(tmp_path / "台账.xlsx", LIN))
    view = wizard(driver)
    driver.press("Ctrl+Return")
    before = driver.services.history.latest()
    view.forward.click()
    view.progress.cancel.click()
    assert driver.sees("正在停止并撤回")
    driver.settle()
    assert view.view == CHECK
    assert total(driver) == 0
    # the copy made for safety before the import may stay, nothing else
    later = [one.name for one in driver.services.history.latest() if one not in before]
    assert set(later) <= {"book.backup"}
