"""Workbooks that come in as a whole, against other ways, each in a process of its own.

python -m tests.benchmarks.run import [--rows 1000000] [--book FOLDER]
"""

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.apart import Cost, apart
from tests.benchmarks.excel_ways import NAIVE_ROWS
from tests.benchmarks.measure import Line

ROWS = 100_000
# The slower libraries take many minutes beyond: only the fastest of them is measured there.
MOST_COMPARED = 300_000
_FASTEST = "calamine"
_WAYS = "tests.benchmarks.excel_ways"


def measure(folder: Path) -> list[Line]:
    """Measure reading, checking and the whole import of `ROWS` x 20."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        place = Path(name)
        path = str(place / "customers.xlsx")
        _cost("write_sample", path, str(ROWS))
        lines = _reading(path)
        lines += _importing(path, place)
        lines += _into_large(folder, place)
    return lines


def _reading(path: str) -> list[Line]:
    ours, floor = _cost("our_reading", path), _cost("bare_calamine", path)
    others = {
        "openpyxl read-only": ("openpyxl_reading", path),
        "pandas + openpyxl": ("pandas_reading", path, "openpyxl"),
        "pandas + calamine": ("pandas_reading", path, "calamine"),
    }
    return _lines(f"read {ROWS:,} x 20", ours, floor, others)


def _importing(path: str, place: Path) -> list[Line]:
    book = str(place / "book")
    check = _cost("our_check", path, book)
    ours = _cost("our_import", path, book)
    again = _cost("our_import", path, book)
    shutil.copytree(book, place / "copy")
    inserts = _cost("bare_inserts", str(place / "copy"))
    reading = _cost("bare_calamine", path)
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
    single = _cost("one_by_one", path, str(place / "naive"))
    share = ROWS / NAIVE_ROWS
    return [
        _line(f"check {ROWS:,}", check, floor=floor),
        *_lines(f"import {ROWS:,}, empty book", ours, floor, others),
        _line("  saved one by one", ours, theirs=_times(single, share), cost=_times(single, share)),
        _line("  the same file again", again, note="changes nothing"),
    ]


def _into_large(folder: Path, place: Path) -> list[Line]:
    """Measure the import into a copy of the book that the other parts use."""
    path, book = str(place / "few.xlsx"), place / "large"
    rows = min(ROWS, 100_000)
    _cost("write_sample", path, str(rows))
    shutil.copytree(folder, book)
    return [_line(f"import {rows:,} into the large book", _cost("our_import", path, str(book)))]


def _lines(what: str, ours: Cost, floor: Cost, others: Mapping[str, tuple[str, ...]]) -> list[Line]:
    lines = [_line(what, ours, floor=floor)]
    for name, way in others.items():
        if ROWS <= MOST_COMPARED or _FASTEST in way:
            theirs = _cost(*way)
            lines.append(_line(f"  {name}", ours, theirs=theirs, cost=theirs))
    return lines


def _line(
    what: str,
    ours: Cost,
    *,
    theirs: Cost | None = None,
    floor: Cost | None = None,
    cost: Cost | None = None,
    note: str = "",
) -> Line:
    told = cost or ours
    helpers = f" + {told.helpers_mib:,.0f} reading" if told.helpers_mib else ""
    pace = f"{told.result / told.seconds:,.0f} rows/s" if told.result else ""
    texts = [f"CPU {told.cpu_s:,.1f} s", f"{told.peak_mib:,.0f} MiB{helpers}", pace, note]
    if floor is not None:
        texts.append(f"floor CPU {floor.cpu_s:,.1f} s, {floor.peak_mib:,.0f} MiB")
    return Line(
        what=what,
        ours=ours.seconds * 1000,
        naive=None if theirs is None else theirs.seconds * 1000,
        floor=None if floor is None else floor.seconds * 1000,
        note=", ".join(filter(None, texts)),
    )


def _cost(way: str, *arguments: str) -> Cost:
    sys.stderr.write(f"  {way} … ")
    sys.stderr.flush()
    cost = apart(f"{_WAYS}:{way}", *arguments)
    # A run takes long: what it found so far is not lost with it.
    sys.stderr.write(
        f"{cost.seconds:,.1f} s, CPU {cost.cpu_s:,.1f} s,"
        f" {cost.peak_mib:,.0f} + {cost.helpers_mib:,.0f} MiB\n"
    )
    return cost


def _times(cost: Cost, share: float) -> Cost:
    return Cost(
        seconds=cost.seconds * share,
        cpu_s=cost.cpu_s * share,
        peak_mib=cost.peak_mib,
        helpers_mib=0,
        result=int(cost.result * share),
    )
