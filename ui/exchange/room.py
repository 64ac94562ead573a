"""What importing and exporting offer to the window."""

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Later, Room

PAGE = "exchange"


def _import_file(context: PageContext) -> None:
    context.navigator.open_page(PAGE, start="import")


def _get_template(context: PageContext) -> None:
    context.navigator.open_page(PAGE, start="template")


ROOM = Room(
    pages=(
        PageSpec(
            key=PAGE,
            title=mark("导入导出"),
            icon="arrows-down-up",
            alt_number=8,
            factory=Later("ui.exchange.page", "ExchangePage"),
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
    pictures="ui.exchange.pictures",
)
