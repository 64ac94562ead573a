"""How complaints are said, and how what is typed is kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from branchcrm.domain.clock import FixedClock
from branchcrm.domain.complaint import ComplaintEvent, ComplaintRow
from branchcrm.domain.complaint_deadline import Deadline, DeadlineKind
from branchcrm.domain.complaint_kind import ComplaintAction, ComplaintState, Level, Severity
from branchcrm.domain.ids import ComplaintId, CustomerId
from ui.complaints.step_drafts import frozen, thawed
from ui.complaints.words import (
    deadline_words,
    event_line,
    event_title,
    list_lines,
    state_word,
    status_words,
    time_left,
)
from ui.kit.formats import Formats
from ui.kit.theme import Theme

NOW = datetime(2026, 9, 17, 6, 32, tzinfo=UTC)
TODAY = date(2026, 9, 17)
ROW = ComplaintRow(
    id=ComplaintId(1),
    number="TS202609170001",
    subject="排队",
    customer_id=CustomerId(1),
    complainant="陈志强",
    tier="mid",
    severity=Severity.URGENT,
    level=Level.SIMPLE,
    state=ComplaintState.INVESTIGATING,
    category="other",
    received_at=NOW,
    round_started_at=NOW,
    answer_due_at=NOW,
    due_natural=TODAY,
    due_legal=TODAY,
    due_internal=TODAY,
    due_ack=TODAY,
)


@pytest.fixture
def formats(theme: Theme, clock: FixedClock) -> Formats:
    return Formats(clock, theme.language)


def due(hour: int, kind: DeadlineKind = DeadlineKind.ANSWER, day: int = 17) -> Deadline:
    at = datetime(2026, 9, day, hour, 30, tzinfo=UTC)
    return Deadline(kind=kind, day=at.date(), at=at)


def test_a_line_shows_the_time_left_with_its_colour_and_a_clock(formats: Formats) -> None:
    pressing = list_lines(replace(ROW, nearest=due(9), reopen_count=1), formats)
    assert (pressing.state, pressing.state_tone) == ("剩 2 小时 58 分", "danger")
    assert pressing.state_icon == "ph.clock"
    assert [badge.text for badge in pressing.badges] == ["紧急", "第 2 次打开"]
    calm = list_lines(replace(ROW, nearest=due(9, day=20)), formats)
    assert (calm.state, calm.state_tone, calm.state_icon) == ("剩 3 天", "t2", "")
    ended = replace(ROW, state=ComplaintState.CLOSED, closed_at=NOW, customer_id=None)
    assert list_lines(ended, formats).state == "今天 14:32"
    assert list_lines(replace(ended, complainant=""), formats).subject == "未知客户"


def test_a_late_callback_is_a_warning_and_a_pause_is_said(formats: Formats) -> None:
    late = time_left(ComplaintState.DECIDED, due(3, DeadlineKind.CALLBACK), formats)
    assert late.tone == "warn"
    assert time_left(ComplaintState.PAUSED, None, formats).text == "计时已暂停"
    assert time_left(ComplaintState.CLOSED, None, formats).text == ""


def test_a_proposed_answer_waits_for_approval_or_for_being_told() -> None:
    proposed = replace(ROW, state=ComplaintState.PROPOSED)
    assert state_word(proposed) == "待答复"
    assert state_word(replace(proposed, needs_approval=True)) == "待审批"


def test_the_answer_names_where_its_deadline_comes_from(formats: Formats) -> None:
    words = deadline_words(due(9), Severity.URGENT, 2, formats)
    assert words == "答复截止 今天 17:30（紧急：2 个工作日）"
    legal = deadline_words(due(9, DeadlineKind.LEGAL), Severity.URGENT, 2, formats)
    assert legal == "法定截止 今天 17:30"


@pytest.mark.parametrize(
    ("action", "detail", "title"),
    [
        (ComplaintAction.ASSIGN, {"to": "王敏"}, "转派给王敏"),
        (ComplaintAction.ESCALATE, {"to": 3}, "升级：监管、媒体或信访"),
        (ComplaintAction.EXTEND, {"level": "very_complex"}, "延期：特别复杂"),
        (ComplaintAction.ATTEMPT, {"reached": True}, "联系上客户"),
        (ComplaintAction.ATTEMPT, {}, "没有联系上客户"),
        (ComplaintAction.CLOSE, {}, "结案"),
    ],
)
def test_every_line_of_the_log_has_its_words(
    action: ComplaintAction, detail: dict[str, object], title: str
) -> None:
    event = ComplaintEvent(
        at=NOW,
        action=action,
        from_state=None,
        to_state=ComplaintState.RECEIVED,
        detail=detail,
    )
    assert event_title(event) == title


def test_the_second_line_is_the_note_or_what_was_settled() -> None:
    event = ComplaintEvent(
        at=NOW, action=ComplaintAction.LOG, from_state=None, to_state=ComplaintState.RECEIVED
    )
    assert event_line(event) == ""
    assert event_line(replace(event, note="来电")) == "来电"
    assert event_line(replace(event, detail={"severity": "urgent"})) == "级别：紧急"
    extended = replace(event, action=ComplaintAction.EXTEND, detail={"approver": "分行"})
    assert event_line(extended) == "批准：分行"


def test_the_status_names_the_share_in_time_where_there_is_one(formats: Formats) -> None:
    assert status_words(12, 0.964, formats) == "处理中 12 件，时限达成率 96.4%（近 90 天）"
    assert status_words(0, None, formats) == "处理中 0 件"


@pytest.mark.parametrize("value", ["字", 3, None, True, TODAY, NOW, time(9, 30), {"a": 1}])
def test_every_value_of_a_form_comes_back_from_its_draft(value: object) -> None:
    assert thawed(frozen(value)) == value
