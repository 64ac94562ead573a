"""The pictures of importing and exporting: how to reach each screen."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.ids import CustomerId
from branchcrm.services.exports import ExportRequest
from branchcrm.services.import_terms import RowPlace
from ui.exchange.page import ExchangePage
from ui.exchange.pictured_review import invented_review
from ui.exchange.wizard_state import WizardState
from ui.kit.resources import resource_path
from ui.screenshots import Screen, settle

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow
from ui.exchange.room import PAGE

PICTURED = 28
SAMPLE = ("sample", "sample_branch.xlsx")


def _open_sample(window: "MainWindow") -> ExchangePage | None:
    place = window.workplace
    if place is None:
        return None
    place.open_page(PAGE, {"file": resource_path(*SAMPLE)})
    settle(window)
    page = place.pages.page(PAGE)
    return page if isinstance(page, ExchangePage) else None


def _show_mapping(window: "MainWindow") -> None:
    _open_sample(window)


def _show_check(window: "MainWindow") -> None:
    page = _open_sample(window)
    if page is not None:
        page.wizard.went_on.emit()
        settle(window)


def _show_known(window: "MainWindow") -> None:
    """Bring the book's own customers back in with other addresses, as a branch's list would."""
    place = window.workplace
    if place is None:
        return
    services = place.context.services
    ids = tuple(services.customers.ids(CustomerFilter(), CustomerOrder())[:PICTURED])
    with TemporaryDirectory(prefix="branchcrm-") as folder:
        path = Path(folder) / "customers-2026-09.xlsx"
        services.exports.export(path, ExportRequest(filter=CustomerFilter(ids=ids), is_full=True))
        place.open_page(PAGE, {"file": path})
        settle(window)
        page = place.pages.page(PAGE)
        if not isinstance(page, ExchangePage) or page.wizard.state is None:
            return
        others = [services.customers.get(CustomerId(number)) for number in reversed(ids)]
        texts = [(one.facts.address, one.manager) for one in others]
        _type_over(page.wizard.state, texts)
        page.wizard.went_on.emit()
        settle(window)
        page.wizard.went_on.emit()
        settle(window)


def _type_over(state: WizardState, texts: Sequence[tuple[str, str]]) -> None:
    """Let every row say of its customer what the book says of another one."""
    columns = {state.fields[one.key]: one.column for one in state.sheet.columns}
    for row, (address, manager) in enumerate(texts, 2):
        place = RowPlace(state.sheet.name, row)
        state.edits[place, columns["address"]] = address
        state.edits[place, columns["manager"]] = manager


def _show_review(window: "MainWindow") -> None:
    """Take back a workbook in which other addresses and sources were written, two in conflict."""
    place = window.workplace
    if place is None:
        return
    place.open_page(PAGE, {})
    page = place.pages.page(PAGE)
    if not isinstance(page, ExchangePage):
        return
    page.views.setCurrentWidget(page.home)
    ids = tuple(place.context.services.customers.ids(CustomerFilter(), CustomerOrder())[:6])
    page.locked_trips.show_review("customers-2026-09.xlsx", invented_review(place.context, ids))
    place.form = page.locked_trips.dialog
    settle(window)


SCREENS = (
    Screen("09a_import_mapping", _show_mapping),
    Screen("09b_import_validation", _show_check),
    Screen("09c_import_duplicates", _show_known),
    Screen("09d_edits_back", _show_review),
)
