"""Filters, columns and views in the window: built by keys, kept, found again, used for work."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.holding import HoldingDraft
from branchcrm.domain.own_field import OwnChoice, OwnFieldDraft, OwnKind
from branchcrm.domain.rights import Role
from branchcrm.domain.saved_view import ViewColumn, ViewDraft
from branchcrm.services.staff import StaffDraft
from tests.journeys.driver import Driver
from tests.journeys.program import Program
from ui.customers.bulk_edit import BulkEditDialog
from ui.customers.filter_dialog import FilterDialog
from ui.customers.list_page import CustomerListPage
from ui.customers.view_desk import ViewDesk
from ui.kit.columns_dialog import ColumnsDialog
from ui.kit.field_picker import FieldPopup

PASSWORD = "correct horse"  # noqa: S105 - of an invented book
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier

KEPT = ViewDraft(
    name="网点来的",
    condition="来源 包含 网点",
    columns=(ViewColumn(key="source", width=150), ViewColumn(key="alerts")),
    sort_key="stage",
    density="compact",
    is_pinned=True,
)


@pytest.fixture
def driver(program: Program) -> Driver:
    started = program.start()
    started.create_book("人民路网点", "王敏", PASSWORD)
    changes = started.place.context.changes
    for name, source, stage in (
        ("周雅琴", "老客户介绍", "active"),
        ("林国栋", "网点", "active"),
        ("何秀兰", "网点", "dormant"),
        ("马晓东", "电话", "prospect"),
    ):
        draft = CustomerDraft(name=name, source=source, stage=stage)
        changes.publish(started.services.customers.add(draft))
    started.settle()
    return started


def list_page(driver: Driver, **params: object) -> CustomerListPage:
    driver.open_page("customers", **params)
    page = driver.page
    assert isinstance(page, CustomerListPage)
    return page


def names(page: CustomerListPage) -> list[str]:
    rows = page.body.table.rows
    return [rows.row_at(place).name for place in range(len(rows.ids))]


def opened(kind: type[QDialog]) -> QDialog:
    return next(
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, kind) and widget.isVisible()
    )


def builder(driver: Driver, page: CustomerListPage) -> FilterDialog:
    driver.press("F", page.body.table)
    dialog = opened(FilterDialog)
    assert isinstance(dialog, FilterDialog)
    return dialog


def choose_view(driver: Driver, page: CustomerListPage, key: str) -> None:
    menu = page.switch.menu_of_views()
    next(action for action in menu.actions() if action.data() == key).trigger()
    driver.settle()


def add_column(driver: Driver, page: CustomerListPage, typed: str) -> None:
    driver.click("显示的列")
    dialog = opened(ColumnsDialog)
    assert isinstance(dialog, ColumnsDialog)
    dialog.line.setText(typed)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    for _step in range(12):
        QTest.keyClick(dialog.shown, Qt.Key.Key_Up, ALT)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return, CONTROL)
    driver.settle()
    assert page.body.table.places.wanted()[1].title == "来源"


def pins(driver: Driver) -> list[str]:
    return [place.accessibleName() for place in driver.place.rail.pins]


def test_a_filter_is_built_by_keys_and_kept_as_a_view(driver: Driver) -> None:
    page = list_page(driver)
    dialog = builder(driver, page)
    row = next(iter(dialog.editor.group.rows()))
    QTest.keyClick(row.picker, Qt.Key.Key_L)
    popup = row.picker.findChildren(FieldPopup)[-1]
    popup.line.setText("laiyuan")
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    QTest.keyClicks(row.editor.first_focus(), "wd")
    line = row.editor.first_focus()
    line.setText("网点")  # type: ignore[attr-defined]  # the line of words
    QTest.keyClick(line, Qt.Key.Key_Return)
    driver.settle()
    assert dialog.count.text() == "符合条件 2 位"
    assert dialog.editor.line.text() == "来源 包含 网点"
    QTest.keyClick(dialog.editor.line, Qt.Key.Key_Return, CONTROL)
    driver.settle()
    assert sorted(names(page)) == ["何秀兰", "林国栋"]
    assert [chip.accessibleName() for chip in page.body.filters.chips] == ["来源 包含 网点"]

    add_column(driver, page, "laiyuan")
    page.body.table.heading.sort_wished.emit("stage")
    driver.settle()
    driver.click("保存视图")
    driver.save_form(name="网点来的", is_pinned=True)
    assert page.switch.text() == "网点来的"
    assert page.body.filters.keep_button.isHidden()
    assert "网点来的 2" in pins(driver)


def test_a_view_is_there_again_after_a_restart_and_work_follows_it(
    driver: Driver, program: Program, tmp_path: Path
) -> None:
    driver.services.views.add(KEPT)
    driver.window.close()
    again = program.start()
    again.sign_in("王敏", PASSWORD)
    page = list_page(again)
    assert len(names(page)) == 4
    again.click("pin_saved:1")
    assert sorted(names(page)) == ["何秀兰", "林国栋"]
    columns = [column.key for column in page.body.table.places.wanted()]
    assert columns == ["name", "source", "alerts"]
    assert page.body.table.choices.density == "compact"
    assert page.body.order.column == "stage"
    assert page.body.table.rows.row_at(0).more == {"source": "网点"}

    page.body.table.rows.check_all()
    again.click("批量修改")
    edit = opened(BulkEditDialog)
    assert isinstance(edit, BulkEditDialog)
    again.fill(edit.form, {"industry": "餐饮"})
    edit.form.changed.emit("")
    again.settle()
    edit.apply()
    again.settle()
    service = again.services.customers
    kept = [service.get(hit.row.id).facts.industry for hit in service.search("网点").hits]
    assert set(kept) <= {"餐饮"}

    out = tmp_path / "名单.xlsx"
    again.prompts.answers.append(out)
    request = page.body.export_of(page.body.question().asked)
    page.exports.export(request)
    again.settle()
    lines = list(load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert lines[0][:3] == ("客户编号", "姓名", "来源")
    assert len(lines) == 3
    again.window.close()


def test_a_changed_view_is_kept_or_taken_back(driver: Driver) -> None:
    page = list_page(driver, view="current")
    assert len(names(page)) == 2
    assert page.body.filters.keep_button.isHidden()
    page.body.filters.part_removed.emit(0)
    driver.settle()
    assert len(names(page)) == 4
    driver.click("还原")
    assert len(names(page)) == 2
    page.body.tabs.set_value("none")
    page.body.filters.search.setText("周")
    driver.settle()
    choose_view(driver, page, "keep_as")
    driver.save_form(name="查周")
    assert page.body.filters.in_words() == "阶段 为 现有，层级 为 未分层，搜索 搜到 周"
    assert names(page) == ["周雅琴"]
    page.body.set_where(None)
    driver.settle()
    choose_view(driver, page, "keep")
    assert len(names(page)) == 4
    (view,) = driver.services.views.all()
    assert (view.name, view.draft.condition) == ("查周", "")
    driver.undo()
    (view,) = driver.services.views.all()
    assert view.draft.condition == "stage = active and tier = none and text = 周"


def test_chips_open_the_builder_and_nothing_found_is_said(driver: Driver) -> None:
    page = list_page(driver)
    page.body.set_where(driver.services.filters.read("来源 = 网点 且 阶段 = 流失"))
    driver.settle()
    assert driver.sees("没有符合条件的客户")
    assert driver.sees("来源 等于 网点，阶段 为 流失")
    page.body.filters.chips[1].click()
    dialog = opened(FilterDialog)
    assert isinstance(dialog, FilterDialog)
    driver.settle()
    assert dialog.count.text() == "符合条件 0 位"
    dialog.editor.line.setText("来源 = ")
    dialog.editor.line.textEdited.emit("来源 = ")
    assert not dialog.button.isEnabled()
    driver.click("全部清除", dialog)
    assert dialog.count.text() == "符合条件 4 位"
    dialog.apply()
    driver.settle()
    assert len(names(page)) == 4
    assert not page.body.filters.chips


def test_views_are_named_and_ordered(driver: Driver) -> None:
    page = list_page(driver)
    assert pins(driver) == ["我的客户 0", "30 天未联系 4", "本月生日 0"]
    for name in ("甲", "乙"):
        choose_view(driver, page, "keep_as")
        driver.save_form(name=name)
    choose_view(driver, page, "manage")
    desk = opened(ViewDesk)
    assert isinstance(desk, ViewDesk)

    def saved() -> list[str]:
        return [line.name.text() for line in desk.lines if line.name is not None]

    assert saved() == ["甲", "乙"]
    line = desk.line_of("saved:2")
    assert line is not None
    assert line.name is not None
    QTest.keyClick(line, Qt.Key.Key_Up, ALT)
    driver.settle()
    assert saved() == ["乙", "甲"]
    driver.click("下移“甲”", desk)
    driver.click("上移“甲”", desk)
    assert saved() == ["甲", "乙"]
    line = desk.line_of("saved:2")
    assert line is not None
    assert line.name is not None
    line.name.setText("甲")
    line.name.editingFinished.emit()
    assert saved() == ["甲", "乙"], "a name that is taken is refused"
    line = desk.line_of("saved:2")
    assert line is not None
    assert line.name is not None
    line.name.setText("丙")
    line.name.editingFinished.emit()
    driver.settle()
    assert page.switch.text() == "丙"
    desk.accept()


def test_views_are_pinned_and_removed(driver: Driver) -> None:
    page = list_page(driver)
    for name in ("甲", "丙"):
        choose_view(driver, page, "keep_as")
        driver.save_form(name=name)
    choose_view(driver, page, "manage")
    desk = opened(ViewDesk)
    assert isinstance(desk, ViewDesk)
    driver.click("固定“丙”到导航栏", desk)
    driver.click("从导航栏取下“本月生日”", desk)
    driver.settle()
    assert pins(driver) == ["我的客户 0", "30 天未联系 4", "丙 4"]
    driver.click("删除“丙”", desk)
    driver.settle()
    assert page.switch.text() == "全部客户"
    assert desk.line_of("saved:1") is not None
    assert desk.line_of("saved:2") is None
    desk.accept()
    driver.undo()
    assert [view.name for view in driver.services.views.all()] == ["甲", "丙"]


def test_what_others_share_is_seen_and_pinned_for_all(driver: Driver, program: Program) -> None:
    page = list_page(driver)
    choose_view(driver, page, "keep_as")
    driver.save_form(name="全网点", is_shared=True)
    draft = StaffDraft(name="李浩", role=Role.CLERK, login="lihao", password="another horse")  # noqa: S106 - invented
    driver.services.staff.add(draft)
    driver.window.close()
    again = program.start()
    again.sign_in("lihao", "another horse")
    page = list_page(again)
    words = [action.text() for action in page.switch.menu_of_views().actions()]
    assert "全网点（王敏 共享）" in words
    choose_view(again, page, "manage")
    desk = opened(ViewDesk)
    assert isinstance(desk, ViewDesk)
    line = desk.line_of("saved:1")
    assert line is not None
    assert line.name is None
    assert not line.pin.isEnabled()
    desk.accept()
    again.window.close()


def test_columns_are_chosen_ordered_and_reset(driver: Driver) -> None:
    page = list_page(driver)
    add_column(driver, page, "laiyuan")
    driver.click("显示的列")
    dialog = opened(ColumnsDialog)
    assert isinstance(dialog, ColumnsDialog)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(dialog.line, key)
    dialog.line.setText("没有这个")
    driver.click("加入", dialog)
    dialog.line.setText("youxiang")
    driver.click("加入", dialog)
    driver.click("上移", dialog)
    driver.click("下移", dialog)
    assert dialog.chosen()[-1] == "email"
    driver.click("去掉", dialog)
    dialog.shown.setCurrentRow(1)
    QTest.keyClick(dialog.shown, Qt.Key.Key_S)
    assert dialog.shown.item(1).text() == "层级  ↓"
    driver.click("按此列排序", dialog)
    assert dialog.shown.item(1).text() == "层级  ↑"
    dialog.apply()
    driver.settle()
    assert (page.body.order.column, page.body.order.is_descending) == ("tier", False)
    driver.click("显示的列")
    dialog = opened(ColumnsDialog)
    assert isinstance(dialog, ColumnsDialog)
    dialog.shown.setCurrentRow(0)
    QTest.keyClick(dialog.shown, Qt.Key.Key_Delete)
    assert "source" not in dialog.chosen()
    dialog.line.setText("zongshu")
    dialog.offered.itemDoubleClicked.emit(dialog.offered.item(0))
    driver.click("恢复默认列", dialog)
    driver.settle()
    assert "source" not in [one.key for one in page.body.table.places.wanted()]
    every = [column.key for column in page.body.table.rows.columns if column.key != "check"]
    page.body.table.places.choose(every)
    driver.settle()
    assert not page.body.table.grab().isNull()
    assert page.body.table.horizontalScrollBar().maximum() > 0


def test_a_field_of_the_branch_is_found_shown_and_sorted_by(driver: Driver) -> None:
    page, services = list_page(driver), driver.services
    choices = (OwnChoice(text="龙井{1}"), OwnChoice(text="普洱"))
    draft = OwnFieldDraft(name="爱喝的茶", kind=OwnKind.CHOICE, choices=choices)
    driver.place.context.changes.publish(services.own_fields.add(draft))
    tea = services.own_fields.named("爱喝的茶")
    number = services.customers.search("周雅琴").hits[0].row.id
    kept = services.customers.draft_of(number)
    changed = replace(kept, own={tea.key: "龙井{1}"})
    driver.place.context.changes.publish(services.customers.edit(number, changed))
    driver.settle()
    dialog = builder(driver, page)
    pick = next(iter(dialog.editor.group.rows())).picker
    pick.open_list("ahdc")
    popup = pick.findChildren(FieldPopup)[-1]
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    row = next(iter(dialog.editor.group.rows()))
    QTest.keyClick(row.editor.first_focus(), Qt.Key.Key_Space)
    dialog.apply()
    driver.settle()
    assert names(page) == ["周雅琴"]
    assert page.body.filters.in_words() == "爱喝的茶 为 龙井{1}"
    page.body.table.places.choose(["name", tea.key])
    page.body.table.sort_by(tea.key, is_descending=False)
    driver.settle()
    column = page.body.table.places.wanted()[1]
    assert column.title == "爱喝的茶"
    assert column.text(page.body.table.rows.row_at(0)) == "龙井{1}"
    assert page.body.order.by is not None


def test_holdings_and_tags_stand_in_the_list_where_there_is_room(driver: Driver) -> None:
    page, services = list_page(driver), driver.services
    number = services.customers.search("周雅琴").hits[0].row.id
    changes = driver.place.context.changes
    for product in ("大额存单", "年金保险"):
        draft = HoldingDraft(product=product, amount="1000")
        changes.publish(services.holdings.add(number, draft))
    changes.publish(services.attachments.set_tags(number, ["续作"]))
    driver.window.resize(1920, 1080)
    driver.settle()
    shown = {column.key: column for column in page.body.table.shown_columns()}
    place = list(page.body.table.rows.ids).index(int(number))
    row = page.body.table.rows.row_at(place)
    assert [shown[key].text(row) for key in ("holds", "tag")] == ["大额存单、年金保险", "续作"]
    driver.window.resize(1024, 700)
    driver.settle()
    keys = [column.key for column in page.body.table.shown_columns()]
    assert not {"holds", "tag"} & set(keys)
    assert "alerts" in keys
