"""The table under the user's hands: keys, mouse, remembered choices."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.kit.table_cells import split_matches, split_span
from ui.kit.table_column import Column, Kind, RowAction, check_column
from ui.kit.table_fit import NAME_MAX, NAME_MIN, fit_columns
from ui.kit.table_lines import LineBadge, TwoLineList, TwoLines
from ui.kit.table_menus import columns_menu, density_menu
from ui.kit.table_model import IdTableModel
from ui.kit.table_state import read_state
from ui.kit.table_view import Anchor, TableView
from ui.kit.theme import Theme

# the offscreen platform says so of every sized window, which no user ever sees
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Row = tuple[int, str]


def rows_of(ids: Sequence[int]) -> list[Row]:
    return [(key, f"客户{key}") for key in ids]


def columns() -> list[Column]:
    return [
        check_column("选择"),
        Column(key="name", title="客户", text=lambda row: row[1], width=160, stretches=True),
        Column(
            key="tier",
            title="层级",
            kind=Kind.TIER,
            text=lambda _row: "mid",
            spoken=lambda _row: "中价值",
            width=62,
        ),
        Column(key="phone", title="电话", text=lambda _row: "138****5678", priority=1),
        Column(
            key="sum",
            title="金额",
            kind=Kind.MONEY,
            text=lambda _row: "−3,120.00",
            sorts_down_first=True,
        ),
        Column(key="alert", title="提醒", text=lambda _row: "投诉\t处理中", width=130, priority=3),
        Column(
            key="tags",
            title="标签",
            kind=Kind.BADGES,
            text=lambda _row: "教育金\n理财\n代发",
            is_shown=False,
        ),
    ]


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> TableView:
    assert theme.look == "light"
    model = IdTableModel(columns(), rows_of, lambda row: row[0])
    view = TableView(model)
    model.setParent(view)
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show_ids(range(1, 1001))
    view.set_row_actions([RowAction("log", "ph.note-pencil", "记互动")])
    view.show()
    return view


def press(view: TableView, *keys: Qt.Key, shift: bool = False) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for key in keys:
        QTest.keyClick(view, key, held)


def test_letters_and_arrows_move_the_current_row(table: TableView) -> None:
    table.go_to(0)
    press(table, Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K)
    assert table.current_id() == 2
    press(table, Qt.Key.Key_End)
    assert table.current_id() == 1000
    press(table, Qt.Key.Key_J, Qt.Key.Key_Right)
    assert table.current_id() == 1000
    press(table, Qt.Key.Key_Home, Qt.Key.Key_Up, Qt.Key.Key_Left)
    assert table.current_id() == 1


def test_enter_opens_the_current_record(table: TableView) -> None:
    opened: list[object] = []
    table.opened.connect(opened.append)
    press(table, Qt.Key.Key_Return)
    table.go_to(4)
    press(table, Qt.Key.Key_Return)
    assert opened == [5]


def test_space_ticks_and_shift_extends_and_draws_back(table: TableView) -> None:
    table.go_to(2)
    press(table, Qt.Key.Key_Space)
    assert table.checked_ids() == [3]
    press(table, Qt.Key.Key_Space)
    press(table, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, shift=True)
    assert table.checked_ids() == [3, 4, 5, 6]
    press(table, Qt.Key.Key_Up, shift=True)
    assert table.checked_ids() == [3, 4, 5]


def test_control_a_ticks_all_and_escape_clears_before_it_leaves(table: TableView) -> None:
    left: list[bool] = []
    table.escaped.connect(lambda: left.append(True))
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(table.rows.checked) == 1000
    assert table.heading.all_checked is True
    press(table, Qt.Key.Key_Escape)
    assert table.checked_ids() == []
    assert left == []
    press(table, Qt.Key.Key_Escape)
    assert left == [True]


def test_copying_gives_what_is_shown_as_tab_separated_lines(table: TableView) -> None:
    table.go_to(0)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    line = "客户1\t中价值\t138****5678\t−3,120.00\t投诉 处理中\n"
    assert QGuiApplication.clipboard().text() == line
    table.rows.set_checked(range(3), is_checked=True)
    assert table.copy_as_text() == 3
    table.rows.clear_checked()
    table.go_to(-1)
    assert table.copy_as_text() == 0


def test_the_current_row_and_the_place_stay_when_rows_come_and_go(table: TableView) -> None:
    table.go_to(499)
    height = table.visualRect(table.currentIndex()).y()
    changed: list[object] = []
    table.current_changed.connect(changed.append)
    table.show_ids([*range(100, 490), *range(495, 1001)])
    assert table.current_id() == 500
    assert table.visualRect(table.currentIndex()).y() == height
    assert changed == []
    table.show_ids(range(1, 500))
    assert table.current_id() == 396
    assert changed == [396]


def test_a_sorted_list_brings_the_current_row_or_the_top_into_sight(table: TableView) -> None:
    table.go_to(0)
    table.show_ids(range(1000, 0, -1), Anchor.CURRENT)
    assert table.current_id() == 1
    assert table.visualRect(table.currentIndex()).intersects(table.viewport().rect())
    table.show_ids(range(2001, 3001), Anchor.TOP)
    assert table.current_id() is None
    assert table.rowAt(0) == 0


def test_a_heading_sorts_and_a_second_click_turns_the_order(table: TableView) -> None:
    wishes: list[tuple[str, bool]] = []
    table.sort_wished.connect(lambda key, down: wishes.append((key, down)))
    number = table.rows.column_number("sum")
    middle = QPoint(table.heading.sectionViewportPosition(number) + 40, 10)
    for _ in range(2):
        QTest.mouseClick(table.heading.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert wishes == [("sum", True), ("sum", False)]
    assert table.view_state()["sort"] == "sum"


def test_the_heading_box_ticks_everything_and_nothing(table: TableView) -> None:
    place = QPoint(30, 10)
    QTest.mouseClick(table.heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(table.rows.checked) == 1000
    table.rows.toggle_checked(0)
    assert table.heading.all_checked is None
    QTest.mouseClick(table.heading.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert table.checked_ids() == []


def cell(table: TableView, position: int, key: str) -> QPoint:
    index = table.rows.index(position, table.rows.column_number(key))
    return table.visualRect(index).center()


def click(table: TableView, place: QPoint, held: Qt.KeyboardModifier | None = None) -> None:
    modifier = held or Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_the_mouse_ticks_opens_and_acts(table: TableView) -> None:
    acted: list[tuple[str, object]] = []
    opened: list[object] = []
    table.action_triggered.connect(lambda key, row_id: acted.append((key, row_id)))
    table.opened.connect(opened.append)
    click(table, cell(table, 1, "check"))
    click(table, cell(table, 3, "name"), Qt.KeyboardModifier.ShiftModifier)
    assert table.checked_ids() == [2, 3, 4]
    click(table, cell(table, 2, "name"), Qt.KeyboardModifier.ControlModifier)
    assert table.checked_ids() == [2, 4]
    index = table.rows.index(5, table.rows.column_number("alert"))
    place = table.painter_of_rows.action_boxes(table.visualRect(index))[0].center()
    QTest.mouseMove(table.viewport(), place)
    click(table, place)
    assert acted == [("log", 6)]
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=cell(table, 0, "name"))
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened == [1]


def test_choices_are_remembered_and_damaged_ones_ignored(table: TableView) -> None:
    heading = table.heading
    heading.moveSection(heading.visualIndex(4), 2)
    heading.resizeSection(2, 90)
    table.places.set_shown("phone", is_shown=False)
    table.set_density("compact")
    stored = table.view_state()
    model = IdTableModel(columns(), rows_of, lambda row: row[0], table)
    other = TableView(model, table)
    other.resize(900, 400)
    other.apply_state(stored)
    assert other.view_state() == stored
    assert [column.key for column in other.shown_columns()] == ["name", "sum", "tier", "alert"]
    other.places.reset()
    assert [column.key for column in other.shown_columns()][:2] == ["name", "tier"]
    damaged = read_state({"order": 3, "widths": {"a": "x"}, "density": "huge", "shown": []})
    assert damaged.as_dict()["density"] == ""


def test_tick_boxes_stay_the_first_column(table: TableView) -> None:
    table.heading.moveSection(0, 3)
    assert table.heading.visualIndex(0) == 0


def test_columns_give_way_in_order_and_the_name_stays_readable() -> None:
    offered = [column for column in columns() if column.is_shown]
    widths = fit_columns(offered, 520, {})
    assert list(widths) == ["check", "name", "tier", "phone", "sum"]
    assert widths["name"] >= NAME_MIN
    wide = fit_columns(offered, 2000, {})
    assert wide["name"] == NAME_MAX
    assert sum(wide.values()) == 2000
    assert sum(fit_columns(offered, 200, {}).values()) <= 290
    assert fit_columns(offered, 900, {"name": 400})["name"] >= 360
    assert fit_columns([], 100, {}) == {}


def test_every_state_of_a_row_can_be_painted(table: TableView, theme: Theme) -> None:
    table.places.set_shown("tags", is_shown=True)
    table.set_highlight("客户1")
    table.go_to(1)
    table.rows.toggle_checked(3)
    light = table.grab().toImage()
    theme.set_mode("dark")
    assert table.grab().toImage() != light


def test_menus_offer_columns_and_row_heights(table: TableView) -> None:
    menu = columns_menu(table, table)
    phone = next(action for action in menu.actions() if action.text() == "电话")
    phone.trigger()
    assert "phone" not in [column.key for column in table.shown_columns()]
    menu.actions()[-1].trigger()
    assert "phone" in [column.key for column in table.shown_columns()]
    heights = density_menu(table, table)
    heights.actions()[2].trigger()
    assert table.verticalHeader().defaultSectionSize() == 44


def test_searched_words_are_cut_out_of_a_text() -> None:
    assert split_matches("周雅琴", "雅") == [("周", False), ("雅", True), ("琴", False)]
    assert split_matches("Acme", "ME ac") == [("Acme", True)]
    assert split_matches("", "x") == []
    assert split_span("周雅琴", 1, 2) == [("周", False), ("雅琴", True)]
    assert split_span("周雅琴", 0, 1) == [("周", True), ("雅琴", False)]


def test_a_list_of_two_lines_is_painted_and_spoken(qtbot: QtBot, theme: Theme) -> None:
    def lines(row: Row) -> TwoLines:
        return TwoLines(
            title=row[1],
            state="剩 2 小时",
            state_tone="danger",
            state_icon="ph.clock",
            subject="陈志强",
            tier="mid",
            badges=(LineBadge("紧急", "danger", "ph.warning"),),
            note="调查中",
        )

    view = TwoLineList(rows_of, lambda row: row[0], lines)
    qtbot.addWidget(view)
    view.resize(380, 300)
    view.show_ids(range(1, 50))
    view.show()
    assert view.row_height() == theme.px(62)
    assert not view.grab().isNull()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert view.rows.data(view.rows.index(0, 0), role) == "客户1，剩 2 小时，陈志强，紧急，调查中"
    press(view, Qt.Key.Key_Space)
    assert view.checked_ids() == []
