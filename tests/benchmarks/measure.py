"""What every benchmark uses: timing, peak memory, and the table that is printed.

Times differ from machine to machine; the ratios within one run are what counts.
"""

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from branchcrm.bootstrap import Book, open_book
from branchcrm.domain.clock import fixed_clock
from branchcrm.services.use_cases import Services

TODAY = date(2026, 9, 17)
_P95 = 0.95
_KIB_PER_MIB = 1024


@dataclass(slots=True, kw_only=True)
class Line:
    """One line of the table: ours, the naive way and the floor in milliseconds."""

    what: str
    ours: float
    naive: float | None = None
    floor: float | None = None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give the line for the process that prints."""
        return asdict(self)


def opened(folder: Path) -> tuple[Book, Services]:
    """Open the book that is measured, on the day it was invented for."""
    book = open_book(folder, fixed_clock(TODAY))
    return book, book.services(book.actor())


def milliseconds(work: Callable[[], object], *, repeat: int = 1) -> float:
    """Time a piece of work: the best of some runs, which was disturbed the least."""
    times = []
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return min(times)


def spread(work: Callable[[Any], object], inputs: Sequence[Any]) -> tuple[float, float]:
    """Time a piece of work over many inputs: the median, and what 95 of 100 stay under."""
    times = sorted(milliseconds(lambda one=one: work(one)) for one in inputs)  # type: ignore[misc]
    return statistics.median(times), times[min(int(len(times) * _P95), len(times) - 1)]


def peak_mib() -> float:
    """Give the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_PER_MIB


def table(title: str, lines: Sequence[Line], peak: float) -> str:
    """Give a table of one part."""
    heads = ("", "ours ms", "naive ms", "floor ms", "naive/ours", "ours/floor", "")
    rows = [heads, *(_cells(line) for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    body = [
        "  ".join(
            cell.ljust(width) if place in {0, 6} else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([f"{title}: peak memory {peak:,.0f} MiB", *body])


def _cells(line: Line) -> tuple[str, ...]:
    return (
        line.what,
        _number(line.ours),
        _number(line.naive),
        _number(line.floor),
        _ratio(line.naive, line.ours),
        _ratio(line.ours, line.floor),
        line.note,
    )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if value < 10 else f"{value:,.0f}"


def _ratio(above: float | None, below: float | None) -> str:
    if above is None or not below:
        return ""
    return f"{above / below:,.1f}x"
