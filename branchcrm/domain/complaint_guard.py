"""What must hold before a complaint is logged, assigned, answered, closed or withdrawn."""

from dataclasses import dataclass
from datetime import date

from branchcrm.domain.complaint import Complaint, ComplaintDraft, Finding
from branchcrm.domain.complaint_kind import ComplainantRole, ComplaintState, Ending, Level
from branchcrm.domain.errors import BranchCrmError, FieldError, InvalidDraftError
from branchcrm.domain.ids import StaffId
from branchcrm.domain.wording import mark, say

MOST_REPRESENTATIVES = 5
SUBJECT_LENGTH = 60
SUBJECT_FROM_TEXT = 20
ATTEMPTS_BEFORE_UNREACHABLE = 3
RATINGS = range(1, 6)
_SENTENCE_ENDS = "。！？；\n"


class AccusedHandlerError(BranchCrmError):
    """A person would handle a complaint about themselves."""

    happened = mark("没有保存：被投诉的员工不能处理这件投诉")
    remedy = mark("换一位处理人")


class ApprovalNeededError(BranchCrmError):
    """An answer that somebody above has to approve first."""

    happened = mark("没有答复：补偿超过限额或级别为复杂以上，要先审批")
    kept = mark("拟定的答复已保留")
    remedy = mark("由有“审批投诉”权限的人通过后再答复")


class NotToldError(BranchCrmError):
    """A closing although the answer has not reached the complainant."""

    happened = mark("没有结案：答复还没有告知客户")
    kept = mark("投诉没有改变")
    remedy = mark("先答复并登记告知方式；联系不上时，登记满 3 次联系后可以结案")


class NotOnTheSpotError(BranchCrmError):
    """A closing straight from receipt of a case that was not solved on the spot."""

    happened = mark("没有结案：只有现场解决的投诉可以直接结案")
    kept = mark("投诉没有改变")
    remedy = mark("按 受理、调查、答复 的步骤处理")


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """How a case is closed and what the complainant thinks of it."""

    ending: Ending = Ending.ACCEPTED
    satisfaction: int | None = None
    note: str = ""


def check_draft(draft: ComplaintDraft, *, received_on: date, today: date) -> None:
    """Refuse a complaint that cannot be logged.

    The day of receipt is given apart, because a day hangs on the book's time zone.

    Raises:
        InvalidDraftError: every entry to be changed.
        AccusedHandlerError: handler and accused are one person.
    """
    problems = (
        _text_problems(draft) + _day_problems(draft, received_on, today) + _person_problems(draft)
    )
    if draft.amount_cents is not None and draft.amount_cents < 0:
        problems.append(FieldError("amount", say("涉及金额不能为负")))
    if draft.on_the_spot:
        problems += _on_the_spot_problems(draft.finding)
    if problems:
        raise InvalidDraftError(problems)
    check_handler(draft.handler_id, draft.accused_id)


def subject_of(draft: ComplaintDraft) -> str:
    """Give the entered title, or the first clause of the text, cut to fit."""
    given = " ".join(draft.subject.split())
    if given:
        return given
    text = draft.text.strip()
    for end in _SENTENCE_ENDS:
        text = text.partition(end)[0]
    text = " ".join(text.split())
    return text if len(text) <= SUBJECT_FROM_TEXT else text[: SUBJECT_FROM_TEXT - 1] + "…"


def check_handler(handler_id: StaffId | None, accused_id: StaffId | None) -> None:
    """Refuse a handler who is the person complained about.

    Raises:
        AccusedHandlerError: handler and accused are one person.
    """
    if handler_id is not None and handler_id == accused_id:
        raise AccusedHandlerError


def needs_approval(level: Level, compensation_cents: int | None, limit_cents: int) -> bool:
    """Tell whether an answer has to be approved before it is told."""
    return level is not Level.SIMPLE or (compensation_cents or 0) > limit_cents


def check_answer(finding: Finding) -> None:
    """Refuse an answer without words or with an impossible compensation.

    Raises:
        InvalidDraftError: every entry to be changed.
    """
    problems: list[FieldError] = []
    if not finding.answer.strip():
        problems.append(FieldError("answer", say("填写答复内容后才能保存")))
    if finding.compensation_cents is not None and finding.compensation_cents < 0:
        problems.append(FieldError("compensation", say("补偿金额不能为负")))
    if problems:
        raise InvalidDraftError(problems)


def check_finding(finding: Finding) -> None:
    """Ask for what the form of the answer requires beside its words.

    Raises:
        InvalidDraftError: every missing entry.
    """
    problems: list[FieldError] = []
    if not finding.answer.strip():
        problems.append(FieldError("answer", say("填写答复内容后才能保存")))
    if finding.liability is None:
        problems.append(FieldError("liability", say("选择责任认定后才能保存")))
    if finding.outcome is None:
        problems.append(FieldError("outcome", say("选择处理结果后才能保存")))
    if problems:
        raise InvalidDraftError(problems)


def check_closing(complaint: Complaint, closing: Closing) -> None:
    """Refuse to close a case before its answer has reached the complainant.

    Raises:
        NotOnTheSpotError: a received case that was not solved on the spot.
        NotToldError: the answer was not told, and too few attempts are on record.
        FieldError: the rating is not one to five.
    """
    check_rating(closing.satisfaction)
    if complaint.state is ComplaintState.RECEIVED and not complaint.on_the_spot:
        raise NotOnTheSpotError
    is_given_up = (
        closing.ending is Ending.UNREACHABLE and complaint.attempts() >= ATTEMPTS_BEFORE_UNREACHABLE
    )
    is_told = complaint.finding.answered_at is not None
    if not is_given_up and (not is_told or closing.ending is Ending.UNREACHABLE):
        raise NotToldError


def check_rating(satisfaction: int | None) -> None:
    """Refuse a rating outside one to five; not rated is fine.

    Raises:
        FieldError: the rating is not one to five.
    """
    if satisfaction is not None and satisfaction not in RATINGS:
        raise FieldError(field="satisfaction", reason=say("满意度应为 1 到 5"))


def check_event_day(day: date, field: str, *, not_before: date, today: date) -> None:
    """Refuse a day before the complaint was received or in the future.

    Raises:
        FieldError: the day is impossible.
    """
    if not not_before <= day <= today:
        raise FieldError(field, say("日期应在{start}到今天之间", start=not_before))


def check_received_change(reason: str) -> None:
    """Refuse to move the day of receipt without a reason: every deadline hangs on it.

    Raises:
        FieldError: no reason was given.
    """
    if not reason.strip():
        raise FieldError(field="reason", reason=say("更改受理时间要填写原因"))


def _text_problems(draft: ComplaintDraft) -> list[FieldError]:
    problems: list[FieldError] = []
    if not draft.text.strip():
        problems.append(FieldError("text", say("填写经过和诉求后才能保存")))
    if len(draft.subject) > SUBJECT_LENGTH:
        problems.append(FieldError("subject", say("标题最多 {most} 个字", most=SUBJECT_LENGTH)))
    return problems


def _day_problems(draft: ComplaintDraft, received_on: date, today: date) -> list[FieldError]:
    problems: list[FieldError] = []
    if received_on > today:
        problems.append(FieldError("received", say("受理日期不能晚于今天")))
    if draft.happened_on is not None and draft.happened_on > received_on:
        problems.append(FieldError("happened", say("事发日期不能晚于受理日期")))
    return problems


def _person_problems(draft: ComplaintDraft) -> list[FieldError]:
    problems: list[FieldError] = []
    if draft.complainant_role is not ComplainantRole.SELF and not draft.authority_seen:
        problems.append(FieldError("authority", say("核对授权委托书或继承证明后才能保存")))
    if not 1 <= draft.representatives <= MOST_REPRESENTATIVES:
        problems.append(
            FieldError(
                "representatives",
                say("共同投诉的代表为 1 到 {most} 人", most=MOST_REPRESENTATIVES),
            )
        )
    return problems


def _on_the_spot_problems(finding: Finding) -> list[FieldError]:
    problems: list[FieldError] = []
    if finding.outcome is None:
        problems.append(FieldError("outcome", say("现场解决要选择处理结果")))
    if finding.satisfaction not in RATINGS:
        problems.append(FieldError("satisfaction", say("现场解决要填写满意度 1 到 5")))
    return problems
