"""Rows of known customers are decided by keyboard: one by one, field by field, for the rest."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from branchcrm.domain.customer import CustomerDraft
from tests.journeys.driver import Driver
from tests.journeys.program import Program
from ui.exchange.page import ExchangePage
from ui.exchange.wizard_frame import KNOWN, RESULT

NAMES = ("林国栋", "周雅琴", "沈一帆", "顾晨", "潘越", "石磊", "韩雪")
KEYS = Qt.Key
NEWER = ("新地址", "new@x.com", "新单位")


@pytest.fixture
def driver(program: Program) -> Driver:
    """The window over a book of people with an address and no e-mail."""
    driver = program.start()
    driver.create_book("人民路网点", "王敏", "correct horse")
    for number, name in enumerate(NAMES):
        draft = CustomerDraft(
            name=name, phone=f"1390000027{number}", address="旧地址", employer="旧单位"
        )
        driver.services.customers.add(draft)
    return driver


def wizard_at_known(driver: Driver, path: Path, *more: str) -> ExchangePage:
    rows = [f"{name},1390000027{number},{','.join(NEWER)}" for number, name in enumerate(NAMES)]
    lines = ["客户姓名,手机,家庭住址,邮箱,单位", *rows, *more]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    driver.open_page("exchange", file=path)
    driver.press("Ctrl+Return")
    driver.press("Ctrl+Return")
    page = driver.page
    assert isinstance(page, ExchangePage)
    assert page.wizard.view == KNOWN
    return page


def press(driver: Driver, *keys: Qt.Key) -> None:
    """Press keys wherever the focus is, as a keyboard does."""
    for key in keys:
        QTest.keyClick(QApplication.focusWidget() or driver.window, key)
        driver.settle()


def kept(driver: Driver, name: str) -> Sequence[tuple[str, str, str]]:
    """Give address, e-mail and employer of everybody of a name."""
    hits = driver.services.customers.search(name).hits
    drafts = [driver.services.customers.draft_of(hit.row.id) for hit in hits]
    return sorted((one.address, one.email, one.employer) for one in drafts)


def test_each_row_is_decided_by_keys_and_the_rest_alike(driver: Driver, tmp_path: Path) -> None:
    page = wizard_at_known(driver, tmp_path / "台账.csv")
    known = page.wizard.known
    assert known.side.rest_words.text() == "对其余 6 位使用同一处理"
    # Everything from the file, nothing from it, another customer, left out.
    press(driver, KEYS.Key_1, KEYS.Key_Right, KEYS.Key_Return)
    press(driver, KEYS.Key_2, KEYS.Key_Return)
    press(driver, KEYS.Key_3, KEYS.Key_Return)
    press(driver, KEYS.Key_4, KEYS.Key_Return)
    assert known.number.text() == "第 5 / 7 位"
    # Field by field: the new address, the old employer.
    press(driver, KEYS.Key_1, KEYS.Key_Left)
    offered = [one for one in known.pairs.findChildren(QRadioButton) if one.text() == "新地址"]
    offered[0].setFocus()
    press(driver, KEYS.Key_Space)
    assert known.pairs.offered_fields() == {"address"}
    known.list.setFocus()
    press(driver, KEYS.Key_Return, KEYS.Key_J, KEYS.Key_K)
    assert known.number.text() == "第 6 / 7 位"
    driver.choose("其余客户的处理", "overwrite")
    driver.click("应用到全部")
    assert driver.sees("7 位，已处理 7")
    driver.press("Ctrl+Return")
    assert page.wizard.view == RESULT
    old, newer = ("旧地址", "", "旧单位"), NEWER
    assert kept(driver, "林国栋") == [newer]
    assert kept(driver, "周雅琴") == [("旧地址", "new@x.com", "旧单位")]
    assert kept(driver, "沈一帆") == sorted([old, newer])
    assert kept(driver, "顾晨") == [old]
    assert kept(driver, "潘越") == [("新地址", "", "旧单位")]
    assert kept(driver, "石磊") == [newer]
    assert kept(driver, "韩雪") == [newer]
    driver.undo()
    assert [kept(driver, name) for name in NAMES] == [[old]] * len(NAMES)


def test_a_repeat_inside_the_file_is_shown_beside_the_row_that_came_first(
    driver: Driver, tmp_path: Path
) -> None:
    repeat = ("赵倩,13500000001,一号,,", "赵倩,13500000001,二号,,")
    page = wizard_at_known(driver, tmp_path / "台账.csv", *repeat)
    known = page.wizard.known
    driver.click("应用到全部")
    press(driver, *[KEYS.Key_J] * len(NAMES))
    assert known.number.text() == "第 8 / 8 位"
    assert driver.sees("Excel 第 9 行")
    assert driver.sees("Excel 第 10 行")
    press(driver, KEYS.Key_3)
    driver.press("Ctrl+Return")
    assert page.wizard.view == RESULT
    assert [address for address, *_ in kept(driver, "赵倩")] == ["一号", "二号"]
