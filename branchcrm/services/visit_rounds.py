"""What a user can do with a round of visits: see how it would spread, and plan it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.visit import VisitFacts, checked_visit
from branchcrm.domain.visit_plan import counted_with
from branchcrm.domain.visit_round import (
    NobodyToVisitError,
    RoundDraft,
    RoundLine,
    RoundPlan,
    RoundPlanner,
    read_per_day,
    require_size,
)
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.services.calendar import load_calendar
from branchcrm.services.context import Context, requires
from branchcrm.services.visits import staff_named

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.domain.consent import ConsentSheet

SUMMARY = mark("为 {count} 位客户安排回访：{purpose}")
BANNED = mark("要求不再联系")
PART = 1000


class VisitRoundService:
    """The use cases of rounds of visits."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.PLAN_VISITS)
    def plan(
        self, ids: Sequence[int], draft: RoundDraft, progress: Progress | None = None
    ) -> RoundPlan:
        """Tell whom a round would visit on which days, and whom not and why.

        Raises:
            InvalidDraftError: something must be changed first.
            RoundTooLargeError: there are more customers than a round takes.
            CancelledError: the user stopped it.
        """
        return self._plan(ids, draft, progress or NoProgress())[0]

    @requires(Right.PLAN_VISITS)
    def apply(
        self, ids: Sequence[int], draft: RoundDraft, progress: Progress | None = None
    ) -> Changes:
        """Plan the visits of a round as one operation.

        Those in the recycle bin, with a visit planned already, or who do not want the contact
        are left alone.

        Raises:
            InvalidDraftError: something must be changed first.
            RoundTooLargeError: there are more customers than a round takes.
            NobodyToVisitError: nobody is left to be visited.
            CancelledError: the user stopped it; nothing was written.
        """
        plan, facts = self._plan(ids, draft, progress or NoProgress())
        if not plan.visits:
            raise NobodyToVisitError
        zone = self.context.clock.zone
        at = facts.at.astimezone(zone).time()
        summary = say(SUMMARY, count=len(plan.visits), purpose=facts.purpose)
        with self.context.write("visit.round", summary) as work:
            moments = [datetime.combine(visit.day, at, zone) for visit in plan.visits]
            work.visit_rounds.add(plan.visits, moments, facts, work.clock.now())
            return work.commit()

    def _plan(
        self, ids: Sequence[int], draft: RoundDraft, progress: Progress
    ) -> tuple[RoundPlan, VisitFacts]:
        require_size(len(ids))
        clock = self.context.clock
        facts = checked_visit(draft.visit, clock)
        per_day = read_per_day(draft.per_day, facts.channel)
        first_day = facts.at.astimezone(clock.zone).date()
        lines: list[RoundLine] = []
        with self.context.read() as work:
            staff_id = staff_named(work, draft.visit.staff, None)
            calendar = load_calendar(work)
            taken = work.visit_rounds.taken(first_day, clock.zone, counted_with(facts.channel))
            for start in range(0, len(ids), PART):
                progress.report(start, len(ids))
                lines += self._lines(work, ids[start : start + PART], facts.channel)
        planner = RoundPlanner(
            first_day=first_day,
            per_day=per_day,
            calendar=calendar,
            taken=taken,
            usual=self.context.actor.staff_id,
            staff_id=staff_id,
        )
        return planner.plan(lines), facts

    def _lines(self, work: "Reading", ids: Sequence[int], channel: Channel) -> Sequence[RoundLine]:
        sheets = work.consents.sheets([CustomerId(number) for number in ids])
        today = self.context.clock.today()
        return [
            replace(line, barrier=_barrier(sheets.get(line.customer_id), channel, today))
            for line in work.visit_rounds.lines(ids)
        ]


def _barrier(sheet: "ConsentSheet | None", channel: Channel, today: date) -> Sentence | None:
    """Say why a customer is not contacted, in words that many may share."""
    if sheet is None:
        return None
    return say(BANNED) if sheet.ban is not None else sheet.barrier(channel, today)
