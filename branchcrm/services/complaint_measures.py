"""From lines of complaints to their measures and to a customer's timeline."""

from collections import Counter
from collections.abc import Sequence

from branchcrm.domain.clock import Clock
from branchcrm.domain.complaint import ComplaintRow
from branchcrm.domain.complaint_kind import Escalation
from branchcrm.domain.complaint_list import ComplaintMeasures
from branchcrm.domain.complaint_measure import (
    ComplaintFigures,
    escalated,
    first_response,
    on_time,
    open_overdue,
    rated,
    repeats,
    satisfied,
    solved_at_once,
)


def measured(rows: Sequence[ComplaintRow], clock: Clock) -> ComplaintMeasures:
    """Measure complaints as of the business day."""
    today = clock.today()
    cases = [figures_of(row, clock) for row in rows]
    waits = [each.first_response_seconds for each in cases]
    return ComplaintMeasures(
        total=len(rows),
        open_count=sum(row.is_open for row in rows),
        open_overdue=open_overdue(cases, today),
        on_time=on_time(cases, today),
        response=first_response(wait for wait in waits if wait is not None),
        repeats=repeats(cases),
        solved_at_once=solved_at_once(cases, today),
        escalated=escalated(cases, Escalation.SUB_BRANCH),
        satisfied=satisfied(cases),
        rated=rated(cases),
        by_state=Counter(row.state for row in rows),
    )


def figures_of(row: ComplaintRow, clock: Clock) -> ComplaintFigures:
    """Give what the measures need of a list line; days are local."""
    zone = clock.zone
    answered, closed = row.answered_at, row.closed_at
    return ComplaintFigures(
        complaint_id=row.id,
        customer_id=row.customer_id,
        category=row.category,
        state=row.state,
        received_on=row.received_at.astimezone(zone).date(),
        due_legal=row.due_legal,
        decided_on=None if answered is None else answered.astimezone(zone).date(),
        closed_on=None if closed is None else closed.astimezone(zone).date(),
        was_overdue=row.is_overdue,
        reopen_count=row.reopen_count,
        escalation=row.escalation,
        first_response_seconds=row.first_response_seconds,
        satisfaction=row.satisfaction,
    )
