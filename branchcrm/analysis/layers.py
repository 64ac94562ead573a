"""Divides many customers by other questions than the tiers."""

from dataclasses import dataclass

import numpy as np

from branchcrm.analysis.distributions import Figures
from branchcrm.analysis.pareto import pareto
from branchcrm.analysis.rfm import fifths
from branchcrm.domain.layer import CLASS_LABELS, Layer
from branchcrm.domain.tier_measure import NEVER_DAYS

LOYAL_QUARTERS = 3
_HIGH_SCORE = 4
_HALF = 2


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Dealings:
    """What customers did: one entry each; amounts in 分, -1 is a figure that nobody knows."""

    recency: Figures
    frequency: Figures
    amounts: Figures
    bought_days: Figures
    quarters: Figures
    wallets: Figures
    rivals: Figures


def code(layer: Layer, key: str) -> int:
    """Give the number of a class."""
    return list(CLASS_LABELS[layer]).index(key)


def activity(recency: Figures, dormant_days: int, lost_days: int) -> Figures:
    """Sort by the days since the last purchase."""
    found = np.full(recency.size, code(Layer.ACTIVITY, "lost"), np.int64)
    found[recency < lost_days] = code(Layer.ACTIVITY, "dormant")
    found[recency < dormant_days] = code(Layer.ACTIVITY, "active")
    found[recency == NEVER_DAYS] = code(Layer.ACTIVITY, "never")
    return found


def segments(dealings: Dealings) -> Figures:
    """Sort those who bought in the window into the eight classic segments."""
    found = np.full(dealings.recency.size, code(Layer.RFM, "none"), np.int64)
    bought = np.flatnonzero(dealings.frequency > 0)
    if not bought.size:
        return found
    high = [
        fifths(merits) >= _HIGH_SCORE
        for merits in (
            -dealings.recency[bought],
            dealings.frequency[bought],
            dealings.amounts[bought],
        )
    ]
    for key in CLASS_LABELS[Layer.RFM]:
        if key != "none":
            matches = np.ones(bought.size, np.bool_)
            for letter, flags in zip(key, high, strict=True):
                matches &= flags == (letter == "H")
            found[bought[matches]] = code(Layer.RFM, key)
    return found


def contribution(ids: Figures, dealings: Dealings) -> Figures:
    """Sort those who dealt in the window by their part of the money."""
    found = np.full(ids.size, code(Layer.ABC, "none"), np.int64)
    dealt = np.flatnonzero((dealings.frequency > 0) | (dealings.amounts != 0))
    if dealt.size:
        classes = pareto(ids[dealt], dealings.amounts[dealt]).classes
        for key in "ABC":
            found[dealt[classes == key]] = code(Layer.ABC, key)
    return found


def loyalty(dealings: Dealings) -> Figures:
    """Sort by how steadily customers buy."""
    found = np.full(dealings.recency.size, code(Layer.LOYALTY, "repeat"), np.int64)
    found[dealings.quarters >= LOYAL_QUARTERS] = code(Layer.LOYALTY, "loyal")
    found[dealings.bought_days == 1] = code(Layer.LOYALTY, "once")
    found[dealings.bought_days == 0] = code(Layer.LOYALTY, "never")
    return found


def core(classes: Figures, loyalties: Figures, dealings: Dealings) -> Figures:
    """Answer the three questions about core customers; an answer nobody knows is no "no"."""
    first = (classes == code(Layer.ABC, "A")) & (loyalties == code(Layer.LOYALTY, "loyal"))
    has_wallet, has_rival = dealings.wallets > 0, dealings.rivals >= 0
    second = has_wallet & (dealings.amounts * _HALF >= dealings.wallets)
    third = has_rival & (dealings.amounts > dealings.rivals)
    refused = (has_wallet & ~second) | (has_rival & ~third)
    found = np.full(classes.size, code(Layer.CORE, "other"), np.int64)
    found[first] = code(Layer.CORE, "missing")
    found[first & refused] = code(Layer.CORE, "partly")
    found[first & second & third] = code(Layer.CORE, "core")
    return found
