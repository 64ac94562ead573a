"""Numbers come together per line and column, with totals and in order."""

from branchcrm.analysis.pivot import pivot


def test_numbers_are_summed_per_line_and_column_the_largest_line_first() -> None:
    lines = pivot(
        ["王敏", "李浩", "王敏", "李浩", "王敏"],
        ["high", "low", "high", "low", "low"],
        [100, 7, 20, 8, 5],
        ["high", "mid", "low"],
    )
    assert [(line.name, line.numbers) for line in lines] == [
        ("王敏", (120, 0, 5, 125)),
        ("李浩", (0, 0, 15, 15)),
    ]


def test_large_sums_stay_whole_numbers() -> None:
    cents = 9_007_199_254_740_993
    assert pivot(["王敏"], ["high"], [cents], ["high"])[0].numbers == (cents, cents)
