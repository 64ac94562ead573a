"""A plain list as a workbook, against openpyxl and against the bare Rust writer."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from rustpy_xlsxwriter import write_worksheet

from branchcrm.exchange.list_writer import ColumnKind, ListColumn, ListFile, write_list
from tests.benchmarks.measure import TODAY, Line, milliseconds

ROWS = 100_000
COLUMNS = 20
_KINDS = (ColumnKind.TEXT,) * 14 + (ColumnKind.MONEY,) * 3 + (ColumnKind.DATE,) * 3


def measure(folder: Path) -> list[Line]:
    """Measure 100,000 rows of 20 columns."""
    columns = [ListColumn(heading=f"列{place}", kind=kind) for place, kind in enumerate(_KINDS, 1)]
    about = ListFile(
        sheet="客户", title="客户", author="王敏", written_at=datetime(2026, 9, 17, tzinfo=UTC)
    )
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        ours = milliseconds(lambda: write_list(Path(place) / "ours.xlsx", about, columns, _rows()))
        naive = milliseconds(lambda: _openpyxl(Path(place) / "naive.xlsx"))
        floor = milliseconds(lambda: write_worksheet(_records(), str(Path(place) / "floor.xlsx")))
    return [
        Line(
            what=f"{ROWS:,} x {COLUMNS}",
            ours=ours,
            naive=naive,
            floor=floor,
            note="typed, wide, frozen, filtered; naive: openpyxl; floor: the writer alone",
        )
    ]


def _rows() -> Iterator[list[Any]]:
    day: date = TODAY
    for number in range(ROWS):
        yield [f"客户{number}文字"] * 14 + [Decimal(number) / 100] * 3 + [day] * 3


def _records() -> Iterator[dict[str, Any]]:
    heads = [f"列{place}" for place in range(1, COLUMNS + 1)]
    for row in _rows():
        yield dict(zip(heads, row, strict=True))


def _openpyxl(path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in _rows():
        sheet.append(row)
    book.save(path)
