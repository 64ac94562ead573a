"""Makes one damaged file per seed from tables that branches have."""

import csv
import random
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from tests.fuzz.mutations import ARCHIVE_DAMAGES, BYTE_DAMAGES, damage_cells

Table = Sequence[Sequence[object]]
_CUSTOMERS: Final[Table] = (
    ("人民路网点客户台账",),
    (
        "序号",
        "客户姓名",
        "手机",
        "身份证号",
        "生日",
        "所属经理",
        "存款余额(万元)",
        "最后交易日",
        "备注",
    ),
    (
        1,
        "林国栋",
        "13900000271",
        "11010519491231002X",
        "1949-12-31",
        "王敏",
        128.64,
        "2026/9/16",
        "",
    ),
    (2, "周雅琴", 13800005678.0, "", "1979/2/18", "李浩", "6.842", 45352, "理财；教育金"),
    (3, "沈一帆", "0571-88886666", "", "农历八月十五", "王敏", "约5", "2026年9月3日", None),
    ("合计", None, None, None, None, None, 141.48, None, None),
    ("填表人：王敏",),
)
_TRADES: Final[Table] = (
    ("InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID"),
    ("536365", "A", "LAMP", 6, "2010-12-01 08:26", 2.55, 17850),
    ("C536366", "A", "LAMP", -1, "2010-12-01 09:00", 2.55, 17850),
    ("536367", "B", "CLOCK", 1, "2010-12-02", "5", None),
)
_VISITS: Final[Table] = (
    ("客户编号", "客户姓名", "回访时间", "事由", "状态", "结果", "回访人"),
    ("C1", "林国栋", "2026-09-01 10:00", "到期提醒", "已完成", "已续存", "王敏"),
    ("C2", "周雅琴", "2026-10-08", "生日", "计划", "", "李浩"),
)
_COMPLAINTS: Final[Table] = (
    ("投诉编号", "投诉人", "受理时间", "类别", "原因", "事实", "答复时间", "状态"),
    ("TS202609010001", "林国栋", "2026-09-01 10:00", "借记卡", "定价收费", "多扣费", "", "调查"),
)
_HOLDINGS: Final[Table] = (
    ("客户编号", "月份", "月日均AUM", "月末余额"),
    ("C1", "2026-08", "12.5万", 130000),
    ("C2", "2026年8月", 5000, "(200)"),
)
_CONTACTS: Final[Table] = (
    ("First Name", "Last Name", "File As", "Labels", "Phone 1 - Value", "Address 1 - City"),
    ("国栋", "林", "", "", "0571-88886666 ::: 13900000271", "杭州市"),
    ("John", "Smith", "", "", "+1 425-555-0100", "Seattle"),
)
TABLES: Final = (_CUSTOMERS, _TRADES, _VISITS, _COMPLAINTS, _HOLDINGS, _CONTACTS)
_ENCODINGS: Final = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def damaged_file(folder: Path, seed: int) -> Path:
    """Write the file of a seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable damage, no secrets
    table: Table = chance.choice(TABLES)
    if chance.random() < 0.6:
        table = damage_cells(chance, table)
    if chance.random() < 0.5:
        content = _text(chance, table)
        path = folder / f"{seed}.{chance.choice(('csv', 'txt', 'xlsx'))}"
        damages = BYTE_DAMAGES
    else:
        content = _workbook(table)
        path = folder / f"{seed}.{chance.choice(('xlsx', 'xlsx', 'xls', 'csv'))}"
        damages = (*BYTE_DAMAGES, *ARCHIVE_DAMAGES * 4)
    if chance.random() < 0.7:
        content = chance.choice(damages)(chance, content)
    path.write_bytes(content)
    return path


def _text(chance: random.Random, table: Table) -> bytes:
    stream = StringIO(newline="")
    writer = csv.writer(stream, delimiter=chance.choice(",,;\t|"))
    writer.writerows([["" if cell is None else cell for cell in row] for row in table])
    return stream.getvalue().encode(chance.choice(_ENCODINGS), "replace")


def _workbook(table: Table) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in table:
        cells = []
        for cell in row:
            text = ILLEGAL_CHARACTERS_RE.sub("", cell)[:32_767] if isinstance(cell, str) else cell
            cells.append(text)
        sheet.append(cells)
        for place, cell in enumerate(sheet[sheet.max_row], 1):
            if isinstance(cell.value, str):
                sheet.cell(cell.row, place).data_type = "s"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()
