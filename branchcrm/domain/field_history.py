"""What one field of a customer held before: who changed it when, and what can be brought back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from branchcrm.domain.customer import FIELD_LABELS
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import OperationId
from branchcrm.domain.wording import Sentence, mark


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One value of one field before and after an operation, as a form shows it, masked.

    `is_first` marks the value that the record was created with: nothing stood before it.
    """

    operation_id: OperationId
    at: datetime
    actor: str
    what: Sentence
    field: str
    before: str
    after: str
    is_first: bool = False


class UnknownFieldError(BranchCrmError):
    """History was asked about something that is no field."""

    happened = mark("没有“{field}”这一项")
    kept = ""
    remedy = mark("可用的名称：{names}")


class NoSuchChangeError(BranchCrmError):
    """The operation did not change the field, so it holds no earlier value of it."""

    happened = mark("没有恢复：操作 {operation} 没有改过{field}")
    remedy = mark("先看修改历史里有哪些改动")


class SameValueError(BranchCrmError):
    """The field holds the value already."""

    happened = mark("没有恢复：{field}现在就是这个值")


def require_field(field: str) -> str:
    """Give the field back if there is one of the name.

    Raises:
        UnknownFieldError: there is none.
    """
    if field not in FIELD_LABELS:
        raise UnknownFieldError(field=field, names=", ".join(FIELD_LABELS))
    return field


def changed_fields(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Name the fields whose values differ, in the order of the form."""
    return [name for name in FIELD_LABELS if before[name] != after[name]]
