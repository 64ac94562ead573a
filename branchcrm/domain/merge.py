"""Several records of one customer made into one: which field from whom, and what moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from branchcrm.domain.customer import (
    FIELD_LABELS,
    KIND_LABELS,
    Customer,
    CustomerFacts,
    OwnValue,
)
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.own_field import OwnField, is_own, own_labels
from branchcrm.domain.wording import listed, mark, say

LEAST_MERGED = 2
LONGEST_NOTE = 10_000
# A field that is chosen brings those along that only make sense with it.
COMPANIONS = {"id_number": ("id_type",), "name": ("reading",), "contact_name": ("contact_title",)}
MERGED_FIELDS = (
    "name",
    "gender",
    "birthday",
    "phone",
    "more_phones",
    "email",
    "wechat",
    "id_number",
    "uscc",
    "card_number",
    "address",
    "employer",
    "occupation",
    "industry",
    "contact_name",
    "manager_id",
    "source",
    "opened_on",
    "stage",
    "note",
)
LABELS = {**FIELD_LABELS, "manager_id": FIELD_LABELS["manager"]}
JOINED_FIELDS = frozenset({"more_phones", "note"})


class MergeSelfError(BranchCrmError):
    """A customer was to be merged with itself, or with nobody."""

    happened = mark("没有合并：同一位客户不能和自己合并")
    remedy = mark("选择两位或更多不同的客户")


class MergeKindError(BranchCrmError):
    """Customers of different kinds are never one."""

    happened = mark("没有合并：{first}是{first_kind}，{other}是{other_kind}")
    remedy = mark("先把客户类型改成一致，再合并")


class MergeRemovedError(BranchCrmError):
    """One of the customers lies in the recycle bin."""

    happened = mark("没有合并：{name}在回收站里")
    remedy = mark("先恢复这位客户，再合并")


class MergeChoiceError(BranchCrmError):
    """A field was chosen that cannot be, or from somebody who is not merged."""

    happened = mark("没有合并：不能从 {customer} 取 {field}")
    remedy = mark("字段写成 {fields} 之一，客户写成要合并的编号")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeField:
    """A field in which the customers differ, and whose value stays; None joins all of them."""

    name: str
    label: str
    values: Mapping[CustomerId, str]
    chosen: CustomerId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What a merge would do: who stays, field by field, and how much moves."""

    survivor: CustomerId
    others: tuple[CustomerId, ...]
    names: Mapping[CustomerId, str]
    fields: tuple[MergeField, ...]
    moving: Mapping[str, int]


def require_mergeable(customers: Sequence[Customer]) -> None:
    """Refuse what can never be one.

    Raises:
        MergeSelfError: fewer than two different customers.
        MergeKindError: a person and a company.
        MergeRemovedError: one of them is in the recycle bin.
    """
    if len({one.id for one in customers}) < max(LEAST_MERGED, len(customers)):
        raise MergeSelfError
    first = customers[0]
    for one in customers:
        if one.is_removed:
            raise MergeRemovedError(name=one.name)
        if one.facts.kind is not first.facts.kind:
            raise MergeKindError(
                first=first.name,
                first_kind=say(KIND_LABELS[first.facts.kind]),
                other=one.name,
                other_kind=say(KIND_LABELS[one.facts.kind]),
            )


def require_choices(
    customers: Sequence[Customer],
    keep: Mapping[str, CustomerId],
    own: Sequence[OwnField] = (),
) -> None:
    """Refuse choices that name no field or nobody of the merged.

    Raises:
        MergeChoiceError: with the fields there are.
    """
    known = {one.id for one in customers}
    named = {*MERGED_FIELDS, *own_labels(own)}
    for field, chosen in keep.items():
        if field not in named or chosen not in known:
            fields = listed([*MERGED_FIELDS, *(one.name for one in own)])
            raise MergeChoiceError(customer=int(chosen), field=field, fields=fields)


def chosen_of(
    customers: Sequence[Customer], field: str, keep: Mapping[str, CustomerId]
) -> CustomerId | None:
    """Tell whose value of a field stays: as chosen, else the survivor's, else the first known.

    Further phones and notes are joined unless somebody chose: None.
    """
    if field in keep:
        return keep[field]
    known = [one.id for one in customers if _is_known(one.facts, field)]
    if field in JOINED_FIELDS and known:
        return None
    return known[0] if known else customers[0].id


def _is_known(facts: CustomerFacts, field: str) -> bool:
    return field in facts.own if is_own(field) else bool(getattr(facts, field))


def merged_facts(customers: Sequence[Customer], keep: Mapping[str, CustomerId]) -> CustomerFacts:
    """Give the facts of the one customer; the survivor stands first."""
    by_id = {one.id: one.facts for one in customers}
    facts = customers[0].facts
    for field in MERGED_FIELDS:
        chosen = chosen_of(customers, field, keep)
        if chosen is not None:
            taken = (field, *COMPANIONS.get(field, ()))
            facts = replace(facts, **{name: getattr(by_id[chosen], name) for name in taken})
    if "note" not in keep:
        notes = dict.fromkeys(one.facts.note for one in customers if one.facts.note)
        facts = replace(facts, note="\n".join(notes)[:LONGEST_NOTE])
    if "more_phones" not in keep:
        numbers = [
            number for one in customers for number in (one.facts.phone, *one.facts.more_phones)
        ]
        others = dict.fromkeys(number for number in numbers if number and number != facts.phone)
        facts = replace(facts, more_phones=tuple(others))
    return replace(facts, own=_merged_own(customers, keep))


def _merged_own(
    customers: Sequence[Customer], keep: Mapping[str, CustomerId]
) -> dict[str, OwnValue]:
    by_id = {one.id: one.facts.own for one in customers}
    merged: dict[str, OwnValue] = {}
    for key in dict.fromkeys(key for own in by_id.values() for key in own):
        chosen = chosen_of(customers, key, keep)
        if chosen is not None and key in by_id[chosen]:
            merged[key] = by_id[chosen][key]
    return merged
