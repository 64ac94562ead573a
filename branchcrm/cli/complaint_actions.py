"""The actions of `branchcrm complaint ID ACTION`: which values each takes, and what it calls."""

from collections.abc import Callable
from dataclasses import dataclass

from branchcrm.cli.command import Session, assignments
from branchcrm.cli.complaint_values import NOT_READ, Values
from branchcrm.domain.changes import Changes
from branchcrm.domain.complaint import Finding
from branchcrm.domain.complaint_extension import ExtensionDraft, PauseDraft
from branchcrm.domain.complaint_kind import (
    ENDING_LABELS,
    LEVEL_LABELS,
    LIABILITY_LABELS,
    OUTCOME_LABELS,
    SEVERITY_LABELS,
    Ending,
    Escalation,
)
from branchcrm.domain.errors import FieldError
from branchcrm.domain.ids import ComplaintId
from branchcrm.domain.wording import mark, say
from branchcrm.services.complaint_drafts import (
    AcknowledgeDraft,
    AnswerDraft,
    AssessDraft,
    AttemptDraft,
    CloseDraft,
    StepDraft,
)

NO_HANDLER = mark("填写处理人后才能保存")
NO_TARGET = mark("填写并入哪一件投诉（编号）后才能保存")
NO_LEVEL = mark("填写级别后才能保存")


@dataclass(frozen=True, slots=True)
class Action:
    """One action: the names it takes and what it does."""

    names: tuple[str, ...]
    run: Callable[[Session, ComplaintId, Values], Changes]


def perform(session: Session, complaint_id: ComplaintId, name: str, words: list[str]) -> Changes:
    """Do one action to a complaint."""
    action = ACTIONS[name]
    return action.run(session, complaint_id, Values(assignments(words, action.names), session))


def _step(values: Values) -> StepDraft:
    return StepDraft(at=values.when("at"), note=values.text("note", "reason"))


def _acknowledge(session: Session, number: ComplaintId, values: Values) -> Changes:
    draft = AcknowledgeDraft(
        at=values.when("at"), note=values.text("note"), is_automatic=values.yes("automatic")
    )
    return session.services.complaint_steps.acknowledge(number, draft)


def _assess(session: Session, number: ComplaintId, values: Values) -> Changes:
    draft = AssessDraft(
        at=values.when("at"),
        note=values.text("note", "reason"),
        severity=values.choice(SEVERITY_LABELS, "severity"),
        level=values.choice(LEVEL_LABELS, "level"),
        category=values.text("category"),
        cause=values.text("cause"),
    )
    return session.services.complaint_steps.assess(number, draft)


def _investigate(session: Session, number: ComplaintId, values: Values) -> Changes:
    return session.services.complaint_steps.investigate(number, _step(values))


def _pause(session: Session, number: ComplaintId, values: Values) -> Changes:
    draft = PauseDraft(
        reason=values.text("reason", "note"),
        starts_on=values.day("start", "at") or session.clock.today(),
        notified_at=values.moment("notified_at"),
    )
    return session.services.complaint_course.pause(number, draft)


def _resume(session: Session, number: ComplaintId, values: Values) -> Changes:
    ends_on = values.day("end", "at")
    return session.services.complaint_course.resume(number, ends_on, values.text("note"))


def _extend(session: Session, number: ComplaintId, values: Values) -> Changes:
    level = values.choice(LEVEL_LABELS, "level")
    if level is None:
        raise FieldError(field="level", reason=say(NO_LEVEL))
    draft = ExtensionDraft(
        level=level,
        reason=values.text("reason", "note"),
        approver=values.text("approver"),
        approved_on=values.day("approved_at"),
        notified_at=values.moment("notified_at"),
    )
    return session.services.complaint_course.extend(number, draft)


def _finding(values: Values) -> Finding:
    return Finding(
        answer=values.text("text", "answer", "note"),
        answer_channel=values.text("channel"),
        liability=values.choice(LIABILITY_LABELS, "liability"),
        outcome=values.choice(OUTCOME_LABELS, "outcome"),
        compensation_cents=values.cents("compensation"),
        root_cause=values.text("root_cause"),
    )


def _propose(session: Session, number: ComplaintId, values: Values) -> Changes:
    return session.services.complaint_steps.propose(number, _finding(values))


def _approve(session: Session, number: ComplaintId, values: Values) -> Changes:
    return session.services.complaint_steps.approve(number, _step(values))


def _answer(session: Session, number: ComplaintId, values: Values) -> Changes:
    draft = AnswerDraft(
        finding=_finding(values),
        at=values.when("at", "told_at"),
        is_told=not values.text("told") or values.yes("told"),
    )
    return session.services.complaint_steps.answer(number, draft)


def _attempt(session: Session, number: ComplaintId, values: Values) -> Changes:
    draft = AttemptDraft(
        at=values.when("at"),
        channel=values.text("channel"),
        note=values.text("note"),
        has_reached=values.yes("reached"),
    )
    return session.services.complaint_steps.attempt(number, draft)


def _close(session: Session, number: ComplaintId, values: Values) -> Changes:
    draft = CloseDraft(
        at=values.when("at"),
        ending=values.choice(ENDING_LABELS, "ending") or Ending.ACCEPTED,
        satisfaction=values.number("satisfaction"),
        note=values.text("note"),
        root_cause=values.text("root_cause"),
    )
    return session.services.complaint_steps.close(number, draft)


def _reopen(session: Session, number: ComplaintId, values: Values) -> Changes:
    reason = values.text("reason", "note", "text")
    return session.services.complaint_course.reopen(number, reason, values.when("at"))


def _restart(session: Session, number: ComplaintId, values: Values) -> Changes:
    facts = values.text("text", "note")
    return session.services.complaint_course.restart(number, facts, values.when("at"))


def _review(session: Session, number: ComplaintId, values: Values) -> Changes:
    return session.services.complaint_course.review(number, _step(values))


def _withdraw(session: Session, number: ComplaintId, values: Values) -> Changes:
    return session.services.complaint_course.withdraw(number, _step(values))


def _reject(session: Session, number: ComplaintId, values: Values) -> Changes:
    return session.services.complaint_course.reject(number, _step(values))


def _merge(session: Session, number: ComplaintId, values: Values) -> Changes:
    target = values.text("into")
    if not target:
        raise FieldError(field="into", reason=say(NO_TARGET))
    into_id = session.services.complaints.id_of(target)
    return session.services.complaint_course.merge(number, into_id, values.text("note", "reason"))


def _escalate(session: Session, number: ComplaintId, values: Values) -> Changes:
    to = values.number("level")
    if to is None:
        raise FieldError(field="level", reason=say(NO_LEVEL))
    if to not in set(Escalation):
        raise FieldError(field="level", reason=say(NOT_READ, text=str(to)))
    note = values.text("note", "reason")
    return session.services.complaint_course.escalate(number, Escalation(to), note)


def _assign(session: Session, number: ComplaintId, values: Values) -> Changes:
    handler = values.person("handler")
    if handler is None:
        raise FieldError(field="handler", reason=say(NO_HANDLER))
    return session.services.complaint_course.assign(number, handler, values.text("note"))


def _correct(session: Session, number: ComplaintId, values: Values) -> Changes:
    reason = values.text("reason", "note")
    return session.services.complaint_course.correct_receipt(
        number, values.when("received"), reason
    )


_STEP = ("at", "note", "reason")
_FINDING = (
    "text",
    "answer",
    "note",
    "channel",
    "liability",
    "outcome",
    "compensation",
    "root_cause",
)
ACTIONS = {
    "acknowledge": Action(("at", "note", "automatic"), _acknowledge),
    "assess": Action((*_STEP, "severity", "level", "category", "cause"), _assess),
    "investigate": Action(_STEP, _investigate),
    "pause": Action((*_STEP, "start", "notified_at"), _pause),
    "resume": Action(("at", "end", "note"), _resume),
    "extend": Action(
        ("level", "reason", "note", "approver", "approved_at", "notified_at"), _extend
    ),
    "propose": Action(_FINDING, _propose),
    "approve": Action(_STEP, _approve),
    "answer": Action((*_FINDING, "at", "told_at", "told"), _answer),
    "attempt": Action(("at", "channel", "note", "reached"), _attempt),
    "close": Action(("at", "ending", "satisfaction", "note", "root_cause"), _close),
    "reopen": Action((*_STEP, "text"), _reopen),
    "restart": Action(("at", "text", "note"), _restart),
    "review": Action(_STEP, _review),
    "withdraw": Action(_STEP, _withdraw),
    "reject": Action(_STEP, _reject),
    "merge": Action(("into", "note", "reason"), _merge),
    "escalate": Action(("level", "note", "reason"), _escalate),
    "assign": Action(("handler", "note"), _assign),
    "correct": Action(("received", "reason", "note"), _correct),
}
ACTION_NAMES = tuple(ACTIONS)
