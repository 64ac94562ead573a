"""Runs the benchmarks, each in a process of its own, and prints their tables.

    python -m tests.benchmarks.run [search list filter clerk window keys tiers import export
        demo]
        [--book FOLDER] [--customers 100000] [--transactions 1000000] [--rows 100000]

Without --book an invented book is made in a temporary folder. Nothing is judged here.
"""

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.domain.clock import fixed_clock
from tests.benchmarks.measure import TODAY, Line, peak_mib, table

PARTS = (
    *("demo", "start", "search", "list", "filter", "clerk"),
    *("window", "keys", "tiers", "import", "export"),
)


def main() -> int:
    """Run what was asked for."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", default=[], choices=[[], *PARTS])
    parser.add_argument("--book", type=Path)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--transactions", type=int)
    parser.add_argument("--rows", type=int, help="rows of the workbooks that `import` measures")
    parser.add_argument("--alone", help="measure one part in this process: how it calls itself")
    options = parser.parse_args()
    if options.alone:
        _measure_alone(options.alone, options.book, options.rows)
        return 0
    with tempfile.TemporaryDirectory() as place:
        folder = options.book or Path(place) / "book"
        if not folder.exists():
            sys.stderr.write(f"inventing {options.customers:,} customers …\n")
            _make(folder, options.customers, options.transactions)
        for part in options.parts or PARTS:
            print(_in_own_process(part, folder, options.rows), flush=True)
    return 0


def _make(folder: Path, customers: int, transactions: int | None) -> None:
    first = FirstUser(branch="测量网点", name="王敏")
    book = create_book(folder, first, fixed_clock(TODAY)).book
    book.services(book.actor()).demo.fill(customers, transactions)
    book.close()


def _in_own_process(part: str, folder: Path, rows: int | None) -> str:
    sys.stderr.write(f"{part} …\n")
    command = [sys.executable, "-m", "tests.benchmarks.run", "--alone", part]
    command += ["--rows", str(rows)] if rows else []
    done = subprocess.run(  # noqa: S603 - ourselves
        [*command, "--book", str(folder.resolve())],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    found = json.loads(done.stdout)
    lines = [Line(**line) for line in found["lines"]]
    return table(part, lines, found["peak"]) + "\n"


def _measure_alone(part: str, folder: Path, rows: int | None) -> None:
    bench = import_module(f"tests.benchmarks.bench_{part}")
    if rows:
        vars(bench)["ROWS"] = rows
    lines: list[Line] = bench.measure(folder)
    print(json.dumps({"lines": [line.to_json() for line in lines], "peak": peak_mib()}))


if __name__ == "__main__":
    sys.exit(main())
