"""What may befall a complaint beside its steps: more time, other hands, a return, an end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.complaint import ComplaintDraft, Finding
from branchcrm.domain.complaint_deadline import DeadlineKind
from branchcrm.domain.complaint_extension import ExtensionDraft, PauseDraft
from branchcrm.domain.complaint_guard import AccusedHandlerError
from branchcrm.domain.complaint_kind import (
    ComplaintAction,
    ComplaintState,
    Escalation,
    Level,
    Liability,
    Outcome,
    Severity,
)
from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintTab
from branchcrm.domain.complaint_measure import Share
from branchcrm.domain.complaint_state import ComplaintActionError
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import ComplaintId, CustomerId
from branchcrm.domain.wording import Sentence, say
from branchcrm.services.complaint_course import MergeError
from branchcrm.services.complaint_drafts import (
    AcknowledgeDraft,
    AnswerDraft,
    AssessDraft,
    CloseDraft,
    StepDraft,
)
from branchcrm.services.use_cases import Services

ZONE = ZoneInfo("Asia/Shanghai")
DRAFT = ComplaintDraft(text="短信服务费连续两个月重复扣费，要求退回")
FINDING = Finding(
    answer="已退回多扣的 4 元",
    answer_channel="phone",
    liability=Liability.JUSTIFIED,
    outcome=Outcome.REFUND,
)
EXTENSION = ExtensionDraft(
    level=Level.VERY_COMPLEX,
    reason="需外部机构配合",
    approver="分行副行长",
    approved_on=date(2026, 9, 17),
    notified_at=datetime(2026, 9, 17, 2, tzinfo=UTC),
)


def log(services: Services, draft: ComplaintDraft = DRAFT) -> ComplaintId:
    return ComplaintId(services.complaints.log(draft).only_id(Aspect.COMPLAINT))


def investigating(services: Services, draft: ComplaintDraft = DRAFT) -> ComplaintId:
    number = log(services, draft)
    services.complaint_steps.acknowledge(number, AcknowledgeDraft())
    services.complaint_steps.assess(number, AssessDraft())
    services.complaint_steps.investigate(number, StepDraft())
    return number


def answered(services: Services, draft: ComplaintDraft = DRAFT) -> ComplaintId:
    number = investigating(services, draft)
    services.complaint_steps.answer(number, AnswerDraft(finding=FINDING))
    return number


@pytest.fixture
def customer(services: Services) -> CustomerId:
    draft = CustomerDraft(name="沈一帆", phone="18612343390")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def test_an_extension_moves_the_dates_and_needs_its_papers(services: Services) -> None:
    number = investigating(services)
    for missing in ({"approver": ""}, {"notified_at": None}, {"reason": " "}):
        with pytest.raises(InvalidDraftError):
            services.complaint_course.extend(number, replace(EXTENSION, **missing))
    services.complaint_course.extend(number, EXTENSION)
    found = services.complaints.get(number)
    assert found.complaint.level is Level.VERY_COMPLEX
    assert found.deadlines.due_natural == date(2026, 11, 16)
    assert found.deadlines.due_approval is None
    assert found.needs_approval
    row = services.complaints.rows([number])[0]
    assert row.due_natural == date(2026, 11, 16)
    assert found.complaint.events[-1].detail["approver"] == "分行副行长"


def test_an_extension_without_approval_rules_needs_only_its_reason(services: Services) -> None:
    number = investigating(services)
    draft = ExtensionDraft(level=Level.COMPLEX, reason="涉及多个网点")
    services.complaint_course.extend(number, draft)
    assert services.complaints.get(number).deadlines.due_natural == date(2026, 10, 17)


def test_a_late_extension_leaves_the_case_overdue_for_good(
    services: Services, clock: FixedClock
) -> None:
    number = investigating(services)
    clock.moment = datetime(2026, 10, 9, 10, tzinfo=ZONE)
    services.complaint_course.extend(number, EXTENSION)
    services.complaint_steps.answer(number, AnswerDraft(finding=FINDING))
    assert services.complaints.get(number).complaint.is_overdue
    assert services.complaints.measures(ComplaintFilter()).on_time == Share(part=0, whole=1)
    assert services.complaints.on_time_rate() == 0.0


def test_a_level_chosen_at_first_waits_for_its_approval(
    services: Services, clock: FixedClock
) -> None:
    number = log(services, replace(DRAFT, level=Level.VERY_COMPLEX))
    found = services.complaints.get(number)
    assert found.deadlines.due_natural == date(2026, 11, 16)
    assert found.deadlines.due_approval == date(2026, 10, 19)
    services.complaint_course.extend(number, EXTENSION)
    assert services.complaints.get(number).deadlines.due_approval is None
    other = log(services, replace(DRAFT, level=Level.VERY_COMPLEX))
    clock.moment = datetime(2026, 10, 20, 10, tzinfo=ZONE)
    services.complaint_steps.acknowledge(other, AcknowledgeDraft())
    assert services.complaints.get(other).complaint.is_overdue


def test_a_pause_stops_the_clock_until_it_ends(services: Services, clock: FixedClock) -> None:
    number = investigating(services)
    told = clock.now()
    pause = PauseDraft(reason="送检测机构", starts_on=date(2026, 9, 17), notified_at=told)
    with pytest.raises(InvalidDraftError, match="暂停原因"):
        services.complaint_course.pause(number, replace(pause, reason="太忙"))
    services.complaint_course.pause(number, pause)
    clock.moment = datetime(2026, 10, 27, 10, tzinfo=ZONE)
    row = services.complaints.rows([number])[0]
    assert row.state is ComplaintState.PAUSED
    assert row.nearest is None
    assert row.due_natural == date(2026, 11, 11)
    assert services.complaints.get(number).nearest is None
    assert services.complaints.measures(ComplaintFilter()).open_overdue == 0
    assert services.complaints.on_time_rate() is None
    with pytest.raises(ComplaintActionError):
        services.complaint_course.pause(number, pause)
    with pytest.raises(FieldError, match="结束日期"):
        services.complaint_course.resume(number, date(2026, 10, 28))
    services.complaint_course.resume(number, date(2026, 10, 27), "鉴定结论已出")
    found = services.complaints.get(number)
    assert found.complaint.state is ComplaintState.INVESTIGATING
    assert found.complaint.open_pause is None
    assert found.deadlines.due_natural == date(2026, 11, 11)
    assert not found.complaint.is_overdue
    with pytest.raises(ComplaintActionError):
        services.complaint_course.resume(number)


def test_a_pause_may_end_today_without_saying_so(services: Services, clock: FixedClock) -> None:
    number = investigating(services)
    pause = PauseDraft(reason="鉴定", starts_on=date(2026, 9, 17), notified_at=clock.now())
    services.complaint_course.pause(number, pause)
    services.complaint_course.resume(number)
    assert services.complaints.get(number).complaint.pauses[0].ends_on == date(2026, 9, 17)


def test_a_reopened_complaint_gets_a_fresh_clock_and_keeps_its_past(
    services: Services, clock: FixedClock, customer: CustomerId
) -> None:
    number = answered(services, replace(DRAFT, customer_id=customer, level=Level.COMPLEX))
    services.complaint_steps.close(number, CloseDraft(satisfaction=3))
    clock.moment = datetime(2026, 10, 12, 9, 30, tzinfo=ZONE)
    with pytest.raises(FieldError, match="填写重新打开的原因"):
        services.complaint_course.reopen(number, " ")
    services.complaint_course.reopen(number, "没有说明原因")
    found = services.complaints.get(number)
    assert found.complaint.state is ComplaintState.REOPENED
    assert found.complaint.reopen_count == 1
    assert found.complaint.closed_at is None
    assert found.complaint.finding.answer == ""
    assert found.complaint.level is Level.SIMPLE
    assert found.deadlines.due_natural == date(2026, 10, 27)
    assert found.complaint.events[-1].detail["answer"] == FINDING.answer
    assert services.complaints.counts(ComplaintFilter())[ComplaintTab.REOPENED] == 1
    assert found.nearest is not None
    assert found.nearest.kind is DeadlineKind.ACK
    services.complaint_steps.investigate(number, StepDraft())
    going_on = services.complaints.get(number)
    assert going_on.nearest is not None
    assert going_on.nearest.kind is DeadlineKind.ANSWER
    (row,) = services.complaints.rows([number])
    assert row.nearest == going_on.nearest


def test_the_list_goes_by_the_dates_that_it_shows(services: Services, clock: FixedClock) -> None:
    long_ago = answered(services)
    clock.moment = datetime(2026, 9, 23, 9, 30, tzinfo=ZONE)
    called_back_after_the_holidays = answered(services)
    clock.moment = datetime(2026, 9, 24, 9, 30, tzinfo=ZONE)
    to_confirm_after_the_holidays = log(services)
    ids = list(services.complaints.ids(ComplaintFilter(tab=ComplaintTab.OPEN)))
    assert ids == [long_ago, to_confirm_after_the_holidays, called_back_after_the_holidays]
    due = [row.nearest.at for row in services.complaints.rows(ids) if row.nearest is not None]
    assert due == sorted(due)
    clock.moment += timedelta(days=60)
    assert ids[0] == services.complaints.ids(ComplaintFilter(tab=ComplaintTab.OPEN))[0]


def test_reopening_cancels_the_callback_that_was_planned(
    services: Services, customer: CustomerId
) -> None:
    number = answered(services, replace(DRAFT, customer_id=customer))
    assert services.customers.get(customer).next_visit_at is not None
    services.complaint_course.reopen(number, "客户来电说仍在扣费")
    assert services.customers.get(customer).next_visit_at is None


def test_facts_brought_later_start_the_clock_anew(services: Services, clock: FixedClock) -> None:
    number = investigating(services)
    clock.moment += timedelta(days=5)
    with pytest.raises(FieldError):
        services.complaint_course.restart(number, "")
    services.complaint_course.restart(number, "又发现七月也多扣了一笔", date(2026, 9, 21))
    found = services.complaints.get(number)
    assert found.deadlines.due_natural == date(2026, 10, 6)
    assert found.complaint.text.endswith("又发现七月也多扣了一笔")
    assert found.complaint.state is ComplaintState.INVESTIGATING


def test_a_withdrawal_ends_the_case_on_the_day_it_was_received(
    services: Services, clock: FixedClock
) -> None:
    number = investigating(services)
    clock.moment += timedelta(days=4)
    services.complaint_course.withdraw(number, StepDraft(at=date(2026, 9, 19), note="客户来函"))
    complaint = services.complaints.get(number).complaint
    assert complaint.state is ComplaintState.WITHDRAWN
    assert complaint.closed_at == datetime(2026, 9, 19, 9, tzinfo=ZONE)
    assert not complaint.is_open
    assert services.complaints.measures(ComplaintFilter()).on_time == Share(part=0, whole=0)


def test_what_is_no_complaint_is_rejected_with_a_reason(services: Services) -> None:
    number = log(services)
    with pytest.raises(FieldError):
        services.complaint_course.reject(number, StepDraft())
    services.complaint_course.reject(number, StepDraft(note="属于业务咨询"))
    assert services.complaints.get(number).complaint.state is ComplaintState.REJECTED


def test_a_repeated_complaint_goes_on_under_the_earlier_one(
    services: Services, customer: CustomerId
) -> None:
    own = replace(DRAFT, customer_id=customer)
    first, repeat, strange = log(services, own), log(services, own), log(services)
    course = services.complaint_course
    for target, reason in ((repeat, "并入自己"), (strange, "另一位客户")):
        with pytest.raises(MergeError, match=reason):
            course.merge(repeat, target)
    course.merge(repeat, first, "同一件事")
    merged = services.complaints.get(repeat).complaint
    assert merged.state is ComplaintState.MERGED
    assert merged.merged_into_id == first
    again = log(services, own)
    with pytest.raises(MergeError, match="不在处理中"):
        course.merge(again, repeat)


def test_a_rule_may_forbid_merging(services: Services) -> None:
    record = {
        "rule_id": "OWN",
        "effective": ["2020-01-01", None],
        "industry": ["*"],
        "stages": [{"level": "simple", "days": 10}],
        "source": "自定",
        "merge_same": False,
    }
    with services.context.write("test.rules", summary_of_rules()) as work:
        work.settings.set("complaint.rules", [record])
        work.settings.set("complaint.answer_workdays", {"urgent": 1})
        work.settings.set("complaint.compensation_limit_cents", 0)
        work.commit()
    first, repeat = log(services), log(services, replace(DRAFT, severity=Severity.URGENT))
    assert services.complaints.get(first).deadlines.due_natural == date(2026, 9, 27)
    assert services.complaints.get(repeat).deadlines.answer_on == date(2026, 9, 18)
    with pytest.raises(MergeError, match="不允许并案"):
        services.complaint_course.merge(repeat, first)
    with services.context.write("test.rules", summary_of_rules()) as work:
        work.settings.set("complaint.rules", None)
        work.commit()
    assert services.complaints.get(first).deadlines.due_natural == date(2026, 10, 2)


def summary_of_rules() -> Sentence:
    return say("更改规则")


def test_escalation_is_a_mark_beside_the_state(services: Services) -> None:
    number = investigating(services)
    services.complaint_course.escalate(number, Escalation.REGULATOR, "监管转办")
    complaint = services.complaints.get(number).complaint
    assert complaint.escalation is Escalation.REGULATOR
    assert complaint.state is ComplaintState.INVESTIGATING
    assert services.complaints.measures(ComplaintFilter()).escalated == Share(part=1, whole=1)


def test_a_complaint_is_never_in_the_hands_of_the_accused(
    services: Services, clerk: Services
) -> None:
    number = log(services, replace(DRAFT, accused_id=clerk.actor.staff_id))
    with pytest.raises(AccusedHandlerError):
        services.complaint_course.assign(number, clerk.actor.staff_id)
    services.complaint_course.assign(number, services.actor.staff_id)
    complaint = services.complaints.get(number).complaint
    assert complaint.handler_name == "王敏"
    assert complaint.events[-1].action is ComplaintAction.ASSIGN


def test_an_answered_complaint_can_go_to_review_and_be_answered_again(services: Services) -> None:
    number = answered(services)
    services.complaint_course.review(number, StepDraft(note="客户申请核查"))
    assert services.complaints.get(number).complaint.state is ComplaintState.REVIEW
    services.complaint_steps.answer(number, AnswerDraft(finding=FINDING))
    assert services.complaints.get(number).complaint.state is ComplaintState.DECIDED


def test_the_receipt_moves_only_with_a_reason_and_takes_the_dates_along(
    services: Services, clock: FixedClock
) -> None:
    number = log(services)
    course = services.complaint_course
    with pytest.raises(FieldError, match="填写原因"):
        course.correct_receipt(number, date(2026, 9, 15), "")
    with pytest.raises(FieldError):
        course.correct_receipt(number, date(2026, 9, 18), "写错")
    course.correct_receipt(number, date(2026, 9, 15), "客户前天已来电")
    found = services.complaints.get(number)
    assert found.deadlines.due_natural == date(2026, 9, 30)
    assert found.complaint.received_at == datetime(2026, 9, 15, 9, tzinfo=ZONE)
    clock.moment += timedelta(days=1)
    course.restart(number, "补充材料")
    course.correct_receipt(number, date(2026, 9, 14), "仍早一天")
    assert services.complaints.get(number).deadlines.due_natural == date(2026, 10, 3)
