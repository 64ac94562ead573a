"""The form of a transaction: keyed in or corrected."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import Customer
from branchcrm.domain.ids import TransactionId
from branchcrm.domain.transaction import KEYED_KINDS, TRANSACTION_LABELS, TransactionDraft
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.wording import mark
from ui.customers.product_editor import ProductEditor
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
from ui.kit.form import Form
from ui.kit.form_field import Field, FieldKind
from ui.kit.page import PageContext
from ui.kit.translation import translate


def transaction_fields(context: PageContext) -> list[Field]:
    """Give the fields in reading order."""
    kinds = tuple(Option(kind.value, translate(TRANSACTION_LABELS[kind])) for kind in KEYED_KINDS)
    return [
        Field(
            key="kind",
            label=translate(mark("类型")),
            kind=FieldKind.SEGMENTED,
            options=kinds,
            span=2,
        ),
        Field(
            key="date",
            label=translate(mark("日期")),
            kind=FieldKind.DATE,
            required=True,
            leaning=Leaning.PAST,
        ),
        Field(
            key="amount",
            label=translate(mark("金额(元)")),
            required=True,
            placeholder=translate(mark("30000 或 3万")),
        ),
        Field(
            key="product",
            label=translate(mark("产品")),
            kind=FieldKind.CUSTOM,
            editor=lambda: ProductEditor(context),
            help=translate(mark("没有的产品会加进产品目录")),
        ),
        Field(key="quantity", label=translate(mark("数量"))),
        Field(key="document_no", label=translate(mark("单号"))),
        Field(key="note", label=translate(mark("备注"))),
    ]


class TransactionDialog(EditDialog):
    """Keys in a transaction of a customer, or corrects one."""

    def __init__(
        self,
        context: PageContext,
        customer: Customer,
        transaction_id: TransactionId | None,
        parent: QWidget,
    ) -> None:
        """Take whose transaction it is, and which one is corrected."""
        self._context, self._customer = context, customer
        self._transaction_id = transaction_id
        form = Form(transaction_fields(context), context.formats)
        words = mark("登记交易：{name}") if transaction_id is None else mark("更正交易：{name}")
        title = translate(words).format(name=customer.name)
        super().__init__(title, form, self._save, translate(mark("保存")), parent=parent)
        self.set_width(560)
        form.set_values(self._start())
        self.saved.connect(self._on_saved)
        self.finished.connect(self.deleteLater)

    def _start(self) -> dict[str, object]:
        if self._transaction_id is None:
            return {"date": self._context.clock.today()}
        transactions = self._context.services.transactions
        draft = transactions.draft_of(self._transaction_id)
        kept = transactions.get(self._transaction_id)
        return {
            "kind": draft.kind,
            "date": kept.day,
            "amount": draft.amount,
            "product": draft.product,
            "quantity": draft.quantity,
            "document_no": draft.document_no,
            "note": draft.note,
        }

    def _save(self, values: Mapping[str, object]) -> Changes:
        texts = {key: "" if value is None else str(value) for key, value in values.items()}
        draft = TransactionDraft(**texts)
        transactions = self._context.services.transactions
        if self._transaction_id is None:
            added: Changes = transactions.add(self._customer.id, draft)
            return added
        changed: Changes = transactions.edit(self._transaction_id, draft)
        return changed

    def _on_saved(self, changes: Changes) -> None:
        self._context.changes.publish(changes)
        self._context.navigator.toast(changes)
