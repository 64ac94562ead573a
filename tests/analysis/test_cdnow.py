"""The published CDNOW purchases give the published scores."""

from collections import defaultdict
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from branchcrm.analysis.distributions import Figures
from branchcrm.analysis.pareto import pareto
from branchcrm.analysis.rfm import rfm_scores

_FILE = Path(__file__).parents[3] / "shared" / "data" / "CDNOW_sample.txt"
_DAY_AFTER = date(1998, 7, 1)
Columns = tuple[Figures, Figures, Figures, Figures]


@pytest.fixture(scope="module")
def cdnow() -> Columns:
    if not _FILE.exists():
        pytest.skip("the CDNOW sample does not lie beside the repository")
    days: dict[int, set[date]] = defaultdict(set)
    cents: dict[int, int] = defaultdict(int)
    for line in _FILE.read_text().splitlines():
        _, customer, day, _, dollars = line.split()
        parsed = datetime.strptime(day, "%Y%m%d")  # noqa: DTZ007 - a calendar day
        days[int(customer)].add(parsed.date())
        cents[int(customer)] += round(float(dollars) * 100)
    ids = sorted(days)
    return (
        np.array(ids),
        np.array([(_DAY_AFTER - max(days[key])).days for key in ids]),
        np.array([len(days[key]) for key in ids]),
        np.array([cents[key] for key in ids]),
    )


def test_the_scores_and_cells_are_the_published_ones(cdnow: Columns) -> None:
    _, recency, frequency, amount = cdnow
    scores = rfm_scores(recency, frequency, amount)
    assert scores.counts() == {
        "R": {"1": 482, "2": 471, "3": 463, "4": 470, "5": 471},
        "F": {"1": 1218, "2": 0, "3": 403, "4": 358, "5": 378},
        "M": {"1": 481, "2": 462, "3": 472, "4": 471, "5": 471},
    }
    assert scores.cells()["555"] == 233
    assert scores.cells()["111"] == 177


def test_the_classes_the_top_fifth_and_gini_are_the_published_ones(cdnow: Columns) -> None:
    ids, _, _, amount = cdnow
    result = pareto(ids, amount)
    assert result.counts() == {"A": 777, "B": 801, "C": 779}
    assert result.top_20_customers == 472
    assert result.top_20_share == pytest.approx(0.6746, abs=5e-5)
    assert result.gini == pytest.approx(0.6309, abs=5e-5)
