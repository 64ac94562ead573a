"""A branch's own field, from the settings over form, portrait, file and bulk edit, and back."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft, CustomerFilter, CustomerOrder
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.own_field import OwnChoice, OwnField, OwnFieldDraft, OwnKind
from tests.journeys.driver import Driver
from ui.customers.bulk_edit import BulkEditDialog
from ui.customers.field_history import FieldHistoryDialog
from ui.customers.list_page import CustomerListPage
from ui.exchange.page import ExchangePage
from ui.kit.modal import ModalDialog
from ui.paper.page import PaperPage
from ui.paper.pieces import Pairs, Words
from ui.settings.own_field_form import OwnFieldDialog
from ui.settings.own_fields import OwnFieldSection
from ui.settings.page import SettingsPage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CHANNELS = ("老客户介绍", "网点活动", "社区宣传")


def section(driver: Driver) -> OwnFieldSection:
    driver.open_page("settings", section="own_fields")
    page = driver.page
    assert isinstance(page, SettingsPage)
    found = page.section("own_fields")
    assert isinstance(found, OwnFieldSection)
    return found


def define(driver: Driver, **values: object) -> OwnField:
    kind = OwnKind(str(values.get("kind", "text")))
    choices = CHANNELS if kind is OwnKind.CHOICE else ()
    changes = driver.services.own_fields.add(
        OwnFieldDraft(
            name=str(values["name"]),
            kind=kind,
            choices=tuple(OwnChoice(text=text) for text in choices),
            is_required=bool(values.get("is_required")),
        )
    )
    driver.place.context.changes.publish(changes)
    driver.settle()
    return driver.services.own_fields.named(str(values["name"]))


def open_dialog(kind: type[ModalDialog]) -> ModalDialog:
    tops = QApplication.topLevelWidgets()
    return next(top for top in tops if isinstance(top, kind) and top.isVisible())


def own_of(driver: Driver, number: int) -> dict[str, object]:
    return dict(driver.services.customers.get(CustomerId(number)).facts.own)


def asked(driver: Driver, text: str) -> list[int]:
    customers = driver.services.customers
    where = driver.services.filters.read(text)
    return list(customers.ids(CustomerFilter(where=where), CustomerOrder()))


def name_list(path: Path) -> Path:
    book = Workbook()
    for row in (["姓名", "手机", "推荐渠道"], ["林国栋", "13900000271", "社区宣传"]):
        book.worksheets[0].append(row)
    book.save(path)
    return path


def test_a_field_is_defined_filled_in_filtered_by_imported_and_undone(
    driver: Driver, tmp_path: Path
) -> None:
    shown = section(driver)
    assert driver.sees("还没有自定义字段", shown)
    driver.click("add_own_field")
    form = driver.dialog
    assert isinstance(form, OwnFieldDialog)
    driver.fill(form.form, {"name": "推荐渠道", "kind": "choice"})
    lines = form.form.widget("choices").lines  # type: ignore[attr-defined]  # the list of choices
    for line, text in zip(lines, CHANNELS, strict=False):
        line.words.setText(text)
    QTest.keyClick(lines[-1].words, Qt.Key.Key_Return)
    form.form.widget("choices").lines[-1].words.setText(CHANNELS[2])  # type: ignore[attr-defined]
    form.save()
    driver.settle()
    assert driver.sees("选项（老客户介绍、网点活动、社区宣传）", shown)
    driver.add_customer(name="周雅琴", phone="13800005678", **{"own.1": "网点活动"})
    assert own_of(driver, 1) == {"own.1": "c2"}
    driver.place.context.navigator.open_customer(1)
    driver.settle()
    assert driver.sees("推荐渠道")
    assert driver.sees("网点活动")
    assert asked(driver, "推荐渠道 = 网点活动") == [1]
    driver.prompts.answers.append(name_list(tmp_path / "名单.xlsx"))
    driver.open_page("exchange", start="import")
    page = driver.page
    assert isinstance(page, ExchangePage)
    assert page.wizard.mapping.table.combo("own.1") is not None
    for _ in range(3):
        driver.press("Ctrl+Return")
    assert own_of(driver, 2) == {"own.1": "c3"}
    field = driver.services.filters.catalogue().named("推荐渠道")
    order = CustomerOrder(by=field, is_descending=True)
    assert list(driver.services.customers.ids(CustomerFilter(), order)) == [2, 1]
    driver.undo()
    assert driver.services.head_counts.count() == 1
    driver.undo()
    assert driver.services.head_counts.count() == 0


def test_what_a_change_does_to_values_is_said_before(driver: Driver) -> None:
    field = define(driver, name="推荐渠道", kind="choice")
    draft = CustomerDraft(name="周雅琴", own={field.key: "网点活动"})
    driver.services.customers.add(draft)
    shown = section(driver)
    dialog = shown.open_form(field)
    lines = dialog.form.widget("choices")
    assert driver.sees("改字会连同已选的客户一起改", dialog)
    lines.lines[0].down.click()  # type: ignore[attr-defined]  # the list of choices
    lines.lines[0].out.click()  # type: ignore[attr-defined]
    driver.settle()
    assert driver.sees("“网点活动” 1 位客户已选：他们保留这个值，只是以后不能再选", dialog)
    dialog.save()
    driver.settle()
    dialog = shown.open_form(driver.services.own_fields.named("推荐渠道"))
    assert driver.sees("不再提供：网点活动", dialog)
    dialog.reject()
    driver.prompts.answers.append(True)
    driver.click("retire", shown.row_of("推荐渠道"))
    assert "1 位客户填过它" in str(driver.prompts.asked[-1])
    assert driver.sees("已停用，值都保留着", shown)
    driver.place.context.navigator.edit_customer(1)
    driver.settle()
    assert "own.1" not in driver.dialog.form.values()
    driver.cancel_form()
    driver.click("restore", section(driver).row_of("推荐渠道"))
    driver.place.context.navigator.edit_customer(1)
    driver.settle()
    assert driver.dialog.form.value("own.1") == "网点活动"
    driver.cancel_form()


def test_fields_change_places_and_bad_ones_are_refused_in_the_form(driver: Driver) -> None:
    define(driver, name="茶")
    define(driver, name="酒", is_required=True)
    shown = section(driver)
    driver.click("down", shown.row_of("茶"))
    assert [one.name for one in driver.services.own_fields.in_use()] == ["酒", "茶"]
    dialog = shown.open_form(None)
    driver.fill(dialog.form, {"name": "手机"})
    dialog.save()
    assert driver.sees("“手机”已经是一个字段的名称", dialog)
    driver.fill(dialog.form, {"name": "渠道", "kind": "choice", "kinds": frozenset()})
    dialog.form.changed.emit("kind")
    dialog.save()
    assert driver.sees("至少写一个选项", dialog)
    assert driver.sees("至少选一种客户", dialog)
    dialog.reject()
    driver.place.context.navigator.edit_customer()
    driver.settle()
    driver.save_form(name="周雅琴")
    assert driver.sees("填写酒后才能保存", driver.dialog)
    driver.cancel_form()


def test_every_kind_has_its_editor_and_a_draft_comes_back(driver: Driver) -> None:
    fields = [define(driver, name=f"{kind}字段", kind=kind) for kind in OwnKind]
    driver.place.context.navigator.edit_customer()
    driver.settle()
    texts = {"own.1": "龙井", "own.2": "2.5", "own.5": "网点活动", "own.6": "yes"}
    driver.fill(driver.dialog.form, texts | {"name": "周雅琴", "own.7": "ftp://x.cn"})
    driver.type_into("field_own.3", "1.2万")
    driver.type_into("field_own.4", "2026-12-01")
    assert driver.sees("网址只能以 http:// 或 https:// 开头")
    driver.cancel_form()
    driver.place.context.navigator.edit_customer()
    driver.settle()
    driver.save_form(**{"own.7": "www.example.com"})
    assert [own_of(driver, 1)[one.key] for one in fields[:3]] == ["龙井", 25_000, 1_200_000]
    assert own_of(driver, 1)["own.7"] == "https://www.example.com"
    driver.place.context.navigator.open_customer(1)
    driver.settle()
    for words in ("2.5", "12,000.00", "2026-12-01", "www.example.com"):
        assert driver.sees(words)
    driver.open_page("paper", customer_id=1)
    driver.settle()
    page = driver.page
    assert isinstance(page, PaperPage)
    assert page.document is not None
    pieces = [piece for sheet in page.document.sheets for _, piece in sheet.pieces]
    told = dict(pair for piece in pieces if isinstance(piece, Pairs) for pair in piece.pairs)
    lines = [piece.text.split("    ") for piece in pieces if isinstance(piece, Words)]
    told |= {line[0]: line[-1] for line in lines}
    assert (told["text字段"], told["money字段"]) == ("龙井", "12,000.00")
    assert told["link字段"] == "https://www.example.com"
    driver.place.context.navigator.edit_customer(1)
    driver.settle()
    driver.save_form(kind="enterprise")
    assert own_of(driver, 1)["own.1"] == "龙井"


def test_many_customers_get_a_value_at_once_and_its_past_is_seen(driver: Driver) -> None:
    flag = define(driver, name="有房贷", kind="yes_no")
    names = ("周雅琴", "林国栋")
    added = [driver.services.customers.add(CustomerDraft(name=name)) for name in names]
    for one in added:
        driver.place.context.changes.publish(one)
    driver.open_page("customers")
    page = driver.page
    assert isinstance(page, CustomerListPage)
    page.body.table.rows.check_only([one.only_id(Aspect.CUSTOMER) for one in added])
    driver.click("批量修改")
    shown = open_dialog(BulkEditDialog)
    assert isinstance(shown, BulkEditDialog)
    driver.fill(shown.form, {flag.key: "yes"})
    shown.form.changed.emit("")
    driver.settle()
    assert driver.sees("会修改 2 位", shown) or "会修改 2 位" in shown.notice.text
    assert driver.sees("是", shown)
    shown.button.click()
    driver.settle()
    assert [own_of(driver, one) for one in (1, 2)] == [{flag.key: "yes"}] * 2
    driver.place.context.navigator.open_customer(1)
    driver.settle()
    driver.press("H")
    past = open_dialog(FieldHistoryDialog)
    assert isinstance(past, FieldHistoryDialog)
    assert past.current is not None
    assert past.current.field == flag.key
    driver.click("恢复为“未填写”", past)
    assert own_of(driver, 1) == {}
    past.reject()
    driver.undo()
    assert own_of(driver, 1) == {flag.key: "yes"}
