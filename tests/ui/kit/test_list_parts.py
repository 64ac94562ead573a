"""What stands around a list: search, filters, bulk bar, pane, timeline, pyramid."""

from collections.abc import Sequence
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from branchcrm.domain.tier import Tier
from ui.kit.bulk_bar import BulkBar
from ui.kit.detail_pane import Debounce, DetailPane, PaneFrame
from ui.kit.filter_bar import ChipWords, FilterBar
from ui.kit.labels import label
from ui.kit.pyramid import TierPyramid
from ui.kit.table_column import Column, check_column
from ui.kit.table_model import IdTableModel
from ui.kit.table_view import TableView
from ui.kit.theme import Theme
from ui.kit.timeline import Timeline
from ui.kit.timeline_model import TimelineEntry, TimelineModel

# the offscreen platform says so of every sized window, which no user ever sees
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Row = tuple[int, str]


def rows_of(ids: Sequence[int]) -> list[Row]:
    return [(key, f"客户{key}") for key in ids]


def make_table(parent: QWidget | None = None) -> TableView:
    columns = [
        check_column("选择"),
        Column(key="name", title="客户", text=lambda row: row[1], stretches=True),
        Column(key="code", title="编号", text=lambda row: str(row[0])),
    ]
    model = IdTableModel(columns, rows_of, lambda row: row[0])
    view = TableView(model, parent)
    model.setParent(view)
    view.show_ids(range(1, 2847))
    return view


@pytest.fixture
def bar(qtbot: QtBot, theme: Theme) -> FilterBar:
    assert theme.look == "light"
    made = FilterBar("姓名、拼音、电话后四位")
    qtbot.addWidget(made)
    made.resize(800, 48)
    made.show()
    return made


def test_every_condition_is_a_chip_that_opens_or_goes(bar: FilterBar) -> None:
    opened: list[int] = []
    removed: list[int] = []
    bar.part_opened.connect(opened.append)
    bar.part_removed.connect(removed.append)
    parts = [
        ChipWords("层级 为", "高、中"),
        ChipWords("手机 为空"),
        ChipWords("标签 有", "长" * 80),
    ]
    bar.set_parts(parts)
    assert bar.in_words() == f"层级 为 高、中，手机 为空，标签 有 {'长' * 80}"
    assert [chip.accessibleName() for chip in bar.chips] == [part.whole for part in parts]
    assert bar.chips[2].sizeHint().width() < 340
    QTest.mouseClick(bar.chips[1], Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    cross = QPoint(bar.chips[0].width() - 12, 12)
    QTest.mouseClick(bar.chips[0], Qt.MouseButton.LeftButton, pos=cross)
    QTest.keyClick(bar.chips[2], Qt.Key.Key_Space)
    QTest.keyClick(bar.chips[2], Qt.Key.Key_Delete)
    assert (opened, removed) == ([1, 2], [0, 2])
    bar.chips[2].setFocus()
    bar.set_parts(parts[:2])
    assert len(bar.chips) == 2
    assert not bar.grab().isNull()


def test_changes_are_kept_or_taken_back_where_there_are_some(bar: FilterBar) -> None:
    told: list[str] = []
    bar.keep_wished.connect(lambda: told.append("keep"))
    bar.restore_wished.connect(lambda: told.append("restore"))
    bar.filters_wished.connect(lambda: told.append("add"))
    assert bar.keep_button.isHidden()
    bar.set_changed(is_changed=True)
    bar.keep_button.click()
    bar.restore_button.click()
    bar.add_button.click()
    assert told == ["keep", "restore", "add"]


def test_the_search_box_leads_into_the_list_and_back(bar: FilterBar) -> None:
    left: list[bool] = []
    bar.search.left_down.connect(lambda: left.append(True))
    QTest.keyClicks(bar.search, "zy")
    QTest.keyClick(bar.search, Qt.Key.Key_Down)
    QTest.keyClick(bar.search, Qt.Key.Key_Return)
    QTest.keyClick(bar.search, Qt.Key.Key_Escape)
    assert bar.search.text() == ""
    QTest.keyClick(bar.search, Qt.Key.Key_Escape)
    assert left == [True, True, True]


def test_table_tools_open_their_menus(bar: FilterBar, theme: Theme) -> None:
    table = make_table(bar)
    bar.add_table_tools(table)
    for name in ("显示的列", "行高"):
        button = next(
            child for child in bar.findChildren(QWidget) if child.accessibleName() == name
        )
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        menu = next(menu for menu in button.findChildren(QMenu) if menu.isVisible())
        assert menu.actions()
        menu.hide()
    theme.set_mode("dark")
    assert not bar.grab().isNull()


def test_the_bulk_bar_counts_and_clears_ticks(qtbot: QtBot, theme: Theme) -> None:
    assert theme.text_scale == 1
    page = QWidget()
    qtbot.addWidget(page)
    table = make_table(page)
    bulk = BulkBar(table, "已选 {count} 位", "选择全部 {count} 位")
    bulk.setParent(page)
    told: list[list[int]] = []
    button = bulk.add_action("删除", "ph.trash", lambda: told.append(table.checked_ids()))
    assert bulk.isHidden()
    table.rows.set_checked(range(3), is_checked=True)
    assert not bulk.isHidden()
    assert bulk.count.text() == "已选 3 位"
    assert bulk.all_link.text() == "选择全部 2,846 位"
    button.click()
    assert told == [[1, 2, 3]]
    bulk.all_link.click()
    assert bulk.count.text() == "已选 2,846 位"
    table.rows.clear_checked()
    assert bulk.isHidden()


def test_actions_that_do_not_fit_wait_in_a_menu(qtbot: QtBot, theme: Theme) -> None:
    assert theme.text_scale == 1
    page = QWidget()
    qtbot.addWidget(page)
    table = make_table(page)
    bulk = BulkBar(table, "已选 {count} 位", "选择全部 {count} 位")
    bulk.setParent(page)
    told: list[str] = []
    names = ("导出所选", "写信", "批量修改", "删除")
    buttons = [bulk.add_action(name, "", partial(told.append, name)) for name in names]
    bulk.offer(buttons[1], is_offered=False)
    table.rows.set_checked(range(3), is_checked=True)
    bulk.resize(1200, 48)
    page.show()
    assert [button.isVisible() for button in buttons] == [True, False, True, True]
    assert not bulk.more.isVisible()
    bulk.resize(480, 48)
    assert [button.isVisible() for button in buttons] == [True, False, False, False]
    bulk.more.click()
    menu = next(menu for menu in bulk.findChildren(QMenu) if menu.isVisible())
    assert [action.text() for action in menu.actions()] == ["批量修改", "删除"]
    menu.actions()[1].trigger()
    assert told == ["删除"]
    bulk.resize(1200, 48)
    assert buttons[3].isVisible()
    assert not bulk.more.isVisible()


def test_the_pane_stands_beside_a_wide_list_and_over_a_narrow_one(
    qtbot: QtBot, theme: Theme
) -> None:
    pane = DetailPane(((("Enter",), "打开画像"), (("J", "K"), "上下一位")))
    frame = PaneFrame(QWidget(), pane)
    qtbot.addWidget(frame)
    closed: list[bool] = []
    frame.pane_closed.connect(lambda: closed.append(True))
    frame.resize(1700, 600)
    frame.show()
    frame.open_pane()
    pane.set_content(label("周雅琴"))
    pane.set_content(label("林国栋"))
    assert pane.width() == theme.px(400)
    assert not frame.is_overlay
    frame.resize(1300, 600)
    assert pane.width() == theme.px(344)
    frame.resize(960, 600)
    assert frame.is_overlay
    frame.open_pane()
    assert pane.geometry().right() == 959
    frame.close_pane()
    frame.close_pane()
    assert closed == [True]


def test_only_the_last_of_quick_moves_is_told(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    debounce = Debounce(page, 5)
    told: list[object] = []
    debounce.settled.connect(told.append)
    debounce.tell(1)
    debounce.tell(2)
    debounce.finish()
    debounce.finish()
    assert told == [2]
    with qtbot.waitSignal(debounce.settled):
        debounce.tell(3)
    assert told == [2, 3]


def entries() -> list[TimelineEntry]:
    return [
        TimelineEntry(
            key=("interaction", 1),
            kind="interaction",
            month="2026 年 9 月",
            when="09-15 10:12",
            icon="ph.phone-outgoing",
            title="外拨 · 已接通",
            line="提醒稳健理财 90 天将于 9 月 20 日到期",
            who="王敏",
            details="客户有意续作，想比较 180 天产品。\n约今天 15:30 再谈。",
        ),
        TimelineEntry(
            key=("transaction", 2),
            kind="transaction",
            month="2026 年 9 月",
            when="09-12 14:40",
            icon="ph.receipt",
            title="购买 稳健理财 90 天",
            who="李浩",
        ),
        TimelineEntry(
            key=("interaction", 3),
            kind="interaction",
            month="2026 年 8 月",
            when="08-26 11:30",
            icon="ph.storefront",
            title="到店咨询",
            who="王敏",
        ),
    ]


def make_timeline(qtbot: QtBot) -> Timeline:
    timeline = Timeline((("interaction", "互动"), ("transaction", "交易"), ("visit", "回访")))
    qtbot.addWidget(timeline)
    timeline.resize(800, 400)
    timeline.set_counts({"interaction": 2, "transaction": 1, "visit": 0})
    timeline.set_entries(entries())
    timeline.show()
    return timeline


def test_the_timeline_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model = TimelineModel()
    model.set_entries(entries())
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_a_timeline_is_filtered_by_kind_and_words(qtbot: QtBot, theme: Theme) -> None:
    assert theme.look == "light"
    timeline = make_timeline(qtbot)
    assert timeline.segments.segment("all").text() == "全部 3"  # type: ignore[union-attr]  # shown for certain
    assert timeline.segments.segment("visit") is None
    wished: list[tuple[str, str]] = []
    timeline.asked.connect(lambda kind, text: wished.append((kind, text)))
    timeline.segments.choose("interaction")
    timeline.search.setText("续作")
    assert wished == [("interaction", ""), ("interaction", "续作")]
    timeline.set_entries(())
    assert _words(timeline) == ["没有找到"]
    timeline.begin()
    assert (timeline.kind, timeline.search.text(), len(wished)) == ("", "", 2)
    assert not timeline.segments.isVisible()
    timeline.set_counts({})
    timeline.set_entries(())
    assert _words(timeline) == ["还没有动态"]


def _words(timeline: Timeline) -> list[str]:
    return [part.text() for part in timeline.findChildren(QLabel) if part.isVisible()]


def test_a_timeline_wishes_for_more_before_its_end_is_reached(qtbot: QtBot, theme: Theme) -> None:
    assert theme.look == "light"
    timeline = make_timeline(qtbot)
    wished: list[bool] = []
    timeline.more_wished.connect(lambda: wished.append(True))
    timeline.set_entries(entries() * 20, has_more=True)
    timeline.list.doItemsLayout()
    bar = timeline.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert wished == [True]
    timeline.add_entries(entries(), has_more=False)
    assert timeline.entry_count == 63
    timeline.add_entries((), has_more=False)
    shown = timeline.list.lines.entries
    timeline.set_entries(shown)
    assert timeline.list.lines.entries == shown
    assert wished == [True]


def test_keys_move_over_entries_and_expand_them_in_place(qtbot: QtBot, theme: Theme) -> None:
    timeline = make_timeline(qtbot)
    opened: list[object] = []
    timeline.opened.connect(opened.append)
    lines = timeline.list
    lines.setFocus()
    QTest.keyClick(lines, Qt.Key.Key_J)
    assert lines.currentIndex().row() == 1
    folded = lines.visualRect(lines.currentIndex()).height()
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert lines.lines.expanded == {("interaction", 1)}
    lines.doItemsLayout()
    assert lines.visualRect(lines.currentIndex()).height() > folded
    timeline.resize(500, 400)
    QTest.keyClick(lines, Qt.Key.Key_J)
    QTest.keyClick(lines, Qt.Key.Key_J)
    assert lines.currentIndex().row() == 4
    QTest.keyClick(lines, Qt.Key.Key_J)
    QTest.keyClick(lines, Qt.Key.Key_O)
    assert opened == [("interaction", 3)]
    QTest.keyClick(lines, Qt.Key.Key_Home)
    assert lines.currentIndex().row() == 1
    QTest.keyClick(lines, Qt.Key.Key_End)
    assert lines.currentIndex().row() == 4
    QTest.keyClick(lines, Qt.Key.Key_K)
    QTest.keyClick(lines, Qt.Key.Key_Space)
    assert lines.lines.expanded == {("interaction", 1)}
    place = lines.visualRect(lines.lines.index(1, 0)).center()
    QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert lines.lines.expanded == set()
    theme.set_mode("dark")
    assert not timeline.grab().isNull()


def test_an_entry_is_spoken_and_a_heading_cannot_be_chosen(theme: Theme) -> None:
    assert theme.look == "light"
    model = TimelineModel()
    model.set_entries(entries())
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(2, 0), spoken) == "09-12 14:40，购买 稳健理财 90 天，李浩"
    assert model.data(model.index(0, 0)) == "2026 年 9 月"
    assert model.data(model.index(0, 0), Qt.ItemDataRole.FontRole) is None
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    model.toggle(0)
    assert model.expanded == set()


def test_a_layer_of_the_pyramid_leads_to_its_customers(qtbot: QtBot, theme: Theme) -> None:
    pyramid = TierPyramid()
    qtbot.addWidget(pyramid)
    pyramid.resize(theme.px(320), theme.px(180))
    pyramid.show()
    chosen: list[str] = []
    pyramid.tier_chosen.connect(chosen.append)
    assert pyramid.share(Tier.HIGH) == 0
    pyramid.set_counts({Tier.HIGH: 284, Tier.MID: 911, Tier.LOW: 1613, Tier.NONE: 38})
    assert pyramid.accessibleName() == "高价值 284，中价值 911，低价值 1,613"
    assert round(pyramid.share(Tier.MID), 3) == 0.324
    layer = pyramid._layer(1).boundingRect().center().toPoint()
    QTest.mouseMove(pyramid, layer)
    QTest.mouseClick(pyramid, Qt.MouseButton.LeftButton, pos=layer)
    QTest.mouseClick(pyramid, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    pyramid.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(pyramid, Qt.Key.Key_Down)
    QTest.keyClick(pyramid, Qt.Key.Key_Return)
    QTest.keyClick(pyramid, Qt.Key.Key_Up)
    QTest.keyClick(pyramid, Qt.Key.Key_Up)
    QTest.keyClick(pyramid, Qt.Key.Key_Space)
    assert chosen == ["mid", "low", "high"]
    assert not pyramid.grab().isNull()
