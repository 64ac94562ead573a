"""The 45 cases of dirty data, each as a real file with its exact outcome."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from branchcrm.exchange.errors import (
    EncryptedFileError,
    FileRefusedError,
    TemporaryLockFileError,
    UnsupportedFormatError,
)
from branchcrm.services.use_cases import Services

Tweak = Callable[[Workbook, Worksheet], object]
TEN = "甲乙丙丁戊己庚辛壬癸"
PHONE = "13900000001"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PAGE = f"<html><table><tr><td>姓名<td>手机</tr><tr><td>林国栋<td>{PHONE}</tr></table></html>"
TEXT = f"姓名,手机\n林国栋,{PHONE}\n"
GARBLED = "人民路八".encode().decode("gb18030")


def _plain(_book: Workbook, _sheet: Worksheet) -> None:
    """Leave the workbook as it is."""


@dataclass(frozen=True)
class Case:
    """A file and what becomes of it: created, unchanged, skipped, rejected, and why.

    `first` are fields of the first customer in the book, `doubts` what a person should look at.
    """

    number: int
    rows: Sequence[Sequence[object]] = ()
    content: bytes = b""
    name: str = ""
    tweak: Tweak = _plain
    counts: tuple[int, int, int, int] = (1, 0, 0, 0)
    reasons: tuple[str, ...] = ()
    first: dict[str, object] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def write(self, folder: Path) -> Path:
        if self.content:
            path = folder / (self.name or "a.csv")
            path.write_bytes(self.content)
            return path
        book = Workbook()
        sheet = book.worksheets[0]
        for row in self.rows:
            sheet.append(list(row))
        self.tweak(book, sheet)
        book.save(folder / "a.xlsx")
        return folder / "a.xlsx"


def one(heading: str, cell: object) -> list[list[object]]:
    """Give a table of one customer with one more column."""
    return [["姓名", "手机", heading], ["林国栋", PHONE, cell]]


def many(heading: str, *cells: object) -> list[list[object]]:
    """Give a table of as many customers as cells."""
    rows: list[list[object]] = [["姓名", "手机", heading]]
    rows += [[f"林国{TEN[n]}", f"1390000000{n}", cell] for n, cell in enumerate(cells)]
    return rows


def _second_sheet(book: Workbook, _sheet: Worksheet) -> None:
    sheet = book.create_sheet("2月")
    sheet.append(["姓名", "手机"])
    sheet.append(["周雅琴", "13900000002"])


def _hide(_book: Workbook, sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True


def _errors(_book: Workbook, sheet: Worksheet) -> None:
    sheet["C2"] = "=1+1"
    sheet["C3"] = "#N/A"
    sheet["C3"].data_type = "e"


def _macintosh(book: Workbook, _sheet: Worksheet) -> None:
    book.epoch = CALENDAR_MAC_1904


def _far_below(_book: Workbook, sheet: Worksheet) -> None:
    sheet.cell(1_000_000, 1).number_format = "@"


DATES = ("2024年3月1日", "2024.3.1", "2024/3/1", "20240301", "24-3-1", "二〇二四年三月一日")
CASES = (
    Case(1, content=TEXT.replace("国栋", "䶮").encode("gb18030"), first={"name": "林䶮"}),
    Case(2, content=TEXT.encode(), first={"name": "林国栋"}),
    Case(
        3,
        content=f"姓名,手机,地址\n林国栋,{PHONE},{GARBLED}\n".encode(),
        counts=(0, 0, 0, 1),
        reasons=("text_mojibake",),
    ),
    Case(
        3,
        content=f"姓名,手机,地址\n周雅,{PHONE},人民路八\n".encode().decode("gb18030").encode(),
        first={"name": "周雅", "address": "人民路八"},
        notices=("文件里的文字原来是乱码，已整体还原，请抽查几行",),
    ),
    Case(
        4,
        content=f"姓名,手机\n锟斤拷,{PHONE}\n林\ufffd栋,{PHONE}\n".encode(),
        counts=(0, 0, 0, 2),
        reasons=("text_lost",),
    ),
    Case(5, rows=one("单位", "某企業(yè)"), doubts=("text_pinyin",)),
    Case(6, content=TEXT.replace(",", "\t").encode("utf-16"), name="a.txt"),
    Case(7, content=PAGE.encode("gbk"), name="a.xls", first={"name": "林国栋", "phone": PHONE}),
    Case(7, content=TEXT.replace(",", "\t").encode("gbk"), name="a.xls"),
    Case(10, content=TEXT.replace(",", ";").encode(), first={"phone": PHONE}),
    Case(
        11,
        rows=[["××支行客户信息表"], ["制表日期：2026-09-01"], *one("地址", "滨江路")],
        tweak=lambda _, sheet: sheet.merge_cells("A1:C1"),
        first={"address": "滨江路"},
    ),
    Case(
        12,
        rows=[["姓名", "联系方式"], [None, "手机", "座机"], ["林国栋", PHONE, "0571-88886666"]],
        tweak=lambda _, sheet: sheet.merge_cells("B1:C1"),
        first={"phone": PHONE, "more_phones": "0571-88886666"},
    ),
    Case(13, rows=[["户名", "移动电话"], ["林国栋", PHONE]], first={"phone": PHONE}),
    Case(
        13,
        content=f"姓名,手機,電子郵箱\n林國棟,{PHONE},a@example.com\n".encode("big5"),
        first={"name": "林國棟", "phone": PHONE, "email": "a@example.com"},
    ),
    Case(14, rows=[[" 姓 名*", "手机号\n（必填）："], ["林国栋", PHONE]], first={"phone": PHONE}),
    Case(
        15,
        rows=[["姓名", "手机", "余额"], [None, None, "(万元)"], ["林国栋", PHONE, 1.5]],
        first={"balance": 1_500_000},
    ),
    Case(15, rows=one("存款(万元)", 1.5), first={"balance": 1_500_000}),
    Case(
        16,
        rows=[*one("余额", 1), ["小计", None, 1], [], ["合计", None, 3], ["平均", None, 1.5]],
        counts=(1, 0, 3, 0),
    ),
    Case(
        17,
        rows=[*one("余额", 1), ["姓名", "手机", "余额"], ["周雅琴", None, 2]],
        counts=(2, 0, 0, 0),
    ),
    Case(18, rows=[*one("余额", 1), ["填表人：王敏", "审核人：李"], ["注:2026"]]),
    Case(
        19,
        rows=many("地址", "甲路", "乙路"),
        tweak=_hide,
        counts=(2, 0, 0, 0),
        notices=("工作表“Sheet”里隐藏的 1 行、1 列已一并读取",),
    ),
    Case(
        20,
        rows=many("客户经理", "王敏", None, None),
        tweak=lambda _, sheet: sheet.merge_cells("C2:C3"),
        counts=(3, 0, 0, 0),
        first={"managed": 2},
    ),
    Case(21, rows=[["序号", "姓名", "手机"], [7, "林国栋", PHONE]], first={"code": "C-000001"}),
    Case(22, rows=one("地址", "甲路"), tweak=_second_sheet, counts=(2, 0, 0, 0)),
    Case(
        23,
        rows=many("身份证号", 110105194912310021, "110105194912310000", 440524188001010014),
        counts=(0, 0, 0, 3),
        reasons=("id_lost_digits",),
    ),
    Case(24, rows=one("身份证号", "1.10105E+17"), counts=(0, 0, 0, 1), reasons=("id_lost_digits",)),
    Case(25, rows=[["姓名", "手机"], ["林国栋", 13900000001.0]], first={"phone": PHONE}),
    Case(
        26,
        rows=[["姓名", "手机"], ["林国栋", "1.38E+10"], ["周雅琴", "1.38123E+10"]],
        counts=(0, 0, 0, 2),
        reasons=("phone_scientific",),
    ),
    Case(
        27,
        rows=one("银行卡号", 6222021234567894123),
        counts=(0, 0, 0, 1),
        reasons=("card_lost_digits",),
    ),
    Case(
        28,
        rows=[["姓名", "座机"], ["林国栋", "10-88886666"]],
        first={"phone": "010-88886666"},
        doubts=("phone_area_zero",),
    ),
    Case(
        29,
        rows=[["姓名", "手机"], ["林国栋", "１３９－００００－０００１"]],
        first={"phone": PHONE},
    ),
    Case(
        30,
        rows=[["姓名", "手机"], ["林国栋", f"010-88886666 / {PHONE}、13900000002"]],
        first={"phone": PHONE, "more_phones": "13900000002 010-88886666"},
    ),
    Case(
        31,
        rows=[["姓名", "手机"], ["林国栋", "010-88886666转801"]],
        first={"phone": "010-88886666转801"},
    ),
    Case(
        32,
        rows=[["姓名", "手机"], ["张　三", PHONE], ["李\u200b四\ufeff\xa0", "13900000002"]],
        counts=(2, 0, 0, 0),
        first={"name": "张三"},
    ),
    Case(32, rows=[["姓名", "手机"], ["John  Smith", PHONE]], first={"name": "John Smith"}),
    Case(
        33,
        rows=[["姓名", "手机"], ["张三(已故)", PHONE], ["王五/赵六", PHONE]],
        counts=(1, 0, 0, 1),
        reasons=("name_two_people",),
        first={"name": "张三", "note": "已故"},
        doubts=("name_note",),
    ),
    Case(
        33, rows=[["姓名", "手机"], ["李四先生", PHONE]], first={"name": "李四", "gender": "male"}
    ),
    Case(34, rows=[["姓名", "手机"], ["张?", PHONE]], doubts=("name_unknown",)),
    Case(34, rows=[["姓名", "手机"], ["李\ue863", PHONE]], doubts=("name_private",)),
    Case(
        34,
        rows=[["姓名", "手机"], ["王[龙天]", PHONE]],
        first={"name": "王[龙天]"},
        doubts=("name_described",),
    ),
    Case(
        35,
        rows=many("开户日期", *DATES, datetime(2024, 3, 1)),  # noqa: DTZ001 - a cell has no zone
        counts=(7, 0, 0, 0),
        first={"days": "2024-03-01"},
    ),
    Case(
        36,
        rows=many("开户日期", 45352, 60),
        counts=(1, 0, 0, 1),
        reasons=("date_phantom",),
        first={"days": "2024-03-01"},
    ),
    Case(36, rows=one("开户日期", 43890), tweak=_macintosh, first={"days": "2024-03-01"}),
    Case(
        37,
        rows=many("开户日期", "3月1日", "03/04/2024", "2024-02-30", "不详", "/", "长期", "同上"),
        counts=(2, 0, 0, 5),
        reasons=(
            *("date_ambiguous", "date_ditto", "date_invalid", "date_long_term"),
            "date_no_year",
        ),
    ),
    Case(
        38,
        rows=one("生日", "农历八月十五"),
        first={"birth_calendar": "lunar", "birth_month": 8, "birth_day": 15},
    ),
    Case(
        39,
        rows=many("余额", "¥12,000.00", "1.2万", "12,000元", "(1,200)", "—", "约1.2万"),
        counts=(5, 0, 0, 1),
        reasons=("amount_negative",),
        first={"balances": "1200000"},
        doubts=("amount_approximate",),
    ),
    Case(
        40,
        rows=many("余额", None, None),
        tweak=_errors,
        counts=(0, 0, 0, 2),
        reasons=("cell_error", "cell_formula"),
    ),
    Case(41, rows=[["姓名", "手机"], ["林国栋", f"'{PHONE}"]], first={"phone": PHONE}),
    Case(
        42,
        rows=many("性别", "男", "M", 1, "先生", "外星"),
        counts=(5, 0, 0, 0),
        first={"gender": "male"},
        doubts=("gender_unknown",),
    ),
    Case(
        43,
        rows=[*one("身份证号", None), *one("身份证号", None)[1:], ["林小栋", PHONE, None]],
        counts=(2, 1, 0, 0),
    ),
    Case(
        44,
        content=f'姓名,手机,备注\n林国栋,{PHONE},"第一行\n=cmd ""引号"""\n'.encode(),
        first={"note": '第一行\n=cmd "引号"'},
    ),
    Case(45, rows=one("地址", "甲路"), tweak=_far_below),
)
REFUSED: tuple[tuple[int, str, bytes, type[FileRefusedError]], ...] = (
    (8, "a.xlsx", OLE + "EncryptedPackage\0".encode("utf-16-le"), EncryptedFileError),
    (9, "~$a.xlsx", b"x" * 100, TemporaryLockFileError),
    (10, "a.et", b"x" * 100, UnsupportedFormatError),
)
_FIELDS = {
    "days": "SELECT group_concat(DISTINCT date(opened_on * 86400, 'unixepoch')) FROM customer",
    "balance": "SELECT value FROM customer_figure",
    "balances": "SELECT group_concat(DISTINCT value) FROM customer_figure",
    "managed": "SELECT count(manager_id) FROM customer",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"case{case.number}")
def test_a_file_ends_as_it_should(services: Services, tmp_path: Path, case: Case) -> None:
    report = services.imports.import_file(case.write(tmp_path))
    outcome, found = report.outcome, report.outcome.counts
    assert (found.created, found.unchanged, found.skipped, found.rejected) == case.counts
    assert tuple(sorted(one.code for one in outcome.reasons)) == case.reasons
    doubts = {
        issue.code for rows in report.tally.doubts.values() for row in rows for issue in row.issues
    }
    assert set(case.doubts) <= doubts
    assert set(case.notices) <= {notice.text(str) for notice in outcome.notices}
    with services.context.read() as work:
        for name, value in case.first.items():
            sql = _FIELDS.get(name, f"SELECT {name} FROM customer ORDER BY id")  # noqa: S608 - ours
            kept = work.connection.exec_driver_sql(sql).scalar()
            if name == "more_phones":
                kept = str(kept).replace("|", " ")
            assert kept == value


@pytest.mark.parametrize(("number", "name", "content", "refusal"), REFUSED)
def test_a_file_that_cannot_be_read_is_refused(
    services: Services,
    tmp_path: Path,
    number: int,
    name: str,
    content: bytes,
    refusal: type[FileRefusedError],
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(refusal):
        services.imports.import_file(tmp_path / name)
    assert number in range(1, 46)


def test_every_case_has_a_file() -> None:
    tried = {case.number for case in CASES} | {number for number, *_ in REFUSED}
    assert tried == set(range(1, 46))
