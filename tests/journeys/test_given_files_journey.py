"""Files given to the window from outside: dropped anywhere, opened with the program."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from tests.journeys.driver import Driver
from tests.journeys.program import Program
from ui.exchange.page import ExchangePage
from ui.exchange.wizard_frame import MAPPING
from ui.kit.questions import Question
from ui.shell.options import Wish

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PASSWORD = "correct horse"  # noqa: S105 - of an invented person
LEDGER = "客户姓名,手机\n林国栋,13900000271\n"


@pytest.fixture
def driver(program: Program) -> Driver:
    driver = program.start()
    driver.create_book("人民路网点", "王敏", PASSWORD)
    return driver


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "客户 台账.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return path


def mime_of(path: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    return mime


def is_taken(driver: Driver, path: Path) -> bool:
    mime = mime_of(path)
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(driver.window, enter)
    return enter.isAccepted()


def is_mapping(driver: Driver) -> bool:
    page = driver.page
    return isinstance(page, ExchangePage) and page.wizard.view == MAPPING


def test_a_workbook_dropped_on_any_page_is_imported(driver: Driver, ledger: Path) -> None:
    driver.open_page("settings")
    assert is_taken(driver, ledger)
    assert not is_taken(driver, ledger.with_suffix(".png"))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    mime = mime_of(ledger)
    drop = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys)
    QApplication.sendEvent(driver.window, drop)
    driver.settle()
    assert is_mapping(driver)


def test_a_file_opened_with_the_program_waits_until_somebody_works(
    program: Program, driver: Driver, ledger: Path
) -> None:
    driver.window.close()
    second = program.start()
    second.window.file_door.take(ledger)
    assert not is_taken(second, ledger)
    second.sign_in("王敏", PASSWORD)
    assert is_mapping(second)


def test_a_page_wished_from_the_taskbar_is_shown_once_somebody_works(
    program: Program, driver: Driver
) -> None:
    driver.window.file_door.grant(Wish(page="exchange"))
    assert driver.page_key == "exchange"
    driver.window.close()
    second = program.start()
    second.window.file_door.grant(Wish(page="exchange"))
    second.sign_in("王敏", PASSWORD)
    assert second.page_key == "exchange"


def test_a_backup_opened_with_the_program_asks_before_it_replaces_the_book(
    driver: Driver, tmp_path: Path
) -> None:
    driver.prompts.answers.append(False)
    driver.window.file_door.take(tmp_path / "昨天.crmbackup")
    question = driver.prompts.asked[-1]
    assert isinstance(question, Question)
    assert question.is_dangerous
    assert driver.window.is_working
