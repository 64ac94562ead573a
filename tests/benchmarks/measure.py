"""What every benchmark uses: timing, peak memory, and the table that is printed.

Times differ from machine to machine; the ratios within one run are what counts.
"""

import os
import resource
import statistics
import sys
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
    pandas: float | None = None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """Give the line for the process that prints."""
        return asdict(self)


def opened(folder: Path) -> tuple[Book, Services]:
    """Open the book that is measured, on the day of its last operation.

    One with a password needs it in the environment, as the command does.
    """
    password = os.environ.get("BRANCHCRM_PASSWORD")
    book = open_book(folder, fixed_clock(TODAY), password=password)
    with book.unit_of_work.read() as work:
        last = work.history.latest(limit=1)[0].at.astimezone(book.clock.zone).date()
    if last != TODAY:
        book.close()
        book = open_book(folder, fixed_clock(last), password=password)
    return book, book.services(book.actor())


def milliseconds(work: Callable[[], object], *, repeat: int = 1) -> float:
    """Time a piece of work: the best of some runs, which was disturbed the least."""
    times = []
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return min(times)


def spread(work: Callable[[Any], object], inputs: Sequence[Any]) -> tuple[float, float, float]:
    """Time a piece of work over many inputs.

    Gives the median, what 95 of 100 stay under, and what 95 of 100 compute for at most: on a
    machine that others use the last tells more.
    """
    times, busy = [], []
    for one in inputs:
        begun, begun_busy = time.perf_counter(), time.process_time()
        work(one)
        times.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - begun_busy) * 1000)
    place = min(int(len(times) * _P95), len(times) - 1)
    return statistics.median(times), sorted(times)[place], sorted(busy)[place]


def peak_mib() -> float:
    """Give the most memory that this process has held."""
    if sys.platform == "win32":
        raise NotImplementedError
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_PER_MIB


def held_mib() -> float:
    """Give the memory that this process holds now."""
    if sys.platform == "win32":
        raise NotImplementedError
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / _KIB_PER_MIB**2


def table(title: str, lines: Sequence[Line], peak: float) -> str:
    """Give a table of one part."""
    heads: tuple[str, ...] = ("", "ours ms", "naive ms", "floor ms", "naive/ours", "ours/floor", "")
    if any(line.pandas is not None for line in lines):
        heads = (*heads[:-1], "pandas ms", "pandas/ours", "")
    rows = [heads, *(_cells(line, len(heads)) for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    body = [
        "  ".join(
            cell.ljust(width) if place in {0, len(heads) - 1} else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return "\n".join([f"{title}: peak memory {peak:,.0f} MiB", *body])


def _cells(line: Line, places: int) -> tuple[str, ...]:
    cells = (
        line.what,
        _number(line.ours),
        _number(line.naive),
        _number(line.floor),
        _ratio(line.naive, line.ours),
        _ratio(line.ours, line.floor),
        _number(line.pandas),
        _ratio(line.pandas, line.ours),
    )
    return (*cells[: places - 1], line.note)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if value < 10 else f"{value:,.0f}"


def _ratio(above: float | None, below: float | None) -> str:
    if above is None or not below:
        return ""
    return f"{above / below:,.1f}x"
