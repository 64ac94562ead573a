"""Complaint rules as data: how long a case may take, by industry and date of effect."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from branchcrm.domain.complaint_kind import Level, Severity
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark

ANY_INDUSTRY = "*"


class DayType(StrEnum):
    """What a stage's days count."""

    NATURAL = "natural"
    WORKDAY = "workday"


class Roll(StrEnum):
    """What happens to a last day that is a rest day."""

    FORWARD = "forward_if_rest_day"
    NONE = "none"


class Need(StrEnum):
    """What must be recorded before a stage counts."""

    REASON = "reason"
    APPROVER = "approver"
    APPROVAL_DATE = "approval_date"
    NOTIFIED = "complainant_notified_at"


class ComplaintRuleError(BranchCrmError):
    """A rule table that cannot be read."""

    happened = mark("没有采用投诉时限规则：{where}的内容不能识别")
    remedy = mark("对照内置规则的格式修改后再导入")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The days that a level is given, counted from the start or added to the level before."""

    level: Level
    days: int
    is_added: bool = False
    needs: frozenset[Need] = frozenset()
    approver_role: str = ""

    @property
    def needs_approval(self) -> bool:
        """Tell whether somebody above has to agree and the complainant has to be told."""
        return Need.APPROVER in self.needs


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseRule:
    """For which outside work the clock may stand still, and what must be recorded."""

    allowed_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalTargets:
    """The branch's own targets in workdays, stricter than the rule, and its reminders."""

    ack_workdays: int = 1
    first_contact_workdays: int = 1
    remind_before_days: tuple[int, ...] = (7, 3, 1)
    callback_workdays: int = 3
    answer_workdays: Mapping[Severity, int] = field(
        default_factory=lambda: {
            Severity.GENERAL: 5,
            Severity.IMPORTANT: 3,
            Severity.URGENT: 2,
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintRule:
    """One published or house rule with its time of effect."""

    rule_id: str
    effective_from: date
    effective_to: date | None
    industries: tuple[str, ...]
    stages: tuple[Stage, ...]
    source: str
    day_type: DayType = DayType.NATURAL
    roll: Roll = Roll.FORWARD
    roll_on_weekend: bool = True
    pause: PauseRule = field(default_factory=PauseRule)
    merge_same: bool = True
    restart_on_new_facts: bool = True
    targets: InternalTargets = field(default_factory=InternalTargets)

    def stage(self, level: Level) -> Stage:
        """Give the level's stage, or the longest the rule has below it."""
        order = list(Level)
        fitting = [s for s in self.stages if order.index(s.level) <= order.index(level)]
        return fitting[-1]

    def days_of(self, level: Level) -> int:
        """Give the whole number of days of a level, added ones included."""
        reached = self.stages.index(self.stage(level)) + 1
        days = 0
        for stage in self.stages[:reached]:
            days = days + stage.days if stage.is_added else stage.days
        return days

    def stage_before(self, level: Level) -> Stage | None:
        """Give the stage from which the level is an extension, or None for the first."""
        position = self.stages.index(self.stage(level))
        return self.stages[position - 1] if position else None

    def is_in_force(self, day: date) -> bool:
        """Tell whether the rule holds for a complaint received on the day."""
        return self.effective_from <= day and (
            self.effective_to is None or day <= self.effective_to
        )


def choose_rule(rules: Iterable[ComplaintRule], industry: str, day: date) -> ComplaintRule:
    """Give the rule for an industry on a day: its own before the general, the latest first.

    Raises:
        LookupError: not even a general rule is in force on the day.
    """
    in_force = [rule for rule in rules if rule.is_in_force(day)]
    for wanted in (industry, ANY_INDUSTRY):
        fitting = [rule for rule in in_force if wanted in rule.industries]
        if fitting:
            return max(fitting, key=lambda rule: rule.effective_from)
    message = f"no complaint rule is in force on {day}"
    raise LookupError(message)


def rule_from_json(record: Mapping[str, Any]) -> ComplaintRule:
    """Read one rule as the shipped table and the settings keep it.

    Raises:
        ComplaintRuleError: a part is missing or not understood.
    """
    try:
        return _read_rule(record)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise ComplaintRuleError(where=record.get("rule_id") or error) from error


def _read_rule(record: Mapping[str, Any]) -> ComplaintRule:
    starts, ends = record["effective"]
    return ComplaintRule(
        rule_id=str(record["rule_id"]),
        effective_from=date.fromisoformat(starts),
        effective_to=date.fromisoformat(ends) if ends else None,
        industries=tuple(record["industry"]),
        stages=_read_stages(record["stages"]),
        source=str(record["source"]),
        day_type=DayType(record.get("day_type", DayType.NATURAL)),
        roll=Roll(record.get("roll", Roll.FORWARD)),
        roll_on_weekend=bool(record.get("roll_on_weekend", True)),
        pause=PauseRule(allowed_for=tuple(record.get("pause", {}).get("allowed_for", ()))),
        merge_same=bool(record.get("merge_same", True)),
        restart_on_new_facts=bool(record.get("restart_on_new_facts", True)),
        targets=_read_targets(record.get("internal_sla", {})),
    )


def _read_stages(records: Iterable[Mapping[str, Any]]) -> tuple[Stage, ...]:
    stages = tuple(_read_stage(record) for record in records)
    levels = [stage.level for stage in stages]
    if not levels or levels != [level for level in Level if level in levels]:
        message = "stages must rise from the simplest level"
        raise ValueError(message)
    return stages


def _read_stage(record: Mapping[str, Any]) -> Stage:
    is_added = "extra_days" in record
    needs = [str(need).partition(":") for need in record.get("needs", ())]
    roles = [role for name, _, role in needs if name == "approver_role"]
    return Stage(
        level=Level(record["level"]),
        days=int(record["extra_days" if is_added else "days"]),
        is_added=is_added,
        needs=frozenset(
            Need.APPROVER if name == "approver_role" else Need(name) for name, _, _ in needs
        ),
        approver_role=roles[0] if roles else "",
    )


def _read_targets(record: Mapping[str, Any]) -> InternalTargets:
    standard = InternalTargets()
    answers = record.get("answer_workdays", {})
    return InternalTargets(
        ack_workdays=int(record.get("ack_workdays", standard.ack_workdays)),
        first_contact_workdays=int(
            record.get("first_contact_workdays", standard.first_contact_workdays)
        ),
        remind_before_days=tuple(record.get("remind_before_days", standard.remind_before_days)),
        callback_workdays=int(record.get("callback_workdays", standard.callback_workdays)),
        answer_workdays={
            severity: int(answers.get(severity.value, days))
            for severity, days in standard.answer_workdays.items()
        },
    )
