"""The kinds of records that files hold, and what is never taken from a file."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from branchcrm.domain.wording import mark
from branchcrm.exchange.complaint_fields import COMPLAINT_FIELDS
from branchcrm.exchange.contact_fields import INTERACTION_FIELDS, VISIT_FIELDS
from branchcrm.exchange.customer_fields import CUSTOMER_FIELDS
from branchcrm.exchange.field_spec import FieldSpec
from branchcrm.exchange.headings import heading_key
from branchcrm.exchange.holding_fields import HOLDING_FIELDS
from branchcrm.exchange.transaction_fields import TRANSACTION_FIELDS


class ImportKind(StrEnum):
    """A kind of record that a file can hold."""

    CUSTOMERS = "customers"
    TRANSACTIONS = "transactions"
    HOLDINGS = "holdings"
    INTERACTIONS = "interactions"
    COMPLAINTS = "complaints"
    VISITS = "visits"


KIND_LABELS: Final = {
    ImportKind.CUSTOMERS: mark("客户"),
    ImportKind.TRANSACTIONS: mark("交易"),
    ImportKind.HOLDINGS: mark("持有"),
    ImportKind.INTERACTIONS: mark("互动"),
    ImportKind.COMPLAINTS: mark("投诉"),
    ImportKind.VISITS: mark("回访"),
}

FIELDS: Final[dict[ImportKind, tuple[FieldSpec, ...]]] = {
    ImportKind.CUSTOMERS: CUSTOMER_FIELDS,
    ImportKind.TRANSACTIONS: TRANSACTION_FIELDS,
    ImportKind.HOLDINGS: HOLDING_FIELDS,
    ImportKind.INTERACTIONS: INTERACTION_FIELDS,
    ImportKind.COMPLAINTS: COMPLAINT_FIELDS,
    ImportKind.VISITS: VISIT_FIELDS,
}

# What our own workbooks of rejected rows add to the columns of the file.
OWN_HEADINGS: Final = frozenset(
    ["不能导入的原因", "原文件行号", "whyitwasnotimported", "rowinthefile"]
)
# Headings that are never imported: counters, and secrets that a branch must not keep.
IGNORED_HEADINGS: Final = frozenset(
    [
        *("序号", "行号", "序", "rownum", "index", "country", "国家"),
        *("网点", "网点名称", "支行", "所属网点", "机构", "机构号", "机构名", "开户行"),
        *OWN_HEADINGS,
        *("更新人", "更新时间", "修改时间", "创建人", "创建时间", "操作人"),
    ]
)
SECRET_HEADINGS: Final = (
    "密码",
    "口令",
    "cvv",
    "cvc",
    "磁道",
    "指纹",
    "验证码",
    "有效期及cvv",
    "password",
    "pincode",
)


class KnownFields:
    """The fields of a kind together with the branch's own, which customers alone have."""

    def __init__(self, kind: ImportKind, own: Iterable[FieldSpec] = ()) -> None:
        """Take the kind and the branch's own fields."""
        self.kind = kind
        self._own = {one.key: one for one in own} if kind is ImportKind.CUSTOMERS else {}
        self._names = {heading_key(one.label): one.key for one in self._own.values()}

    @property
    def specs(self) -> tuple[FieldSpec, ...]:
        """Give every field, the branch's own last."""
        return (*FIELDS[self.kind], *self._own.values())

    def spec(self, key: str) -> FieldSpec | None:
        """Give a field by its key."""
        return self._own.get(key) or spec_of(self.kind, key)

    def own_named(self, heading: str) -> str:
        """Give the key of the branch's own field that a heading in compared form names."""
        return self._names.get(heading, "")


def spec_of(kind: ImportKind, key: str) -> FieldSpec | None:
    """Give the field of a kind by its key."""
    return next((spec for spec in FIELDS[kind] if spec.key == key), None)
