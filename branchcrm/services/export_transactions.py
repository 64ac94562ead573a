"""The columns of transactions that go out."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from branchcrm.domain.customer import CustomerFacts
from branchcrm.domain.masking import mask_free_text, mask_name
from branchcrm.domain.money import yuan_of
from branchcrm.domain.product import line_label
from branchcrm.domain.transaction import MILLI, TRANSACTION_LABELS, TransactionKind
from branchcrm.domain.wording import mark
from branchcrm.exchange.list_writer import ColumnKind
from branchcrm.services.export_columns import ExportColumn, Row, Words


def _column(name: str) -> Callable[[Row, CustomerFacts, Words], object]:
    return lambda row, _facts, _words: row[name]


def _moment(row: Row, _facts: CustomerFacts, _words: Words) -> object:
    return row["moment"]


TRANSACTION_COLUMNS: Final = (
    ExportColumn(label=mark("客户编号"), full=_column("customer_code")),
    ExportColumn(
        label=mark("客户姓名"),
        full=_column("customer_name"),
        masked=lambda value, _words: mask_name(str(value)),
    ),
    ExportColumn(label=mark("日期"), full=_moment, kind=ColumnKind.MOMENT, width=18),
    ExportColumn(
        label=mark("金额"),
        full=lambda row, _facts, _words: yuan_of(row["amount_cents"]),
        kind=ColumnKind.MONEY,
    ),
    ExportColumn(
        label=mark("数量"),
        full=lambda row, _facts, _words: (
            None if row["quantity_milli"] is None else Decimal(row["quantity_milli"]) / MILLI
        ),
        kind=ColumnKind.QUANTITY,
        width=10,
    ),
    ExportColumn(label=mark("产品代码"), full=_column("product_code")),
    ExportColumn(label=mark("产品"), full=_column("product"), width=30),
    ExportColumn(
        label=mark("产品类别"),
        full=lambda row, _facts, words: words(line_label(row["line"])) if row["line"] else None,
    ),
    ExportColumn(label=mark("单号"), full=_column("document_no"), width=18),
    ExportColumn(
        label=mark("交易类型"),
        full=lambda row, _facts, words: words(TRANSACTION_LABELS[TransactionKind(row["kind"])]),
        width=10,
    ),
    ExportColumn(label=mark("经办员工"), full=_column("staff"), width=12),
    ExportColumn(
        label=mark("备注"),
        full=_column("note"),
        masked=lambda value, _words: mask_free_text(str(value)),
        width=30,
    ),
)
