"""What one field of a customer held before: who changed it when, and what can be brought back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from branchcrm.domain.customer import FIELD_LABELS
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import OperationId
from branchcrm.domain.own_field import OwnField, is_own, own_field_of
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


def require_field(field: str, own: Iterable[OwnField] = ()) -> str:
    """Give the key of the field of a key, or of the name of a branch's own one.

    Raises:
        UnknownFieldError: there is none.
    """
    if field in FIELD_LABELS:
        return field
    fields = tuple(own)
    found = own_field_of(fields, field)
    if found is None:
        names = ", ".join([*FIELD_LABELS, *(one.name for one in fields)])
        raise UnknownFieldError(field=field, names=names)
    return found.key


def changed_fields(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Name the fields whose values differ, in the order of the form, the branch's own last."""
    own = sorted({name for name in (*before, *after) if is_own(name)})
    return [name for name in (*FIELD_LABELS, *own) if before.get(name) != after.get(name)]
