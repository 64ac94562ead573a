"""The form of a holding: kept or corrected."""

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import Customer
from branchcrm.domain.holding import HoldingDraft
from branchcrm.domain.ids import HoldingId
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.wording import mark
from ui.customers.product_editor import ProductEditor
from ui.customers.record_form import Values, open_record_form, texts_of
from ui.kit.edit_dialog import EditDialog
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate


def holding_fields(context: PageContext) -> list[Field]:
    """Give the fields in reading order."""
    return [
        Field(
            key="product",
            label=translate(mark("产品")),
            kind=FieldKind.CUSTOM,
            editor=lambda: ProductEditor(context),
            required=True,
            help=translate(mark("没有的产品会加进产品目录")),
        ),
        Field(
            key="amount",
            label=translate(mark("金额(元)")),
            required=True,
            placeholder=translate(mark("30000 或 3万")),
        ),
        Field(
            key="since",
            label=translate(mark("起始日")),
            kind=FieldKind.DATE,
            leaning=Leaning.PAST,
        ),
        Field(
            key="matures",
            label=translate(mark("到期日")),
            kind=FieldKind.DATE,
            leaning=Leaning.FUTURE,
        ),
        Field(key="note", label=translate(mark("备注")), span=2),
    ]


def open_holding_form(
    context: PageContext, customer: Customer, holding_id: HoldingId | None, parent: QWidget
) -> EditDialog:
    """Keep what a customer holds, or correct it."""
    holdings = context.services.holdings

    def save(values: Values) -> Changes:
        draft = HoldingDraft(**texts_of(values))
        if holding_id is None:
            return holdings.add(customer.id, draft)
        return holdings.edit(holding_id, draft)

    words = mark("登记持有产品：{name}")
    known: dict[str, object] = {}
    if holding_id is not None:
        words = mark("更正持有产品：{name}")
        draft, facts = holdings.draft_of(holding_id), holdings.get(holding_id).facts
        known = {
            "product": draft.product,
            "amount": draft.amount,
            "since": facts.since,
            "matures": facts.matures_on,
            "note": draft.note,
        }
    title = translate(words).format(name=customer.name)
    return open_record_form(context, parent, title, holding_fields(context), known, save)
