"""What a user can do with many customers at once: see what a change would do, and do it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from branchcrm.data.columns import day_from_number
from branchcrm.data.stored import stored
from branchcrm.domain.attachment import checked_tags
from branchcrm.domain.bulk_edit import (
    TAGS,
    BulkAction,
    BulkLine,
    BulkOrder,
    BulkPlan,
    BulkSample,
    BulkStep,
    BulkTally,
    NobodyChangesError,
    NothingChosenError,
    label_of,
    require_step,
    tags_after,
)
from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import CustomerDraft, OwnValue
from branchcrm.domain.customer_check import CustomerCheck
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import StaffId
from branchcrm.domain.masking import mask_free_text
from branchcrm.domain.own_field import OwnField
from branchcrm.domain.own_value import own_text, read_own
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import listed, mark, say
from branchcrm.services.context import Context, requires

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

SAMPLES = 8
SOMEBODY = "客户"
WHAT_TO_SET = mark("填写要改成的内容")
SUMMARY = mark("批量修改 {count} 位客户：{fields}")


class BulkEditService:
    """The use cases of bulk edits."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.EDIT_CUSTOMERS)
    def plan(
        self, ids: Sequence[int], steps: Sequence[BulkStep], progress: Progress | None = None
    ) -> BulkPlan:
        """Tell what steps would do with customers: how many, whom not, and a few values.

        Raises:
            NothingChosenError: there is no step.
            NotInBulkError: a field that is not changed in bulk.
            InvalidDraftError: a value that the field does not take.
            NotAllowedError: another account manager, without the right to hand over.
        """
        tally, samples = BulkTally(), list[BulkSample]()
        watched = progress or NoProgress()
        with self.context.read() as work:
            order = self._order(work, steps)
            done = 0
            for lines in work.bulk_edits.parts(ids, order.fields):
                watched.report(done, len(ids))
                done += len(lines)
                taken = [(line, tally.take(line, order)) for line in lines]
                changing = [one for one in taken if one[1]][: max(SAMPLES - len(samples), 0)]
                for line, names in changing:
                    samples += _samples(work, line, order, names)
        return tally.plan(samples[:SAMPLES])

    @requires(Right.EDIT_CUSTOMERS)
    def apply(
        self, ids: Sequence[int], steps: Sequence[BulkStep], progress: Progress | None = None
    ) -> Changes:
        """Do the steps with every customer that takes them, as one operation.

        Those in the recycle bin, of another kind, or with too many tags are left alone.

        Raises:
            NothingChosenError: there is no step.
            NobodyChangesError: nobody would be different.
            NotInBulkError: a field that is not changed in bulk.
            InvalidDraftError: a value that the field does not take.
            NotAllowedError: another account manager, without the right to hand over.
            CancelledError: the user stopped it; nothing was written.
        """
        watched = progress or NoProgress()
        plan = self.plan(ids, steps)
        if not plan.changed:
            raise NobodyChangesError
        with self.context.read() as work:
            order = self._order(work, steps)
        own = order.own
        names = [*order.fields, *([TAGS] if order.added or order.removed else [])]
        fields = listed(say(label_of(name, own)) for name in names)
        summary = say(SUMMARY, count=plan.changed, fields=fields)
        with self.context.write("customer.bulk_edit", summary) as work:
            tally, done, now = BulkTally(), 0, work.clock.now()
            for lines in work.bulk_edits.parts(ids, order.fields):
                watched.report(done, len(ids))
                done += len(lines)
                taken = [(line, tally.take(line, order)) for line in lines]
                work.bulk_edits.write([one for one in taken if one[1]], order, now)
            return work.commit()

    def _order(self, work: "Reading", steps: Sequence[BulkStep]) -> BulkOrder:
        if not steps:
            raise NothingChosenError
        own = {one.key: one for one in work.own_fields.in_use()}
        values: dict[str, object] = {}
        added: list[str] = []
        removed: list[str] = []
        for step in steps:
            require_step(step, own)
            if step.action is BulkAction.ADD_TAG:
                added += checked_tags((step.value,))
            elif step.action is BulkAction.REMOVE_TAG:
                removed += checked_tags((step.value,))
            elif step.field in own:
                values[step.field] = self._own_value(own[step.field], step)
            else:
                values[step.field] = self._value(work, step)
        return BulkOrder(values=values, own=own, added=tuple(added), removed=tuple(removed))

    def _own_value(self, field: OwnField, step: BulkStep) -> OwnValue | None:
        """Give the value of a branch's own field, checked as a form would; None clears."""
        if step.action is BulkAction.CLEAR:
            return None
        outcome = read_own(field, step.value, self.context.clock.today())
        if outcome.value is None:
            reason = outcome.reason or say(WHAT_TO_SET)
            raise InvalidDraftError([FieldError(step.field, reason)])
        return outcome.value

    def _value(self, work: "Reading", step: BulkStep) -> object:
        """Give the value in its stored form, checked as a form would; None clears."""
        if step.field == "manager":
            self.context.actor.require(Right.HAND_OVER)
        if step.action is BulkAction.CLEAR:
            return None
        if not step.value.strip():
            raise InvalidDraftError([FieldError(step.field, say(WHAT_TO_SET))])
        if step.field == "manager":
            return int(work.staff.get(StaffId(int(step.value))).id)
        today = self.context.clock.today()
        draft = replace(CustomerDraft(name=SOMEBODY), **{step.field: step.value})  # type: ignore[arg-type]  # only text fields
        check = CustomerCheck(draft, today)
        return stored(getattr(check.facts(), step.field))


def _samples(
    work: "Reading", line: BulkLine, order: BulkOrder, names: Sequence[str]
) -> list[BulkSample]:
    shown = {
        name: tuple(_shown(work, name, each[name], order) for each in (line.values, order.values))
        for name in names
        if name != TAGS
    }
    if TAGS in names:
        shown[TAGS] = ("、".join(line.tags), "、".join(tags_after(line, order)))
    return [
        BulkSample(
            customer_id=line.customer_id, name=line.name, field=name, before=before, after=after
        )
        for name, (before, after) in shown.items()
    ]


def _shown(work: "Reading", name: str, value: object, order: BulkOrder) -> str:
    if value is None:
        return ""
    if name in order.own:
        return own_text(order.own[name], cast("OwnValue", value))
    if name == "manager":
        return work.staff.get(StaffId(int(str(value)))).name
    if name == "opened_on":
        return day_from_number(int(str(value))).isoformat()
    return mask_free_text(str(value)) if name == "note" else str(value)
