"""What the customers' room offers to the window: the list, the portrait, the form."""

from collections.abc import Mapping

from branchcrm.domain.wording import mark
from ui.kit.page import PageContext, PageSpec
from ui.room import Command, Later, NavCount, Room

LIST_PAGE = "customers"
PORTRAIT_PAGE = "customer"


def _open_bin(context: PageContext) -> None:
    context.navigator.open_page(LIST_PAGE, view="bin")


def _counts(context: PageContext) -> Mapping[str, NavCount]:
    total = context.services.head_counts.count()
    return {LIST_PAGE: NavCount(context.formats.count(total))}


ROOM = Room(
    pages=(
        PageSpec(
            key=LIST_PAGE,
            title=mark("客户"),
            icon="ph.users",
            alt_number=2,
            factory=Later("ui.customers.list_page", "CustomerListPage"),
        ),
        PageSpec(
            key=PORTRAIT_PAGE,
            title=mark("客户画像"),
            icon="ph.user",
            alt_number=0,
            factory=Later("ui.customers.portrait_page", "PortraitPage"),
        ),
    ),
    forms={"customer": Later("ui.customers.customer_form", "open_customer_form")},
    commands=(
        Command(
            text=mark("产品目录"),
            icon="ph.receipt",
            run=Later("ui.customers.product_list", "open_products"),
        ),
        Command(
            text=mark("信函模板示例"),
            icon="ph.envelope-simple",
            run=Later("ui.customers.letter_writing", "save_sample"),
            words=("xinhan", "letter"),
        ),
        Command(text=mark("客户回收站"), icon="ph.trash", run=_open_bin),
    ),
    counts=_counts,
    pins={LIST_PAGE: Later("ui.customers.pins", "rail_pins")},
    pictures="ui.customers.pictures",
)
