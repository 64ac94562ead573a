"""The filter builder: every kind of condition by mouse and keys, and the sentence beside it."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.filter_catalogue import built_in
from branchcrm.domain.filter_condition import Node
from branchcrm.domain.filter_parser import parse_filter
from branchcrm.domain.filter_text import filter_text
from branchcrm.domain.filter_words import Tongue
from branchcrm.domain.wording import say
from tests.conftest import TODAY
from ui.kit.condition_days import DayValue, StretchValue
from ui.kit.condition_group import ConditionGroup
from ui.kit.condition_row import BuilderParts, ConditionRow
from ui.kit.condition_value import ChoicesValue, NumberValue, WordsValue
from ui.kit.field_picker import FieldEntry, FieldPopup
from ui.kit.filter_editor import FilterEditor
from ui.kit.formats import Formats
from ui.kit.month_popup import MonthPopup
from ui.kit.theme import Theme

# the offscreen platform says so of every sized window, which no user ever sees
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PINYIN = {"tier": "cengji cj", "no_contact": "weilianxitianshu wlxts", "birthday": "shengri sr"}


def read(text: str) -> Node | None:
    """Read a filter as the book does that knows nobody but 王敏."""
    if "无此人" in text:
        raise NotFoundError(what=say("客户经理"), key="无此人")
    return parse_filter(text, built_in())


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> FilterEditor:
    assert theme.look == "light"
    entries = [
        FieldEntry(
            field=one,
            label=one.label,
            group=str(one.group),
            words=f"{one.label} {PINYIN.get(one.key, '')}",
        )
        for one in built_in().fields
    ]
    parts = BuilderParts(
        entries=entries,
        formats=Formats(fixed_clock(TODAY)),
        people=["王敏"],
        known={"tag": ["重点客户", "理财、到期"]},
    )
    made = FilterEditor(parts, read, Tongue.CHINESE)
    qtbot.addWidget(made)
    made.resize(720, 500)
    made.show()
    return made


def rows(editor: FilterEditor) -> list[ConditionRow]:
    return list(editor.group.rows())


def typed_into(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    line.insert(text)
    line.textEdited.emit(line.text())


def pick(row: ConditionRow, words: str) -> None:
    """Choose a field with the keyboard alone."""
    QTest.keyClick(row.picker, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = row.picker.findChildren(FieldPopup)[-1]
    popup.line.setText(words)
    QTest.keyClick(popup.line, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    "text",
    [
        "层级 = 高|中",
        "客户经理 != 本人|王敏",
        "客户经理 = 离职的人",
        "买过产品线 = 别的",
        "姓名 包含 周|李",
        "标签 != 重点",
        "买过产品(90天) = 国债",
        "买过产品 为空",
        "授权(营销联系) = 短信",
        "金额下降(3个月) >= 20%",
        "余额 在 5万..20万",
        "近12个月金额 < 1.5",
        "分层得分 > 70.5",
        "生日 在 本月",
        "生日 在 近3个月",
        "下次回访 在 未来2周",
        "开户日期 在 2026-01-01..今天",
        "开户日期 <= 30天前",
        "下次回访 >= 3天后",
        "下次回访 = 今天",
        "开户日期 > 2026-01-01",
        "不再联系 = 否",
        "证件号码 不为空",
        '搜索 = "zy q"',
        "非 层级 = 高",
        "非 (层级 = 高 或 层级 = 低)",
        "层级 = 高 且 (姓名 包含 周 或 非 (标签 = 甲 且 余额 > 1万))",
    ],
)
def test_what_is_typed_is_built_and_written_again(editor: FilterEditor, text: str) -> None:
    node = read(text)
    typed_into(editor.line, text)
    assert editor.is_readable
    assert editor.node() == node
    assert editor.line.text() == text
    editor.show_node(node)
    assert filter_text(editor.node(), Tongue.CHINESE) == filter_text(node, Tongue.CHINESE)
    assert not editor.grab().isNull()


def test_a_filter_is_built_by_keyboard(editor: FilterEditor) -> None:
    told: list[str] = []
    editor.changed.connect(lambda: told.append(editor.line.text()))
    editor.show_node(None)
    pick(rows(editor)[0], "cj")
    value = rows(editor)[0].editor
    assert isinstance(value, ChoicesValue)
    assert editor.window().focusWidget() is value.first_focus()
    QTest.keyClick(value.first_focus(), Qt.Key.Key_Space)
    assert told[-1] == "层级 = 高"
    editor.group.add_group.click()
    second = rows(editor)[1]
    pick(second, "wlxts")
    assert isinstance(second.editor, NumberValue)
    QTest.keyClicks(second.editor.first_focus(), "30")
    editor.group.children_shown[1].add_condition.click()  # type: ignore[union-attr]  # a group
    third = rows(editor)[2]
    QTest.keyClick(third.picker, Qt.Key.Key_S)
    popup = third.picker.findChildren(FieldPopup)[-1]
    assert popup.line.text() == "s"
    popup.line.setText("sr")
    QTest.keyClick(popup.line, Qt.Key.Key_Return)
    assert editor.line.text() == "层级 = 高 且 (未联系天数 >= 30 或 生日 在 本月)"
    rows(editor)[0].negation.click()
    assert editor.line.text().startswith("非 层级 = 高")
    editor.group.connective.choose("or")
    assert editor.line.text() == "非 层级 = 高 或 未联系天数 >= 30 或 生日 在 本月"


def test_the_list_of_fields_is_walked_and_clicked(editor: FilterEditor) -> None:
    editor.show_node(None)
    row = rows(editor)[0]
    row.picker.click()
    popup = row.picker.findChildren(FieldPopup)[-1]
    first = popup.list.currentIndex().row()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Up):
        QTest.keyClick(popup.line, key)
    assert popup.list.currentIndex().row() == first
    popup.line.setText("没有的字段")
    QTest.keyClick(popup.line, Qt.Key.Key_Down)
    popup.take_current()
    assert row.field is None
    popup.line.setText("手机")
    place = popup.list.visualRect(popup.model.index(1, 0)).center()
    QTest.mouseClick(popup.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert row.field is not None
    assert row.field.key == "phone"
    QTest.keyClick(row.picker, Qt.Key.Key_Return)
    popup = row.picker.findChildren(FieldPopup)[-1]
    assert popup.model.itemFromIndex(popup.list.currentIndex()).text() == "手机"
    QTest.keyClick(popup.line, Qt.Key.Key_Escape)
    QTest.keyClick(row.picker, Qt.Key.Key_Tab)


def test_a_wrong_sentence_is_explained_and_leaves_the_builder_alone(editor: FilterEditor) -> None:
    editor.show_node(read("层级 = 高"), 0)
    typed_into(editor.line, "层级 = 高 且 余额 >")
    assert not editor.is_readable
    assert editor.problem.text() == "第 14 个字处：这里要写“余额”的值"
    assert not editor.require_complete()
    assert editor.node() == read("层级 = 高")
    typed_into(editor.line, "客户经理 = 无此人")
    assert "无此人" in editor.problem.text()
    typed_into(editor.line, "层级 = 低")
    assert editor.node() == read("层级 = 低")
    assert editor.problem.isHidden()


def test_what_is_missing_is_shown_before_it_counts(editor: FilterEditor, qtbot: QtBot) -> None:
    editor.show_node(read("层级 = 高 且 (姓名 包含 周 或 余额 > 5)"), 1)
    assert editor.require_complete()
    row = editor.group.add_row()
    assert editor.require_complete(), "a line without a field asks for nothing"
    pick(row, "金额下降")
    assert row.argument is not None
    assert row.argument.line is not None
    qtbot.waitUntil(row.argument.line.isVisible)
    assert not editor.require_complete()
    assert row.argument.line.property("invalid") == "true"
    row.argument.line.setText("3")
    assert isinstance(row.editor, NumberValue)
    number = row.editor.lines[0]
    number.setFocus()
    number.setText("x")
    number.editingFinished.emit()
    assert number.property("invalid") == "true"
    number.setText("")
    QTest.keyClicks(number, "20")
    assert editor.line.text().endswith("金额下降(3个月) >= 20%")
    row.remove_button.click()
    rows(editor)[1].remove_button.click()
    rows(editor)[1].remove_button.click()
    inner = editor.group.children_shown[1]
    assert isinstance(inner, ConditionGroup)
    inner.negation.click()
    inner.remove_button.click()
    rows(editor)[0].remove_button.click()
    assert editor.node() is None
    assert editor.line.text() == ""
    assert editor.window().focusWidget() is editor.group.add_condition


def test_another_comparison_keeps_the_value_where_it_can(editor: FilterEditor) -> None:
    editor.show_node(read("姓名 包含 周|李"), 0)
    row = rows(editor)[0]
    for operator, text in (("!=", "姓名 != 周|李"), ("is empty", "姓名 为空")):
        row.operator.set_value(next(one for one in row.field.operators if one == operator))  # type: ignore[union-attr]  # chosen
        row.operator.chosen.emit(row.operator.value())
        assert editor.line.text() == text
    row.focus_first()
    assert editor.window().focusWidget() is row.operator


def _days(editor: FilterEditor, text: str) -> QWidget:
    editor.show_node(read(text), 0)
    return rows(editor)[0].editor


def test_days_are_typed_counted_and_picked(editor: FilterEditor) -> None:
    days = _days(editor, "开户日期 <= 30天前")
    assert isinstance(days, DayValue)
    days.count.setText("x")
    assert editor.node() is None
    days.mode.set_value("exact")
    days.mode.chosen.emit("exact")
    days.day.setText("9-1")
    days.day.editingFinished.emit()
    assert editor.line.text() == "开户日期 <= 2026-09-01"
    days.day.setText("不是日期")
    days.day.editingFinished.emit()
    assert days.day.property("invalid") == "true"
    QTest.keyClick(days.day, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = days.day.findChildren(MonthPopup)[-1]
    popup.picked.emit(date(2026, 9, 3))
    assert editor.line.text() == "开户日期 <= 2026-09-03"
    days.mode.set_value("today")
    days.mode.chosen.emit("today")
    assert editor.line.text() == "开户日期 <= 今天"
    assert days.first_focus() is days.mode


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2026-01-02", "2026-01-01", ""),
        ("2026-01-01", "2026-01-02", "开户日期 在 2026-01-01..2026-01-02"),
        ("今天", "昨天", ""),
        ("昨天", "2026-01-01", "开户日期 在 昨天..2026-01-01"),
        ("", "昨天", ""),
    ],
)
def test_a_stretch_has_two_ends_in_order(
    editor: FilterEditor, first: str, last: str, text: str
) -> None:
    days = _days(editor, "开户日期 在 本月")
    assert isinstance(days, StretchValue)
    days.which.set_value("span")
    days.which.chosen.emit("span")
    for end, typed in ((days.first, first), (days.last, last)):
        end.mode.set_value("exact")
        end.mode.chosen.emit("exact")
        end.day.setText(typed)
    assert editor.line.text() == text


def test_a_range_of_numbers_stands_in_order(editor: FilterEditor) -> None:
    editor.show_node(read("余额 在 1..2"), 0)
    value = rows(editor)[0].editor
    assert isinstance(value, NumberValue)
    value.lines[0].setText("3")
    assert editor.node() is None
    value.lines[0].setText("2万")
    value.lines[1].setText("3万")
    assert editor.line.text() == "余额 在 2万..3万"


def test_words_are_tags(editor: FilterEditor) -> None:
    editor.show_node(read("标签 = 甲"), 0)
    value = rows(editor)[0].editor
    assert isinstance(value, WordsValue)
    value.box.line.setText("乙，丙")
    QTest.keyClick(value.box.line, Qt.Key.Key_Return)
    assert editor.line.text() == "标签 = 甲|乙|丙"


def test_known_words_are_chosen_from_a_list(editor: FilterEditor, qtbot: QtBot) -> None:
    editor.show_node(read("标签 = 甲"), 0)
    value = rows(editor)[0].editor
    assert isinstance(value, WordsValue)
    assert value.completer is not None
    editor.activateWindow()
    value.offer_known()
    assert value.completer.completionCount() == 2
    popup = value.completer.popup()
    assert popup is not None
    popup.hide()
    value.completer.activated.emit("理财、到期")
    qtbot.waitUntil(lambda: len(value.box.tags) == 2)
    assert editor.line.text() == '标签 = 甲|"理财、到期"'
    plain = WordsValue()
    qtbot.addWidget(plain)
    plain.offer_known()
    assert plain.completer is None


def test_groups_end_at_a_depth_that_can_be_read(editor: FilterEditor) -> None:
    group = editor.group
    for _depth in range(4):
        assert not group.add_group.isHidden()
        group = group.add_inner()
    assert group.add_group.isHidden()
    assert group.rect().contains(QPoint(0, 0))
