"""Buttons, choices, notices, toasts, prompts, panels and keys behave as designed."""

from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from branchcrm.domain.clock import fixed_clock
from ui.kit.buttons import IconButton, primary
from ui.kit.choices import ChoiceChips, Option, SegmentedControl
from ui.kit.count_tabs import CountTab, CountTabs
from ui.kit.focus_ring import FocusRing
from ui.kit.formats import Formats
from ui.kit.key_figures import KeyFigure, KpiStrip
from ui.kit.month_popup import MonthPopup
from ui.kit.progress_dialog import Pace
from ui.kit.prompt_dialogs import ConfirmDialog, ReasonDialog
from ui.kit.questions import Question, ReasonChoice
from ui.kit.removable_chip import FilterChip
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.kit.shortcuts import KeyAction, KeyConflictError, Shortcuts, written_key
from ui.kit.side_panel import SidePanel
from ui.kit.tasks import Step
from ui.kit.toasts import MAX_TOASTS, ToastStack

pytestmark = pytest.mark.usefixtures("theme")
VIEWS = (Option("month", "月"), Option("week", "周"), Option("list", "列表"))


def test_a_key_hint_makes_room_inside_the_button() -> None:
    assert (
        primary("保存", hint="Ctrl Enter").sizeHint().width() > primary("保存").sizeHint().width()
    )


def test_an_icon_button_has_a_tooltip_and_a_spoken_name() -> None:
    button = IconButton("ph.x", "关闭")
    button.set_name("关闭", "Esc")
    assert (button.accessibleName(), button.toolTip()) == ("关闭", "关闭  Esc")


def test_arrow_keys_move_between_segments(qtbot: QtBot) -> None:
    control = SegmentedControl(VIEWS)
    qtbot.addWidget(control)
    with qtbot.waitSignal(control.changed) as changed:
        QTest.keyClick(control, Qt.Key.Key_Right)
    assert changed.args == ["week"]
    assert control.value() == "week"


def test_one_chip_at_a_time_or_several(qtbot: QtBot) -> None:
    one, several = ChoiceChips(VIEWS), ChoiceChips(VIEWS, is_multiple=True)
    for chips in (one, several):
        qtbot.addWidget(chips)
        for key in ("month", "list"):
            chip = chips.chip(key)
            assert chip is not None
            chip.click()
    assert one.value() == "list"
    assert several.value() == ("month", "list")


def test_a_filter_goes_away_with_delete(qtbot: QtBot) -> None:
    chip = FilterChip("客户经理 是", "王敏")
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.removed):
        QTest.keyClick(chip, Qt.Key.Key_Delete)


def test_tabs_keep_their_choice_when_the_counts_change(qtbot: QtBot) -> None:
    tabs = CountTabs()
    qtbot.addWidget(tabs)
    tabs.set_tabs([CountTab(key="all", label="全部", count="3"), CountTab(key="h", label="高")])
    tabs.set_value("h")
    tabs.set_tabs([CountTab(key="all", label="全部", count="4"), CountTab(key="h", label="高")])
    assert tabs.value() == "h"
    with qtbot.waitSignal(tabs.changed) as changed:
        QTest.keyClick(tabs, Qt.Key.Key_Left)
    assert changed.args == ["all"]


def test_a_key_figure_is_a_button(qtbot: QtBot) -> None:
    strip = KpiStrip()
    qtbot.addWidget(strip)
    strip.set_figures([KeyFigure(key="due", label="待回访", value="8", fact="3 个逾期")])
    cell = strip.cell("due")
    assert cell is not None
    assert cell.accessibleName() == "待回访 8 3 个逾期"
    with qtbot.waitSignal(strip.clicked) as clicked:
        cell.click()
    assert clicked.args == ["due"]


def test_every_message_is_as_tall_as_it_wishes(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(800, 600)
    over.show()
    stack = ToastStack(over)
    for text in ("草稿已保存", "应用分层规则", "导入交易"):
        stack.show_toast(text, lambda: None)
    qtbot.waitUntil(lambda: all(toast.isVisible() for toast in stack.toasts))
    qtbot.waitUntil(
        lambda: [t.height() for t in stack.toasts] == [t.sizeHint().height() for t in stack.toasts]
    )
    assert stack.geometry().bottom() < over.height()


def test_only_the_last_three_messages_stay(qtbot: QtBot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    stack = ToastStack(over)
    for number in range(5):
        stack.show_toast(str(number))
    assert [toast.text for toast in stack.toasts] == ["2", "3", "4"]
    assert len(stack.toasts) == MAX_TOASTS


def test_a_count_must_be_typed_before_many_records_go(qtbot: QtBot) -> None:
    question = Question(title="永久删除 3 位客户？", text="", action="永久删除", count=3)
    dialog = ConfirmDialog(question, None)
    qtbot.addWidget(dialog)
    assert not dialog.action_button.isEnabled()
    dialog.count_line.setText("3")
    assert dialog.action_button.isEnabled()


def test_a_large_count_is_typed_with_or_without_its_thousands(qtbot: QtBot) -> None:
    question = Question(title="应用草稿？", text="", action="应用", count=12_345)
    dialog = ConfirmDialog(question, None)
    qtbot.addWidget(dialog)
    assert "12,345" in dialog.count_line.accessibleName()
    for typed, is_right in (
        ("12345", True),
        ("1234", False),
        ("12,345", True),
        ("１２，３４５", True),
    ):
        dialog.count_line.setText(typed)
        assert dialog.action_button.isEnabled() is is_right


def test_a_word_must_be_typed_before_one_record_goes(qtbot: QtBot) -> None:
    question = Question(title="永久删除周雅琴？", text="", action="永久删除", typed="C-000318")
    dialog = ConfirmDialog(question, None)
    qtbot.addWidget(dialog)
    assert not dialog.action_button.isEnabled()
    assert "C-000318" in dialog.action_button.toolTip()
    dialog.count_line.setText(" C-000318 ")
    assert dialog.action_button.isEnabled()


def test_a_reason_can_be_picked_or_written(qtbot: QtBot) -> None:
    choice = ReasonChoice(title="为什么", text="", action="继续", reasons=("今天的回访", "投诉"))
    dialog = ReasonDialog(choice, None)
    qtbot.addWidget(dialog)
    assert not dialog.action_button.isEnabled()
    chip = dialog.chips.chip("投诉")
    assert chip is not None
    chip.click()
    assert dialog.line.text() == "投诉"
    assert dialog.action_button.isEnabled()


def test_a_script_that_ran_out_fails_the_test() -> None:
    with pytest.raises(AssertionError):
        ScriptedPrompts().confirm(Question(title="？", text="", action="好"))


def test_escape_closes_the_panel_and_gives_the_focus_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    line = QLineEdit()
    QVBoxLayout(window).addWidget(line)
    panel = SidePanel("记互动", "", window)
    window.show()
    window.activateWindow()
    line.setFocus()
    panel.open_panel()
    panel.setFocus()
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert window.focusWidget() is line


def test_the_ring_shows_only_for_the_keyboard(qtbot: QtBot) -> None:
    window, button = QWidget(), primary("保存")
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(button)
    ring = FocusRing(window)
    window.show()
    ring.follow(button, by_keyboard=True)
    assert ring.isVisible()
    ring.follow(button, by_keyboard=False)
    assert not ring.isVisible()


def test_the_ring_follows_the_tab_key_and_the_layout_and_goes_with_a_click(qtbot: QtBot) -> None:
    window, first, second = QWidget(), primary("保存"), primary("取消")
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addWidget(first)
    column.addWidget(second)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())
    first.setFocus(Qt.FocusReason.OtherFocusReason)
    assert not ring.isVisible()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert second.hasFocus()
    assert ring.isVisible()
    assert ring.geometry().contains(second.geometry())
    window.resize(640, 480)
    qtbot.waitUntil(lambda: ring.geometry().contains(second.geometry()))
    first.setFocus(Qt.FocusReason.OtherFocusReason)
    second.deleteLater()
    QCoreApplication.sendPostedEvents(second, QEvent.Type.DeferredDelete)
    QTest.mouseClick(
        window.windowHandle(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        window.rect().center(),
    )
    assert not ring.isVisible()


def test_a_day_is_picked_with_the_arrow_keys(qtbot: QtBot) -> None:
    popup = MonthPopup(Formats(fixed_clock(date(2026, 9, 17))))
    qtbot.addWidget(popup)
    popup.grid.set_day(date(2026, 9, 30))
    with qtbot.waitSignal(popup.picked) as picked:
        QTest.keyClick(popup.grid, Qt.Key.Key_Right)
        QTest.keyClick(popup.grid, Qt.Key.Key_Return)
    assert picked.args == [date(2026, 10, 1)]


def _shortcuts() -> Shortcuts:
    shortcuts = Shortcuts()
    shortcuts.register(
        [
            KeyAction(id="log", label="记互动", keys=("Ctrl+I",), scope="global"),
            KeyAction(id="done", label="完成", keys=("D",), scope="visits"),
        ]
    )
    return shortcuts


def test_a_taken_or_reserved_key_is_refused() -> None:
    shortcuts = _shortcuts()
    for key in ("Ctrl+I", "Ctrl+Space", "Ctrl+Alt+X"):
        with pytest.raises(KeyConflictError):
            shortcuts.remap("done", (key,))
    shortcuts.remap("done", ("X",))
    assert shortcuts.written("done") == "X"
    assert written_key("Ctrl+Return") == "Ctrl Enter"


def test_a_letter_acts_on_a_list_but_not_while_typing(qtbot: QtBot) -> None:
    window, shortcuts = QWidget(), _shortcuts()
    acted: list[int] = []
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    line, button = QLineEdit(), primary("列表")
    column.addWidget(line)
    column.addWidget(button)
    shortcuts.bind("done", window, lambda: acted.append(1))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_D)
    assert (line.text(), acted) == ("d", [])
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_D)
    assert acted == [1]


def test_the_pace_tells_how_long_it_still_takes() -> None:
    pace = Pace(start=0.0)
    step = Step(done=600, total=1200, note=None)
    assert pace.seconds_left(step, 0.5) is None
    assert pace.rate(step, 12.0) == 50
    assert pace.seconds_left(step, 12.0) == 12
