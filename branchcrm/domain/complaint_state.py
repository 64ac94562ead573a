"""How a complaint moves from state to state, and which of the five steps it stands on."""

from collections.abc import Mapping
from types import MappingProxyType

from branchcrm.domain.complaint_kind import (
    ACTION_LABELS,
    FINAL_STATES,
    OPEN_STATES,
    STATE_LABELS,
    ComplaintAction,
    ComplaintState,
    ComplaintStep,
)
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import Sentence, listed, mark, say

_State = ComplaintState
_Action = ComplaintAction

# The way through a case; what ends it from any open state is added below.
_WAY: dict[ComplaintAction, Mapping[ComplaintState, ComplaintState]] = {
    _Action.ACKNOWLEDGE: {
        _State.RECEIVED: _State.ACKNOWLEDGED,
        _State.REOPENED: _State.ACKNOWLEDGED,
    },
    _Action.ASSESS: {
        _State.ACKNOWLEDGED: _State.ASSESSED,
        _State.REOPENED: _State.ASSESSED,
    },
    _Action.INVESTIGATE: {
        _State.ASSESSED: _State.INVESTIGATING,
        _State.REOPENED: _State.INVESTIGATING,
        _State.PROPOSED: _State.INVESTIGATING,
        _State.REVIEW: _State.INVESTIGATING,
    },
    _Action.PAUSE: {_State.INVESTIGATING: _State.PAUSED},
    _Action.RESUME: {_State.PAUSED: _State.INVESTIGATING},
    _Action.PROPOSE: {_State.INVESTIGATING: _State.PROPOSED, _State.REVIEW: _State.PROPOSED},
    _Action.APPROVE: {_State.PROPOSED: _State.APPROVED},
    _Action.ANSWER: {_State.PROPOSED: _State.DECIDED, _State.APPROVED: _State.DECIDED},
    _Action.REVIEW: {_State.DECIDED: _State.REVIEW},
    _Action.CLOSE: {
        _State.RECEIVED: _State.CLOSED,
        _State.PROPOSED: _State.CLOSED,
        _State.APPROVED: _State.CLOSED,
        _State.DECIDED: _State.CLOSED,
    },
    _Action.REOPEN: {_State.DECIDED: _State.REOPENED, _State.CLOSED: _State.REOPENED},
}
_ENDS = {
    _Action.WITHDRAW: _State.WITHDRAWN,
    _Action.MERGE: _State.MERGED,
    _Action.REJECT: _State.REJECTED,
}
# What moves the answer's dates makes no sense once the answer is told.
_WHILE_UNANSWERED = frozenset({_Action.EXTEND, _Action.RESTART})
_STAYS = frozenset(
    {
        *_WHILE_UNANSWERED,
        _Action.ESCALATE,
        _Action.ATTEMPT,
        _Action.ASSIGN,
        _Action.CORRECT,
    }
)

STEP_STATES: Mapping[ComplaintStep, frozenset[ComplaintState]] = MappingProxyType(
    {
        ComplaintStep.INTAKE: frozenset(
            {_State.RECEIVED, _State.ACKNOWLEDGED, _State.ASSESSED, _State.REOPENED}
        ),
        ComplaintStep.INVESTIGATION: frozenset(
            {_State.INVESTIGATING, _State.PAUSED, _State.REVIEW}
        ),
        ComplaintStep.ANSWER: frozenset({_State.PROPOSED, _State.APPROVED}),
        ComplaintStep.CALLBACK: frozenset({_State.DECIDED}),
        ComplaintStep.CLOSURE: FINAL_STATES,
    }
)


class ComplaintActionError(BranchCrmError):
    """An action that the complaint's present state does not allow."""

    happened = mark("没有执行“{action}”：这件投诉现在是“{state}”")
    kept = mark("投诉没有改变")
    remedy = mark("现在可以：{allowed}")


def next_state(state: ComplaintState, action: ComplaintAction) -> ComplaintState:
    """Give the state that an action leads to.

    Raises:
        ComplaintActionError: the action is not allowed in the state.
    """
    if state in OPEN_STATES:
        if action in _ENDS:
            return _ENDS[action]
        if _stays(state, action):
            return state
    target = _WAY.get(action, {}).get(state)
    if target is None:
        raise ComplaintActionError(
            action=say(ACTION_LABELS[action]),
            state=say(STATE_LABELS[state]),
            allowed=_labels(allowed_actions(state)),
        )
    return target


def allowed_actions(state: ComplaintState) -> tuple[ComplaintAction, ...]:
    """Give what can be done in a state, in the order of the enumeration."""
    is_open = state in OPEN_STATES
    return tuple(
        action
        for action in ComplaintAction
        if state in _WAY.get(action, {}) or (is_open and (action in _ENDS or _stays(state, action)))
    )


def current_step(state: ComplaintState) -> ComplaintStep:
    """Give the step whose form the screen shows: a decided case waits for its callback."""
    return next(step for step, states in STEP_STATES.items() if state in states)


def is_step_done(step: ComplaintStep, state: ComplaintState) -> bool:
    """Tell whether a step lies behind the case."""
    if state in FINAL_STATES:
        return True
    order = list(ComplaintStep)
    return order.index(step) < order.index(current_step(state))


def _stays(state: ComplaintState, action: ComplaintAction) -> bool:
    is_told = state is _State.DECIDED
    return action in _STAYS and not (is_told and action in _WHILE_UNANSWERED)


def _labels(actions: tuple[ComplaintAction, ...]) -> Sentence:
    return listed(say(ACTION_LABELS[action]) for action in actions)
