"""What a user can do with follow-up visits: plan, move, do, call off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.contact_channel import ContactResult
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, StaffId, VisitId
from branchcrm.domain.interaction import InteractionFacts
from branchcrm.domain.rights import Right
from branchcrm.domain.visit import (
    VisitDraft,
    VisitRow,
    VisitState,
    checked_visit,
    read_when,
    require_open,
    visit_draft,
)
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.consents import require_contact
from branchcrm.services.context import Context, requires

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.data.unit_of_work import Work

MOVED_ONE = mark("{name}的回访改到 {month} 月 {day} 日")
MOVED_MANY = mark("{count} 次回访改到 {month} 月 {day} 日")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitResult:
    """How a visit went; with a text it is logged as an interaction of its own."""

    text: str = ""
    result: ContactResult = ContactResult.REACHED
    is_effective: bool | None = None


class VisitService:
    """The use cases of follow-up visits."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.PLAN_VISITS)
    def add(self, customer_id: CustomerId, draft: VisitDraft) -> Changes:
        """Plan a visit.

        Raises:
            InvalidDraftError: something must be changed first.
            NotFoundError: there is no such customer.
            ContactBarredError: the customer does not want it.
        """
        facts = checked_visit(draft, self.context.clock)
        with self.context.read() as work:
            name = work.customers.get(customer_id).name
            require_contact(work, customer_id, facts.channel)
            staff_id = staff_named(work, draft.staff, self.context.actor.staff_id)
        local = facts.at.astimezone(self.context.clock.zone)
        summary = say(
            "安排回访：{name} {month} 月 {day} 日", name=name, month=local.month, day=local.day
        )
        with self.context.write("visit.add", summary) as work:
            work.visits.add(customer_id, facts, staff_id, work.clock.now())
            return work.commit()

    @requires(Right.PLAN_VISITS)
    def edit(self, visit_id: VisitId, draft: VisitDraft) -> Changes:
        """Change a planned visit.

        Raises:
            InvalidDraftError: something must be changed first.
            SettledVisitError: it is done or called off.
            ContactBarredError: the customer does not want it.
        """
        facts = checked_visit(draft, self.context.clock)
        kept = self._open(visit_id)
        with self.context.write("visit.edit", say("修改{name}的回访", name=kept.customer)) as work:
            if kept.complaint_id is None:
                require_contact(work, kept.customer_id, facts.channel)
            staff_id = staff_named(work, draft.staff, kept.staff_id)
            work.visits.change(visit_id, facts, staff_id)
            return work.commit()

    @requires(Right.PLAN_VISITS)
    def move(self, visit_id: VisitId, when: str) -> Changes:
        """Move a visit to another day, keeping its time, or to another moment.

        Raises:
            InvalidDraftError: the text is no day, or the day is over.
            SettledVisitError: it is done or called off.
        """
        at, is_day_only = read_when(when, self.context.clock)
        kept = self._open(visit_id)
        if is_day_only:
            return self.move_to_day([visit_id], at.date())
        with self.context.write("visit.move", self._moved([kept], at.date())) as work:
            work.visits.move([visit_id], [(at, False)])
            return work.commit()

    @requires(Right.PLAN_VISITS)
    def move_to_day(self, visit_ids: Sequence[VisitId], day: date) -> Changes:
        """Move visits to a day, each keeping its time.

        Raises:
            InvalidDraftError: the day is over.
            SettledVisitError: one of them is done or called off.
        """
        if day < self.context.clock.today():
            raise InvalidDraftError([FieldError("at", say("回访日期不能早于今天"))])
        kept = [self._open(visit_id) for visit_id in visit_ids]
        moments = [(self._on_day(visit, day), visit.is_all_day) for visit in kept]
        with self.context.write("visit.move", self._moved(kept, day)) as work:
            work.visits.move([visit.id for visit in kept], moments)
            return work.commit()

    @requires(Right.PLAN_VISITS)
    def complete(self, visit_id: VisitId, result: VisitResult) -> Changes:
        """Mark a visit as done; words on it are logged as an interaction.

        Raises:
            SettledVisitError: it is done or called off already.
        """
        kept = self._open(visit_id)
        with self.context.write("visit.done", say("完成{name}的回访", name=kept.customer)) as work:
            finish(work, kept, result.text)
            if result.text.strip():
                is_reached = result.result is ContactResult.REACHED
                facts = InteractionFacts(
                    channel=kept.channel,
                    at=work.clock.business_now(),
                    direction=None,
                    result=result.result,
                    is_effective=is_reached if result.is_effective is None else result.is_effective,
                    note=result.text.strip(),
                )
                work.interactions.add(
                    kept.customer_id,
                    facts,
                    self.context.actor.staff_id,
                    work.clock.now(),
                    visit_id=kept.id,
                )
            return work.commit()

    @requires(Right.PLAN_VISITS)
    def cancel(self, visit_id: VisitId, reason: str) -> Changes:
        """Call a visit off, with the reason.

        Raises:
            SettledVisitError: it is done or called off already.
        """
        kept = self._open(visit_id)
        summary = say("取消{name}的回访", name=kept.customer)
        with self.context.write("visit.cancel", summary) as work:
            work.visits.settle(visit_id, VisitState.CANCELLED, reason.strip(), work.clock.now())
            return work.commit()

    @requires(Right.PLAN_VISITS)
    def remove(self, visit_id: VisitId) -> Changes:
        """Move a visit that was planned by mistake into the recycle bin."""
        name = self.get(visit_id).customer
        with self.context.write("visit.remove", say("删除{name}的回访", name=name)) as work:
            work.visits.set_removed(visit_id, work.clock.now())
            return work.commit()

    @requires(Right.PLAN_VISITS)
    def restore(self, visit_id: VisitId) -> Changes:
        """Bring a removed visit back."""
        name = self.get(visit_id).customer
        with self.context.write("visit.restore", say("恢复{name}的回访", name=name)) as work:
            work.visits.set_removed(visit_id, None)
            return work.commit()

    @requires(Right.SEE_CUSTOMERS)
    def get(self, visit_id: VisitId) -> VisitRow:
        """Give one visit."""
        with self.context.read() as work:
            return work.visits.get(visit_id)

    @requires(Right.SEE_CUSTOMERS)
    def draft_of(self, visit_id: VisitId) -> VisitDraft:
        """Give a visit as a form shows it."""
        return visit_draft(self.get(visit_id), self.context.clock.zone)

    def _open(self, visit_id: VisitId) -> VisitRow:
        kept = self.get(visit_id)
        require_open(kept)
        return kept

    def _on_day(self, visit: VisitRow, day: date) -> datetime:
        zone = self.context.clock.zone
        at = time() if visit.is_all_day else visit.at.astimezone(zone).time()
        return datetime.combine(day, at, zone)

    def _moved(self, visits: Sequence[VisitRow], day: date) -> Sentence:
        if len(visits) == 1:
            return say(MOVED_ONE, name=visits[0].customer, month=day.month, day=day.day)
        return say(MOVED_MANY, count=len(visits), month=day.month, day=day.day)


def finish(work: "Work", visit: VisitRow, result: str) -> None:
    """Mark a planned visit as done within a greater operation."""
    work.visits.settle(visit.id, VisitState.DONE, result.strip(), work.clock.business_now())


def staff_named(work: "Reading", name: str, usual: StaffId | None) -> StaffId | None:
    """Give the person of a typed name; without a name the usual one.

    Raises:
        InvalidDraftError: nobody has the name.
    """
    if not name.strip():
        return usual
    person = work.staff.by_name(name.strip())
    if person is None:
        raise InvalidDraftError(
            [FieldError("staff", say("没有叫“{name}”的员工", name=name.strip()))]
        )
    return person.id
