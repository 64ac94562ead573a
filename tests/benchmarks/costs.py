"""What the ways of Excel in and out take, each in a process of its own, as lines of a table."""

import sys

from tests.benchmarks.apart import Cost, apart
from tests.benchmarks.measure import Line

_WAYS = "tests.benchmarks.excel_ways"


def cost_of(way: str, *arguments: str) -> Cost:
    """Take one way, and say so: a run takes long, and what it found is not lost with it."""
    sys.stderr.write(f"  {way} … ")
    sys.stderr.flush()
    cost = apart(f"{_WAYS}:{way}", *arguments)
    sys.stderr.write(
        f"{cost.seconds:,.2f} s, CPU {cost.cpu_s:,.2f} s,"
        f" {cost.peak_mib:,.0f} + {cost.helpers_mib:,.0f} MiB\n"
    )
    return cost


def cost_line(
    what: str,
    ours: Cost,
    *,
    theirs: Cost | None = None,
    floor: Cost | None = None,
    note: str = "",
) -> Line:
    """Put what a way took into the table, beside ours where it is another's, or beside a floor."""
    told = theirs or ours
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
