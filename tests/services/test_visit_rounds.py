"""Visits for many customers: planned in one operation, taken back in one step."""

from datetime import date, time

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.consent import ConsentDraft
from branchcrm.domain.contact_channel import Channel
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.visit import VisitDraft, VisitFilter, VisitRow
from branchcrm.domain.visit_round import NobodyToVisitError, RoundDraft
from branchcrm.services.use_cases import Services

PURPOSE = "年底答谢"


def draft(at: str = "2026-09-18", per_day: str = "", **words: str) -> RoundDraft:
    return RoundDraft(visit=VisitDraft(at=at, purpose=PURPOSE, **words), per_day=per_day)


def add(services: Services, *names: str) -> list[CustomerId]:
    return [
        CustomerId(services.customers.add(CustomerDraft(name=name)).only_id(Aspect.CUSTOMER))
        for name in names
    ]


def visits(services: Services) -> list[VisitRow]:
    return services.visit_lists.found(VisitFilter())


def test_a_round_is_planned_in_one_operation_and_taken_back(services: Services) -> None:
    ids = add(services, "周雅琴", "林国栋", "何秀兰")
    zone = services.context.clock.zone
    changes = services.visit_rounds.apply(ids, draft("2026-09-18 15:30", "2", kind="wechat"))
    assert changes.summary.text() == "为 3 位客户安排回访：年底答谢"
    kept = visits(services)
    assert [(one.customer, one.day(zone)) for one in kept] == [
        ("周雅琴", date(2026, 9, 18)),
        ("林国栋", date(2026, 9, 18)),
        ("何秀兰", date(2026, 9, 20)),
    ]
    assert {(one.time(zone), one.channel, one.purpose) for one in kept} == {
        (time(15, 30), Channel.WECHAT, PURPOSE)
    }
    assert services.customers.get(ids[0]).next_visit_at == kept[0].at
    services.history.undo(changes.operation_id)
    assert visits(services) == []
    services.history.redo()
    assert len(visits(services)) == 3


def test_who_has_a_visit_is_in_the_bin_or_wants_no_contact_is_left_out(services: Services) -> None:
    planned, removed, banned, refused, free = add(services, *"甲乙丙丁戊")
    services.visits.add(planned, VisitDraft(at="2026-09-30", purpose="理财到期"))
    services.customers.remove([removed])
    services.consents.ban(banned, "不要再打电话")
    given = ConsentDraft(channel=Channel.PHONE, is_given=False, evidence="柜面签署")
    services.consents.record(refused, given)
    ids = [planned, removed, banned, refused, free, CustomerId(999)]
    plan = services.visit_rounds.plan(ids, draft())
    assert [one.customer_id for one in plan.visits] == [free]
    assert [(one.reason.text(), one.count) for one in plan.left_out] == [
        ("已经安排了回访", 1),
        ("在回收站里", 1),
        ("要求不再联系", 1),
        ("不同意通过电话联系", 1),
    ]
    with pytest.raises(NobodyToVisitError):
        services.visit_rounds.apply(ids[:4], draft())
    assert len(visits(services)) == 1


def test_a_full_day_moves_the_round_on(services: Services) -> None:
    first, second = add(services, "周雅琴", "林国栋")
    services.visits.add(first, VisitDraft(at="2026-09-18 10:00", purpose="理财到期"))
    plan = services.visit_rounds.plan([second], draft(per_day="1"))
    assert plan.first_day == date(2026, 9, 20)


def test_meetings_do_not_fill_a_day_of_calls(services: Services) -> None:
    first, second = add(services, "周雅琴", "林国栋")
    meeting = VisitDraft(at="2026-09-18 10:00", purpose="资产检视", kind=Channel.VISIT)
    services.visits.add(first, meeting)
    calls = services.visit_rounds.plan([second], draft(per_day="1"))
    meetings = services.visit_rounds.plan([second], draft(per_day="1", kind=Channel.COUNTER))
    assert calls.first_day == date(2026, 9, 18)
    assert meetings.first_day == date(2026, 9, 20)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (RoundDraft(visit=VisitDraft(at="2026-09-18", purpose="")), "purpose"),
        (draft("2026-09-01"), "at"),
        (draft(per_day="many"), "per_day"),
        (draft(staff="没有这个人"), "staff"),
    ],
)
def test_a_draft_that_cannot_be_is_refused(
    services: Services, wrong: RoundDraft, field: str
) -> None:
    with pytest.raises(InvalidDraftError) as refused:
        services.visit_rounds.plan(add(services, "周雅琴"), wrong)
    assert [problem.field for problem in refused.value.problems] == [field]
