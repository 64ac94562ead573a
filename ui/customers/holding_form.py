"""The form of a holding: kept or corrected."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import Customer
from branchcrm.domain.holding import HoldingDraft
from branchcrm.domain.ids import HoldingId
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.wording import mark
from ui.customers.product_editor import ProductEditor
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
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


class HoldingDialog(EditDialog):
    """Keeps what a customer holds, or corrects it."""

    def __init__(
        self,
        context: PageContext,
        customer: Customer,
        holding_id: HoldingId | None,
        parent: QWidget,
    ) -> None:
        """Take whose holding it is, and which one is corrected."""
        self._context, self._customer = context, customer
        self._holding_id = holding_id
        form = Form(holding_fields(context), context.formats)
        words = mark("登记持有产品：{name}") if holding_id is None else mark("更正持有产品：{name}")
        title = translate(words).format(name=customer.name)
        super().__init__(title, form, self._save, translate(mark("保存")), parent=parent)
        self.set_width(560)
        form.set_values(self._start())
        self.saved.connect(self._on_saved)
        self.finished.connect(self.deleteLater)

    def _start(self) -> dict[str, object]:
        if self._holding_id is None:
            return {}
        holdings = self._context.services.holdings
        draft, facts = holdings.draft_of(self._holding_id), holdings.get(self._holding_id).facts
        return {
            "product": draft.product,
            "amount": draft.amount,
            "since": facts.since,
            "matures": facts.matures_on,
            "note": draft.note,
        }

    def _save(self, values: Mapping[str, object]) -> Changes:
        texts = {key: "" if value is None else str(value) for key, value in values.items()}
        draft = HoldingDraft(**texts)
        holdings = self._context.services.holdings
        if self._holding_id is None:
            added: Changes = holdings.add(self._customer.id, draft)
            return added
        changed: Changes = holdings.edit(self._holding_id, draft)
        return changed

    def _on_saved(self, changes: Changes) -> None:
        self._context.changes.publish(changes)
        self._context.navigator.toast(changes)
