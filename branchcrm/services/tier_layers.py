"""What a user can ask beside the tiers: the same customers by other questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from branchcrm.analysis.layers import (
    Dealings,
    activity,
    contribution,
    core,
    loyalty,
    segments,
)
from branchcrm.analysis.pareto import pareto
from branchcrm.analysis.reviews import UNSET
from branchcrm.data.layer_columns import kinds_and_regions, purchase_rhythm, wallets
from branchcrm.data.raw_rows import Numbers
from branchcrm.data.reading import Reading
from branchcrm.data.tier_inputs import BookInputs, read_inputs
from branchcrm.domain import figure
from branchcrm.domain.changes import Changes
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.layer import (
    CLASS_LABELS,
    Concentration,
    Layer,
    LayerLine,
    LayerTable,
    Spread,
)
from branchcrm.domain.money import CENTS_PER_YUAN
from branchcrm.domain.rights import Right
from branchcrm.domain.tier import TIER_LABELS
from branchcrm.domain.tier_inputs import window_of
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import POINT, BandsPolicy, Factor, PolicyText, ScorePolicy
from branchcrm.domain.tier_policy_presets import default_policy
from branchcrm.domain.wallet import Wallet, WalletDraft, checked_wallet
from branchcrm.domain.wording import mark, say
from branchcrm.services.context import Context, requires
from branchcrm.services.lifecycles import rule_of
from branchcrm.services.tier_comparison import BookState, aligned
from branchcrm.services.tier_days import review_day
from branchcrm.services.tier_reviews import book_state

MONTHS = 12
_BINS = 50
_FULL = 100
_UNKNOWN = -1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class LayerBoard:
    """All layers of a day; the customers stand behind every line."""

    as_of: date
    tables: Mapping[Layer, LayerTable]
    concentration: Concentration | None
    spread: Spread | None
    ids: Numbers
    amounts: Numbers
    codes: Mapping[Layer, Numbers]

    def members(self, layer: Layer, key: str) -> list[int]:
        """Give the customers of a class, the largest amount first."""
        place = list(CLASS_LABELS[layer]).index(key)
        found = np.flatnonzero(self.codes[layer] == place)
        order = np.lexsort((self.ids[found], -self.amounts[found]))
        members: list[int] = self.ids[found][order].tolist()
        return members


class TierLayerService:
    """The use cases of the other layers."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def board(self) -> LayerBoard:
        """Divide everybody by every layer, as of today."""
        with self.context.read() as work:
            as_of, _ = review_day(work.connection, _three_figures(), work.clock.today())
            inputs = read_inputs(work.connection, _three_figures(), window_of(as_of, MONTHS))
            dealings = _dealings(work, inputs, as_of)
            codes = _codes(work, inputs.ids, dealings)
            state = book_state(work)
        return LayerBoard(
            as_of=as_of,
            tables={layer: _table(layer, codes[layer], dealings.amounts) for layer in Layer},
            concentration=_concentration(inputs.ids, dealings),
            spread=None if state is None else _spread(state),
            ids=inputs.ids,
            amounts=dealings.amounts,
            codes=codes,
        )

    @requires(Right.SEE_CUSTOMERS)
    def wallet(self, customer_id: CustomerId) -> Wallet:
        """Give what is known about a customer's dealings elsewhere.

        Raises:
            NotFoundError: there is no such customer.
        """
        with self.context.read() as work:
            work.customers.get(customer_id)
            return work.wallets.get(customer_id)

    @requires(Right.EDIT_CUSTOMERS)
    def keep_wallet(self, customer_id: CustomerId, draft: WalletDraft) -> Changes:
        """Keep what a customer spends elsewhere, with today's day and its source.

        Raises:
            InvalidDraftError: the figures cannot be.
            NotFoundError: there is no such customer.
        """
        wallet = checked_wallet(draft, self.context.clock.today())
        with self.context.read() as reading:
            name = reading.customers.get(customer_id).name
        summary = say(mark("记录{name}的钱包资料"), name=name)
        with self.context.write("customer.wallet", summary) as work:
            work.wallets.keep(customer_id, wallet)
            work.mention([int(customer_id)])
            return work.commit()


def _dealings(work: Reading, inputs: BookInputs, as_of: date) -> Dealings:
    ids, end = inputs.ids, window_of(as_of, MONTHS).end
    buyers, days, quarters = purchase_rhythm(work.connection, end)
    elsewhere = {
        measure: aligned(owners, cents, ids, _UNKNOWN)
        for measure, (owners, cents) in wallets(work.connection, work.clock.today()).items()
    }
    return Dealings(
        recency=inputs.book[Measure.RECENCY],
        frequency=inputs.book[Measure.FREQUENCY],
        amounts=inputs.book[Measure.AMOUNT],
        bought_days=aligned(buyers, days, ids, 0),
        quarters=aligned(buyers, quarters, ids, 0),
        wallets=elsewhere[figure.WALLET_12M],
        rivals=elsewhere[figure.RIVAL_12M],
    )


def _codes(work: Reading, ids: Numbers, dealings: Dealings) -> dict[Layer, Numbers]:
    owners, kinds, regions = kinds_and_regions(work.connection)
    rule = rule_of(work)
    classes, loyalties = contribution(ids, dealings), loyalty(dealings)
    return {
        Layer.KIND: aligned(owners, kinds, ids, 0),
        Layer.ACTIVITY: activity(dealings.recency, rule.dormant_days, rule.lost_days),
        Layer.REGION: aligned(owners, regions, ids, 0),
        Layer.RFM: segments(dealings),
        Layer.ABC: classes,
        Layer.CORE: core(classes, loyalties, dealings),
        Layer.LOYALTY: loyalties,
    }


def _table(layer: Layer, codes: Numbers, amounts: Numbers) -> LayerTable:
    people, money = codes.size, int(np.maximum(amounts, 0).sum())
    lines = []
    for place, key in enumerate(CLASS_LABELS[layer]):
        members = codes == place
        count, cents = int(members.sum()), int(amounts[members].sum())
        gains = int(np.maximum(amounts[members], 0).sum())
        lines.append(
            LayerLine(
                key=key,
                customers=count,
                amount_cents=cents,
                people_share=count / people if people else 0.0,
                money_share=gains / money if money else 0.0,
            )
        )
    return LayerTable(layer=layer, lines=tuple(lines))


def _concentration(ids: Numbers, dealings: Dealings) -> Concentration | None:
    dealt = np.flatnonzero((dealings.frequency > 0) | (dealings.amounts != 0))
    if not dealt.size:
        return None
    found = pareto(ids[dealt], dealings.amounts[dealt])
    return Concentration(
        customers=int(dealt.size),
        top_customers=found.top_20_customers,
        top_share=found.top_20_share,
        gini=found.gini,
    )


def _spread(state: BookState) -> Spread | None:
    values = state.columns.values[state.columns.levels != UNSET]
    if not values.size:
        return None
    names = [level.label or TIER_LABELS[level.tier] for level in state.policy.levels[1:]]
    is_score = not isinstance(state.policy, BandsPolicy)
    if is_score:
        unit, edges = POINT, np.linspace(0, _FULL, _BINS + 1)
    else:
        unit = CENTS_PER_YUAN
        top = max(int(values.max()), state.policy.rule.floors[-1]) / unit
        edges = np.concatenate([[0.0], np.geomspace(1, max(top, 10) * 1.01, _BINS)])
    placed = np.clip(values / unit, edges[0], edges[-1])
    counts, _ = np.histogram(placed, edges)
    cuts = [
        (floor / unit, name) for floor, name in zip(state.policy.rule.floors, names, strict=True)
    ]
    return Spread(edges=edges.tolist(), counts=counts.tolist(), cuts=tuple(cuts), is_score=is_score)


def _three_figures() -> ScorePolicy:
    measures = (Measure.RECENCY, Measure.FREQUENCY, Measure.AMOUNT)
    lines = default_policy()
    return ScorePolicy(
        text=PolicyText(name="RFM"),
        factors=tuple(Factor(measure=measure, weight=1) for measure in measures),
        mid_cut=lines.mid_cut,
        high_cut=lines.high_cut,
    )
