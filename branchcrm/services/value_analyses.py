"""Looks at the whole book by value: RFM scores, ABC classes, the share of the top fifth."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from branchcrm.analysis.pareto import Pareto, pareto
from branchcrm.analysis.rfm import RfmScores, rfm_scores
from branchcrm.data.columns import day_from_number, day_number
from branchcrm.data.raw_rows import Numbers, number_table
from branchcrm.data.reading import Reading
from branchcrm.data.tier_inputs import BookInputs, read_inputs
from branchcrm.domain.rights import Right
from branchcrm.domain.tier_inputs import Window, months_before
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import Factor, PolicyText, ScorePolicy
from branchcrm.domain.tier_policy_presets import default_policy
from branchcrm.services.context import Context, requires

FEWEST = 5
"""Below this number of customers a division into fifths says nothing."""

_LAST = "SELECT max(day) FROM customer_transaction WHERE removed_at IS NULL AND amount_cents >= 0"
_GIVEN = (
    "SELECT customer_id, max(day), count(DISTINCT day) FROM customer_transaction AS t"
    " WHERE removed_at IS NULL AND amount_cents = 0 AND day BETWEEN :start AND :end"
    " AND NOT EXISTS (SELECT 1 FROM customer_transaction AS o WHERE o.customer_id = t.customer_id"
    " AND o.day = t.day AND o.amount_cents > 0 AND o.removed_at IS NULL) GROUP BY customer_id"
)
"""Purchases for nothing are no visit by a tier rule, yet the published RFM counts them."""
_TRADERS = (
    "SELECT DISTINCT customer_id FROM customer_transaction"
    " WHERE removed_at IS NULL AND day BETWEEN :start AND :end"
)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ValueSample:
    """The customers of a window, with their three figures."""

    reference_day: date
    start: date | None
    ids: Numbers
    recency: Numbers
    frequency: Numbers
    amount: Numbers

    @property
    def is_enough(self) -> bool:
        """Tell whether there are enough customers to say anything."""
        return self.ids.size >= FEWEST


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RfmAnalysis:
    """RFM scores of a sample; None where it is too small."""

    sample: ValueSample
    scores: RfmScores | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ParetoAnalysis:
    """ABC classes of a sample; None where it is too small."""

    sample: ValueSample
    result: Pareto | None


class ValueAnalysisService:
    """The use cases of looking at the book by value."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_BRANCH)
    def rfm(self, window_months: int | None = 12, reference_day: date | None = None) -> RfmAnalysis:
        """Score everybody who bought in the window; None looks at all time.

        The reference day is the day after the last purchase where none is given.
        """
        with self.context.read() as work:
            sample = _sample(work, window_months, reference_day)
        if not sample.is_enough:
            return RfmAnalysis(sample=sample, scores=None)
        scores = rfm_scores(sample.recency, sample.frequency, sample.amount)
        return RfmAnalysis(sample=sample, scores=scores)

    @requires(Right.SEE_BRANCH)
    def pareto(
        self, window_months: int | None = 12, reference_day: date | None = None
    ) -> ParetoAnalysis:
        """Class everybody with a transaction in the window by contribution.

        One who only gave goods back, or got them for nothing, is there too: in class C.
        """
        with self.context.read() as work:
            sample = _sample(work, window_months, reference_day, with_returners=True)
        result = pareto(sample.ids, sample.amount) if sample.is_enough else None
        return ParetoAnalysis(sample=sample, result=result)


def _sample(
    work: Reading,
    months: int | None,
    reference_day: date | None,
    *,
    with_returners: bool = False,
) -> ValueSample:
    last = work.connection.exec_driver_sql(_LAST).scalar()
    if reference_day is None:
        reference_day = (
            work.clock.today() if last is None else day_from_number(int(last)) + timedelta(days=1)
        )
    start = None if months is None else months_before(reference_day, months)
    window = Window(start=start or date.min, end=reference_day, as_of=reference_day)
    inputs = read_inputs(work.connection, _three_factors(), window)
    _add_given(work, inputs, window)
    is_member = inputs.book[Measure.FREQUENCY] > 0
    if with_returners:
        places = {"start": day_number(window.start), "end": day_number(window.end)}
        traders = number_table(work.connection, _TRADERS, places, 1)[0]
        is_member = np.isin(inputs.ids, traders)
    members = np.flatnonzero(~inputs.reported & is_member)
    return ValueSample(
        reference_day=reference_day,
        start=start,
        ids=inputs.ids[members],
        recency=inputs.book[Measure.RECENCY][members],
        frequency=inputs.book[Measure.FREQUENCY][members],
        amount=inputs.book[Measure.AMOUNT][members],
    )


def _add_given(work: Reading, inputs: BookInputs, window: Window) -> None:
    """Count days on which a customer got something for nothing as days of purchase."""
    places = {"start": day_number(window.start), "end": day_number(window.end)}
    ids, last, days = number_table(work.connection, _GIVEN, places, 3)
    rows = np.flatnonzero(np.isin(ids, inputs.ids))
    at = np.searchsorted(inputs.ids, ids[rows])
    ago = np.maximum(0, day_number(window.as_of) - last[rows])
    recency, frequency = inputs.book[Measure.RECENCY], inputs.book[Measure.FREQUENCY]
    recency[at] = np.minimum(recency[at], ago)
    frequency[at] += days[rows]


def _three_factors() -> ScorePolicy:
    measures = (Measure.RECENCY, Measure.FREQUENCY, Measure.AMOUNT)
    lines = default_policy()
    return ScorePolicy(
        text=PolicyText(name="RFM"),
        factors=tuple(Factor(measure=measure, weight=1) for measure in measures),
        mid_cut=lines.mid_cut,
        high_cut=lines.high_cut,
    )
