"""What importing and exporting offer to the window."""

from typing import TYPE_CHECKING

from branchcrm.domain.wording import mark
from ui.exchange.page import ExchangePage
from ui.kit.page import PageContext, PageSpec
from ui.kit.resources import resource_path
from ui.room import Command, Room
from ui.screenshots import Screen, settle

if TYPE_CHECKING:
    from ui.shell.main_window import MainWindow

PAGE = "exchange"
SAMPLE = ("sample", "sample_branch.xlsx")


def _import_file(context: PageContext) -> None:
    context.navigator.open_page(PAGE, start="import")


def _get_template(context: PageContext) -> None:
    context.navigator.open_page(PAGE, start="template")


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
    page = _open_sample(window)
    if page is not None:
        page.wizard.went_on.emit()
        settle(window)
        page.wizard.went_on.emit()
        settle(window)


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("导入导出"),
            icon="arrows-down-up",
            alt_number=8,
            factory=ExchangePage,
        ),
    ),
    commands=(
        Command(
            text=mark("从 Excel 导入"),
            icon="download-simple",
            run=_import_file,
            words=("daoru", "import"),
        ),
        Command(
            text=mark("下载导入模板"), icon="file-arrow-down", run=_get_template, words=("moban",)
        ),
    ),
    screens=(
        Screen("09a_import_mapping", _show_mapping),
        Screen("09b_import_validation", _show_check),
        Screen("09c_import_duplicates", _show_known),
    ),
)
