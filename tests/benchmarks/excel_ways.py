"""The ways of reading, importing and exporting a workbook that are compared, ours and others'.

Each function prepares and gives the work to be timed; libraries load within it.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.cli.main import collect_rarely
from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.customer import CustomerDraft, CustomerKind
from branchcrm.exchange.reader.reading import FileReading
from branchcrm.reference.demo.branch import chunks
from branchcrm.reference.demo.plan import DemoPlan
from branchcrm.services.exports import ExportRequest
from tests.benchmarks.apart import Work
from tests.benchmarks.measure import TODAY, opened

NAIVE_ROWS = 300
VIEW = (
    *("kind", "tier", "gender", "birthday", "phone", "address", "employer", "occupation"),
    *("industry", "contact_name", "contact_title", "source", "note", "opened_on", "manager"),
    *("amount_12m", "last_seen"),
)
"""The fields of a view which, with number, name and who must not be contacted, has 20 columns."""
_FIRST = FirstUser(branch="测量", name="王敏")
_GENDERS = {"male": "男", "female": "女"}


def write_sample(path: str, rows: str) -> Work:
    """Write the workbook that is read: customers with 20 columns."""
    from rustpy_xlsxwriter import write_worksheet  # noqa: PLC0415 - measured

    return lambda: write_worksheet(records(int(rows)), path)


def records(rows: int) -> Iterator[dict[str, Any]]:
    """Invent customers as a branch's file holds them."""
    number = 0
    for chunk in chunks(DemoPlan(customers=rows, transactions=0, seed=5, today=TODAY)):
        for one in chunk.customers:
            facts = one.facts
            yield {
                "客户编号": f"X{number:06d}",
                "客户姓名": facts.name,
                "客户类型": "个人" if facts.kind is CustomerKind.PERSON else "企业",
                "性别": _GENDERS.get(facts.gender or "", ""),
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
            number += 1


def our_reading(path: str) -> Work:
    """Read as an import does: in the reading program."""

    def work() -> int:
        with FileReading(Path(path)) as reading:
            return sum(len(event) for event in reading.events() if isinstance(event, list))

    return work


def bare_calamine(path: str) -> Work:
    """Read values with nothing around: the floor of reading."""

    def work() -> int:
        from python_calamine import CalamineWorkbook  # noqa: PLC0415 - measured

        return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())

    return work


def openpyxl_reading(path: str) -> Work:
    """Read row by row."""

    def work() -> int:
        import openpyxl  # noqa: PLC0415 - measured

        sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
        return sum(1 for _ in sheet.iter_rows(values_only=True))

    return work


def pandas_reading(path: str, engine: str) -> Work:
    """Read into a frame."""

    def work() -> int:
        import pandas as pd  # noqa: PLC0415 - measured

        frame = pd.read_excel(path, dtype=str, engine=engine)  # type: ignore[call-overload]  # a known engine
        return len(frame)

    return work


def pandas_import(path: str, engine: str, folder: str) -> Work:
    """Read into a frame and write that into a plain database, with nothing checked."""

    def work() -> int:
        import pandas as pd  # noqa: PLC0415 - measured

        frame = pd.read_excel(path, dtype=str, engine=engine)  # type: ignore[call-overload]  # a known engine
        connection = sqlite3.connect(Path(folder) / f"{engine}.sqlite")
        frame.to_sql("customer", connection, index=False)
        connection.close()
        return len(frame)

    return work


def our_check(path: str, folder: str) -> Work:
    """Check a file as the wizard does before anything is written."""
    return _our_import(path, folder, dry_run=True)


def our_import(path: str, folder: str) -> Work:
    """Import a file whole: read, check, match, write, index, journal."""
    return _our_import(path, folder, dry_run=False)


def _our_import(path: str, folder: str, *, dry_run: bool) -> Work:
    collect_rarely()
    if not Path(folder).exists():
        create_book(Path(folder), _FIRST, fixed_clock(TODAY)).book.close()
    book, services = opened(Path(folder))

    def work() -> int:
        counts = services.imports.import_file(Path(path), dry_run=dry_run).outcome.counts
        book.close()
        return counts.rows

    return work


def bare_inserts(folder: str) -> Work:
    """Insert the rows of an imported book again, ready made, with their indexes kept."""
    book, services = opened(Path(folder))
    database = services.context.unit_of_work.database
    tables = ("customer", "customer_figure", "customer_summary")
    with services.context.read() as work:
        rows = {
            table: [tuple(row) for row in work.connection.exec_driver_sql(f"SELECT * FROM {table}")]  # noqa: S608 - ours
            for table in tables
        }
    connection = database.connect()
    connection.execute("PRAGMA foreign_keys = OFF")
    for table in tables:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
    connection.execute("VACUUM")

    def insert() -> int:
        connection.execute("BEGIN IMMEDIATE")
        for table in tables:
            marks = ",".join("?" * len(rows[table][0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows[table])  # noqa: S608 - ours
        connection.execute("COMMIT")
        book.close()
        return len(rows["customer"])

    return insert


def one_by_one(path: str, folder: str) -> Work:
    """Save some customers one by one, as a form would; each is an operation of its own."""
    del path
    book = create_book(Path(folder), _FIRST, fixed_clock(TODAY)).book
    services = book.services(book.actor())

    def work() -> int:
        for record in records(NAIVE_ROWS):
            draft = CustomerDraft(
                name=record["客户姓名"], code=record["客户编号"], phone=record["手机"]
            )
            services.customers.add(draft)
        book.close()
        return NAIVE_ROWS

    return work


def our_export(folder: str, target: str, which: str, how: str) -> Work:
    """Export every customer of a book: the columns of a view, or the whole list."""
    collect_rarely()
    book, services = opened(Path(folder))
    catalogue = services.filters.catalogue()
    found = [catalogue.get(key) for key in VIEW if which == "view"]
    fields = tuple(one for one in found if one is not None)
    request = ExportRequest(is_full=how == "full", fields=fields)

    def work() -> int:
        rows = services.exports.export(Path(target), request).rows
        book.close()
        return rows

    return work


def bare_writer(path: str, target: str) -> Work:
    """Write the cells of a workbook of ours with nothing around: the floor of writing."""
    table = _table(path)

    def work() -> int:
        from rustpy_xlsxwriter import write_worksheet  # noqa: PLC0415 - measured

        write_worksheet((dict(zip(table[0], row, strict=True)) for row in table[1:]), target)
        return len(table) - 1

    return work


def openpyxl_export(path: str, target: str) -> Work:
    """Write the same values row by row."""
    table = _table(path)

    def work() -> int:
        from openpyxl import Workbook  # noqa: PLC0415 - measured

        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in table:
            sheet.append(row)
        book.save(target)
        return len(table) - 1

    return work


def pandas_export(path: str, target: str) -> Work:
    """Write the same values from a frame."""
    table = _table(path)

    def work() -> int:
        import pandas as pd  # noqa: PLC0415 - measured

        pd.DataFrame(table[1:], columns=table[0]).to_excel(target, index=False)
        return len(table) - 1

    return work


def _table(path: str) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only where it is needed

    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
