"""What a user can take out of tiering: who moved, who would move, and who is about to fall."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from branchcrm.data.reading import Reading
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import TIER_LABELS
from branchcrm.domain.tier_board import (
    MOVED,
    WATCHED,
    WOULD_MOVE,
    WatchedCustomer,
    WatchList,
)
from branchcrm.domain.tier_outcome import TierMove
from branchcrm.domain.tier_policy import Policy
from branchcrm.domain.tier_trial import TrialMove
from branchcrm.domain.wording import Translate, in_chinese, mark, say
from branchcrm.exchange.list_writer import ColumnKind, ListColumn, write_list
from branchcrm.services.context import Context, requires
from branchcrm.services.exports import ExportOutcome, about_list
from branchcrm.services.tier_boards import watch_list
from branchcrm.services.tier_reviews import book_state
from branchcrm.services.tier_trials import TierTrialService

_CENTI = 100
_BATCH = 1000
Listed = TierMove | TrialMove | WatchedCustomer


class TierListService:
    """The use cases of lists of tiering, on the screen or as a file."""

    def __init__(self, context: Context, trials: TierTrialService) -> None:
        """Work in the context; rules are tried with the figures that were read for the bench."""
        self.context = context
        self._trials = trials

    @requires(Right.SEE_CUSTOMERS)
    def watched(self, limit: int | None = None) -> WatchList:
        """List those who fell short of their tier, with the day on which each would fall."""
        with self.context.read() as work:
            state = book_state(work)
            if state is None:
                return WatchList(as_of=None, total=0, customers=())
            return watch_list(work, state, limit)

    @requires(Right.EXPORT_MASKED)
    def write_watched(self, target: Path, words: Translate = in_chinese) -> ExportOutcome:
        """Write the watch list into a file.

        Raises:
            NotWrittenError: nothing was written.
        """
        return self._write(target, WATCHED, self.watched().customers, words)

    @requires(Right.EXPORT_MASKED)
    def write_moved(self, target: Path, words: Translate = in_chinese) -> ExportOutcome:
        """Write everybody who moved at the latest review, and since, into a file.

        Raises:
            NotWrittenError: nothing was written.
        """
        with self.context.read() as work:
            review = work.tiers.latest_review()
            moves = [] if review is None else work.tier_moves.of_review(review.id, None)
        return self._write(target, MOVED, moves, words)

    @requires(Right.EXPORT_MASKED)
    def write_trial(
        self, target: Path, policy: Policy, words: Translate = in_chinese
    ) -> ExportOutcome:
        """Write everybody who would move by a rule into a file, with the reasons.

        Raises:
            InvalidDraftError: the rule cannot be used.
            NotWrittenError: nothing was written.
        """
        return self._write(target, WOULD_MOVE, self._trials.preview(policy, None).moves, words)

    def _write(
        self, target: Path, what: str, listed: Sequence[Listed], words: Translate
    ) -> ExportOutcome:
        columns = _columns(words, is_watch=what == WATCHED)
        with self.context.read() as work:
            about = about_list(self.context, work, what, words, rows=len(listed))
            rows = write_list(target, about, columns, _cells(work, listed, words))
        summary = say("导出{what} {rows} 行到 {file}", what=say(what), rows=rows, file=target.name)
        with self.context.write("export", summary, is_reversible=False) as work:
            changes = work.commit()
        return ExportOutcome(rows=rows, file=target, changes=changes)


def _columns(words: Translate, *, is_watch: bool) -> list[ListColumn]:
    moved = [
        ListColumn(heading=words(mark("原层级")), width=10),
        ListColumn(heading=words(mark("新层级")), width=10),
        ListColumn(heading=words(mark("原评分")), kind=ColumnKind.QUANTITY, width=8),
        ListColumn(heading=words(mark("新评分")), kind=ColumnKind.QUANTITY, width=8),
        ListColumn(heading=words(mark("原因")), width=24),
    ]
    watched = [
        ListColumn(heading=words(mark("层级")), width=10),
        ListColumn(heading=words(mark("评分")), kind=ColumnKind.QUANTITY, width=8),
        ListColumn(heading=words(mark("连续不达标次数")), kind=ColumnKind.NUMBER, width=14),
        ListColumn(heading=words(mark("降级日")), kind=ColumnKind.DATE, width=12),
    ]
    return [
        ListColumn(heading=words(mark("客户编号")), width=14),
        ListColumn(heading=words(mark("客户")), width=20),
        ListColumn(heading=words(mark("客户经理")), width=12),
        *(watched if is_watch else moved),
    ]


def _cells(work: Reading, listed: Sequence[Listed], words: Translate) -> Iterator[list[object]]:
    for start in range(0, len(listed), _BATCH):
        part = listed[start : start + _BATCH]
        rows = work.customers.rows([int(one.customer_id) for one in part])
        listed_by_id = {one.customer_id: one for one in part}
        for row in rows:
            yield [row.code, row.name, row.manager, *_facts(listed_by_id[row.id], words)]


def _facts(one: Listed, words: Translate) -> list[object]:
    if isinstance(one, WatchedCustomer):
        tier = words(TIER_LABELS[one.tier])
        return [tier, _points(one.score_centi), one.misses, one.falls_on]
    reason = one.reason.text(words) if isinstance(one, TrialMove) else f"{one.at:%Y-%m-%d}"
    tiers = [words(TIER_LABELS[tier]) for tier in (one.from_tier, one.to_tier)]
    return [*tiers, _points(one.from_score_centi), _points(one.to_score_centi), reason]


def _points(centi: int | None) -> float | None:
    return None if centi is None else centi / _CENTI
