"""Look, language, branch, calendar, backups and history, through the settings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QScrollArea

from branchcrm.domain.purge import RetentionRule
from tests.journeys.driver import Driver
from tests.journeys.program import Program
from ui.customers.list_page import CustomerListPage
from ui.kit.table_view import TableView
from ui.settings.appearance import AppearanceSection
from ui.settings.page import SettingsPage
from ui.settings.retention import RetentionSection
from ui.settings.rows import SettingRow
from ui.settings.storage import StorageSection

HOLIDAYS = "日期,类型,名称\n2027-01-01,休,元旦\n2027-01-02,休,元旦\n2027-01-09,班,\n某天,休,\n"


@pytest.fixture
def desk(program: Program) -> Iterator[Driver]:
    """A person in front of a fresh book, in the settings."""
    driver = program.start()
    driver.create_book("人民路网点", "王敏", "correct horse")
    driver.open_page("settings")
    yield driver
    driver.window.close()


def settings(driver: Driver) -> SettingsPage:
    page = driver.page
    assert isinstance(page, SettingsPage)
    return page


def appearance(driver: Driver) -> AppearanceSection:
    section = settings(driver).section("appearance")
    assert isinstance(section, AppearanceSection)
    return section


def customer_table(driver: Driver) -> TableView:
    driver.open_page("customers")
    page = driver.page
    assert isinstance(page, CustomerListPage)
    return page.body.table


def storage(driver: Driver) -> StorageSection:
    section = settings(driver).section("data")
    assert isinstance(section, StorageSection)
    return section


def test_the_language_changes_at_once_and_at_the_next_start(program: Program, desk: Driver) -> None:
    desk.choose("languages", "en")
    assert desk.page_key == "settings"
    assert desk.sees("Look and language")
    assert desk.place.rail.place_of("settings").text() == "Settings"
    assert desk.place.rail.user.accessibleName() == "王敏 Administrator"
    desk.window.close()
    again = program.start()
    assert again.button("Sign in").isVisible()
    again.click("简体中文")
    assert again.button("登录").isVisible()


def test_the_look_changes_at_once(desk: Driver) -> None:
    desk.click("theme_dark")
    assert desk.window.parts.theme.is_dark
    assert desk.window.parts.preferences.mode == "dark"


def test_larger_text_makes_everything_larger(desk: Driver) -> None:
    before = desk.place.rail.search.height()
    appearance(desk).sizes.choose(1.5)
    desk.settle()
    assert desk.place.rail.search.height() == round(before * 1.5)
    assert desk.page_key == "settings"


def test_rows_are_as_tall_as_the_settings_say_unless_a_list_has_its_own(
    program: Program, desk: Driver
) -> None:
    desk.add_customer(name="周雅琴")
    table = customer_table(desk)
    for density, height in (("compact", 28), ("roomy", 44)):
        desk.open_page("settings")
        appearance(desk).heights.choose(density)
        assert table.row_height() == height
    table.set_density("compact")
    appearance(desk).heights.choose("standard")
    assert table.row_height() == 28
    appearance(desk).heights.choose("roomy")
    desk.window.close()
    assert program.start().window.parts.theme.density == "roomy"


def test_less_motion_is_remembered(desk: Driver) -> None:
    desk.click("减少动效")
    assert desk.window.parts.preferences.is_motion_reduced
    assert not desk.window.parts.theme.motion


def test_the_branch_is_renamed_in_the_title_too(desk: Driver) -> None:
    desk.type_into("branch_name", "解放路网点")
    assert desk.window.windowTitle() == "BranchCRM 网点客户管理 解放路网点"
    assert "网点改名为解放路网点" in desk.notices
    desk.type_into("branch_name", " ")
    assert desk.sees("填写网点名称后才能保存")
    desk.type_into("branch_name", "解放路网点")
    desk.undo()
    assert desk.field("branch_name").text() == "人民路网点"
    assert desk.window.windowTitle() == "BranchCRM 网点客户管理 人民路网点"


def test_business_hours_are_typed_as_one_writes_them(desk: Driver) -> None:
    desk.type_into("business_hours", "9:00-11:30，14:00至17:00")
    hours = desk.services.settings.branch().hours
    assert [f"{a:%H:%M}" for a, _b in hours.spans] == ["09:00", "14:00"]
    desk.type_into("business_hours", "整天")
    assert desk.sees("看不懂这个时间，写成 09:00-17:00")
    desk.type_into("business_hours", "17:00-09:00")
    assert desk.sees("下班时间应晚于上班时间")


def test_next_years_holidays_come_from_a_file(desk: Driver, tmp_path: Path) -> None:
    file = tmp_path / "放假.csv"
    file.write_text(HOLIDAYS, encoding="utf-8")
    assert desk.sees("国庆节")
    desk.prompts.answers = [file]
    desk.click("import_holidays")
    assert desk.sees("元旦  放假 2 天")
    assert desk.prompts.asked[-1][0] == "有几行没有采用"  # type: ignore[index]  # a kept message
    desk.undo()
    assert desk.sees("还没有 2027 年的放假安排")


def test_a_file_without_holidays_is_refused_in_words(desk: Driver, tmp_path: Path) -> None:
    file = tmp_path / "空.csv"
    file.write_text("日期,类型\n", encoding="utf-8")
    desk.prompts.answers = [file]
    desk.click("import_holidays")
    assert "没有导入放假安排" in str(desk.prompts.asked[-1])


def test_a_backup_is_made_proven_and_brought_back(desk: Driver, tmp_path: Path) -> None:
    desk.prompts.answers = [tmp_path / "U盘"]
    (tmp_path / "U盘").mkdir()
    desk.click("backup_folder")
    desk.click("back_up")
    assert desk.sees("每份备份都经过试恢复")
    assert "上次备份 今天 14:32" in desk.place.status.backed_up.text()
    (file,) = (tmp_path / "U盘").iterdir()
    desk.add_customer(name="周雅琴", phone="13812345678")
    desk.open_page("settings", section="data")
    desk.prompts.answers = [file, True]
    desk.click("restore", storage(desk))
    assert desk.gate == "restore"
    desk.type_into("备份时的密码", "wrong")
    desk.click("恢复整个账本")
    assert desk.gate == "restore"
    desk.type_into("备份时的密码", "correct horse")
    desk.click("恢复整个账本")
    assert desk.gate == ""
    assert desk.page_key == "first_run"
    assert desk.services.history.latest()[0].name == "book.restore"


def test_a_file_that_is_no_backup_leaves_the_book_as_it_is(desk: Driver, tmp_path: Path) -> None:
    file = tmp_path / "照片.crmbackup"
    file.write_bytes(b"no")
    desk.prompts.answers = [file, True]
    desk.click("restore", storage(desk))
    assert "不是完好的备份文件" in str(desk.prompts.asked[-1])
    assert desk.gate == ""


def test_a_backup_opens_on_a_fresh_machine(program: Program, desk: Driver, tmp_path: Path) -> None:
    file = desk.services.backups.back_up(tmp_path / "a.crmbackup").path
    desk.window.close()
    program.book.rename(tmp_path / "old pc")
    fresh = program.start()
    fresh.prompts.answers = [file]
    fresh.click("从备份恢复…")
    fresh.type_into("备份时的密码", "correct horse")
    fresh.click("恢复整个账本")
    assert fresh.services.settings.branch().name == "人民路网点"


def test_the_book_is_verified(desk: Driver) -> None:
    desk.click("verify")
    assert "首尾相连" in " ".join(desk.texts())


def test_any_older_operation_can_be_undone_from_the_history(desk: Driver) -> None:
    for number in range(25):
        desk.services.settings.rename_branch(f"第 {number} 网点")
    desk.type_into("branch_name", "最后网点")
    page = settings(desk)
    page.refresh()
    assert page.findChild(SettingRow, "operation_4") is None
    desk.click("older")
    row = page.findChild(SettingRow, "operation_4")
    assert isinstance(row, SettingRow)
    desk.click("撤销", row)
    assert desk.services.history.latest()[0].reverses_id == 4


def test_settings_are_found_by_their_words(desk: Driver) -> None:
    page = settings(desk)
    page.search.setText("密码")
    desk.settle()
    shown = [key for key, section in page.sections.items() if section.isVisible()]
    assert shown == ["safety"]
    page.search.setText("没有这种设置")
    assert desk.sees("没有符合的设置")
    desk.press("Shift+Esc")
    assert len([s for s in page.sections.values() if s.isVisible()]) == len(page.sections)


def test_a_section_is_scrolled_to(desk: Driver) -> None:
    desk.click("go_about")
    bar = settings(desk).findChildren(QScrollArea)[0].verticalScrollBar()
    assert bar.value() > 0


def test_the_years_of_retention_are_set_and_taken_back(desk: Driver) -> None:
    section = settings(desk).section("retention")
    assert isinstance(section, RetentionSection)
    assert (section.complaints.value(), section.records.value()) == (5, 10)
    section.records.setValue(3)
    section.records.editingFinished.emit()
    assert desk.services.purges.rule() == RetentionRule(record_years=3)
    section.records.editingFinished.emit()
    desk.undo()
    assert desk.services.purges.rule() == RetentionRule()
    assert section.records.value() == 10
