"""How a complaint may move, and what must hold before it does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.complaint import (
    Complaint,
    ComplaintDraft,
    ComplaintEvent,
    ComplaintRow,
    Finding,
)
from branchcrm.domain.complaint_deadline import Pause
from branchcrm.domain.complaint_guard import (
    AccusedHandlerError,
    Closing,
    NotOnTheSpotError,
    NotToldError,
    check_answer,
    check_closing,
    check_draft,
    check_event_day,
    check_finding,
    check_handler,
    check_received_change,
    needs_approval,
    subject_of,
)
from branchcrm.domain.complaint_kind import (
    ACTION_LABELS,
    COMPLAINANT_ROLE_LABELS,
    DEMAND_LABELS,
    ENDING_LABELS,
    ESCALATION_LABELS,
    FINAL_STATES,
    LEVEL_LABELS,
    LIABILITY_LABELS,
    OPEN_STATES,
    OUTCOME_LABELS,
    SEVERITY_LABELS,
    STATE_LABELS,
    STEP_LABELS,
    ComplainantRole,
    ComplaintAction,
    ComplaintState,
    ComplaintStep,
    Demand,
    Ending,
    Escalation,
    Level,
    Liability,
    Outcome,
    Severity,
)
from branchcrm.domain.complaint_number import (
    ComplaintNumber,
    ComplaintNumberError,
    number_after,
    read_number,
)
from branchcrm.domain.complaint_state import (
    STEP_STATES,
    ComplaintActionError,
    allowed_actions,
    current_step,
    is_step_done,
    next_state,
)
from branchcrm.domain.complaint_taxonomy import Axis
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import BranchId, ComplaintId, StaffId
from branchcrm.reference.complaint_tables import shipped_taxonomy

State = ComplaintState
Action = ComplaintAction
TODAY = date(2026, 1, 26)
RECEIVED = datetime(2026, 1, 20, 2, 30, tzinfo=UTC)
DRAFT = ComplaintDraft(text="取号后等待 70 分钟，只开 2 个窗口。要求说明原因。")


def check(draft: ComplaintDraft) -> None:
    check_draft(draft, received_on=date(2026, 1, 20), today=TODAY)


def fields(draft: ComplaintDraft) -> list[str]:
    with pytest.raises(InvalidDraftError) as caught:
        check(draft)
    return [problem.field for problem in caught.value.problems]


def complaint(**changes: object) -> Complaint:
    made = Complaint(
        id=ComplaintId(1),
        branch_id=BranchId(1),
        number="TS202601200001",
        customer_id=None,
        complainant_name="陈志强",
        complainant_phone="",
        complainant_role=ComplainantRole.SELF,
        channel="counter",
        category="other",
        cause="service",
        subject="排队超过 1 小时",
        text=DRAFT.text,
        severity=Severity.GENERAL,
        level=Level.SIMPLE,
        rule_id="CN-BANKINS-2020",
        state=State.DECIDED,
        received_at=RECEIVED,
        round_started_at=RECEIVED,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def attempt(hours: int, *, reached: bool = False) -> ComplaintEvent:
    return ComplaintEvent(
        at=RECEIVED + timedelta(hours=hours),
        action=Action.ATTEMPT,
        from_state=State.APPROVED,
        to_state=State.APPROVED,
        detail={"reached": reached},
    )


def test_a_case_goes_its_way_from_receipt_to_closing() -> None:
    state = State.RECEIVED
    for action, expected in (
        (Action.ACKNOWLEDGE, State.ACKNOWLEDGED),
        (Action.ASSESS, State.ASSESSED),
        (Action.INVESTIGATE, State.INVESTIGATING),
        (Action.PAUSE, State.PAUSED),
        (Action.RESUME, State.INVESTIGATING),
        (Action.PROPOSE, State.PROPOSED),
        (Action.APPROVE, State.APPROVED),
        (Action.ANSWER, State.DECIDED),
        (Action.REVIEW, State.REVIEW),
        (Action.PROPOSE, State.PROPOSED),
        (Action.ANSWER, State.DECIDED),
        (Action.CLOSE, State.CLOSED),
        (Action.REOPEN, State.REOPENED),
        (Action.INVESTIGATE, State.INVESTIGATING),
    ):
        state = next_state(state, action)
        assert state is expected


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (State.RECEIVED, Action.INVESTIGATE),
        (State.RECEIVED, Action.ANSWER),
        (State.ACKNOWLEDGED, Action.CLOSE),
        (State.INVESTIGATING, Action.CLOSE),
        (State.CLOSED, Action.WITHDRAW),
        (State.WITHDRAWN, Action.REOPEN),
        (State.MERGED, Action.ESCALATE),
        (State.REJECTED, Action.ASSESS),
    ],
)
def test_a_jump_over_a_step_is_refused_with_what_is_possible(
    state: ComplaintState, action: ComplaintAction
) -> None:
    with pytest.raises(ComplaintActionError) as caught:
        next_state(state, action)
    lines = caught.value.lines()
    assert STATE_LABELS[state] in lines[0]
    assert len(lines) == 3


def test_the_refusal_names_the_possible_actions() -> None:
    with pytest.raises(ComplaintActionError, match="现在可以：重新打开"):
        next_state(State.CLOSED, Action.CLOSE)


@given(state=st.sampled_from(ComplaintState), action=st.sampled_from(ComplaintAction))
def test_exactly_the_allowed_actions_are_taken(
    state: ComplaintState, action: ComplaintAction
) -> None:
    if action in allowed_actions(state):
        assert isinstance(next_state(state, action), ComplaintState)
    else:
        with pytest.raises(ComplaintActionError):
            next_state(state, action)


@given(state=st.sampled_from(sorted(OPEN_STATES)))
def test_an_open_case_can_always_be_withdrawn_merged_or_rejected(state: ComplaintState) -> None:
    assert next_state(state, Action.WITHDRAW) is State.WITHDRAWN
    assert next_state(state, Action.MERGE) is State.MERGED
    assert next_state(state, Action.REJECT) is State.REJECTED
    assert next_state(state, Action.ESCALATE) is state


def test_more_time_and_new_facts_belong_to_a_case_without_its_answer() -> None:
    assert next_state(State.INVESTIGATING, Action.EXTEND) is State.INVESTIGATING
    for action in (Action.EXTEND, Action.RESTART):
        with pytest.raises(ComplaintActionError):
            next_state(State.DECIDED, action)


def test_every_state_stands_on_exactly_one_of_the_five_steps() -> None:
    for state in ComplaintState:
        assert sum(state in states for states in STEP_STATES.values()) == 1
    assert current_step(State.REOPENED) is ComplaintStep.INTAKE
    assert current_step(State.PAUSED) is ComplaintStep.INVESTIGATION
    assert current_step(State.DECIDED) is ComplaintStep.CALLBACK


def test_steps_behind_the_case_are_done_and_all_of_them_at_its_end() -> None:
    done = [is_step_done(step, State.DECIDED) for step in ComplaintStep]
    assert done == [True, True, True, False, False]
    assert all(is_step_done(step, State.CLOSED) for step in ComplaintStep)


@pytest.mark.parametrize(
    ("labels", "kinds"),
    [
        (STATE_LABELS, ComplaintState),
        (ACTION_LABELS, ComplaintAction),
        (STEP_LABELS, ComplaintStep),
        (SEVERITY_LABELS, Severity),
        (LEVEL_LABELS, Level),
        (COMPLAINANT_ROLE_LABELS, ComplainantRole),
        (LIABILITY_LABELS, Liability),
        (OUTCOME_LABELS, Outcome),
        (ENDING_LABELS, Ending),
        (DEMAND_LABELS, Demand),
        (ESCALATION_LABELS, Escalation),
    ],
)
def test_every_kind_has_a_label(labels: dict[object, str], kinds: type) -> None:
    assert set(labels) == set(kinds)  # type: ignore[call-overload]
    assert all(labels.values())


def test_a_plain_complaint_is_taken_without_a_customer_or_papers() -> None:
    check(DRAFT)
    check(replace(DRAFT, happened_on=date(2026, 1, 20), amount_cents=0, representatives=5))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "  "}, "text"),
        ({"subject": "题" * 61}, "subject"),
        ({"happened_on": date(2026, 1, 21)}, "happened"),
        ({"complainant_role": ComplainantRole.AGENT}, "authority"),
        ({"representatives": 6}, "representatives"),
        ({"representatives": 0}, "representatives"),
        ({"amount_cents": -1}, "amount"),
        ({"on_the_spot": True, "finding": Finding(satisfaction=5)}, "outcome"),
        ({"on_the_spot": True, "finding": Finding(outcome=Outcome.REFUND)}, "satisfaction"),
    ],
)
def test_a_complaint_that_cannot_be_logged_names_the_field(
    changes: dict[str, object], field: str
) -> None:
    assert fields(replace(DRAFT, **changes)) == [field]  # type: ignore[arg-type]


def test_a_complaint_cannot_be_received_tomorrow() -> None:
    with pytest.raises(InvalidDraftError, match="受理日期不能晚于今天"):
        check_draft(DRAFT, received_on=date(2026, 1, 27), today=TODAY)


def test_an_agent_with_papers_and_a_case_solved_on_the_spot_are_taken() -> None:
    check(replace(DRAFT, complainant_role=ComplainantRole.AGENT, authority_seen=True))
    solved = Finding(outcome=Outcome.APOLOGY, satisfaction=4)
    check(replace(DRAFT, on_the_spot=True, finding=solved))


def test_the_person_complained_about_cannot_handle_the_case() -> None:
    with pytest.raises(AccusedHandlerError):
        check(replace(DRAFT, handler_id=StaffId(3), accused_id=StaffId(3)))
    check_handler(StaffId(3), StaffId(4))
    check_handler(None, None)


def test_the_title_is_the_first_clause_where_none_was_entered() -> None:
    assert subject_of(DRAFT) == "取号后等待 70 分钟，只开 2 个窗口"
    long = "八月和九月各扣了两笔短信服务费要求退回多扣的费用"
    assert subject_of(replace(DRAFT, text=long)) == "八月和九月各扣了两笔短信服务费要求退回…"
    assert subject_of(replace(DRAFT, subject=" 排队  太久 ")) == "排队 太久"
    assert subject_of(replace(DRAFT, text="短信费。第二句")) == "短信费"


@pytest.mark.parametrize(
    ("level", "compensation", "needed"),
    [
        (Level.SIMPLE, None, False),
        (Level.SIMPLE, 100_000, False),
        (Level.SIMPLE, 100_001, True),
        (Level.COMPLEX, None, True),
        (Level.VERY_COMPLEX, 0, True),
    ],
)
def test_an_answer_needs_approval_above_the_limit_or_from_complex_on(
    level: Level, compensation: int | None, *, needed: bool
) -> None:
    assert needs_approval(level, compensation, 100_000) is needed


def test_an_answer_needs_words_and_a_possible_compensation() -> None:
    check_answer(Finding(answer="已退回多扣费用"))
    with pytest.raises(InvalidDraftError) as caught:
        check_answer(Finding(compensation_cents=-1))
    assert [problem.field for problem in caught.value.problems] == ["answer", "compensation"]


def test_the_form_of_the_answer_asks_for_finding_and_result() -> None:
    whole = Finding(answer="已退回", liability=Liability.PARTLY, outcome=Outcome.REFUND)
    check_finding(whole)
    with pytest.raises(InvalidDraftError) as caught:
        check_finding(Finding())
    missing = [problem.field for problem in caught.value.problems]
    assert missing == ["answer", "liability", "outcome"]


def test_a_case_closes_only_after_its_answer_has_reached_the_complainant() -> None:
    told = complaint(finding=Finding(answered_at=RECEIVED))
    check_closing(told, Closing(satisfaction=5))
    check_closing(told, Closing(ending=Ending.REMEDIES_TOLD))
    with pytest.raises(NotToldError):
        check_closing(complaint(state=State.APPROVED), Closing())


def test_an_unreachable_complainant_needs_three_attempts_in_this_round() -> None:
    unreachable = Closing(ending=Ending.UNREACHABLE)
    old = attempt(-5)
    anew = replace(old, action=Action.REOPEN)
    tries = (attempt(1), attempt(2), attempt(3))
    check_closing(complaint(state=State.APPROVED, events=tries), unreachable)
    for events in ((old, anew, *tries[:2]), (*tries[:2], attempt(3, reached=True))):
        with pytest.raises(NotToldError):
            check_closing(complaint(state=State.APPROVED, events=events), unreachable)
    with pytest.raises(NotToldError):
        check_closing(complaint(finding=Finding(answered_at=RECEIVED)), unreachable)


def test_only_a_case_solved_on_the_spot_closes_straight_from_receipt() -> None:
    finding = Finding(answered_at=RECEIVED)
    with pytest.raises(NotOnTheSpotError):
        check_closing(complaint(state=State.RECEIVED, finding=finding), Closing())
    solved = complaint(state=State.RECEIVED, finding=finding, on_the_spot=True)
    check_closing(solved, Closing(satisfaction=4))


def test_a_rating_is_one_to_five() -> None:
    with pytest.raises(FieldError, match="满意度"):
        check_closing(complaint(finding=Finding(answered_at=RECEIVED)), Closing(satisfaction=6))


def test_a_day_lies_between_receipt_and_today() -> None:
    check_event_day(TODAY, "at", not_before=date(2026, 1, 20), today=TODAY)
    with pytest.raises(FieldError) as caught:
        check_event_day(date(2026, 1, 19), "at", not_before=date(2026, 1, 20), today=TODAY)
    assert caught.value.field == "at"


def test_the_day_of_receipt_moves_only_with_a_reason() -> None:
    check_received_change("登记时写错日期")
    with pytest.raises(FieldError, match="填写原因"):
        check_received_change(" ")


def test_a_complaint_knows_whether_it_is_open_and_paused() -> None:
    ended = Pause(reason="鉴定", starts_on=TODAY, ends_on=TODAY, notified_at=RECEIVED)
    running = replace(ended, ends_on=None)
    assert complaint().is_open
    assert complaint(pauses=(ended,)).open_pause is None
    assert complaint(pauses=(ended, running)).open_pause is running
    row = ComplaintRow(
        id=ComplaintId(1),
        number="TS202601200001",
        subject="排队",
        customer_id=None,
        complainant="",
        tier="none",
        severity=Severity.GENERAL,
        level=Level.SIMPLE,
        state=State.CLOSED,
        category="other",
        received_at=RECEIVED,
        round_started_at=RECEIVED,
        answer_due_at=RECEIVED,
        due_natural=TODAY,
        due_legal=TODAY,
        due_internal=TODAY,
        due_ack=TODAY,
    )
    assert not row.is_open
    assert set(ComplaintState) == OPEN_STATES | FINAL_STATES


def test_the_levels_extended_in_this_round_are_known() -> None:
    granted = replace(
        attempt(1), action=Action.EXTEND, detail={"level": "very_complex", "approver": "分行"}
    )
    case = complaint(events=(attempt(-5), granted))
    assert case.approved_levels() == {Level.VERY_COMPLEX}
    anew = replace(granted, action=Action.RESTART)
    assert complaint(events=(granted, anew)).approved_levels() == frozenset()
    assert case.needs_answer
    assert not complaint(finding=Finding(answered_at=RECEIVED)).needs_answer


def test_numbers_count_up_within_the_day_of_a_branch() -> None:
    day = date(2026, 9, 17)
    first = number_after(day, None)
    assert str(first) == "TS202609170001"
    assert str(number_after(day, str(first))) == "TS202609170002"
    with pytest.raises(ComplaintNumberError, match="2026-09-17"):
        number_after(day, "TS202609179999")


@given(day=st.dates(min_value=date(2000, 1, 1)), sequence=st.integers(1, 9999))
def test_a_number_is_read_back_as_it_was_written(day: date, sequence: int) -> None:
    number = ComplaintNumber(day=day, sequence=sequence)
    assert read_number(f" {str(number).lower()} ") == number


@pytest.mark.parametrize("text", ["TS202602300001", "TS-0915-007", "", "TS2026091７0001"])
def test_any_other_text_is_no_number(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("industry", ["bank", "insurance", "telecom", "retail"])
def test_every_industry_has_classes_on_every_axis_with_unique_codes(industry: str) -> None:
    taxonomy = shipped_taxonomy(industry)
    for axis in Axis:
        codes = [each.code for each in taxonomy.offered(axis)]
        assert codes
        assert len(codes) == len(set(codes))
    assert taxonomy.industry == industry


def test_a_class_is_found_by_code_and_by_label_in_both_languages() -> None:
    taxonomy = shipped_taxonomy()
    for text in ("credit_card", "信用卡", " Credit Card"):
        assert taxonomy.resolve(Axis.CATEGORY, text) == "credit_card"
    assert taxonomy.label(Axis.CATEGORY, "credit_card") == "信用卡"
    assert taxonomy.label(Axis.CATEGORY, "credit_card", is_english=True) == "Credit card"
    assert taxonomy.label(Axis.CATEGORY, "gone") == "gone"
    with pytest.raises(FieldError, match="没有“火箭”这一类，可用：借记卡") as caught:
        taxonomy.resolve(Axis.CATEGORY, "火箭")
    assert caught.value.field == "category"


def test_an_unknown_industry_sorts_by_the_classes_of_the_bank() -> None:
    assert shipped_taxonomy("florist").industry == "bank"
    assert len(shipped_taxonomy().offered(Axis.CATEGORY)) == 15
