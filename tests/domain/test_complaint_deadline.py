"""The dates of a complaint against the acceptance table of DOMAIN §1.2 and the rule of §1.3."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.complaint_deadline import (
    DEADLINE_LABELS,
    ClockFacts,
    DeadlineKind,
    Deadlines,
    Pause,
    deadlines,
)
from branchcrm.domain.complaint_extension import (
    ExtensionDraft,
    PauseDraft,
    check_extension,
    check_pause,
    check_resume,
    is_recorded_late,
)
from branchcrm.domain.complaint_kind import Level, Severity
from branchcrm.domain.complaint_rule import (
    ComplaintRule,
    ComplaintRuleError,
    DayType,
    Roll,
    Stage,
    choose_rule,
    rule_from_json,
)
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.reference.complaint_tables import shipped_rules
from branchcrm.reference.holidays import work_calendar

CALENDAR = work_calendar()
RULES = {rule.rule_id: rule for rule in shipped_rules()}
BANK = RULES["CN-BANKINS-2020"]
TOLD = datetime(2026, 1, 30, 2, tzinfo=UTC)


def facts(
    received: str,
    level: Level = Level.SIMPLE,
    severity: Severity = Severity.GENERAL,
    pauses: tuple[Pause, ...] = (),
) -> ClockFacts:
    return ClockFacts(
        started_on=date.fromisoformat(received), level=level, severity=severity, pauses=pauses
    )


def due(received: str, level: Level = Level.SIMPLE, rule: ComplaintRule = BANK) -> Deadlines:
    started = facts(received, level)
    return deadlines(rule, started, CALENDAR, as_of=started.started_on)


@pytest.mark.parametrize(
    ("received", "simple", "complex_", "very_complex"),
    [
        ("2026-01-20", "02-04 02-04", "02-19 02-24", "2026-03-21 2026-03-23"),
        ("2026-02-10", "02-25 02-25", "03-12 03-12", "2026-04-11 2026-04-13"),
        ("2026-04-20", "05-05 05-06", "05-20 05-20", "2026-06-19 2026-06-22"),
        ("2026-09-18", "10-03 10-08", "10-18 10-19", "2026-11-17 2026-11-17"),
        ("2026-09-28", "10-13 10-13", "10-28 10-28", "2026-11-27 2026-11-27"),
        ("2026-11-22", "12-07 12-07", "12-22 12-22", "2027-01-21 2027-01-21"),
    ],
)
def test_natural_and_legal_dates_are_those_of_the_acceptance_table(
    received: str, simple: str, complex_: str, very_complex: str
) -> None:
    expected = [f"2026-{part}" for part in f"{simple} {complex_}".split()] + very_complex.split()
    found = [
        each.isoformat()
        for level in Level
        for each in (due(received, level).due_natural, due(received, level).due_legal)
    ]
    assert found == expected


def test_the_internal_date_never_gains_from_a_holiday() -> None:
    dates = due("2026-09-18")
    assert dates.due_internal == date(2026, 9, 30)
    assert due("2026-01-20").due_internal == date(2026, 2, 4)
    assert dates.reminders((7, 3, 1)) == (
        date(2026, 9, 23),
        date(2026, 9, 27),
        date(2026, 9, 29),
    )


def test_a_date_in_a_year_without_a_calendar_names_the_year() -> None:
    assert due("2026-11-22", Level.VERY_COMPLEX).missing_years == (2027,)
    assert due("2026-11-22").missing_years == ()


def test_severity_sets_the_answer_target_and_counts_a_worked_sunday() -> None:
    for severity, day in zip(Severity, (23, 21, 20), strict=True):
        started = facts("2026-09-17", severity=severity)
        dates = deadlines(BANK, started, CALENDAR, as_of=started.started_on)
        assert dates.answer_on == date(2026, 9, day)
    assert dates.answer_due_at == datetime(2026, 9, 20, 9, tzinfo=UTC)
    assert dates.due_ack == date(2026, 9, 18)


def test_the_nearest_date_comes_first_with_its_name() -> None:
    dates = due("2026-09-17")
    first = dates.nearest(CALENDAR, is_acknowledged=False)
    assert (first.kind, first.day) == (DeadlineKind.ACK, date(2026, 9, 18))
    then = dates.nearest(CALENDAR, is_acknowledged=True)
    assert (then.kind, then.day) == (DeadlineKind.ANSWER, date(2026, 9, 23))
    assert then.at == datetime(2026, 9, 23, 9, tzinfo=UTC)
    later = replace(dates, answer_on=date(2026, 12, 31))
    assert later.nearest(CALENDAR, is_acknowledged=True).kind is DeadlineKind.INTERNAL
    assert set(DEADLINE_LABELS) == set(DeadlineKind)


def test_a_very_complex_case_must_have_its_approval_before_the_date_without_it() -> None:
    started = facts("2026-01-20", Level.VERY_COMPLEX)
    dates = deadlines(BANK, started, CALENDAR, as_of=started.started_on)
    assert dates.due_approval == date(2026, 2, 24)
    assert not dates.is_late(date(2026, 2, 24))
    assert dates.is_late(date(2026, 2, 25))
    granted = replace(started, approved=frozenset({Level.VERY_COMPLEX}))
    dates = deadlines(BANK, granted, CALENDAR, as_of=started.started_on)
    assert dates.due_approval is None
    assert not dates.is_late(date(2026, 3, 23))
    assert dates.is_late(date(2026, 3, 24))


def test_a_pause_moves_every_date_but_the_acknowledgement() -> None:
    pause = Pause(
        reason="鉴定", starts_on=date(2026, 1, 22), ends_on=date(2026, 1, 29), notified_at=TOLD
    )
    started = facts("2026-01-20", pauses=(pause,))
    dates = deadlines(BANK, started, CALENDAR, as_of=date(2026, 3, 1))
    assert dates.due_natural == date(2026, 2, 11)
    assert dates.answer_on == CALENDAR.add_workdays(date(2026, 1, 20), 5 + 5)
    assert dates.due_ack == date(2026, 1, 21)


def test_an_open_pause_counts_up_to_the_day_asked_for() -> None:
    pause = Pause(reason="检测", starts_on=date(2026, 1, 22), ends_on=None, notified_at=TOLD)
    started = facts("2026-01-20", pauses=(pause,))
    before = deadlines(BANK, started, CALENDAR, as_of=date(2026, 1, 21))
    assert before.due_natural == date(2026, 2, 4)
    after = deadlines(BANK, started, CALENDAR, as_of=date(2026, 1, 27))
    assert after.due_natural == date(2026, 2, 9)


def test_a_weekend_may_be_set_not_to_move_the_legal_date() -> None:
    strict = replace(BANK, roll_on_weekend=False)
    assert due("2026-02-10", Level.VERY_COMPLEX, strict).due_legal == date(2026, 4, 11)
    assert due("2026-09-18", rule=strict).due_legal == date(2026, 10, 8)
    fixed = replace(BANK, roll=Roll.NONE)
    assert due("2026-09-18", rule=fixed).due_legal == date(2026, 10, 3)


def test_a_rule_in_workdays_counts_workdays_and_skips_paused_ones() -> None:
    rule = replace(
        BANK,
        day_type=DayType.WORKDAY,
        stages=(Stage(level=Level.SIMPLE, days=7),),
    )
    assert due("2026-09-18", rule=rule).due_natural == date(2026, 9, 29)
    pause = Pause(
        reason="评估", starts_on=date(2026, 9, 19), ends_on=date(2026, 9, 21), notified_at=TOLD
    )
    started = facts("2026-09-18", pauses=(pause,))
    dates = deadlines(rule, started, CALENDAR, as_of=date(2026, 9, 30))
    assert dates.due_natural == date(2026, 10, 8)


@given(
    received=st.dates(min_value=date(2012, 1, 1), max_value=date(2026, 10, 1)),
    level=st.sampled_from(Level),
)
def test_internal_natural_and_legal_dates_stand_in_order(received: date, level: Level) -> None:
    dates = due(received.isoformat(), level)
    assert dates.due_internal <= dates.due_natural <= dates.due_legal
    assert CALENDAR.is_workday(dates.due_legal)
    assert dates.due_natural - received == timedelta(days=BANK.days_of(level))


def test_the_rule_in_force_is_chosen_by_industry_and_day() -> None:
    day = date(2026, 1, 20)
    assert choose_rule(RULES.values(), "bank", day) is BANK
    assert choose_rule(RULES.values(), "insurance", day) is BANK
    assert choose_rule(RULES.values(), "telecom", day).rule_id == "CN-TELECOM"
    assert choose_rule(RULES.values(), "florist", day).rule_id == "HOUSE-DEFAULT"
    assert choose_rule(RULES.values(), "bank", date(2019, 1, 1)).rule_id == "HOUSE-DEFAULT"
    revised = replace(BANK, rule_id="CN-BANKINS-NEXT", effective_from=date(2027, 1, 1))
    ended = replace(BANK, effective_to=date(2027, 1, 31))
    assert choose_rule([ended, revised], "bank", date(2027, 1, 10)) is revised
    assert choose_rule([ended, revised], "bank", date(2026, 12, 31)) is ended
    with pytest.raises(LookupError, match="1999-01-01"):
        choose_rule(RULES.values(), "bank", date(1999, 1, 1))


def test_a_rule_without_extensions_gives_every_level_its_one_period() -> None:
    rule = RULES["CN-TELECOM"]
    assert [rule.days_of(level) for level in Level] == [15, 15, 15]
    assert due("2026-01-20", Level.VERY_COMPLEX, rule).due_approval is None
    assert [BANK.days_of(level) for level in Level] == [15, 30, 60]
    assert BANK.stage(Level.VERY_COMPLEX).approver_role == "上级机构|总行高管"


@pytest.mark.parametrize(
    "change",
    [
        {"stages": []},
        {"stages": [{"level": "complex", "days": 30}, {"level": "simple", "days": 15}]},
        {"stages": [{"level": "huge", "days": 30}]},
        {"effective": ["soon", None]},
        {"effective": []},
        {"industry": None},
        {"day_type": "lunar"},
    ],
)
def test_a_rule_table_that_cannot_be_read_is_refused_by_name(change: dict[str, object]) -> None:
    record = {
        "rule_id": "X",
        "effective": ["2026-01-01", "2026-12-31"],
        "industry": ["bank"],
        "stages": [{"level": "simple", "days": 15}],
        "source": "自定",
    }
    rule = rule_from_json(record)
    assert rule.is_in_force(date(2026, 12, 31))
    assert not rule.is_in_force(date(2027, 1, 1))
    assert rule.targets.answer_workdays[Severity.URGENT] == 2
    with pytest.raises(ComplaintRuleError, match="X的内容不能识别"):
        rule_from_json(record | change)


def extension(**changes: object) -> ExtensionDraft:
    complete = ExtensionDraft(
        level=Level.VERY_COMPLEX,
        reason="需调取三年流水",
        approver="分行副行长",
        approved_on=date(2026, 1, 29),
        notified_at=TOLD,
    )
    return replace(complete, **changes)  # type: ignore[arg-type]


def problems_of(draft: ExtensionDraft, started: ClockFacts) -> list[str]:
    with pytest.raises(InvalidDraftError) as caught:
        check_extension(BANK, started, draft, today=date(2026, 1, 30))
    return [problem.field for problem in caught.value.problems]


def test_an_extension_with_approval_and_notice_is_taken() -> None:
    check_extension(BANK, facts("2026-01-20"), extension(), today=date(2026, 1, 30))
    check_extension(
        BANK,
        facts("2026-01-20"),
        ExtensionDraft(level=Level.COMPLEX, reason="涉及多个网点"),
        today=date(2026, 1, 30),
    )


def test_the_approval_of_a_level_chosen_at_first_can_be_recorded_afterwards() -> None:
    started = facts("2026-01-20", Level.VERY_COMPLEX)
    check_extension(BANK, started, extension(), today=date(2026, 1, 30))
    granted = replace(started, approved=frozenset({Level.VERY_COMPLEX}))
    assert problems_of(extension(), granted) == ["level"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"approver": " "}, "approver"),
        ({"notified_at": None}, "notified_at"),
        ({"approved_on": None}, "approved_at"),
        ({"reason": ""}, "reason"),
        ({"approved_on": date(2026, 1, 31)}, "approved_at"),
        ({"approved_on": date(2026, 1, 19)}, "approved_at"),
        ({"level": Level.SIMPLE}, "level"),
    ],
)
def test_an_extension_that_lacks_something_is_refused(
    changes: dict[str, object], field: str
) -> None:
    assert problems_of(extension(**changes), facts("2026-01-20")) == [field]


def test_a_level_that_the_rule_does_not_know_is_refused() -> None:
    with pytest.raises(InvalidDraftError, match="不能延期到“复杂”"):
        check_extension(
            RULES["CN-TELECOM"],
            facts("2026-01-20"),
            extension(level=Level.COMPLEX),
            today=date(2026, 1, 30),
        )


def test_an_extension_recorded_after_the_date_has_passed_is_late_for_good() -> None:
    current = due("2026-01-20")
    assert not is_recorded_late(current, today=date(2026, 2, 4))
    assert is_recorded_late(current, today=date(2026, 2, 5))


def test_a_pause_needs_an_allowed_reason_a_possible_day_and_the_notice() -> None:
    started = facts("2026-01-20")
    good = PauseDraft(reason="送检测机构", starts_on=date(2026, 1, 22), notified_at=TOLD)
    check_pause(BANK, started, good, today=date(2026, 1, 30))
    bad = PauseDraft(reason="太忙", starts_on=date(2026, 1, 31), notified_at=None)
    with pytest.raises(InvalidDraftError) as caught:
        check_pause(BANK, started, bad, today=date(2026, 1, 30))
    assert [p.field for p in caught.value.problems] == ["reason", "start", "notified_at"]
    with pytest.raises(InvalidDraftError, match="不允许暂停"):
        check_pause(RULES["CN-TELECOM"], started, good, today=date(2026, 1, 30))


def test_a_pause_ends_between_its_start_and_today() -> None:
    start, today = date(2026, 1, 22), date(2026, 1, 30)
    check_resume(start, today, today=today)
    for end in (date(2026, 1, 21), date(2026, 1, 31)):
        with pytest.raises(FieldError, match="结束日期"):
            check_resume(start, end, today=today)
