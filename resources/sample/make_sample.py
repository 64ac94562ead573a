# ruff: noqa: INP001 - a script beside what it makes
"""Makes the sample workbook: a branch's customer list with the faults such lists have.

Run it as `python resources/sample/make_sample.py`; the people in it are invented.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerFacts
from branchcrm.reference.demo.people import person
from branchcrm.reference.demo.records import Opening

PATH = Path(__file__).parent / "sample_branch.xlsx"
MADE_ON = date(2026, 9, 1)
CUSTOMERS = 60
MANAGERS = ("王敏", "李浩", "赵倩")
PRODUCTS = ("一年定期存款", "稳健理财 90 天", "活期存款", "教育金保险", "大额存单", "日日盈")
HEADINGS = (
    *("序号", "客户编号", "客户姓名*", "性别", "身份证号码", "出生日期", "手机号码"),
    *("联系地址", "客户经理", "开户日期", "存款余额(万元)", "备注"),
)
TRADE_HEADINGS = ("客户编号", "客户姓名", "交易日期", "产品名称", "金额（元）", "经办人", "备注")
WIDTHS = (6, 11, 14, 6, 22, 14, 24, 44, 10, 14, 16, 20)
COLUMNS = {name: place for place, name in enumerate(HEADINGS)}
# Row of the list (from 0), heading, and what stands there instead of the right value.
FAULTS: tuple[tuple[int, str, object], ...] = (
    (2, "客户姓名*", "张　伟"),
    (4, "手机号码", "0571-8765 4321 / 138 5801 2277"),
    (6, "出生日期", "农历八月十五"),
    (7, "性别", "女士"),
    (9, "手机号码", "1.38E+10"),
    (11, "存款余额(万元)", "约5"),
    (13, "客户姓名*", "王五/赵六"),
    (15, "开户日期", "2019年3月1日"),
    (16, "开户日期", 43525),
    (18, "手机号码", "１３９－５７１２－３３４４"),
    (20, "身份证号码", 330106198803120000),
    (22, "出生日期", "1985-02-30"),
    (24, "备注", "手机是爱人的"),
    (27, "手机号码", "1385712345"),
    (30, "客户姓名*", "李秀珍(已故)"),
    (33, "出生日期", "不详"),
    (36, "存款余额(万元)", "—"),
    (39, "联系地址", "杭州市西湖区\n文三路 8 号"),
    (42, "身份证号码", "33010619750714223X"),
    (45, "客户姓名*", "阿依古丽•买买提"),
    (48, "开户日期", "18.6.12"),
    (51, "备注", "=合同另附"),
    (54, "手机号码", "13812345678.0"),
)


def build() -> Workbook:
    """Make the workbook with its two sheets."""
    random = Random("sample")  # noqa: S311 - invention, no secret
    people = [person(random, Opening(MADE_ON)) for _ in range(CUSTOMERS)]
    people[25] = replace(people[25], phone=people[24].phone, address=people[24].address)
    book = Workbook()
    book.properties.creator = "人民路网点"
    book.properties.created = book.properties.modified = datetime(2026, 9, 1, 8)  # noqa: DTZ001 - a document property has no zone
    sheet = book.worksheets[0]
    sheet.title = "客户信息"
    _write_customers(sheet, people, random)
    _write_trades(book.create_sheet("8月交易"), people, random)
    return book


def _write_customers(sheet: Worksheet, people: list[CustomerFacts], random: Random) -> None:
    sheet.append(["人民路网点客户信息表"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(HEADINGS))
    sheet.cell(1, 1).font = Font(size=16, bold=True)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")
    sheet.append([f"制表日期：{MADE_ON:%Y年%m月%d日}", *[None] * 9, "单位：万元"])
    sheet.append(HEADINGS)
    for cell in sheet[3]:
        cell.font = Font(bold=True)
        cell.border = Border(bottom=Side(style="thin"))
    first = 4
    for place, facts in enumerate(people):
        if place == CUSTOMERS // 2:
            sheet.append(["小计", *[None] * 9, 1286.4])
            sheet.append(HEADINGS)
        sheet.append(_customer(place, facts, random))
        if place in {19, CUSTOMERS // 2 - 1, 44, CUSTOMERS - 1}:
            column = COLUMNS["客户经理"] + 1
            sheet.merge_cells(
                start_row=first, end_row=sheet.max_row, start_column=column, end_column=column
            )
            first = sheet.max_row + (3 if place == CUSTOMERS // 2 - 1 else 1)
    sheet.append([None] * len(HEADINGS))
    sheet.append(["合计", *[None] * 9, 2710.55])
    sheet.append(["填表人：王敏", None, None, "审核人：陈建国"])
    for place, width in enumerate(WIDTHS):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.freeze_panes = "D4"


def _customer(place: int, facts: CustomerFacts, random: Random) -> list[object]:
    opened = MADE_ON - timedelta(days=random.randrange(60, 5000))
    born = facts.birthday
    row: list[object] = [
        place + 1,
        _code(place),
        facts.name,
        "男" if facts.gender is Gender.MALE else "女",
        facts.id_number,
        datetime.strptime(facts.id_number[6:14], "%Y%m%d") if born else None,  # noqa: DTZ007 - a cell has no zone
        int(facts.phone) if place % 3 else facts.phone,
        facts.address,
        MANAGERS[0] if place < 20 else MANAGERS[1] if place < 45 else MANAGERS[2],  # noqa: PLR2004 - three shares of the list
        datetime(opened.year, opened.month, opened.day),  # noqa: DTZ001 - a cell has no zone
        round(random.lognormvariate(2.2, 1.3), 2),
        random.choice((None, None, None, "代发工资", "老客户介绍", "少打电话")),
    ]
    for where, heading, value in FAULTS:
        if where == place:
            row[COLUMNS[heading]] = value
    return row


def _write_trades(sheet: Worksheet, people: list[CustomerFacts], random: Random) -> None:
    sheet.append(["人民路网点 8 月交易明细"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(TRADE_HEADINGS))
    sheet.append(TRADE_HEADINGS)
    for row in _trades(people, random):
        sheet.append(row)
    sheet.append(["合计", None, None, None, 3_206_480])
    for place, width in enumerate((11, 14, 14, 18, 14, 10, 16)):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    sheet.freeze_panes = "A3"


def _trades(people: list[CustomerFacts], random: Random) -> Iterator[list[object]]:
    for day in range(1, 32):
        for _ in range(random.randrange(2, 8)):
            place = min(int(random.expovariate(1 / 14)), CUSTOMERS - 1)
            amount: object = round(random.lognormvariate(8.6, 1.2), -1) + 10
            product = random.choice(PRODUCTS)
            note = None
            if random.random() < 0.03:  # noqa: PLR2004 - a few are taken back
                amount, note = f"({amount:,.2f})", "撤单"
            elif random.random() < 0.06:  # noqa: PLR2004 - some are written in 万
                amount = f"{random.randrange(2, 30)}万"
            when: object = datetime(2026, 8, day)  # noqa: DTZ001 - a cell has no zone
            if random.random() < 0.1:  # noqa: PLR2004 - some dates are text
                when = f"2026.8.{day}"
            yield [
                _code(place),
                people[place].name,
                when,
                product,
                amount,
                MANAGERS[place % 3],
                note,
            ]


def _code(place: int) -> str:
    return f"RM{place + 1:04d}"


if __name__ == "__main__":
    build().save(PATH)
