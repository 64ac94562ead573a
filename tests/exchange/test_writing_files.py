"""Files that go out: typed, marked, in place all at once, and read back as they were."""

import errno
import os
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from branchcrm.domain.wording import Sentence, say
from branchcrm.exchange.cells import Cell, CellError, SheetRow
from branchcrm.exchange.columns import is_known_heading, match_table
from branchcrm.exchange.errors import (
    DiskFullError,
    TargetFolderError,
    TargetLockedError,
    TooManyRowsError,
    UnsupportedTargetError,
)
from branchcrm.exchange.fields import FIELDS, KIND_LABELS, ImportKind
from branchcrm.exchange.headings import make_heading
from branchcrm.exchange.issues import CellIssue
from branchcrm.exchange.list_writer import (
    NOTICE_SHEET,
    ColumnKind,
    ListColumn,
    ListFile,
    write_list,
)
from branchcrm.exchange.reader.reading import FileReading
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.exchange.rejected_writer import RejectedSheet, write_rejections
from branchcrm.exchange.rejection import Rejection
from branchcrm.exchange.table_finder import find_table
from branchcrm.exchange.target import replacing
from branchcrm.exchange.template_writer import write_template

ABOUT = ListFile(
    sheet="客户",
    title="客户列表 <全部>",
    author="王敏",
    written_at=datetime(2026, 9, 17, 6, 32, tzinfo=UTC),
    notices=(("网点", "人民路网点"), ("时间", "2026-09-17 14:32")),
)
COLUMNS = [
    ListColumn(heading="客户编号"),
    ListColumn(heading="手机"),
    ListColumn(heading="近 12 个月金额", kind=ColumnKind.MONEY),
    ListColumn(heading="开户日期", kind=ColumnKind.DATE),
]
ROW: list[object] = ["000318", "13800005678", Decimal("68420.10"), date(2019, 6, 12)]


def chinese(sentence: Sentence) -> str:
    return sentence.text()


def read(path: Path) -> dict[str, list[list[Cell]]]:
    found: dict[str, list[list[Cell]]] = {}
    with FileReading(path) as reading:
        for event in reading.events():
            if isinstance(event, SheetHead):
                name = event.name
                found[name] = []
            else:
                found[name].extend(row.cells for row in event)
    return found


def test_a_list_comes_back_as_it_was_written(tmp_path: Path) -> None:
    target = tmp_path / "客户.xlsx"
    assert write_list(target, ABOUT, COLUMNS, [ROW, [None, None, None, None]]) == 2
    sheets = read(target)
    assert sheets["客户"] == [
        ["客户编号", "手机", "近 12 个月金额", "开户日期"],
        ["000318", "13800005678", 68420.1, date(2019, 6, 12)],
    ]
    assert sheets[NOTICE_SHEET][1] == ["网点", "人民路网点"]


def test_a_list_has_types_widths_a_frozen_head_a_filter_and_properties(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_list(target, ABOUT, COLUMNS, [ROW])
    book = load_workbook(target)
    sheet = book["客户"]
    assert [sheet.cell(2, place).number_format for place in range(1, 5)] == [
        "@",
        "@",
        "#,##0.00",
        "yyyy-mm-dd",
    ]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:D2")
    assert (book.properties.title, book.properties.creator) == ("客户列表 <全部>", "王敏")


def test_formula_text_stays_inert_text(tmp_path: Path) -> None:
    write_list(tmp_path / "a.xlsx", ABOUT, COLUMNS[:1], [["=cmd|' /C calc'!A0"]])
    assert read(tmp_path / "a.xlsx")["客户"][1] == ["=cmd|' /C calc'!A0"]
    write_list(tmp_path / "a.csv", ABOUT, COLUMNS, [["=1+1", "+86 138", Decimal(-5), None]])
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines()[1] == "'=1+1,'+86 138,-5,"


def test_characters_that_no_workbook_can_hold_are_left_out(tmp_path: Path) -> None:
    write_list(tmp_path / "a.xlsx", ABOUT, COLUMNS[:1], [["甲\x07乙\ud800"]])
    assert read(tmp_path / "a.xlsx")["客户"][1] == ["甲乙"]


def test_rejected_rows_come_back_with_their_cells_and_reasons(tmp_path: Path) -> None:
    target = tmp_path / "r.xlsx"
    headings = [make_heading(0, ["姓名"]), make_heading(2, ["手机"])]
    issue = CellIssue(
        column=2, field="phone", code="phone_length", reason=say("手机号应为 11 位"), is_fatal=True
    )
    row = SheetRow(12, ["=顾晨", "x", "138567", 1.0])
    broken = SheetRow(13, [CellError("#N/A")])
    rejections = [Rejection(row=row, issues=[issue]), Rejection(row=broken, issues=[])]
    rejected = RejectedSheet(name="客户", headings=headings, rejections=rejections)
    assert write_rejections(target, [rejected], chinese) == 2
    assert read(target)["客户"] == [
        ["姓名", "手机", "不能导入的原因", "原文件行号"],
        ["=顾晨", "138567", "手机号应为 11 位", 12.0],
        [CellError("#N/A"), None, None, 13.0],
    ]
    sheet = load_workbook(target)["客户"]
    assert sheet["B2"].fill.fgColor.rgb == "00FDECEA"
    assert sheet["A2"].fill.fgColor.rgb != "00FDECEA"


@pytest.mark.parametrize("kind", list(ImportKind))
def test_a_template_is_understood_when_it_comes_back(tmp_path: Path, kind: ImportKind) -> None:
    write_template(tmp_path / "t.xlsx", kind, str)
    with FileReading(tmp_path / "t.xlsx", sheet=KIND_LABELS[kind]) as file:
        events = list(file.events())
    rows = [row for event in events if not isinstance(event, SheetHead) for row in event]
    table = find_table(rows, (), is_known_heading)
    assert table is not None
    matched = match_table(table, [])
    assert matched.kind is kind
    assert [one.field for one in matched.columns] == [spec.key for spec in FIELDS[kind]]


def test_a_target_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedTargetError):
        write_list(tmp_path / "a.ods", ABOUT, COLUMNS, [])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(TargetFolderError):
        write_list(tmp_path / "none" / "a.xlsx", ABOUT, COLUMNS, [])
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(TargetFolderError):
        write_list(tmp_path / "a.xlsx", ABOUT, COLUMNS, [])


@pytest.mark.parametrize(
    ("number", "refusal"), [(errno.ENOSPC, DiskFullError), (errno.EACCES, TargetLockedError)]
)
def test_a_refused_write_leaves_what_stood_there(
    tmp_path: Path, number: int, refusal: type[Exception]
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"before")
    with pytest.raises(refusal), replacing(target):
        raise OSError(number, os.strerror(number))
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_more_rows_than_a_sheet_holds_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("branchcrm.exchange.list_workbook.MOST_ROWS", 3)
    with pytest.raises(TooManyRowsError):
        write_list(tmp_path / "a.xlsx", ABOUT, COLUMNS[:1], [["1"], ["2"], ["3"], ["4"]])
    assert list(tmp_path.iterdir()) == []
