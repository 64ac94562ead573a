"""The columns of transactions that go out."""

from decimal import Decimal
from typing import Final

from branchcrm.domain.masking import mask_free_text, mask_name
from branchcrm.domain.money import yuan_of
from branchcrm.domain.product import line_label
from branchcrm.domain.transaction import MILLI, TRANSACTION_LABELS, TransactionKind
from branchcrm.domain.wording import mark
from branchcrm.exchange.list_writer import ColumnKind
from branchcrm.services.export_columns import ExportColumn, texts_masked

TRANSACTION_COLUMNS: Final = (
    ExportColumn(label=mark("客户编号"), of=("customer_code",)),
    ExportColumn(
        label=mark("客户姓名"),
        of=("customer_name",),
        masked=texts_masked(mask_name),
    ),
    ExportColumn(label=mark("日期"), of=("moment",), kind=ColumnKind.MOMENT, width=18),
    ExportColumn(
        label=mark("金额"),
        of=("amount_cents",),
        said=lambda cents, _words: yuan_of(cents),
        kind=ColumnKind.MONEY,
    ),
    ExportColumn(
        label=mark("数量"),
        of=("quantity_milli",),
        said=lambda milli, _words: None if milli is None else Decimal(milli) / MILLI,
        kind=ColumnKind.QUANTITY,
        width=10,
    ),
    ExportColumn(label=mark("产品代码"), of=("product_code",)),
    ExportColumn(label=mark("产品"), of=("product",), width=30),
    ExportColumn(
        label=mark("产品类别"),
        of=("line",),
        said=lambda line, words: words(line_label(line)) if line else None,
    ),
    ExportColumn(label=mark("单号"), of=("document_no",), width=18),
    ExportColumn(
        label=mark("交易类型"),
        of=("kind",),
        said=lambda kind, words: words(TRANSACTION_LABELS[TransactionKind(kind)]),
        width=10,
    ),
    ExportColumn(label=mark("经办员工"), of=("staff",), width=12),
    ExportColumn(
        label=mark("备注"),
        of=("note",),
        masked=texts_masked(mask_free_text),
        width=30,
    ),
)
