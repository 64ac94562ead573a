"""Lists that go out of the book, against the bare Rust writer, openpyxl and pandas.

python -m tests.benchmarks.run export [--book FOLDER]

The others write the cells of our own workbook: as many columns, rows and kinds of cells, read
beforehand. Ours reads them from the encrypted book, masks them or not, and writes the book's log.
"""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from branchcrm.exchange.list_writer import ColumnKind, ListColumn, ListFile
from branchcrm.exchange.locked_book import LockedColumn, LockedRow, write_locked
from tests.benchmarks.apart import Cost
from tests.benchmarks.costs import cost_line, cost_of
from tests.benchmarks.measure import TODAY, Line, milliseconds

ROUNDS = 3
LOCKED_ROWS = 20_000
COLUMNS = 20
_KINDS = (ColumnKind.TEXT,) * 14 + (ColumnKind.MONEY,) * 3 + (ColumnKind.DATE,) * 3
_HEADS = [f"列{place}" for place in range(1, COLUMNS + 1)]


def measure(folder: Path) -> list[Line]:
    """Measure a view of 20 columns, the whole list, and a workbook to be edited."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        place = Path(name)
        # An export is written down in the book, and the one that is measured stays as it is.
        shutil.copytree(folder, place / "book")
        return [
            *_lists("a view of 20 columns", "view", place),
            *_lists("the whole list", "list", place),
            _locked_line(place),
        ]


def _lists(what: str, which: str, place: Path) -> list[Line]:
    """Measure ours and the floor in turn, a few times, and the slower ways once."""
    book, full, masked = str(place / "book"), str(place / "full.xlsx"), str(place / "masked.xlsx")
    ours, seen, floors = [], [], []
    for _ in range(ROUNDS):
        ours.append(cost_of("our_export", book, full, which, "full"))
        floors.append(cost_of("bare_writer", full, str(place / "floor.xlsx")))
        seen.append(cost_of("our_export", book, masked, which, "masked"))
    floor = _least(floors)
    return [
        cost_line(f"{what}, full", _least(ours), floor=floor),
        cost_line(f"{what}, masked", _least(seen), floor=floor),
        *(
            cost_line(
                f"  {name}", _least(ours), theirs=cost_of(way, full, str(place / "other.xlsx"))
            )
            for name, way in (("openpyxl", "openpyxl_export"), ("pandas", "pandas_export"))
        ),
    ]


def _least(costs: list[Cost]) -> Cost:
    """Give the cost of the run that was disturbed the least."""
    return min(costs, key=lambda one: one.seconds)


def _locked_line(place: Path) -> Line:
    about = ListFile(
        sheet="客户", title="客户", author="王敏", written_at=datetime(2026, 9, 17, tzinfo=UTC)
    )
    columns = [
        ListColumn(heading=head, kind=kind) for head, kind in zip(_HEADS, _KINDS, strict=True)
    ]
    return Line(
        what=f"{LOCKED_ROWS:,} x {COLUMNS}, locked keys",
        ours=milliseconds(lambda: _locked(place / "locked.xlsx", about, columns)),
        floor=milliseconds(lambda: _openpyxl(place / "plain.xlsx")),
        note="cells locked and open, drop-downs, hidden base; floor: openpyxl, values alone",
    )


def _rows() -> Iterator[list[Any]]:
    day: date = TODAY
    for number in range(LOCKED_ROWS):
        yield [f"客户{number}文字"] * 14 + [Decimal(number) / 100] * 3 + [day] * 3


def _openpyxl(path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in _rows():
        sheet.append(row)
    book.save(path)


def _locked(path: Path, about: ListFile, columns: list[ListColumn]) -> None:
    opened = [
        LockedColumn(
            key=column.heading,
            column=column,
            is_open=place > 0,
            choices=("甲", "乙") if place == 1 else (),
        )
        for place, column in enumerate(columns)
    ]
    rows = (LockedRow(cells=row, base=[str(cell) for cell in row]) for row in _rows())
    write_locked(path, about, opened, rows)
