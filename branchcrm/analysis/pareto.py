"""Who brings the money in: ABC classes, the real share of the top fifth, and Gini."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from branchcrm.analysis.distributions import Figures

_A_SHARE = (4, 5)
_B_SHARE = (19, 20)
_FIFTH = 5


@dataclass(frozen=True, slots=True, eq=False)
class Pareto:
    """The classes of every customer, in the order they came in, and the book's figures."""

    classes: NDArray[np.str_]
    gini: float
    top_20_share: float
    top_20_customers: int

    def counts(self) -> dict[str, int]:
        """Count the customers of each class."""
        return {name: int((self.classes == name).sum()) for name in "ABC"}


def pareto(ids: Figures, amounts: Figures) -> Pareto:
    """Class customers by contribution: A before 80 %, B before 95 % of the sum, C the rest.

    Ties go by customer id. A customer who brought nothing, or less, is C and counts as
    nothing in the shares.
    """
    order = np.lexsort((ids, -amounts))
    gains = np.maximum(amounts[order], 0)
    total = int(gains.sum())
    before = np.cumsum(gains) - gains
    ranked = np.full(ids.size, "C")
    ranked[(gains > 0) & (before * _B_SHARE[1] < total * _B_SHARE[0])] = "B"
    ranked[(gains > 0) & (before * _A_SHARE[1] < total * _A_SHARE[0])] = "A"
    classes = np.empty_like(ranked)
    classes[order] = ranked
    top = -(-ids.size // _FIFTH)
    share = int(gains[:top].sum()) / total if total else 0.0
    return Pareto(classes, gini(gains[::-1]), share, top)


def gini(ascending: Figures) -> float:
    """Give the Gini coefficient of amounts that are sorted, lowest first."""
    size, total = ascending.size, int(ascending.sum())
    if not total:
        return 0.0
    ranks = np.arange(1, size + 1, dtype=np.float64)
    weighted = float((ranks * ascending).sum())
    return 2 * weighted / (size * total) - (size + 1) / size
