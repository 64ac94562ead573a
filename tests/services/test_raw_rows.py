"""What a file held is kept with its import, sheet by sheet."""

import json
import zlib
from pathlib import Path

from openpyxl import Workbook

from branchcrm.services.use_cases import Services


def test_raw_rows_of_several_sheets_are_kept_under_their_names(
    services: Services, tmp_path: Path
) -> None:
    book = Workbook()
    book.worksheets[0].title = "甲"
    sheets = {
        "甲": [["客户姓名", "手机"], ["林国栋", "13900000271"]],
        "封面": [["网点年报"]],
        "乙": [["客户姓名", "手机"], ["周雅琴", "13800005678"]],
        "丙": [["客户姓名", "手机"], ["林国栋", "13900000271"]],
    }
    for name, rows in sheets.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book["丙"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert services.imports.import_file(tmp_path / "a.xlsx").outcome.counts.created == 2
    with services.context.read() as work:
        blocks = work.connection.exec_driver_sql("SELECT content FROM import_block ORDER BY id")
        kept = [json.loads(zlib.decompress(content)) for content in blocks.scalars()]
    assert [one[1] for one in kept[::2]] == ["甲", "乙"]
    assert [one[3][1][1][0] for one in kept[1::2]] == ["林国栋", "周雅琴"]
