"""Import of a workbook into an empty book, against saving row by row, and bare reading."""

import tempfile
from pathlib import Path
from typing import Any

import openpyxl
from python_calamine import CalamineWorkbook
from rustpy_xlsxwriter import write_worksheet

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.cli.main import collect_rarely
from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.customer import CustomerDraft, CustomerKind
from branchcrm.reference.demo.branch import chunks
from branchcrm.reference.demo.plan import DemoPlan
from branchcrm.services.imports import ImportService
from tests.benchmarks.measure import TODAY, Line, milliseconds, opened

ROWS = 100_000
_NAIVE_ROWS = 300


def measure(folder: Path) -> list[Line]:
    """Measure the whole way: read, check, match, write, index, journal."""
    collect_rarely()
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        path = Path(place) / "customers.xlsx"
        records = _records()
        write_worksheet(records, str(path))
        ours, rows = _import(Path(place) / "book", path)
        again = _again(Path(place) / "book", path)
        naive = _row_by_row(Path(place) / "naive", records[:_NAIVE_ROWS]) * ROWS / _NAIVE_ROWS
        naive += milliseconds(lambda: _read_slowly(path))
        floor = milliseconds(
            lambda: CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        )
    per_second = rows / ours * 1000
    return [
        Line(
            what=f"{ROWS:,} customers, empty book",
            ours=ours,
            naive=naive,
            floor=floor,
            note=f"{per_second:,.0f} rows/s; naive: openpyxl and one save a row; floor: reading",
        ),
        Line(what="the same file again", ours=again, note="changes nothing"),
    ]


def _records() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for chunk in chunks(DemoPlan(customers=ROWS, transactions=0, seed=5, today=TODAY)):
        for one in chunk.customers:
            facts = one.facts
            found.append(
                {
                    "客户编号": f"X{len(found):06d}",
                    "客户姓名": facts.name,
                    "客户类型": "个人" if facts.kind is CustomerKind.PERSON else "企业",
                    "性别": {"male": "男", "female": "女"}.get(facts.gender or "", ""),
                    "身份证号": facts.id_number,
                    "统一社会信用代码": facts.uscc,
                    "手机": facts.phone,
                    "地址": facts.address,
                    "单位": facts.employer,
                    "职业": facts.occupation,
                    "行业": facts.industry,
                    "联系人": facts.contact_name,
                    "联系人职务": facts.contact_title,
                    "来源": facts.source,
                    "开户日期": one.since.isoformat(),
                    "客户经理": f"经理{one.manager}",
                    "存款余额(万元)": round(one.worth * 3.3, 2),
                    "备注": facts.note,
                    "邮箱": "",
                    "微信": "",
                }
            )
    return found


def _import(folder: Path, path: Path) -> tuple[float, int]:
    book = create_book(folder, FirstUser(branch="测量", name="王敏"), fixed_clock(TODAY)).book
    service = ImportService(book.services(book.actor()).context)
    counts: list[int] = []
    took = milliseconds(lambda: counts.append(service.import_file(path).outcome.counts.created))
    book.close()
    return took, counts[0]


def _again(folder: Path, path: Path) -> float:
    book, services = opened(folder)
    took = milliseconds(lambda: ImportService(services.context).import_file(path))
    book.close()
    return took


def _row_by_row(folder: Path, records: list[dict[str, Any]]) -> float:
    book = create_book(folder, FirstUser(branch="测量", name="王敏"), fixed_clock(TODAY)).book
    services = book.services(book.actor())

    def save() -> None:
        for record in records:
            draft = CustomerDraft(
                name=record["客户姓名"], code=record["客户编号"], phone=record["手机"]
            )
            services.customers.add(draft)

    took = milliseconds(save)
    book.close()
    return took


def _read_slowly(path: Path) -> int:
    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    return sum(1 for _ in sheet.iter_rows(values_only=True))
