"""The words of a complaint: its states, steps, axes and findings."""

from enum import IntEnum, StrEnum

from branchcrm.domain.wording import mark


class ComplaintState(StrEnum):
    """Where a complaint stands, by the clauses of ISO 10002."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    ASSESSED = "assessed"
    INVESTIGATING = "investigating"
    PAUSED = "paused"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DECIDED = "decided"
    REVIEW = "review"
    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    REJECTED = "rejected"


class ComplaintAction(StrEnum):
    """What a person does to a complaint; each is one line of its log."""

    LOG = "log"
    ACKNOWLEDGE = "acknowledge"
    ASSESS = "assess"
    INVESTIGATE = "investigate"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    PROPOSE = "propose"
    APPROVE = "approve"
    ANSWER = "answer"
    ATTEMPT = "attempt"
    REVIEW = "review"
    CLOSE = "close"
    REOPEN = "reopen"
    RESTART = "restart"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    REJECT = "reject"
    ESCALATE = "escalate"
    ASSIGN = "assign"
    CORRECT = "correct"


class ComplaintStep(StrEnum):
    """One of the five steps on the screen, each a group of states."""

    INTAKE = "intake"
    INVESTIGATION = "investigation"
    ANSWER = "answer"
    CALLBACK = "callback"
    CLOSURE = "closure"


class Severity(StrEnum):
    """How much it presses: sets the branch's own answer target."""

    GENERAL = "general"
    IMPORTANT = "important"
    URGENT = "urgent"


class Level(StrEnum):
    """How hard the case is: sets the natural, legal and internal dates of the rule."""

    SIMPLE = "simple"
    COMPLEX = "complex"
    VERY_COMPLEX = "very_complex"


class ComplainantRole(StrEnum):
    """In what right the person complains."""

    SELF = "self"
    AGENT = "agent"
    HEIR = "heir"


class Liability(StrEnum):
    """What the investigation found about the complaint."""

    JUSTIFIED = "justified"
    PARTLY = "partly"
    UNJUSTIFIED = "unjustified"
    UNVERIFIABLE = "unverifiable"


class Outcome(StrEnum):
    """What was done for the complainant."""

    REFUND = "refund"
    REPLACEMENT = "replacement"
    REPAIR = "repair"
    EXPLANATION = "explanation"
    COMPENSATION = "compensation"
    APOLOGY = "apology"
    OTHER = "other"


class Ending(StrEnum):
    """How a complaint may be closed."""

    ACCEPTED = "accepted"
    REMEDIES_TOLD = "remedies_told"
    UNREACHABLE = "unreachable"


class Demand(StrEnum):
    """What the complainant asks for."""

    REFUND = "refund"
    VERIFICATION = "verification"
    ANSWER = "answer"
    COMPENSATION = "compensation"
    STOP_DISTURBING = "stop_disturbing"
    SPEED_UP = "speed_up"
    RESTORE_USE = "restore_use"
    APOLOGY = "apology"
    OTHER = "other"


class Escalation(IntEnum):
    """How high a complaint has gone: a flag beside its state."""

    BRANCH = 0
    SUB_BRANCH = 1
    HEAD_BRANCH = 2
    REGULATOR = 3


STATE_LABELS = {
    ComplaintState.RECEIVED: mark("待受理"),
    ComplaintState.ACKNOWLEDGED: mark("待初评"),
    ComplaintState.ASSESSED: mark("待调查"),
    ComplaintState.INVESTIGATING: mark("调查中"),
    ComplaintState.PAUSED: mark("已暂停"),
    ComplaintState.PROPOSED: mark("已拟定答复"),
    ComplaintState.APPROVED: mark("待答复"),
    ComplaintState.DECIDED: mark("待回访"),
    ComplaintState.REVIEW: mark("核查中"),
    ComplaintState.CLOSED: mark("已结案"),
    ComplaintState.REOPENED: mark("重新打开"),
    ComplaintState.WITHDRAWN: mark("已撤诉"),
    ComplaintState.MERGED: mark("已并案"),
    ComplaintState.REJECTED: mark("不予受理"),
}

ACTION_LABELS = {
    ComplaintAction.LOG: mark("登记"),
    ComplaintAction.ACKNOWLEDGE: mark("确认受理"),
    ComplaintAction.ASSESS: mark("初评"),
    ComplaintAction.INVESTIGATE: mark("开始调查"),
    ComplaintAction.PAUSE: mark("暂停计时"),
    ComplaintAction.RESUME: mark("恢复计时"),
    ComplaintAction.EXTEND: mark("延期"),
    ComplaintAction.PROPOSE: mark("拟定答复"),
    ComplaintAction.APPROVE: mark("审批通过"),
    ComplaintAction.ANSWER: mark("答复"),
    ComplaintAction.ATTEMPT: mark("联系客户"),
    ComplaintAction.REVIEW: mark("转核查"),
    ComplaintAction.CLOSE: mark("结案"),
    ComplaintAction.REOPEN: mark("重新打开"),
    ComplaintAction.RESTART: mark("补充新事实"),
    ComplaintAction.WITHDRAW: mark("撤诉"),
    ComplaintAction.MERGE: mark("并案"),
    ComplaintAction.REJECT: mark("不予受理"),
    ComplaintAction.ESCALATE: mark("升级"),
    ComplaintAction.ASSIGN: mark("转派"),
    ComplaintAction.CORRECT: mark("更正"),
}

STEP_LABELS = {
    ComplaintStep.INTAKE: mark("受理"),
    ComplaintStep.INVESTIGATION: mark("调查"),
    ComplaintStep.ANSWER: mark("答复"),
    ComplaintStep.CALLBACK: mark("回访确认"),
    ComplaintStep.CLOSURE: mark("结案"),
}

SEVERITY_LABELS = {
    Severity.GENERAL: mark("一般"),
    Severity.IMPORTANT: mark("重要"),
    Severity.URGENT: mark("紧急"),
}

LEVEL_LABELS = {
    Level.SIMPLE: mark("简单"),
    Level.COMPLEX: mark("复杂"),
    Level.VERY_COMPLEX: mark("特别复杂"),
}

COMPLAINANT_ROLE_LABELS = {
    ComplainantRole.SELF: mark("本人"),
    ComplainantRole.AGENT: mark("代理人"),
    ComplainantRole.HEIR: mark("继承人"),
}

LIABILITY_LABELS = {
    Liability.JUSTIFIED: mark("属实"),
    Liability.PARTLY: mark("部分属实"),
    Liability.UNJUSTIFIED: mark("不属实"),
    Liability.UNVERIFIABLE: mark("无法核实"),
}

OUTCOME_LABELS = {
    Outcome.REFUND: mark("退款"),
    Outcome.REPLACEMENT: mark("更换"),
    Outcome.REPAIR: mark("修复"),
    Outcome.EXPLANATION: mark("解释说明"),
    Outcome.COMPENSATION: mark("补偿"),
    Outcome.APOLOGY: mark("道歉"),
    Outcome.OTHER: mark("其他"),
}

ENDING_LABELS = {
    Ending.ACCEPTED: mark("客户接受"),
    Ending.REMEDIES_TOLD: mark("客户不接受，已告知救济途径"),
    Ending.UNREACHABLE: mark("多次联系未果"),
}

DEMAND_LABELS = {
    Demand.REFUND: mark("退费"),
    Demand.VERIFICATION: mark("核实"),
    Demand.ANSWER: mark("答复"),
    Demand.COMPENSATION: mark("补偿"),
    Demand.STOP_DISTURBING: mark("停止骚扰"),
    Demand.SPEED_UP: mark("加快处理"),
    Demand.RESTORE_USE: mark("恢复使用"),
    Demand.APOLOGY: mark("道歉"),
    Demand.OTHER: mark("其他"),
}

ESCALATION_LABELS = {
    Escalation.BRANCH: mark("网点"),
    Escalation.SUB_BRANCH: mark("支行"),
    Escalation.HEAD_BRANCH: mark("分行"),
    Escalation.REGULATOR: mark("监管、媒体或信访"),
}

FINAL_STATES = frozenset(
    {
        ComplaintState.CLOSED,
        ComplaintState.WITHDRAWN,
        ComplaintState.MERGED,
        ComplaintState.REJECTED,
    }
)
UNCOUNTED_STATES = frozenset(
    {ComplaintState.MERGED, ComplaintState.REJECTED, ComplaintState.WITHDRAWN}
)
UNCONFIRMED_STATES = frozenset({ComplaintState.RECEIVED, ComplaintState.REOPENED})
OPEN_STATES = frozenset(ComplaintState) - FINAL_STATES
TOLD_STATES = frozenset({ComplaintState.DECIDED, ComplaintState.CLOSED})
