"""Imports damaged files and holds the import to its word: `python -m tests.fuzz.run`.

For each seed: looking, checking and importing end in time with a result or a refusal in words;
the counts add up; looking and checking change nothing, nor does a refused import; what was
imported is known again by the second import, is undone whole, and the journal verifies.
"""

import argparse
import math
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Final

from branchcrm.bootstrap import Book, FirstUser, create_book
from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.errors import BranchCrmError
from branchcrm.services.import_terms import ImportRequest
from branchcrm.services.imports import ImportReport
from branchcrm.services.use_cases import Services
from tests.fuzz.cases import damaged_file

SECONDS_PER_FILE: Final = 30.0
TODAY: Final = date(2026, 9, 17)
_WRITTEN: Final = (
    *("customer", "customer_figure", "customer_transaction", "interaction", "visit"),
    *("complaint", "product", "staff", "operation"),
)


class BrokenPromiseError(AssertionError):
    """A file that did more than an import may do."""


def fuzz(
    services: Services, folder: Path, seeds: range, *, most_s: float = math.inf
) -> dict[str, int]:
    """Try the files of the seeds, each for so long at most; give how often each outcome came.

    Raises:
        BrokenPromiseError: a file did more than it may; the message names its seed.
    """
    outcomes: dict[str, int] = {}
    for seed in seeds:
        path = damaged_file(folder, seed)
        began = time.monotonic()
        try:
            outcome = _try_file(services, path)
        except Exception as problem:
            message = f"seed {seed}, {path.name}: {type(problem).__name__}: {problem}"
            raise BrokenPromiseError(message) from problem
        if time.monotonic() - began > most_s:
            message = f"seed {seed}, {path.name}: too slow"
            raise BrokenPromiseError(message)
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        path.unlink()
    if wrong := [check.name for check in services.history.verify() if not check.is_ok]:
        raise BrokenPromiseError(wrong)
    return outcomes


def _try_file(services: Services, path: Path) -> str:
    before = _state(services)
    try:
        services.imports.inspect(path)
        dry = services.imports.check(path, ImportRequest()).outcome.counts
    except BranchCrmError as refusal:
        _hold(bool(refusal.happened), "a refusal without words")
        _hold(_state(services) == before, "a refused file changed the book")
        return type(refusal).__name__
    _hold(_state(services) == before, "a check changed the book")
    report = services.imports.import_file(path)
    _hold(report.outcome.counts == dry, f"checked {dry}, imported {report.outcome.counts}")
    _adds_up(report)
    again = services.imports.import_file(path).outcome
    _hold(again.counts.created + again.counts.updated == 0, f"the second time: {again.counts}")
    _hold(again.operation_id is None, "the second time wrote an operation")
    if report.outcome.operation_id is not None:
        services.history.undo(report.outcome.operation_id)
        kept = {name: count for name, count in before.items() if name != "operation"}
        now = {name: count for name, count in _state(services).items() if name in kept}
        _hold(now == kept, f"undo left {now}, there were {kept}")
    return "imported"


def _adds_up(report: ImportReport) -> None:
    counts = report.outcome.counts
    kept = sum(len(rows) for rows in report.tally.rejections.values())
    _hold(kept == counts.rejected, f"{kept} rows handed back, {counts.rejected} rejected")
    told = sum(one.count for one in report.outcome.reasons)
    _hold(told == counts.rejected, f"{told} reasons, {counts.rejected} rejected")


def _hold(is_kept: bool, promise: str) -> None:  # noqa: FBT001 - the promise reads behind it
    if not is_kept:
        raise BrokenPromiseError(promise)


def _state(services: Services) -> dict[str, int]:
    with services.context.read() as work:
        rows = {
            name: work.connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()  # noqa: S608 - our own names
            for name in _WRITTEN
        }
    return {name: int(count) for name, count in rows.items()}


def new_book(folder: Path) -> Book:
    """Make the book that the files go into."""
    first = FirstUser(branch="人民路网点", name="王敏")
    return create_book(folder / "book", first, fixed_clock(TODAY)).book


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=500, help="how many files")
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="branchcrm-fuzz-") as place:
        book = new_book(Path(place))
        services = book.services(book.actor())
        seeds = range(options.seed, options.seed + options.files)
        outcomes = fuzz(services, Path(place), seeds, most_s=SECONDS_PER_FILE)
        book.close()
    for outcome, count in sorted(outcomes.items(), key=lambda one: -one[1]):
        print(f"{count:6} {outcome}")  # noqa: T201 - a command
    return 0


if __name__ == "__main__":
    sys.exit(main())
