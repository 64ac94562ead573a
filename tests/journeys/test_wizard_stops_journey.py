"""The import is left, stopped or robbed of its file at every step: nothing is half-written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.exchange.errors import FileChangedError, FileMissingError
from tests.journeys.driver import Driver
from tests.journeys.program import Program
from ui.exchange.page import ExchangePage
from ui.exchange.wizard import WizardView
from ui.exchange.wizard_frame import CHECK, KNOWN, MAPPING, RESULT

KNOWN_NAME = "林国栋"
ROWS = (
    "客户姓名,手机,家庭住址,栏目甲",
    f"{KNOWN_NAME},13900000271,新地址,甲",
    "周雅琴,13800005678,,乙",
)
STEPS = {MAPPING: 0, CHECK: 1, KNOWN: 2}


@pytest.fixture
def driver(program: Program) -> Driver:
    """The window over a book that knows one customer."""
    driver = program.start()
    driver.create_book("人民路网点", "王敏", "correct horse")
    driver.services.customers.add(
        CustomerDraft(name=KNOWN_NAME, phone="13900000271", address="旧地址")
    )
    return driver


def table(folder: Path, *more: str) -> Path:
    path = folder / "台账.csv"
    path.write_text("\n".join([*ROWS, *more]) + "\n", encoding="utf-8")
    return path


def wizard_at(driver: Driver, path: Path, step: int) -> WizardView:
    driver.open_page("exchange", file=path)
    for _ in range(STEPS[step]):
        driver.press("Ctrl+Return")
    page = driver.page
    assert isinstance(page, ExchangePage)
    assert page.wizard.view == step
    return page.wizard


def state(driver: Driver) -> tuple[int, str, int]:
    """Tell how many customers there are, what is known of one, and how often was imported."""
    services = driver.services
    with services.context.read() as work:
        count = work.connection.exec_driver_sql("SELECT count(*) FROM customer").scalar_one()
    address = services.customers.draft_of(CustomerId(1)).address
    imports = sum(one.name == "import" for one in services.history.latest())
    return int(count), address, imports


@pytest.mark.parametrize("step", list(STEPS))
def test_escape_leaves_every_step_without_a_trace(
    driver: Driver, tmp_path: Path, step: int
) -> None:
    before = state(driver)
    wizard_at(driver, table(tmp_path), step)
    driver.press("Esc")
    page = driver.page
    assert isinstance(page, ExchangePage)
    assert page.views.currentWidget() is page.home
    assert state(driver) == before


@pytest.mark.parametrize("step", list(STEPS))
def test_work_that_is_stopped_leads_back_to_its_step(
    driver: Driver, tmp_path: Path, step: int
) -> None:
    before = state(driver)
    view = wizard_at(driver, table(tmp_path), step)
    if step == KNOWN:
        view.known.side.apply.click()
    view.went_on.emit()
    if step == CHECK:
        view.known.side.apply.click()
        view.went_on.emit()
    assert view.work.is_running
    view.progress.cancelled.emit()
    driver.settle()
    assert not view.work.is_running
    assert view.view == (MAPPING if step == MAPPING else CHECK)
    assert state(driver) == before
    for _ in range(3):
        driver.press("Ctrl+Return")
        if view.view == KNOWN:
            view.known.side.apply.click()
    assert view.view == RESULT
    assert state(driver)[0] == before[0] + 1


def lose(path: Path) -> None:
    path.unlink()


def change(path: Path) -> None:
    table(path.parent, "沈一帆,13700001234,,丙")


@pytest.mark.parametrize(
    ("happen", "refusal"), [(lose, FileMissingError), (change, FileChangedError)]
)
@pytest.mark.parametrize("step", [MAPPING, KNOWN])
def test_a_file_that_goes_or_changes_meanwhile_is_named_and_the_step_stays(
    driver: Driver,
    tmp_path: Path,
    step: int,
    happen: Callable[[Path], None],
    refusal: type[Exception],
) -> None:
    before = state(driver)
    path = table(tmp_path)
    view = wizard_at(driver, path, step)
    happen(path)
    if step == KNOWN:
        view.known.side.apply.click()
    driver.press("Ctrl+Return")
    assert isinstance(driver.prompts.asked[-1], refusal)
    assert view.view == (MAPPING if step == MAPPING else CHECK)
    assert state(driver) == before


def test_a_column_that_was_matched_once_is_remembered_for_the_same_headings(
    driver: Driver, tmp_path: Path
) -> None:
    view = wizard_at(driver, table(tmp_path), MAPPING)
    combo = view.mapping.table.combo("employer")
    assert combo is not None
    assert view.state is not None
    column = next(one for one in view.state.sheet.columns if one.heading == "栏目甲")
    combo.chosen.emit(column.key)
    driver.press("Ctrl+Return")
    driver.press("Ctrl+Return")
    view.known.side.apply.click()
    driver.press("Ctrl+Return")
    assert view.view == RESULT
    again = wizard_at(driver, table(tmp_path), MAPPING)
    assert again.state is not None
    assert again.state.fields[column.key] == "employer"


def test_an_import_is_undone_from_the_history_and_names_who_was_worked_on_since(
    driver: Driver, tmp_path: Path
) -> None:
    view = wizard_at(driver, table(tmp_path), KNOWN)
    view.known.side.apply.click()
    driver.press("Ctrl+Return")
    assert view.view == RESULT
    services = driver.services
    operation = next(one for one in services.history.latest() if one.name == "import").id
    (hit,) = services.customers.search("周雅琴").hits
    draft = CustomerDraft(name="周雅琴", phone="13800005678", address="人民路 1 号")
    services.customers.edit(hit.row.id, draft)
    services.customers.add(CustomerDraft(name="后来的"))
    changes = driver.place.context.navigator.run(lambda: services.history.undo(operation))
    driver.settle()
    assert changes is not None
    assert [row.row.split()[0] for row in changes.kept] == ["周雅琴"]
    assert services.customers.draft_of(hit.row.id).address == "人民路 1 号"
    assert services.customers.draft_of(CustomerId(1)).address == "旧地址"
