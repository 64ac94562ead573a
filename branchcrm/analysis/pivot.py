"""Turns rows of (line, column, number) into a table with totals."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotLine:
    """One line of a table: its name and a number for every column, the total last."""

    name: str
    numbers: tuple[int, ...]


def pivot(
    lines: Sequence[str], columns: Sequence[str], numbers: Sequence[int], order: Sequence[str]
) -> list[PivotLine]:
    """Sum numbers per line and column; lines come by their total, the largest first.

    Args:
        lines: the line of each number.
        columns: the column of each number.
        numbers: whole numbers, such as people or 分.
        order: the columns of the table, in their order; missing ones are 0.
    """
    frame = pd.DataFrame({"line": lines, "column": columns, "number": numbers})
    frame["number"] = frame["number"].astype("int64")
    table = frame.pivot_table(
        index="line", columns="column", values="number", aggfunc="sum", fill_value=0
    ).reindex(columns=list(order), fill_value=0)
    table["total"] = table.sum(axis=1)
    table = table.sort_values(["total"], ascending=False, kind="stable")
    return [
        PivotLine(name=str(name), numbers=tuple(int(number) for number in row))
        for name, row in zip(table.index, table.to_numpy(), strict=True)
    ]
