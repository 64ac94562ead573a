"""The check of a file by keyboard: cells put right, suggestions taken, corrections undone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from branchcrm.services.import_terms import ImportCounts
from tests.journeys.driver import Driver
from tests.journeys.program import Program
from ui.exchange.page import ExchangePage
from ui.exchange.problem_cells import CellState
from ui.exchange.problem_model import STATE_ROLE
from ui.exchange.wizard_frame import CHECK, RESULT

ROWS = (
    "客户姓名,手机,余额(元),最后交易日",
    "林国栋,13900000271,5,2026-09-01",
    "顾晨,1380000567,4,2026-09-03",
    "潘越,13100009084,3,2062-08-17",
    "范　思远（已故）,13312344408,8,2026-09-08",
    "石磊,13500000016 / 010-88886666,2,2026-09-11",
    "合计,,22,",
)


@pytest.fixture
def desk(program: Program, tmp_path: Path) -> "Desk":
    """The check of a file with two bad cells, two corrected ones and a total."""
    driver = program.start()
    driver.create_book("人民路网点", "王敏", "correct horse")
    path = tmp_path / "台账.csv"
    path.write_text("\n".join(ROWS) + "\n", encoding="utf-8")
    driver.open_page("exchange", file=path)
    driver.press("Ctrl+Return")
    return Desk(driver)


class Desk:
    """Looks at the table of problems, and presses keys in it."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        page = driver.page
        assert isinstance(page, ExchangePage)
        self.wizard = page.wizard
        self.table = page.wizard.check.table
        self.model = page.wizard.check.model

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.table, key)
            self.driver.settle()

    def type_in_place(self, text: str) -> None:
        """Press F2, type, and press Enter, as hands do."""
        self.press(Qt.Key.Key_F2)
        editor = self.table.viewport().findChild(QLineEdit)
        assert editor is not None
        assert editor is QApplication.focusWidget()
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        self.driver.settle()

    def recheck(self) -> None:
        assert self.wizard.forward.text() == "重新校验"
        self.driver.press("Ctrl+Return")
        assert self.wizard.view == CHECK

    @property
    def shown(self) -> list[str]:
        """Give the words of the current row."""
        row = self.table.currentIndex().row()
        texts = (self.model.index(row, place) for place in range(self.model.columnCount()))
        return [str(index.data() or "") for index in texts]

    @property
    def current(self) -> tuple[str, object]:
        index = self.table.currentIndex()
        return str(index.data()), index.data(STATE_ROLE)

    @property
    def counts(self) -> ImportCounts:
        """Give the counts of the check, which always add up to the rows of the file."""
        check = self.wizard._checked
        assert check is not None
        assert check.outcome.counts.rows == len(ROWS) - 1
        return check.outcome.counts


def test_a_bad_cell_is_put_right_in_its_place(desk: Desk) -> None:
    assert (desk.counts.created, desk.counts.rejected, desk.counts.skipped) == (3, 2, 1)
    assert desk.driver.sees("1 行跳过（合计等）")
    assert desk.current == ("138****567", CellState.BAD)
    assert "手机号应为 11 位，现在是 10 位" in desk.shown
    desk.type_in_place("13800000567")
    assert desk.current == ("13800000567", CellState.EDITED)
    assert "已修改，重新校验后生效" in desk.shown
    desk.recheck()
    assert (desk.counts.created, desk.counts.rejected) == (4, 1)


def test_a_suggestion_is_taken_with_one_key_and_a_change_dropped(desk: Desk) -> None:
    desk.press(Qt.Key.Key_J)
    assert desk.current == ("2062-08-17", CellState.BAD)
    desk.press(Qt.Key.Key_Return)
    assert desk.current == ("2026-08-17", CellState.EDITED)
    desk.press(Qt.Key.Key_Return)
    assert desk.current == ("2062-08-17", CellState.BAD)
    assert not desk.wizard.check.has_unchecked_edits
    desk.press(Qt.Key.Key_Return)
    desk.recheck()
    assert (desk.counts.created, desk.counts.rejected) == (4, 1)
    desk.press(Qt.Key.Key_Home)
    assert not any("2062" in text for text in desk.shown)


def test_automatic_corrections_are_marked_and_taken_back(desk: Desk) -> None:
    assert desk.counts.fixed == 2
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert desk.current == ("范思远", CellState.FIXED)
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Down)
    assert desk.current == ("135****0016、010-******66", CellState.FIXED)
    assert "“手机”的写法已统一" in desk.shown
    desk.press(Qt.Key.Key_Return)
    desk.recheck()
    assert (desk.counts.created, desk.counts.rejected, desk.counts.fixed) == (2, 3, 0)
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert "自动修正已撤销，改成正确的内容后再导入" in desk.shown
    desk.press(Qt.Key.Key_Return)
    desk.recheck()
    assert (desk.counts.created, desk.counts.rejected) == (3, 2)
    desk.driver.press("Ctrl+Return")
    assert desk.wizard.view == RESULT
    hits = desk.driver.services.customers.search("范").hits
    assert [hit.row.name for hit in hits] == ["范　思远（已故）"]


def test_every_suggestion_is_taken_at_once(desk: Desk) -> None:
    desk.driver.click("应用全部建议 1")
    assert (desk.counts.created, desk.counts.rejected) == (4, 1)
