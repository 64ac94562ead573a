"""A calendar's days: the first visits of each, and how many each has."""

from datetime import date

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.visit import VisitDraft, VisitFilter, VisitStatus
from branchcrm.services.use_cases import Services


def test_each_day_gives_its_first_visits_and_its_count(services: Services) -> None:
    draft = CustomerDraft(name="欧阳慧敏", phone="15012347725")
    customer = CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))
    for at in ("9-18", "9-18 14:00", "9-18 09:00", "9-21 10:00"):
        services.visits.add(customer, VisitDraft(at=at, purpose="家庭账户开立"))
    asked = VisitFilter(first=date(2026, 9, 14), last=date(2026, 9, 27))
    days = services.visit_lists.days(asked, 2)
    assert days.counts == {date(2026, 9, 18): 3, date(2026, 9, 21): 1}
    times = [row.time(services.context.clock.zone) for row in days.rows]
    assert [f"{at:%H:%M}" if at else "" for at in times] == ["09:00", "14:00", "10:00"]
    assert services.visit_lists.count(asked) == 4
    assert services.visit_lists.count(VisitFilter(statuses=frozenset({VisitStatus.DONE}))) == 0
