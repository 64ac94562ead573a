"""Files that go out open in LibreOffice with every cell as it was written."""

import shutil
import subprocess
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.list_writer import ColumnKind, ListColumn, ListFile, write_list
from branchcrm.exchange.locked_book import LockedColumn, LockedRow, write_locked
from branchcrm.exchange.template_writer import write_template

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PATIENCE_SECONDS = 240

pytestmark = pytest.mark.skipif(
    OFFICE is None,
    reason="NOT CHECKED: LibreOffice is not installed, so no exported file was opened in it",
)

ABOUT = ListFile(
    sheet="客户",
    title="客户",
    author="王敏",
    written_at=datetime(2026, 9, 17, 6, 32, tzinfo=UTC),
    notices=(("网点", "人民路网点"), ("导出人", "王敏")),
)
COLUMNS = [
    ListColumn(heading="客户编号"),
    ListColumn(heading="证件号码", width=22),
    ListColumn(heading="备注"),
    ListColumn(heading="金额", kind=ColumnKind.MONEY),
    ListColumn(heading="次数", kind=ColumnKind.NUMBER),
    ListColumn(heading="开户日期", kind=ColumnKind.DATE),
    ListColumn(heading="时间", kind=ColumnKind.MOMENT),
]
ROWS: list[list[object]] = [
    [
        "000318",
        "11010519491231002X",
        "=HYPERLINK(1)",
        Decimal("68420.10"),
        7,
        date(2019, 6, 12),
        datetime(2026, 9, 1, 10, 20),  # noqa: DTZ001 - a workbook knows no zones
    ],
    ["000319", "330106198005050123", "+86 第一行\n第二行", Decimal("-3120.00"), 0, None, None],
]


def opened(path: Path, folder: Path) -> Path:
    """Have LibreOffice open a file and save it anew; give the saved file."""
    profile = (folder / "profile").as_uri()
    out = folder / "opened"
    done = subprocess.run(  # noqa: S603 - a program of this machine on our own file
        [
            str(OFFICE),
            "--headless",
            f"-env:UserInstallation={profile}",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(out),
            str(path),
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=True,
    )
    assert "Error" not in done.stdout + done.stderr
    return out / path.name


def test_a_list_opens_with_texts_numbers_and_dates_as_written(tmp_path: Path) -> None:
    target = tmp_path / "客户.xlsx"
    write_list(target, ABOUT, COLUMNS, ROWS)
    sheet = load_workbook(opened(target, tmp_path))["客户"]
    rows = [list(line) for line in sheet.iter_rows(min_row=2, values_only=True)]
    moment = ROWS[0][6]
    assert rows[0] == [
        "000318",
        "11010519491231002X",
        "=HYPERLINK(1)",
        68420.1,
        7,
        datetime(2019, 6, 12),  # noqa: DTZ001 - a workbook knows no zones
        moment,
    ]
    assert rows[1][:5] == ["000319", "330106198005050123", "+86 第一行\n第二行", -3120, 0]
    assert sheet["C2"].data_type == "s"
    assert sheet["A2"].number_format == "@"
    assert sheet.auto_filter.ref == "A1:G3"


@pytest.mark.parametrize("kind", list(ImportKind))
def test_a_template_opens_with_its_drop_downs(tmp_path: Path, kind: ImportKind) -> None:
    target = tmp_path / "模板.xlsx"
    write_template(target, kind, lambda text: text)
    rules = load_workbook(target).worksheets[0].data_validations.count
    again = load_workbook(opened(target, tmp_path)).worksheets[0]
    assert again.data_validations.count == rules
    assert again["A1"].comment is not None


def test_a_workbook_to_be_edited_opens_locked_and_with_its_drop_downs(tmp_path: Path) -> None:
    columns = [
        LockedColumn(key="code", column=COLUMNS[0], is_open=False),
        LockedColumn(key="stage", column=COLUMNS[2], is_open=True, choices=("现有", "沉睡")),
    ]
    target = tmp_path / "可改.xlsx"
    rows = [LockedRow(cells=["000318", "=1+1"], base=["", "=1+1"])]
    assert write_locked(target, ABOUT, columns, rows) == 1
    sheet = load_workbook(opened(target, tmp_path)).worksheets[0]
    assert sheet["B2"].value == "=1+1"
    assert sheet["B2"].data_type == "s"
    assert sheet.protection.sheet
    assert sheet["A2"].protection.locked
    assert not sheet["B2"].protection.locked
    assert sheet.data_validations.count == 1
