"""The guards of longer time: an extension needs its approval and notice, a pause its reason."""

from dataclasses import dataclass
from datetime import date, datetime

from branchcrm.domain.complaint_deadline import ClockFacts, Deadlines
from branchcrm.domain.complaint_kind import LEVEL_LABELS, Level
from branchcrm.domain.complaint_rule import ComplaintRule, Need
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.wording import listed, say


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionDraft:
    """What a person enters to give a complaint more time."""

    level: Level
    reason: str = ""
    approver: str = ""
    approved_on: date | None = None
    notified_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseDraft:
    """What a person enters to let the clock stand still."""

    reason: str = ""
    starts_on: date
    notified_at: datetime | None = None


def check_extension(
    rule: ComplaintRule, facts: ClockFacts, draft: ExtensionDraft, *, today: date
) -> None:
    """Refuse an extension that goes nowhere or lacks what its stage needs.

    Raises:
        InvalidDraftError: every missing or impossible entry.
    """
    stage = rule.stage(draft.level)
    problems = _missing(stage.needs, draft)
    order = list(Level)
    is_higher = order.index(draft.level) > order.index(facts.level)
    is_granting = draft.level is facts.level and _awaits_approval(rule, facts)
    if stage.level is not draft.level or not (is_higher or is_granting):
        problems.insert(
            0,
            FieldError(
                "level",
                say("不能延期到“{level}”：应高于现在的级别，并在规则之内", level=_label(draft)),
            ),
        )
    if draft.approved_on is not None and not facts.started_on <= draft.approved_on <= today:
        problems.append(
            FieldError("approved_at", say("批准日期应在{start}到今天之间", start=facts.started_on))
        )
    if problems:
        raise InvalidDraftError(problems)


def is_recorded_late(current: Deadlines, *, today: date) -> bool:
    """Tell whether the date that an extension would move has already passed for good."""
    return current.is_late(today)


def check_pause(rule: ComplaintRule, facts: ClockFacts, draft: PauseDraft, *, today: date) -> None:
    """Refuse a pause without a reason that the rule allows or without telling the complainant.

    Raises:
        InvalidDraftError: every missing or impossible entry.
    """
    problems: list[FieldError] = []
    allowed = rule.pause.allowed_for
    if not any(word in draft.reason for word in allowed):
        problems.append(
            FieldError(
                "reason",
                say("暂停原因应为：{allowed}", allowed=listed(allowed))
                if allowed
                else say("这条规则不允许暂停计时"),
            )
        )
    if not facts.started_on <= draft.starts_on <= today:
        problems.append(
            FieldError("start", say("开始日期应在{start}到今天之间", start=facts.started_on))
        )
    if draft.notified_at is None:
        problems.append(_not_told())
    if problems:
        raise InvalidDraftError(problems)


def check_resume(starts_on: date, ends_on: date, *, today: date) -> None:
    """Refuse an end of a pause before its start or in the future.

    Raises:
        FieldError: the end is impossible.
    """
    if not starts_on <= ends_on <= today:
        raise FieldError(field="end", reason=say("结束日期应在{start}到今天之间", start=starts_on))


def _missing(needs: frozenset[Need], draft: ExtensionDraft) -> list[FieldError]:
    problems: list[FieldError] = []
    if Need.REASON in needs and not draft.reason.strip():
        problems.append(FieldError("reason", say("填写延期原因后才能保存")))
    if Need.APPROVER in needs and not draft.approver.strip():
        problems.append(FieldError("approver", say("填写批准人（上级机构或总行高管）后才能保存")))
    if Need.APPROVAL_DATE in needs and draft.approved_on is None:
        problems.append(FieldError("approved_at", say("填写批准日期后才能保存")))
    if Need.NOTIFIED in needs and draft.notified_at is None:
        problems.append(_not_told())
    return problems


def _not_told() -> FieldError:
    return FieldError("notified_at", say("填写告知投诉人的时间后才能保存"))


def _awaits_approval(rule: ComplaintRule, facts: ClockFacts) -> bool:
    return rule.stage(facts.level).needs_approval and facts.level not in facts.approved


def _label(draft: ExtensionDraft) -> object:
    return say(LEVEL_LABELS[draft.level])
