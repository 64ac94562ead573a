"""Workbooks that come in as a whole, against other ways, each in a process of its own.

python -m tests.benchmarks.run import [--rows 1000000] [--book FOLDER]
"""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.apart import Cost
from tests.benchmarks.costs import cost_line, cost_of
from tests.benchmarks.excel_ways import NAIVE_ROWS
from tests.benchmarks.measure import Line

ROWS = 100_000
# The slower libraries take many minutes beyond: only the fastest of them is measured there.
MOST_COMPARED = 300_000
_FASTEST = "calamine"


def measure(folder: Path) -> list[Line]:
    """Measure reading, checking and the whole import of `ROWS` x 20."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        place = Path(name)
        path = str(place / "customers.xlsx")
        cost_of("write_sample", path, str(ROWS))
        lines = _reading(path)
        lines += _importing(path, place)
        lines += _into_large(folder, place)
    return lines


def _reading(path: str) -> list[Line]:
    ours, floor = cost_of("our_reading", path), cost_of("bare_calamine", path)
    others = {
        "openpyxl read-only": ("openpyxl_reading", path),
        "pandas + openpyxl": ("pandas_reading", path, "openpyxl"),
        "pandas + calamine": ("pandas_reading", path, "calamine"),
    }
    return _lines(f"read {ROWS:,} x 20", ours, floor, others)


def _importing(path: str, place: Path) -> list[Line]:
    book = str(place / "book")
    check = cost_of("our_check", path, book)
    ours = cost_of("our_import", path, book)
    again = cost_of("our_import", path, book)
    shutil.copytree(book, place / "copy")
    inserts = cost_of("bare_inserts", str(place / "copy"))
    reading = cost_of("bare_calamine", path)
    floor = Cost(
        seconds=reading.seconds + inserts.seconds,
        cpu_s=reading.cpu_s + inserts.cpu_s,
        peak_mib=max(reading.peak_mib, inserts.peak_mib),
        helpers_mib=0,
        result=ROWS,
    )
    others = {
        "pandas + openpyxl, to_sql": ("pandas_import", path, "openpyxl", str(place)),
        "pandas + calamine, to_sql": ("pandas_import", path, "calamine", str(place)),
    }
    single = cost_of("one_by_one", path, str(place / "naive"))
    share = ROWS / NAIVE_ROWS
    return [
        cost_line(f"check {ROWS:,}", check, floor=floor),
        *_lines(f"import {ROWS:,}, empty book", ours, floor, others),
        cost_line("  saved one by one", ours, theirs=_times(single, share)),
        cost_line("  the same file again", again, note="changes nothing"),
    ]


def _into_large(folder: Path, place: Path) -> list[Line]:
    """Measure the import into a copy of the book that the other parts use."""
    path, book = str(place / "few.xlsx"), place / "large"
    rows = min(ROWS, 100_000)
    cost_of("write_sample", path, str(rows))
    shutil.copytree(folder, book)
    return [
        cost_line(f"import {rows:,} into the large book", cost_of("our_import", path, str(book)))
    ]


def _lines(what: str, ours: Cost, floor: Cost, others: Mapping[str, tuple[str, ...]]) -> list[Line]:
    lines = [cost_line(what, ours, floor=floor)]
    for name, way in others.items():
        if ROWS <= MOST_COMPARED or _FASTEST in way:
            theirs = cost_of(*way)
            lines.append(cost_line(f"  {name}", ours, theirs=theirs))
    return lines


def _times(cost: Cost, share: float) -> Cost:
    return Cost(
        seconds=cost.seconds * share,
        cpu_s=cost.cpu_s * share,
        peak_mib=cost.peak_mib,
        helpers_mib=0,
        result=int(cost.result * share),
    )
