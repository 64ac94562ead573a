"""Contacts are logged with their next step; visits are planned, moved, done and undone."""

from datetime import date, timedelta

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.contact_channel import ContactResult
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError, NotFoundError
from branchcrm.domain.ids import CustomerId, InteractionId, VisitId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.timeline import TimelineAsk, TimelineKind
from branchcrm.domain.visit import (
    SettledVisitError,
    VisitDraft,
    VisitFilter,
    VisitState,
    VisitStatus,
)
from branchcrm.domain.visit_plan import ConcernKind
from branchcrm.services.interactions import NextStep
from branchcrm.services.use_cases import Services
from branchcrm.services.visits import VisitResult

NOTE = "比较 90 天和 180 天产品，倾向 180 天"


@pytest.fixture
def customer(services: Services) -> CustomerId:
    draft = CustomerDraft(name="周雅琴", phone="13812345678")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def _visit(services: Services, customer: CustomerId, at: str = "今天 15:30") -> VisitId:
    draft = VisitDraft(at=at, purpose="理财到期，续作意向")
    return VisitId(services.visits.add(customer, draft).only_id(Aspect.VISIT))


def test_a_contact_settles_its_visit_and_plans_the_next_in_one_operation(
    services: Services, customer: CustomerId
) -> None:
    visit = _visit(services, customer)
    step = NextStep(visit_id=visit, next_visit=VisitDraft(at="明天 10:00", purpose="到店办理"))
    changes = services.interactions.log(customer, InteractionDraft(note=NOTE), step)
    assert services.visits.get(visit).state is VisitState.DONE
    assert services.visits.get(visit).result == NOTE
    kept = services.customers.get(customer)
    assert kept.last_contact_at is not None
    assert kept.next_visit_at is not None
    assert changes.summary.text() == "记互动：周雅琴，下次回访 9 月 18 日"
    services.history.undo(changes.operation_id)
    assert services.visits.get(visit).state is VisitState.PLANNED
    assert services.interactions.of_customer(customer) == []


def test_a_contact_alone_and_one_for_a_visit_are_named_so(
    services: Services, customer: CustomerId
) -> None:
    alone = services.interactions.log(customer, InteractionDraft(note=NOTE))
    visit = _visit(services, customer)
    due = services.interactions.log(customer, InteractionDraft(note=NOTE), NextStep(visit_id=visit))
    assert alone.summary.text() == "记互动：周雅琴"
    assert due.summary.text() == "记互动：周雅琴，完成回访"
    with pytest.raises(SettledVisitError):
        services.interactions.log(customer, InteractionDraft(note=NOTE), NextStep(visit_id=visit))


def test_the_fields_of_the_next_visit_are_named_apart(
    services: Services, customer: CustomerId
) -> None:
    step = NextStep(next_visit=VisitDraft(at="", purpose=""))
    with pytest.raises(InvalidDraftError) as refused:
        services.interactions.log(customer, InteractionDraft(), step)
    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["note", "next_purpose", "next_at"]


def test_a_contact_is_corrected_removed_and_brought_back(
    services: Services, customer: CustomerId
) -> None:
    changes = services.interactions.log(customer, InteractionDraft(note=NOTE))
    number = InteractionId(changes.only_id(Aspect.INTERACTION))
    services.interactions.edit(number, InteractionDraft(note="改过的要点"))
    assert services.interactions.draft_of(number).note == "改过的要点"
    services.interactions.remove(number)
    assert services.interactions.of_customer(customer) == []
    services.interactions.restore(number)
    [event] = services.timelines.all(customer)
    assert (event.title.text(), event.detail) == ("外拨 · 已接通", "改过的要点")


def test_a_missed_call_leaves_the_last_contact_alone(
    services: Services, customer: CustomerId
) -> None:
    services.interactions.log(customer, InteractionDraft(result="未接"))
    assert services.customers.get(customer).last_contact_at is None


def test_moving_to_a_day_keeps_the_time(services: Services, customer: CustomerId) -> None:
    visit = _visit(services, customer)
    changes = services.visits.move(visit, "9-22")
    moved = services.visits.get(visit)
    zone = services.context.clock.zone
    assert f"{moved.at.astimezone(zone):%m-%d %H:%M}" == "09-22 15:30"
    assert changes.summary.text() == "周雅琴的回访改到 9 月 22 日"
    services.visits.move(visit, "9-23 09:00")
    assert f"{services.visits.get(visit).at.astimezone(zone):%m-%d %H:%M}" == "09-23 09:00"


def test_several_overdue_visits_move_at_once(services: Services, customer: CustomerId) -> None:
    first, second = _visit(services, customer), _visit(services, customer, "今天")
    changes = services.visits.move_to_day([first, second], date(2026, 9, 18))
    assert changes.summary.text() == "2 次回访改到 9 月 18 日"
    with pytest.raises(InvalidDraftError):
        services.visits.move_to_day([first], date(2026, 9, 16))
    with pytest.raises(InvalidDraftError):
        services.visits.move(first, "改天")


def test_a_result_in_words_becomes_a_contact_of_its_own(
    services: Services, customer: CustomerId
) -> None:
    visit = _visit(services, customer)
    services.visits.complete(visit, VisitResult(text="已续作 180 天"))
    [kept] = services.interactions.of_customer(customer)
    assert (kept.visit_id, kept.facts.is_effective) == (visit, True)
    visits = TimelineAsk(kinds=frozenset({TimelineKind.VISIT}))
    assert list(services.timelines.all(customer, visits)) == []
    silent = _visit(services, customer)
    services.visits.complete(silent, VisitResult())
    assert [event.ref_id for event in services.timelines.all(customer, visits)] == [silent]


@pytest.mark.parametrize(
    ("result", "is_effective"),
    [
        (VisitResult(text="没人接", result=ContactResult.NO_ANSWER), False),
        (VisitResult(text="留了话", result=ContactResult.NO_ANSWER, is_effective=True), True),
    ],
)
def test_a_visit_that_reached_nobody_is_no_effective_contact(
    services: Services, customer: CustomerId, result: VisitResult, *, is_effective: bool
) -> None:
    services.visits.complete(_visit(services, customer), result)
    assert services.interactions.of_customer(customer)[0].facts.is_effective is is_effective


def test_a_settled_visit_can_neither_move_nor_end_again(
    services: Services, customer: CustomerId
) -> None:
    visit = _visit(services, customer)
    services.visits.cancel(visit, "客户出差")
    assert services.visits.get(visit).state is VisitState.CANCELLED
    with pytest.raises(SettledVisitError):
        services.visits.move(visit, "明天")
    with pytest.raises(SettledVisitError):
        services.visits.complete(visit, VisitResult())


def test_a_visit_is_edited_removed_and_brought_back(
    services: Services, customer: CustomerId
) -> None:
    visit = _visit(services, customer)
    services.visits.edit(visit, VisitDraft(at="明天", purpose="补签授权书", kind="到店"))
    assert services.visits.draft_of(visit).purpose == "补签授权书"
    with pytest.raises(InvalidDraftError):
        services.visits.edit(visit, VisitDraft(at="明天", purpose="补签", staff="没有这个人"))
    services.visits.edit(visit, VisitDraft(at="明天", purpose="补签授权书", staff="王敏"))
    assert services.visits.get(visit).staff == "王敏"
    services.visits.remove(visit)
    assert services.visit_lists.found(VisitFilter()) == []
    services.visits.restore(visit)
    assert [row.id for row in services.visit_lists.found(VisitFilter())] == [visit]


def test_lists_are_cut_by_day_and_standing(
    services: Services, customer: CustomerId, clock: FixedClock
) -> None:
    late, today, later = (
        _visit(services, customer, at) for at in ("今天 09:00", "明天 15:30", "9-22")
    )
    clock.moment += timedelta(days=1)
    lists = services.visit_lists
    overdue = VisitFilter(statuses=frozenset({VisitStatus.OVERDUE}))
    due = VisitFilter(statuses=frozenset({VisitStatus.DUE}))
    day = VisitFilter(first=date(2026, 9, 18), last=date(2026, 9, 18))
    assert list(lists.ids(overdue)) == [late]
    assert list(lists.ids(due)) == [today, later]
    assert [row.id for row in lists.found(day)] == [today]
    assert [row.id for row in lists.rows([later, late])] == [later, late]
    found = lists.due_of(customer)
    assert found is not None
    assert found.id == today


def test_nothing_due_is_nothing(services: Services, customer: CustomerId) -> None:
    _visit(services, customer, "9-22")
    assert services.visit_lists.due_of(customer) is None


def test_a_clerk_sees_own_visits_only(
    services: Services, clerk: Services, customer: CustomerId
) -> None:
    _visit(services, customer)
    own = _visit(clerk, customer)
    assert list(clerk.visit_lists.ids(VisitFilter())) == [own]
    assert len(services.visit_lists.ids(VisitFilter())) == 2
    named = VisitFilter(staff_id=clerk.context.actor.staff_id)
    branch = VisitFilter(branch_id=clerk.context.actor.branch_id)
    assert list(services.visit_lists.ids(named)) == [own]
    assert len(services.visit_lists.ids(branch)) == 2


def test_a_plan_is_looked_over_while_it_is_typed(services: Services, customer: CustomerId) -> None:
    draft = VisitDraft(at="9-25 10:00", purpose="家庭账户")
    [concern] = services.visit_lists.concerns(customer, draft)
    assert concern.kind is ConcernKind.REST_DAY
    assert services.visit_lists.concerns(customer, VisitDraft()) == ()
    assert services.visit_lists.better_day(date(2026, 9, 25)) == date(2026, 9, 24)
    assert services.visit_lists.better_day(date(2026, 9, 24)) is None


def test_the_next_contact_is_due_after_the_last_one(
    services: Services, customer: CustomerId
) -> None:
    first = services.visit_lists.next_contact_due(customer)
    services.interactions.log(customer, InteractionDraft(note=NOTE))
    assert services.visit_lists.next_contact_due(customer) > first


def test_numbers_for_calling_are_shown_for_own_due_visits_and_logged_once(
    services: Services, clerk: Services, customer: CustomerId
) -> None:
    own, later, foreign = (
        _visit(services, customer),
        _visit(services, customer, "9-22"),
        _visit(clerk, customer),
    )
    numbers = services.visit_lists.numbers_for_calling([own, later, foreign])
    assert numbers == {own: "13812345678"}
    operations = services.history.latest()
    assert "完整电话" in operations[0].summary.text()
    assert services.visit_lists.numbers_for_calling([later]) == {}


def test_what_is_not_there_is_said(services: Services, customer: CustomerId) -> None:
    with pytest.raises(NotFoundError):
        services.visits.get(VisitId(99))
    with pytest.raises(NotFoundError):
        services.interactions.get(InteractionId(99))
    with pytest.raises(NotFoundError):
        services.interactions.log(CustomerId(99), InteractionDraft(note=NOTE))
    assert services.customers.get(customer).name == "周雅琴"
