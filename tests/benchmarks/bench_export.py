"""A plain list as a workbook, against openpyxl, pandas and the bare Rust writer."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from rustpy_xlsxwriter import write_worksheet

from branchcrm.exchange.list_writer import ColumnKind, ListColumn, ListFile, write_list
from branchcrm.exchange.locked_book import LockedColumn, LockedRow, write_locked
from tests.benchmarks.measure import TODAY, Line, milliseconds

ROWS = 100_000
LOCKED_ROWS = 20_000
COLUMNS = 20
_KINDS = (ColumnKind.TEXT,) * 14 + (ColumnKind.MONEY,) * 3 + (ColumnKind.DATE,) * 3
_HEADS = [f"列{place}" for place in range(1, COLUMNS + 1)]


def measure(folder: Path) -> list[Line]:
    """Measure 100,000 rows of 20 columns, and a workbook to be edited beside it."""
    columns = [
        ListColumn(heading=head, kind=kind) for head, kind in zip(_HEADS, _KINDS, strict=True)
    ]
    about = ListFile(
        sheet="客户", title="客户", author="王敏", written_at=datetime(2026, 9, 17, tzinfo=UTC)
    )
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        place = Path(name)
        ours = milliseconds(lambda: write_list(place / "ours.xlsx", about, columns, _rows()))
        naive = milliseconds(lambda: _openpyxl(place / "naive.xlsx", ROWS))
        floor = milliseconds(lambda: write_worksheet(_records(), str(place / "floor.xlsx")))
        frames = milliseconds(lambda: _pandas(place / "frames.xlsx"))
        locked = milliseconds(lambda: _locked(place / "locked.xlsx", about, columns))
        plain = milliseconds(lambda: _openpyxl(place / "plain.xlsx", LOCKED_ROWS))
    return [
        Line(
            what=f"{ROWS:,} x {COLUMNS}",
            ours=ours,
            naive=naive,
            floor=floor,
            note="typed, wide, frozen, filtered; naive: openpyxl write-only; floor: writer alone",
        ),
        Line(
            what=f"{ROWS:,} x {COLUMNS}, pandas",
            ours=ours,
            naive=frames,
            note="naive: DataFrame.to_excel without widths, formats, filter",
        ),
        Line(
            what=f"{LOCKED_ROWS:,} x {COLUMNS}, locked keys",
            ours=locked,
            floor=plain,
            note="cells locked and open, drop-downs, hidden base; floor: openpyxl, values alone",
        ),
    ]


def _rows() -> Iterator[list[Any]]:
    day: date = TODAY
    for number in range(ROWS):
        yield [f"客户{number}文字"] * 14 + [Decimal(number) / 100] * 3 + [day] * 3


def _records() -> Iterator[dict[str, Any]]:
    for row in _rows():
        yield dict(zip(_HEADS, row, strict=True))


def _openpyxl(path: Path, count: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for _number, row in zip(range(count), _rows(), strict=False):
        sheet.append(row)
    book.save(path)


def _pandas(path: Path) -> None:
    pd.DataFrame.from_records(_rows(), columns=_HEADS).to_excel(path, index=False)


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
    rows = (
        LockedRow(cells=row, base=[str(cell) for cell in row])
        for _number, row in zip(range(LOCKED_ROWS), _rows(), strict=False)
    )
    write_locked(path, about, opened, rows)
