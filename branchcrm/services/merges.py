"""What a user can do with records of one customer: see what a merge would do, and merge."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.customer import STAGE_LABELS, Customer
from branchcrm.domain.customer_check import birthday_text
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.merge import (
    LABELS,
    MERGED_FIELDS,
    MergeField,
    MergePlan,
    chosen_of,
    merged_facts,
    require_choices,
    require_mergeable,
)
from branchcrm.domain.own_field import OwnField
from branchcrm.domain.own_value import own_words
from branchcrm.domain.people import LINK_LABELS, CircularLinkError, LinkKind, circle
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark, say
from branchcrm.services.context import Context, requires
from branchcrm.services.customer_masks import masked

if TYPE_CHECKING:
    from branchcrm.data.unit_of_work import Work

MOVING_LABELS = {
    "customer_transaction": mark("交易"),
    "interaction": mark("互动"),
    "visit": mark("回访"),
    "complaint": mark("投诉"),
    "customer_figure": mark("导入数据"),
    "contact_person": mark("联系人"),
    "customer_link": mark("客户关系"),
    "group_member": mark("家庭与集团"),
    "consent": mark("授权"),
    "contact_ban": mark("不再联系"),
    "customer_tag": mark("标签"),
    "attachment": mark("附件"),
}
OTHER_RECORDS = mark("其他记录")
DECIDED_BY_FIELD = frozenset({"own_value"})


class MergeService:
    """The use cases of merging."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def plan(
        self, customers: Sequence[CustomerId], keep: Mapping[str, CustomerId] | None = None
    ) -> MergePlan:
        """Tell what a merge into the first customer would do; numbers are masked.

        Raises:
            MergeSelfError: fewer than two different customers.
            MergeKindError: they are of different kinds.
            MergeRemovedError: one is in the recycle bin.
            MergeChoiceError: a choice names no field or nobody of them.
        """
        chosen = keep or {}
        with self.context.read() as work:
            found = [masked(work.customers.get(number)) for number in customers]
            own = work.own_fields.in_use()
            require_mergeable(found)
            require_choices(found, chosen, own)
            counts = work.merges.counts(customers[1:])
        moving: dict[str, int] = {}
        for table, count in counts.items():
            if table in DECIDED_BY_FIELD:
                continue
            words = MOVING_LABELS.get(table, OTHER_RECORDS)
            moving[words] = moving.get(words, 0) + count
        return MergePlan(
            survivor=customers[0],
            others=tuple(customers[1:]),
            names={one.id: one.name for one in found},
            fields=(*_fields(found, chosen), *_own_fields(found, chosen, own)),
            moving=moving,
        )

    @requires(Right.REMOVE_CUSTOMERS)
    def merge(
        self, customers: Sequence[CustomerId], keep: Mapping[str, CustomerId] | None = None
    ) -> Changes:
        """Make one of several customers: everything moves to the first, the others go.

        Undo brings back every record and everything on it, at any time.

        Raises:
            MergeSelfError: fewer than two different customers.
            MergeKindError: they are of different kinds.
            MergeRemovedError: one is in the recycle bin.
            MergeChoiceError: a choice names no field or nobody of them.
            CircularLinkError: referrers or guarantors would come back to their beginning.
        """
        chosen, survivor, others = keep or {}, customers[0], customers[1:]
        with self.context.read() as work:
            found = [work.customers.get(number) for number in customers]
            own = work.own_fields.in_use()
        require_mergeable(found)
        require_choices(found, chosen, own)
        summary = say("合并 {count} 位客户为{name}", count=len(found), name=found[0].name)
        with self.context.write("customer.merge", summary) as work:
            now = work.clock.now()
            work.merges.move(survivor, others)
            _tidy_links(work, survivor)
            work.customers.change(survivor, merged_facts(found, chosen), now)
            work.customers.set_removed(others, now)
            work.merges.note(survivor, others, now)
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def survivor_of(self, customer_id: CustomerId) -> CustomerId | None:
        """Give the customer that one was merged into, or None."""
        with self.context.read() as work:
            return work.merges.survivor_of(customer_id)


def _tidy_links(work: "Work", survivor: CustomerId) -> None:
    """Leave one referrer, no circles, and no household of one."""
    surplus = [
        one.link_id
        for one in work.people.relations(survivor)
        if one.kind is LinkKind.REFERRER and not one.is_back
    ][1:]
    for link_id in surplus:
        work.people.unlink(link_id)
    for kind in LinkKind:
        for target in work.people.linked(survivor, kind):
            way = circle(target, survivor, partial(_linked, work, kind))
            if way:
                chain = " → ".join(work.customers.get(one).name for one in (survivor, *way))
                raise CircularLinkError(kind=say(LINK_LABELS[kind]), chain=chain)
    for group in work.people.groups(survivor):
        if len(group.members) == 1:
            work.people.leave(group.id, survivor)


def _linked(work: "Work", kind: LinkKind, one: CustomerId) -> list[CustomerId]:
    return work.people.linked(one, kind)


def _fields(found: Sequence[Customer], keep: Mapping[str, CustomerId]) -> list[MergeField]:
    fields: list[MergeField] = []
    for name in MERGED_FIELDS:
        values = {one.id: _shown(one, name) for one in found}
        if len(set(values.values())) > 1:
            chosen = chosen_of(found, name, keep)
            fields.append(MergeField(name=name, label=LABELS[name], values=values, chosen=chosen))
    return fields


def _own_fields(
    found: Sequence[Customer], keep: Mapping[str, CustomerId], own: Sequence[OwnField]
) -> list[MergeField]:
    fields: list[MergeField] = []
    for one in own:
        values = {each.id: own_words(one, each.facts.own.get(one.key)) for each in found}
        if len(set(values.values())) > 1:
            chosen = chosen_of(found, one.key, keep)
            fields.append(MergeField(name=one.key, label=one.name, values=values, chosen=chosen))
    return fields


def _shown(one: Customer, field: str) -> str:
    facts = one.facts
    if field == "manager_id":
        return one.manager
    if field == "birthday":
        return birthday_text(facts.birthday) if facts.birthday else ""
    if field == "more_phones":
        return "、".join(facts.more_phones)
    if field == "gender":
        return GENDER_LABELS[facts.gender] if facts.gender else ""
    if field == "stage":
        return STAGE_LABELS[facts.stage]
    return str(getattr(facts, field) or "")
