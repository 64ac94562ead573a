"""The other layers divide everybody, once each, by published rules."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.analysis.layers import (
    Dealings,
    activity,
    code,
    contribution,
    core,
    loyalty,
    segments,
)
from branchcrm.analysis.reach import gaps_to_next, near_of
from branchcrm.domain.layer import CLASS_LABELS, Layer
from branchcrm.domain.tier_measure import NEVER_DAYS
from branchcrm.domain.tier_policy import POINT
from branchcrm.domain.tier_policy_presets import bank_policy, default_policy


def _dealings(**columns: list[int]) -> Dealings:
    size = len(next(iter(columns.values())))
    names = ("recency", "frequency", "amounts", "bought_days", "quarters", "wallets", "rivals")
    return Dealings(**{name: np.array(columns.get(name, [0] * size), np.int64) for name in names})


def _keys(layer: Layer, codes: np.ndarray) -> list[str]:
    names = list(CLASS_LABELS[layer])
    return [names[number] for number in codes.tolist()]


def test_activity_goes_by_the_days_of_the_branchs_rule() -> None:
    days = np.array([0, 89, 90, 364, 365, NEVER_DAYS])
    assert _keys(Layer.ACTIVITY, activity(days, 90, 365)) == [
        "active",
        "active",
        "dormant",
        "dormant",
        "lost",
        "never",
    ]


def test_loyal_repeat_once_never() -> None:
    found = loyalty(_dealings(bought_days=[2, 2, 1, 0], quarters=[3, 2, 1, 0]))
    assert _keys(Layer.LOYALTY, found) == ["loyal", "repeat", "once", "never"]


def test_segments_and_classes_leave_out_who_did_nothing() -> None:
    dealings = _dealings(
        recency=[1, 50, 100, 200, 300, NEVER_DAYS],
        frequency=[9, 7, 5, 3, 1, 0],
        amounts=[900, 700, 500, 300, -5, 0],
    )
    assert _keys(Layer.RFM, segments(dealings)) == ["HHH", "HHH", "LLL", "LLL", "LLL", "none"]
    found = contribution(np.arange(6), dealings)
    assert _keys(Layer.ABC, found) == ["A", "A", "A", "B", "C", "none"]
    nobody = _dealings(recency=[NEVER_DAYS])
    assert _keys(Layer.RFM, segments(nobody)) == ["none"]
    assert _keys(Layer.ABC, contribution(np.arange(1), nobody)) == ["none"]


def test_core_needs_three_answers_and_takes_no_silence_for_a_no() -> None:
    best, loyal = code(Layer.ABC, "A"), code(Layer.LOYALTY, "loyal")
    dealings = _dealings(
        amounts=[100] * 6,
        wallets=[150, 300, -1, 150, 150, 150],
        rivals=[40, 40, 40, -1, 200, 40],
    )
    classes = np.array([best] * 5 + [code(Layer.ABC, "B")])
    found = core(classes, np.full(6, loyal), dealings)
    assert _keys(Layer.CORE, found) == ["core", "partly", "missing", "missing", "partly", "other"]


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(0, 9), st.integers(-9, 99)), max_size=30)
)
def test_everybody_is_in_exactly_one_class(rows: list[tuple[int, int, int]]) -> None:
    table = np.array(rows, np.int64).reshape(-1, 3)
    dealings = _dealings(
        recency=table[:, 0].tolist(), frequency=table[:, 1].tolist(), amounts=table[:, 2].tolist()
    )
    for layer, codes in (
        (Layer.RFM, segments(dealings)),
        (Layer.ABC, contribution(np.arange(len(rows)), dealings)),
    ):
        assert codes.size == len(rows)
        assert all(0 <= number < len(CLASS_LABELS[layer]) for number in codes.tolist())


def test_who_is_near_and_how_near() -> None:
    policy = default_policy()
    levels = np.array([0, 0, 1, 2, -1, 1])
    values = np.array([34, 20, 69, 90, 0, 66]) * POINT
    gaps, targets = gaps_to_next(policy, levels, values)
    assert gaps.tolist() == [POINT, 15 * POINT, POINT, -1, -1, 4 * POINT]
    assert targets.tolist() == [1, 1, 2, -1, -1, 2]
    assert near_of(policy, levels, values, 5).tolist() == [0, 2, 5]


def test_of_a_balance_the_reach_is_a_part_of_the_line() -> None:
    levels = np.array([0, 0, 1, 2, 3])
    values = np.array([4_800_000, 4_000_000, 19_900_000, 49_000_000, 590_000_000])
    assert near_of(bank_policy(), levels, values, 5).tolist() == [3, 0]
