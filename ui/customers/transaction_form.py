"""The form of a transaction: keyed in or corrected."""

from PySide6.QtWidgets import QWidget

from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import Customer
from branchcrm.domain.ids import TransactionId
from branchcrm.domain.transaction import KEYED_KINDS, TRANSACTION_LABELS, TransactionDraft
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.wording import mark
from ui.customers.product_editor import ProductEditor
from ui.customers.record_form import Values, open_record_form, texts_of
from ui.kit.choices import Option
from ui.kit.edit_dialog import EditDialog
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


def open_transaction_form(
    context: PageContext, customer: Customer, transaction_id: TransactionId | None, parent: QWidget
) -> EditDialog:
    """Key in a transaction of a customer, or correct one."""
    transactions = context.services.transactions

    def save(values: Values) -> Changes:
        draft = TransactionDraft(**texts_of(values))
        if transaction_id is None:
            return transactions.add(customer.id, draft)
        return transactions.edit(transaction_id, draft)

    words = mark("登记交易：{name}")
    known: dict[str, object] = {"date": context.clock.today()}
    if transaction_id is not None:
        words = mark("更正交易：{name}")
        draft = transactions.draft_of(transaction_id)
        known = {
            "kind": draft.kind,
            "date": transactions.get(transaction_id).day,
            "amount": draft.amount,
            "product": draft.product,
            "quantity": draft.quantity,
            "document_no": draft.document_no,
            "note": draft.note,
        }
    title = translate(words).format(name=customer.name)
    return open_record_form(context, parent, title, transaction_fields(context), known, save)
