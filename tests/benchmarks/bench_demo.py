"""Inventing and writing a small branch, and what of it is inventing alone."""

import tempfile
from pathlib import Path

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.domain.clock import fixed_clock
from branchcrm.reference.demo.branch import chunks
from branchcrm.reference.demo.plan import DemoPlan
from tests.benchmarks.measure import TODAY, Line, milliseconds

_CUSTOMERS = 1000


def measure(folder: Path) -> list[Line]:
    """Measure a thousand customers with their business, written in one operation."""
    plan = DemoPlan(customers=_CUSTOMERS, today=TODAY)
    list(chunks(DemoPlan(customers=50, today=TODAY)))
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        book = create_book(
            Path(place) / "book", FirstUser(branch="测量", name="王敏"), fixed_clock(TODAY)
        ).book
        services = book.services(book.actor())
        ours = milliseconds(lambda: services.demo.fill(_CUSTOMERS))
        book.close()
    floor = milliseconds(lambda: list(chunks(plan)))
    return [Line(what=f"{_CUSTOMERS:,} customers", ours=ours, floor=floor, note="floor: inventing")]
