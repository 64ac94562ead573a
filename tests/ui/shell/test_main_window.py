"""The window of somebody who has signed in."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from branchcrm.domain.changes import Aspect, Changes, KeptRow
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import OperationId
from branchcrm.domain.wording import say
from ui.kit.scripted_prompts import ScriptedPrompts
from ui.screenshots import settle
from ui.shell.main_window import MainWindow
from ui.shell.workplace import Workplace

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def work(window: MainWindow) -> Workplace:
    assert window.workplace is not None
    return window.workplace


def asked(window: MainWindow, key: str) -> list[object]:
    page = work(window).pages.page(key)
    noted: list[object] = page.asked  # type: ignore[attr-defined]  # the page of conftest
    return noted


def history_of(window: MainWindow) -> list[str]:
    session = window.session
    assert session is not None
    noted: list[str] = session.services.history.asked
    return noted


def press(qtbot: "QtBot", widget: QWidget, keys: str) -> None:
    qtbot.keySequence(widget, keys)


def added(number: int = 1) -> Changes:
    return Changes(
        operation_id=OperationId(number), summary=say("新建客户"), ids={Aspect.CUSTOMER: (number,)}
    )


def test_the_window_is_named_after_the_branch_and_opens_on_today(window: MainWindow) -> None:
    assert window.windowTitle() == "BranchCRM 网点客户管理 人民路网点"
    assert work(window).pages.current_key == "today"
    assert work(window).rail.place_of("today").isChecked()
    assert work(window).status.page.text() == "3 位"


def test_pages_are_built_when_they_are_first_shown(window: MainWindow) -> None:
    stack = work(window).pages
    assert stack.count() == 1
    work(window).open_number(2)
    assert stack.count() == 2


def test_alt_numbers_open_pages_and_alt_left_goes_back(window: MainWindow, qtbot: "QtBot") -> None:
    press(qtbot, window, "Alt+2")
    assert work(window).pages.current_key == "customers"
    press(qtbot, window, "Alt+9")
    assert work(window).pages.current_key == "settings"
    press(qtbot, window, "Alt+Left")
    assert work(window).pages.current_key == "customers"


def test_a_customer_is_shown_within_customers_and_back_returns_to_the_list(
    window: MainWindow,
) -> None:
    place = work(window)
    place.open_number(2)
    place.context.navigator.open_customer(7, within=[7, 8])
    assert place.pages.current_key == "customer"
    assert place.rail.place_of("customers").isChecked()
    assert asked(window, "customer") == [{"customer_id": 7, "within": [7, 8]}]
    place.context.navigator.back()
    assert place.pages.current_key == "customers"


def test_the_keys_of_the_page_in_front_reach_it(window: MainWindow, qtbot: "QtBot") -> None:
    for keys in ("Ctrl+N", "F5", "/", "Shift+Esc"):
        press(qtbot, window, keys)
    assert asked(window, "today")[1:] == ["new", "refresh", "search", "clear"]


def test_the_rail_folds_when_the_window_is_narrow(window: MainWindow) -> None:
    settle(window)
    assert not work(window).rail.is_folded
    window.resize(1200, 800)
    assert work(window).rail.is_folded
    assert work(window).rail.width() == 56
    assert "11" in work(window).rail.place_of("today").toolTip()


def test_a_command_is_told_to_all_pages_and_can_be_undone_by_key(
    window: MainWindow, qtbot: "QtBot"
) -> None:
    place = work(window)
    place.context.navigator.run(added)
    assert asked(window, "today")[-1] == 1
    assert place.toasts.toasts[-1].text == "新建客户"
    press(qtbot, window, "Ctrl+Z")
    assert history_of(window) == ["undo 1"]
    assert place.toasts.toasts[-1].text == "撤销：新建客户"
    press(qtbot, window, "Ctrl+Y")
    assert history_of(window)[-1] == "redo"
    press(qtbot, window, "Ctrl+Z")
    assert history_of(window)[-1] == "undo 1"


def test_the_button_of_a_notice_undoes_that_operation(window: MainWindow) -> None:
    place = work(window)
    place.context.navigator.run(added)
    place.toasts.toasts[-1].undo_button.click()
    assert history_of(window) == ["undo 1"]
    assert window.undo_keys is not None
    assert window.undo_keys.stack.to_redo == 1


def test_with_nothing_to_undo_the_window_says_so(window: MainWindow, qtbot: "QtBot") -> None:
    press(qtbot, window, "Ctrl+Z")
    press(qtbot, window, "Ctrl+Y")
    texts = [toast.text for toast in work(window).toasts.toasts]
    assert texts == ["没有可以撤销的操作", "没有可以重做的操作"]


def test_a_refusal_is_shown_in_words(window: MainWindow, prompts: ScriptedPrompts) -> None:
    def refused() -> Changes:
        raise NotFoundError(what="客户", key=7)

    assert work(window).context.navigator.run(refused) is None
    assert isinstance(prompts.asked[0], NotFoundError)


def test_rows_that_an_undo_left_alone_are_named(
    window: MainWindow, prompts: ScriptedPrompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tuple(KeptRow(row=f"客户 {n}", why=say("后来有人改过")) for n in range(15))
    history = work(window).context.services.history
    answer = Changes(operation_id=OperationId(9), summary=say("导入"), kept=kept)
    monkeypatch.setattr(history, "undo", lambda _operation: answer)
    assert window.undo_keys is not None
    window.undo_keys.undo(OperationId(3))
    expected = [f"客户 {n}：后来有人改过" for n in range(12)]
    assert prompts.asked == [("有 15 条保留没动", (*expected, "还有 3 条"))]


def test_rebuilding_keeps_the_place(window: MainWindow) -> None:
    work(window).open_number(2)
    before = window.workplace
    window.rebuild()
    assert window.workplace is not before
    assert work(window).pages.current_key == "customers"


def test_a_gate_covers_the_pages_and_disables_their_keys(
    window: MainWindow, qtbot: "QtBot"
) -> None:
    window.show_gate(QWidget())
    assert not window.is_working
    press(qtbot, window, "Alt+2")
    assert work(window).pages.current_key == "today"
    window.leave_gate()
    press(qtbot, window, "Alt+2")
    assert work(window).pages.current_key == "customers"


def test_f6_goes_round_the_regions(window: MainWindow, qtbot: "QtBot") -> None:
    press(qtbot, window, "F6")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert work(window).rail.isAncestorOf(focused)


def test_the_window_place_is_remembered(window: MainWindow) -> None:
    assert window.parts.preferences.window_place.isEmpty()
    window.close()
    assert not window.parts.preferences.window_place.isEmpty()


def test_the_palette_finds_customers_commands_and_places(
    window: MainWindow, qtbot: "QtBot"
) -> None:
    press(qtbot, window, "Ctrl+K")
    palette = work(window).palette_view
    assert palette.isVisible()
    palette.input.setText("周")
    settle(window)
    texts = [palette.model.index(row).data() for row in range(palette.model.rowCount())]
    assert texts[:4] == ["客户", "周雅琴", "周立群", "对“周雅琴”"]
    down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(palette.input, down)
    press(qtbot, palette.input, "Return")
    assert not palette.isVisible()
    assert asked(window, "customer") == [{"customer_id": 2, "within": None}]


def test_the_palette_goes_to_pages_by_their_names(window: MainWindow, qtbot: "QtBot") -> None:
    palette = work(window).palette_view
    palette.open_with(">设")
    settle(window)
    press(qtbot, palette.input, "Return")
    assert work(window).pages.current_key == "settings"


def test_escape_closes_the_palette(window: MainWindow, qtbot: "QtBot") -> None:
    palette = work(window).palette_view
    palette.open_with("")
    press(qtbot, palette.input, "Esc")
    assert not palette.isVisible()


def test_typing_text_keeps_the_keys_of_the_text_field(window: MainWindow, qtbot: "QtBot") -> None:
    palette = work(window).palette_view
    palette.open_with("")
    QTest.keyClicks(palette.input, "a/b")
    press(qtbot, palette.input, "Ctrl+Z")
    assert palette.input.text() != "a/b"
    assert "search" not in asked(window, "today")
