"""A complaint from its receipt to its closing, in a real book."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.complaint import ComplaintDraft, Finding
from branchcrm.domain.complaint_deadline import DeadlineKind
from branchcrm.domain.complaint_guard import (
    ApprovalNeededError,
    NotOnTheSpotError,
    NotToldError,
)
from branchcrm.domain.complaint_kind import (
    ComplaintAction,
    ComplaintState,
    Ending,
    Level,
    Liability,
    Outcome,
    Severity,
)
from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintSort, ComplaintTab
from branchcrm.domain.complaint_measure import Share
from branchcrm.domain.complaint_state import ComplaintActionError
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import FieldError, InvalidDraftError, NotFoundError
from branchcrm.domain.ids import ComplaintId, CustomerId
from branchcrm.domain.rights import Actor, Role
from branchcrm.domain.timeline import TimelineAsk, TimelineKind
from branchcrm.services.complaint_drafts import (
    AcknowledgeDraft,
    AnswerDraft,
    AssessDraft,
    AttemptDraft,
    CloseDraft,
    StepDraft,
)
from branchcrm.services.use_cases import Services

ZONE = ZoneInfo("Asia/Shanghai")
DRAFT = ComplaintDraft(
    subject="网点排队超过 1 小时",
    text="取号后等待 70 分钟，只开 2 个窗口。电话 13812345678",
    category="借记卡",
    cause="服务态度及服务质量",
    severity=Severity.URGENT,
)
FINDING = Finding(
    answer="当日设备检修，少开了窗口，已致歉并预约专窗",
    answer_channel="phone",
    liability=Liability.JUSTIFIED,
    outcome=Outcome.APOLOGY,
)


def log(services: Services, draft: ComplaintDraft = DRAFT) -> ComplaintId:
    return ComplaintId(services.complaints.log(draft).only_id(Aspect.COMPLAINT))


def state_of(services: Services, number: ComplaintId) -> ComplaintState:
    return services.complaints.get(number).complaint.state


def investigating(services: Services, draft: ComplaintDraft = DRAFT) -> ComplaintId:
    number = log(services, draft)
    services.complaint_steps.acknowledge(number, AcknowledgeDraft())
    services.complaint_steps.assess(number, AssessDraft())
    services.complaint_steps.investigate(number, StepDraft())
    return number


@pytest.fixture
def customer(services: Services) -> CustomerId:
    draft = CustomerDraft(name="陈志强", phone="13512344406")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def test_a_logged_complaint_has_its_number_its_dates_and_no_bare_phone(services: Services) -> None:
    first, second = log(services), log(services)
    found = services.complaints.get(first)
    complaint = found.complaint
    assert complaint.number == "TS202609170001"
    assert services.complaints.get(second).complaint.number == "TS202609170002"
    assert complaint.state is ComplaintState.RECEIVED
    assert (complaint.category, complaint.cause, complaint.channel) == (
        "debit_card",
        "service",
        "counter",
    )
    assert "13812345678" not in complaint.text
    assert found.deadlines.due_natural == date(2026, 10, 2)
    assert found.deadlines.due_legal == date(2026, 10, 8)
    assert found.deadlines.answer_on == date(2026, 9, 20)
    assert found.nearest is not None
    assert found.nearest.kind is DeadlineKind.ACK
    assert 0 <= found.used_share < 0.1
    assert services.complaints.id_of("ts202609170001") == first
    assert services.complaints.id_of(str(first)) == first


def test_an_unknown_complaint_and_an_unknown_class_are_refused(services: Services) -> None:
    for key in ("TS209901010001", "99", "x"):
        with pytest.raises(NotFoundError):
            services.complaints.id_of(key)
    with pytest.raises(NotFoundError):
        services.complaints.get(ComplaintId(99))
    with pytest.raises(FieldError, match="没有“火箭”这一类"):
        log(services, replace(DRAFT, category="火箭"))
    with pytest.raises(NotFoundError):
        log(services, replace(DRAFT, customer_id=CustomerId(99)))


def test_a_complaint_goes_its_whole_way_and_each_step_is_one_operation(
    services: Services, clock: FixedClock, customer: CustomerId
) -> None:
    number = log(services, replace(DRAFT, customer_id=customer))
    assert services.customers.get(customer).open_complaints == 1
    clock.moment += timedelta(hours=1)
    services.complaint_steps.acknowledge(number, AcknowledgeDraft(note="已电话告知"))
    services.complaint_steps.assess(
        number, AssessDraft(severity=Severity.IMPORTANT, category="credit_card", cause="其他")
    )
    services.complaint_steps.investigate(number, StepDraft(note="调取叫号记录"))
    services.complaint_steps.answer(number, AnswerDraft(finding=FINDING))
    found = services.complaints.get(number)
    assert found.complaint.state is ComplaintState.DECIDED
    assert found.nearest is not None
    assert found.nearest.kind is DeadlineKind.CALLBACK
    assert found.nearest.day == date(2026, 9, 21)
    planned = services.customers.get(customer).next_visit_at
    assert planned == datetime(2026, 9, 21, 10, tzinfo=ZONE)
    services.complaint_steps.close(number, CloseDraft(satisfaction=5, root_cause="窗口不足"))
    done = services.complaints.get(number).complaint
    assert done.state is ComplaintState.CLOSED
    assert done.finding.satisfaction == 5
    assert done.finding.root_cause == "窗口不足"
    assert [event.action for event in done.events] == [
        ComplaintAction.LOG,
        ComplaintAction.ACKNOWLEDGE,
        ComplaintAction.ASSESS,
        ComplaintAction.INVESTIGATE,
        ComplaintAction.PROPOSE,
        ComplaintAction.ANSWER,
        ComplaintAction.CLOSE,
    ]
    assert services.customers.get(customer).open_complaints == 0
    assert services.customers.get(customer).next_visit_at is None
    row = services.complaints.rows([number])[0]
    assert row.first_response_seconds == 3600
    assert row.severity is Severity.IMPORTANT


def test_the_portrait_gives_the_number_to_call_masked(
    services: Services, customer: CustomerId
) -> None:
    known = log(services, replace(DRAFT, customer_id=customer))
    stranger = log(services, replace(DRAFT, complainant_phone="13800001234"))
    nobody = log(services)
    phones = [services.complaints.get(number).phone for number in (known, stranger, nobody)]
    assert phones == ["135****4406", "138****1234", ""]
    assert services.complaints.answer_workdays()[Severity.URGENT] == 2


def test_undo_takes_a_step_back_whole(services: Services) -> None:
    number = investigating(services)
    before = services.complaints.get(number)
    services.complaint_steps.answer(number, AnswerDraft(finding=FINDING))
    services.history.undo()
    assert services.complaints.get(number) == before


def test_the_counter_may_confirm_and_assess_in_one_go(services: Services) -> None:
    number = log(services)
    services.complaint_steps.accept(number, AssessDraft(level=Level.COMPLEX, note="涉及两网点"))
    found = services.complaints.get(number)
    assert found.complaint.state is ComplaintState.ASSESSED
    assert found.deadlines.due_natural == date(2026, 10, 17)
    assert found.needs_approval
    other = log(services)
    services.complaint_steps.acknowledge(other, AcknowledgeDraft(is_automatic=True))
    assert services.complaints.get(other).complaint.first_contact_at is None
    services.complaint_steps.accept(other, AssessDraft())
    assert state_of(services, other) is ComplaintState.ASSESSED


def test_a_second_acknowledgement_keeps_the_first_contact(
    services: Services, clock: FixedClock
) -> None:
    number = log(services)
    services.complaint_steps.attempt(number, AttemptDraft(channel="phone", has_reached=True))
    first = services.complaints.get(number).complaint.first_contact_at
    clock.moment += timedelta(hours=2)
    services.complaint_steps.attempt(number, AttemptDraft(channel="phone", has_reached=True))
    services.complaint_steps.acknowledge(number, AcknowledgeDraft())
    assert services.complaints.get(number).complaint.first_contact_at == first


def test_steps_cannot_be_jumped(services: Services) -> None:
    number = log(services)
    steps = services.complaint_steps
    for finding in (FINDING, replace(FINDING, compensation_cents=9_000_00)):
        with pytest.raises(ComplaintActionError):
            steps.answer(number, AnswerDraft(finding=finding))
    with pytest.raises(ComplaintActionError):
        steps.investigate(number, StepDraft())
    with pytest.raises(ComplaintActionError):
        steps.assess(number, AssessDraft())
    with pytest.raises(ComplaintActionError):
        steps.propose(number, FINDING)
    with pytest.raises(NotOnTheSpotError):
        steps.close(number, CloseDraft())
    steps.acknowledge(number, AcknowledgeDraft())
    with pytest.raises(ComplaintActionError, match="没有执行“结案”"):
        steps.close(number, CloseDraft())
    assert len(services.complaints.get(number).complaint.events) == 2


def test_a_case_solved_on_the_spot_is_closed_when_it_is_logged(services: Services) -> None:
    solved = replace(FINDING, satisfaction=4)
    number = log(services, replace(DRAFT, on_the_spot=True, finding=solved))
    complaint = services.complaints.get(number).complaint
    assert complaint.state is ComplaintState.CLOSED
    assert complaint.closed_at == complaint.received_at
    assert services.complaints.measures(ComplaintFilter()).on_time == Share(part=1, whole=1)
    assert services.complaints.on_time_rate() == 1.0


def test_an_answer_needs_words_and_a_told_customer_before_closing(services: Services) -> None:
    number = investigating(services)
    with pytest.raises(InvalidDraftError):
        services.complaint_steps.answer(number, AnswerDraft())
    services.complaint_steps.answer(number, AnswerDraft(finding=FINDING, is_told=False))
    assert state_of(services, number) is ComplaintState.PROPOSED
    with pytest.raises(NotToldError):
        services.complaint_steps.close(number, CloseDraft())
    unreachable = CloseDraft(ending=Ending.UNREACHABLE)
    for _ in range(2):
        with pytest.raises(NotToldError):
            services.complaint_steps.close(number, unreachable)
        services.complaint_steps.attempt(number, AttemptDraft(channel="phone", note="无人接听"))
    services.complaint_steps.close(number, unreachable)
    assert state_of(services, number) is ComplaintState.CLOSED


def test_a_proposed_answer_can_be_told_as_it_stands(services: Services) -> None:
    number = investigating(services)
    services.complaint_steps.propose(number, replace(FINDING, root_cause="设备检修"))
    services.complaint_steps.attempt(number, AttemptDraft(has_reached=True))
    services.complaint_steps.answer(number, AnswerDraft(at=date(2026, 9, 17), note="电话"))
    found = services.complaints.get(number).complaint
    assert found.finding.answer == FINDING.answer
    assert found.state is ComplaintState.DECIDED


def test_a_clerk_proposes_what_the_manager_approves(services: Services, clerk: Services) -> None:
    number = investigating(services)
    dear = replace(FINDING, compensation_cents=2_000_00)
    clerk.complaint_steps.answer(number, AnswerDraft(finding=dear))
    assert state_of(services, number) is ComplaintState.PROPOSED
    with pytest.raises(ApprovalNeededError):
        clerk.complaint_steps.answer(number, AnswerDraft())
    services.complaint_steps.approve(number, StepDraft(note="同意"))
    clerk.complaint_steps.answer(number, AnswerDraft())
    assert state_of(services, number) is ComplaintState.DECIDED
    other = investigating(services)
    services.complaint_steps.answer(other, AnswerDraft(finding=dear))
    actions = [event.action for event in services.complaints.get(other).complaint.events]
    assert actions[-3:] == [
        ComplaintAction.PROPOSE,
        ComplaintAction.APPROVE,
        ComplaintAction.ANSWER,
    ]


def test_a_bad_rating_plans_a_visit_in_seven_days(services: Services, customer: CustomerId) -> None:
    number = investigating(services, replace(DRAFT, customer_id=customer))
    services.complaint_steps.answer(number, AnswerDraft(finding=FINDING))
    ending = CloseDraft(ending=Ending.REMEDIES_TOLD, satisfaction=2, note="仍不满意")
    services.complaint_steps.close(number, ending)
    planned = services.customers.get(customer).next_visit_at
    assert planned == datetime(2026, 9, 24, 10, tzinfo=ZONE)


def test_a_late_answer_stays_late(services: Services, clock: FixedClock) -> None:
    number = investigating(services)
    clock.moment = datetime(2026, 10, 9, 9, 30, tzinfo=ZONE)
    asked = ComplaintFilter()
    assert services.complaints.measures(asked).open_overdue == 1
    assert services.complaints.on_time_rate() == 0.0
    services.complaint_steps.answer(number, AnswerDraft(finding=FINDING))
    assert services.complaints.get(number).complaint.is_overdue
    assert services.complaints.measures(asked).on_time == Share(part=0, whole=1)


def test_a_step_can_be_entered_afterwards_but_not_before_the_receipt(
    services: Services, clock: FixedClock
) -> None:
    number = log(services)
    clock.moment += timedelta(days=4)
    at = datetime.combine(date(2026, 9, 18), time(10), ZONE)
    services.complaint_steps.acknowledge(number, AcknowledgeDraft(at=at))
    services.complaint_steps.assess(number, AssessDraft(at=date(2026, 9, 18)))
    events = services.complaints.get(number).complaint.events
    assert events[1].at == at
    assert events[2].at == datetime(2026, 9, 18, 1, tzinfo=UTC)
    for day in (date(2026, 9, 16), date(2026, 9, 22)):
        with pytest.raises(FieldError):
            services.complaint_steps.investigate(number, StepDraft(at=day))
    row = services.complaints.rows([number])[0]
    assert row.first_response_seconds == (2 * 3600 + 28 * 60) + 3600


def test_the_list_counts_its_parts_and_orders_by_what_is_due_first(
    services: Services, clock: FixedClock, customer: CustomerId
) -> None:
    calm = log(services, replace(DRAFT, severity=Severity.GENERAL, received_at=None))
    services.complaint_steps.acknowledge(calm, AcknowledgeDraft())
    pressing = log(services, replace(DRAFT, customer_id=customer))
    told = investigating(services, replace(DRAFT, subject="短信费"))
    services.complaint_steps.answer(told, AnswerDraft(finding=FINDING))
    closed = log(
        services, replace(DRAFT, on_the_spot=True, finding=replace(FINDING, satisfaction=5))
    )
    complaints = services.complaints
    counts = complaints.counts(ComplaintFilter())
    assert counts == {
        ComplaintTab.ALL: 4,
        ComplaintTab.OPEN: 3,
        ComplaintTab.DUE_SOON: 0,
        ComplaintTab.CALLBACK: 1,
        ComplaintTab.CLOSED: 1,
        ComplaintTab.REOPENED: 0,
    }
    opened = ComplaintFilter(tab=ComplaintTab.OPEN)
    assert list(complaints.ids(opened)) == [pressing, told, calm]
    assert list(complaints.ids(opened, ComplaintSort.NUMBER)) == [told, pressing, calm]
    assert list(complaints.ids(opened, ComplaintSort.SEVERITY))[-1] == calm
    assert list(complaints.ids(ComplaintFilter(tab=ComplaintTab.CLOSED))) == [closed]
    everything = ComplaintFilter()
    assert complaints.ids(everything, ComplaintSort.RECEIVED)[0] == closed
    clock.moment += timedelta(hours=4)
    soon = ComplaintFilter(tab=ComplaintTab.DUE_SOON)
    assert list(complaints.ids(soon)) == [pressing]
    for text in ("陈志强", "czq", "4406"):
        assert list(complaints.ids(ComplaintFilter(text=text))) == [pressing]
    assert list(complaints.ids(ComplaintFilter(text="短信"))) == [told]
    assert list(complaints.ids(ComplaintFilter(text="ts202609170001"))) == [calm]
    assert not complaints.ids(ComplaintFilter(text="没有这样的"))


def test_of_two_that_end_at_once_the_more_severe_stands_first(services: Services) -> None:
    urgent = log(services, replace(DRAFT, severity=Severity.URGENT))
    calm = log(services, replace(DRAFT, severity=Severity.GENERAL))
    important = log(services, replace(DRAFT, severity=Severity.IMPORTANT))
    opened = ComplaintFilter(tab=ComplaintTab.OPEN)
    assert list(services.complaints.ids(opened)) == [urgent, important, calm]


def test_the_list_is_narrowed_by_state_day_handler_and_customer(
    services: Services, customer: CustomerId
) -> None:
    me = services.actor.staff_id
    early = log(services, replace(DRAFT, received_at=datetime(2026, 9, 1, 10, tzinfo=ZONE)))
    mine = log(services, replace(DRAFT, handler_id=me, customer_id=customer))

    def ids(**wanted: object) -> list[int]:
        asked = replace(ComplaintFilter(), **wanted)  # type: ignore[arg-type]
        return list(services.complaints.ids(asked, ComplaintSort.NUMBER))

    assert ids(received_to=date(2026, 9, 1)) == [early]
    assert ids(received_from=date(2026, 9, 2)) == [mine]
    assert ids(handler_id=me) == [mine]
    assert ids(customer_id=customer) == [mine]
    assert ids(branch_id=services.actor.branch_id) == [mine, early]
    assert ids(states=frozenset({ComplaintState.CLOSED})) == []
    assert services.complaints.open_per_handler() == {me: 1}
    similar = services.complaints.similar(customer)
    assert [row.id for row in similar] == [mine]
    assert similar[0].complainant == "陈志强"


def test_complaints_stand_on_the_customers_timeline(
    services: Services, customer: CustomerId
) -> None:
    number = investigating(services, replace(DRAFT, customer_id=customer))
    services.complaint_steps.answer(number, AnswerDraft(finding=FINDING))
    asked = TimelineAsk(kinds=frozenset({TimelineKind.COMPLAINT}))
    events = list(services.timelines.all(customer, asked))
    assert [event.aspect for event in events] == ["decided", "received"]
    assert events[1].title.text() == "投诉：网点排队超过 1 小时"
    assert events[0].detail == FINDING.answer


def test_the_outlook_names_worked_weekends_and_holidays_on_the_way(services: Services) -> None:
    outlook = services.complaints.outlook(DRAFT)
    assert outlook.deadlines.answer_on == date(2026, 9, 20)
    assert outlook.worked_weekends == (date(2026, 9, 20),)
    assert outlook.notices == ()
    general = replace(DRAFT, severity=Severity.GENERAL)
    assert services.complaints.outlook(general).skipped_holidays == ()
    late = services.complaints.outlook(
        replace(general, received_at=datetime(2026, 12, 24, 10, tzinfo=ZONE))
    )
    assert [notice.places["year"] for notice in late.notices] == ["2027"]


def test_an_auditor_may_look_but_not_act(
    services: Services, as_role: Callable[[Role], Services]
) -> None:
    number = log(services)
    auditor = as_role(Role.AUDITOR)
    assert auditor.complaints.get(number).complaint.id == number
    with pytest.raises(Exception, match="处理投诉"):
        auditor.complaint_steps.acknowledge(number, AcknowledgeDraft())


@pytest.fixture
def as_role(services: Services) -> Callable[[Role], Services]:
    def serve(role: Role) -> Services:
        founder = services.actor
        actor = Actor(
            staff_id=founder.staff_id, name="周宁", role=role, branch_id=founder.branch_id
        )
        return services.book.services(actor)

    return serve


def test_the_accused_person_is_named_on_the_portrait(services: Services, clerk: Services) -> None:
    number = log(services, replace(DRAFT, accused_id=clerk.actor.staff_id))
    assert services.complaints.get(number).accused_name == "李浩"
    assert services.complaints.taxonomy().industry == "bank"
