"""When a customer should next be contacted: a span per tier from the last real contact."""

from datetime import date, timedelta

from branchcrm.domain.tier import Tier
from branchcrm.domain.work_calendar import WorkCalendar

CONTACT_DAYS = {Tier.HIGH: 30, Tier.MID: 91, Tier.LOW: 182}
"""Days between effective contacts; a customer without a tier is treated as a fresh one."""

FIRST_CONTACT_DAYS = 7


def next_contact_due(
    tier: Tier, last_effective: date | None, known_since: date, calendar: WorkCalendar
) -> date:
    """Give the workday by which the next effective contact is due."""
    if last_effective is None:
        return calendar.roll_forward(known_since + timedelta(days=FIRST_CONTACT_DAYS))
    days = CONTACT_DAYS.get(tier, CONTACT_DAYS[Tier.LOW])
    return calendar.roll_forward(last_effective + timedelta(days=days))
