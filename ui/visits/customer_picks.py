"""Customers as a form picks them."""

from collections.abc import Callable

from branchcrm.domain.ids import CustomerId
from branchcrm.domain.wording import mark
from ui.kit.form_field import Editor
from ui.kit.page import PageContext
from ui.kit.record_picker import Pick, PickerEditor
from ui.kit.translation import translate

MOST_HITS = 8


def customer_picker(context: PageContext) -> Callable[[], Editor]:
    """Give what makes the picker of a customer for a form."""

    def search(text: str) -> list[Pick]:
        hits = context.services.customers.search(text, MOST_HITS).hits
        return [
            Pick(
                key=int(hit.row.id),
                name=hit.row.name,
                tier=hit.row.tier,
                detail="  ".join(part for part in (hit.row.phone, hit.row.manager) if part),
            )
            for hit in hits
        ]

    def by_id(customer_id: int) -> Pick:
        kept = context.services.customers.get(CustomerId(customer_id))
        return Pick(key=customer_id, name=kept.name, tier=kept.tier, detail=kept.facts.phone)

    def make() -> Editor:
        return PickerEditor(search, by_id, translate(mark("姓名、拼音或电话后四位")))

    return make
