"""What a user can ask about fairness: the promises tried on the own book, and the differences."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from branchcrm.analysis.book_review import Population
from branchcrm.analysis.fairness import (
    changed_by_order,
    removal,
    reviewed_afresh,
    unequal_equals,
    worse_when_better,
)
from branchcrm.data.reading import Reading
from branchcrm.data.tier_inputs import BookInputs, read_inputs
from branchcrm.data.traits import pass_complaints_on, swap_personal, trait_counts
from branchcrm.domain.fairness import (
    FairnessReport,
    GroupMix,
    Promise,
    PromiseResult,
    group_mixes,
    judged,
)
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_inputs import Window, window_of
from branchcrm.domain.tier_outcome import StoredPolicy
from branchcrm.domain.tier_policy import POINT, Policy
from branchcrm.domain.wording import mark, say
from branchcrm.services.context import Context, requires
from branchcrm.services.tier_days import review_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TRYING = mark("正在逐项检查")
MOST_SWAPPED = 20_000
_SEED = 20_260_917


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """A rule and the book that it is tried on."""

    stored: StoredPolicy
    window: Window
    inputs: BookInputs

    @property
    def policy(self) -> Policy:
        return self.stored.policy

    @property
    def people(self) -> Population:
        return Population(self.inputs.book, self.inputs.known, self.inputs.present)

    @property
    def size(self) -> int:
        return int(self.inputs.known.sum())


class TierFairnessService:
    """The use cases of a fair rule."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_BRANCH)
    def check(self, progress: Progress | None = None) -> FairnessReport:
        """Try every promise on the book, by the rule in force; nothing of it is kept.

        Raises:
            CancelledError: the user stopped it.
        """
        progress = progress or NoProgress()
        with self.context.read() as work:
            trial = _trial(work)
        steps: list[Callable[[], list[PromiseResult]]] = [
            self._personal,
            lambda: [_order(trial)],
            lambda: [_equals(trial)],
            lambda: [_monotone(trial)],
            self._repeated,
            lambda: [_others(trial)],
        ]
        results: list[PromiseResult] = []
        for number, step in enumerate(steps):
            progress.report(number, len(steps), say(TRYING))
            results.extend(step())
        return FairnessReport(
            version=trial.stored.version,
            policy_name=trial.policy.text.name,
            as_of=trial.window.as_of,
            customers=trial.size,
            results=tuple(results),
        )

    @requires(Right.SEE_BRANCH)
    def differences(self) -> list[GroupMix]:
        """Give the mix of tiers by gender and by age, for information only."""
        with self.context.read() as work:
            return group_mixes(trait_counts(work.connection, work.clock.today().year))

    def _personal(self) -> list[PromiseResult]:
        """Swap personal columns and complaints in a write that is left without a commit."""
        with self.context.write("tier.fairness", say(TRYING)) as work:
            before = _trial(work)
            ids = _sample(before.inputs)
            swap_personal(work.connection, ids)
            swapped = _differing(before, _trial(work))
            moved = pass_complaints_on(work.connection, ids)
            passed = _differing(before, _trial(work))
        finding = say(mark("换了 {count} 起投诉，没有人的结果变化"), count=moved)
        return [
            judged(Promise.PERSONAL, len(ids), swapped),
            judged(Promise.COMPLAINTS, moved, passed, finding),
        ]

    def _repeated(self) -> list[PromiseResult]:
        """Read and score twice, and compare the bytes of both results."""
        with self.context.read() as work:
            trial = _trial(work)
            digests = {_digest(trial), _digest(_trial(work))}
        finding = say(mark("两次的指纹都是 {digest}"), digest=min(digests)[:12])
        wrong = trial.size * (len(digests) - 1)
        return [judged(Promise.REPEATABLE, trial.size, wrong, finding)]


def _trial(work: Reading) -> _Trial:
    today = work.clock.today()
    stored = work.tiers.policy_on(today)
    as_of, _ = review_day(work.connection, stored.policy, today)
    window = window_of(as_of, stored.policy.window_months)
    return _Trial(stored, window, _read(work, stored.policy, window))


def _read(work: Reading, policy: Policy, window: Window) -> BookInputs:
    return read_inputs(work.connection, policy, window)


def _sample(inputs: BookInputs) -> list[int]:
    """Give customers spread over the whole book."""
    known = inputs.ids[inputs.known]
    step = max(1, -(-known.size // MOST_SWAPPED))
    chosen: list[int] = known[::step].tolist()
    return chosen


def _differing(before: _Trial, after: _Trial) -> int:
    """Count the customers who come out differently; the book holds the same customers."""
    one, other = (reviewed_afresh(trial.policy, trial.people) for trial in (before, after))
    levels = one.standings.levels != other.standings.levels
    return int(((one.values != other.values) | levels).sum())


def _order(trial: _Trial) -> PromiseResult:
    wrong = changed_by_order(trial.policy, trial.people, _SEED)
    return judged(Promise.ORDER, trial.size, wrong)


def _equals(trial: _Trial) -> PromiseResult:
    twins, wrong = unequal_equals(trial.policy, trial.people)
    finding = say(mark("{count} 位客户有数字完全相同的别人，结果都相同"), count=twins)
    return judged(Promise.EQUALS, twins, wrong, finding)


def _monotone(trial: _Trial) -> PromiseResult:
    wrong = worse_when_better(trial.policy, trial.people)
    finding = say(
        mark("{count} 位客户的 {figures} 项逐一变好，没有人变差"),
        count=trial.size,
        figures=len(trial.policy.measures),
    )
    return judged(Promise.MONOTONE, trial.size, wrong, finding)


def _others(trial: _Trial) -> PromiseResult:
    found = removal(trial.policy, trial.people, _SEED)
    finding = say(
        mark("试了 {count} 位，别人最多动 {moved} 分，允许 {allowed} 分"),
        count=found.removed,
        moved=_points(found.farthest),
        allowed=_points(found.allowed),
    )
    return PromiseResult(
        promise=Promise.OTHERS,
        is_kept=found.farthest <= found.allowed,
        checked=found.removed,
        finding=finding,
    )


def _points(parts: int) -> str:
    return f"{parts / POINT:.4f}".rstrip("0").rstrip(".")


def _digest(trial: _Trial) -> str:
    reviewed = reviewed_afresh(trial.policy, trial.people)
    columns: Iterator[bytes] = (
        column.tobytes()
        for column in (trial.inputs.ids, reviewed.values, reviewed.standings.levels)
    )
    return hashlib.sha256(b"".join(columns)).hexdigest()
