"""How an import counts, what it matches, and what it leaves behind."""

import json
import zlib
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typing_extensions import override

from branchcrm.bootstrap import Book
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import BranchCrmError, CancelledError, NotAllowedError
from branchcrm.domain.ids import BranchId, CustomerId, StaffId
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.rights import Actor, Role
from branchcrm.domain.wording import Sentence
from branchcrm.exchange.errors import NoTableError
from branchcrm.exchange.reader.frames import parse_frame
from branchcrm.services.import_run import LackingColumnsError
from branchcrm.services.import_terms import Decision, ImportRequest, OnMatch, RowPlace
from branchcrm.services.use_cases import Services

HEADS = ["客户姓名", "手机", "身份证号", "客户经理", "地址", "余额(万元)"]
LIN = ["林国栋", "13900000271", "11010519491231002X", "王敏", "滨江路 16 号", 12.5]
ZHOU = ["周雅琴", "13800005678", None, "赵倩", None, 0.6]


def workbook(path: Path, *rows: Sequence[object], sheet: str = "客户") -> Path:
    book = Workbook()
    book.worksheets[0].title = sheet
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def counts(report: object) -> tuple[int, ...]:
    found = report.outcome.counts  # type: ignore[attr-defined]  # an ImportReport
    return (found.created, found.updated, found.unchanged, found.skipped, found.rejected)


def value(services: Services, sql: str) -> object:
    with services.context.read() as work:
        return work.connection.exec_driver_sql(sql).scalar()


def test_every_row_is_counted_once(services: Services, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ["人民路网点客户表"],
        HEADS,
        LIN,
        ZHOU,
        HEADS,
        [],
        ["林国栋", "13900000271", None, None, None, None],
        ["坏", "138", None, None, None, None],
        ["合计", None, None, None, None, 13.1],
        ["填表人：王敏"],
    )
    report = services.imports.import_file(path)
    assert counts(report) == (2, 0, 1, 1, 1)
    assert report.outcome.counts.rows == 5
    assert [(one.code, one.count, one.example_row) for one in report.outcome.reasons] == [
        ("phone_length", 1, 8)
    ]


def test_the_same_file_again_changes_nothing(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADS, LIN, ZHOU)
    services.imports.import_file(path)
    before = len(services.history.latest())
    again = services.imports.import_file(path)
    assert counts(again) == (0, 0, 2, 0, 0)
    assert again.outcome.operation_id is None
    assert len(services.history.latest()) == before


def test_a_dry_run_counts_the_same_and_writes_nothing(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADS, LIN, ZHOU)
    dry = services.imports.import_file(path, dry_run=True)
    assert value(services, "SELECT count(*) FROM customer") == 0
    assert value(services, "SELECT count(*) FROM staff") == 1
    assert counts(services.imports.import_file(path)) == counts(dry)


def test_a_matched_row_only_fills_blank_fields(services: Services, tmp_path: Path) -> None:
    services.customers.add(CustomerDraft(name="林国栋", phone="13900000271", address="旧地址"))
    report = services.imports.import_file(workbook(tmp_path / "a.xlsx", HEADS, LIN))
    assert counts(report) == (0, 1, 0, 0, 0)
    kept = services.customers.draft_of(CustomerId(1))
    assert (kept.address, kept.id_number[:3]) == ("旧地址", "110")


@pytest.mark.parametrize(
    ("on_match", "expected", "address"),
    [
        (OnMatch.SKIP, (0, 0, 0, 1, 0), "旧地址"),
        (OnMatch.OVERWRITE, (0, 1, 0, 0, 0), "滨江路 16 号"),
        (OnMatch.CREATE, (1, 0, 0, 0, 0), "旧地址"),
    ],
)
def test_a_matched_row_is_treated_as_asked(
    services: Services,
    tmp_path: Path,
    on_match: OnMatch,
    expected: tuple[int, ...],
    address: str,
) -> None:
    services.customers.add(CustomerDraft(name="林国栋", phone="13900000271", address="旧地址"))
    path = workbook(tmp_path / "a.xlsx", HEADS, LIN)
    report = services.imports.import_file(path, ImportRequest(on_match=on_match))
    assert counts(report) == expected
    assert services.customers.draft_of(CustomerId(1)).address == address


def test_a_decision_about_one_row_takes_the_named_fields(
    services: Services, tmp_path: Path
) -> None:
    services.customers.add(
        CustomerDraft(name="林国栋", phone="13900000271", address="旧地址", employer="旧单位")
    )
    path = workbook(tmp_path / "a.xlsx", [*HEADS, "单位"], [*LIN, "新单位"])
    decisions = {
        RowPlace("客户", 2): Decision(on_match=OnMatch.OVERWRITE, fields=frozenset(["address"]))
    }
    services.imports.import_file(path, ImportRequest(decisions=decisions))
    kept = services.customers.draft_of(CustomerId(1))
    assert (kept.address, kept.employer) == ("滨江路 16 号", "旧单位")


def test_the_same_phone_with_another_name_is_another_customer(
    services: Services, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "a.xlsx", HEADS[:2], ["林国栋", "13900000271"], ["林小栋", "13900000271"]
    )
    assert counts(services.imports.import_file(path)) == (2, 0, 0, 0, 0)


def test_namesakes_with_one_birthday_and_other_numbers_stay_apart(
    services: Services, tmp_path: Path
) -> None:
    heads = ["姓名", "生日", "手机", "证件号码"]
    path = workbook(
        tmp_path / "a.xlsx",
        heads,
        ["王伟", "1980-01-01", "13800000001", None],
        ["王伟", "1980-01-01", "13800000002", None],
        ["王伟", "1980-01-01", None, None],
    )
    assert counts(services.imports.import_file(path)) == (2, 0, 1, 0, 0)


def test_a_repeat_within_the_file_fills_the_first(services: Services, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ["姓名", "手机", "地址"],
        ["林国栋", "13900000271", None],
        ["林国栋", "13900000271", "滨江路 16 号"],
    )
    assert counts(services.imports.import_file(path)) == (1, 1, 0, 0, 0)
    assert services.customers.draft_of(CustomerId(1)).address == "滨江路 16 号"


def test_a_repeat_far_below_finds_the_figures_of_the_first(
    services: Services, tmp_path: Path
) -> None:
    heads = ["姓名", "手机", "余额"]
    people = [[f"客户{number:05}号", None, 1.0] for number in range(1200)]
    repeat = ["林国栋", "13900000271", 5.0]
    path = workbook(tmp_path / "a.xlsx", heads, repeat, *people, repeat)
    assert counts(services.imports.import_file(path)) == (1201, 0, 1, 0, 0)


def test_codes_of_the_file_and_codes_we_give_never_meet(services: Services, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ["客户编号", "姓名"],
        [None, "林国栋"],
        ["C-000001", "周雅琴"],
        ["C-000009", "沈一帆"],
    )
    assert counts(services.imports.import_file(path)) == (3, 0, 0, 0, 0)
    assert services.customers.draft_of(services.customers.id_of("C-000001")).name == "周雅琴"


def test_a_code_that_lies_in_the_recycle_bin_is_refused_by_name(
    services: Services, tmp_path: Path
) -> None:
    services.customers.add(CustomerDraft(name="林国栋", code="K1"))
    services.customers.remove([CustomerId(1)])
    report = services.imports.import_file(
        workbook(tmp_path / "a.xlsx", ["客户编号", "姓名"], ["K1", "林国栋"])
    )
    assert report.outcome.reasons[0].code == "customer_removed"


def test_creating_over_a_taken_code_is_refused(services: Services, tmp_path: Path) -> None:
    services.customers.add(CustomerDraft(name="林国栋", code="K1"))
    path = workbook(tmp_path / "a.xlsx", ["客户编号", "姓名"], ["K1", "周雅琴"])
    report = services.imports.import_file(path, ImportRequest(on_match=OnMatch.CREATE))
    assert report.outcome.reasons[0].code == "code_taken"


def test_an_unknown_account_manager_is_listed_for_review(
    services: Services, tmp_path: Path
) -> None:
    report = services.imports.import_file(workbook(tmp_path / "a.xlsx", HEADS, LIN, ZHOU))
    people = {one.name: one for one in services.staff.people()}
    assert people["赵倩"].needs_review
    assert people["赵倩"].login is None
    assert any("赵倩" in notice.text() for notice in report.outcome.notices)


def test_reported_figures_are_dated_and_decide_tiers(services: Services, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ["姓名", "年累计(万元)", "最后交易日"],
        *[
            [f"林国栋{sign}", float(number), "2026-09-01"]
            for number, sign in enumerate("甲乙丙丁", 1)
        ],
    )
    services.imports.import_file(path)
    assert value(services, "SELECT max(value) FROM customer_figure WHERE measure='amount_12m'") == (
        4_000_000
    )
    assert value(services, "SELECT count(*) FROM customer_summary WHERE tier != 'none'") == 4


def test_a_changed_figure_of_the_same_day_replaces_the_one_before(
    services: Services, tmp_path: Path
) -> None:
    heads = ["姓名", "手机", "余额"]
    services.imports.import_file(
        workbook(tmp_path / "a.xlsx", heads, ["林国栋", "13900000271", 1.0])
    )
    report = services.imports.import_file(
        workbook(tmp_path / "b.xlsx", heads, ["林国栋", "13900000271", 2.0])
    )
    assert counts(report) == (0, 1, 0, 0, 0)
    assert value(services, "SELECT group_concat(value) FROM customer_figure") == "200"


def test_undo_takes_back_rows_staff_and_figures(services: Services, tmp_path: Path) -> None:
    services.customers.add(CustomerDraft(name="林国栋", phone="13900000271"))
    services.imports.import_file(workbook(tmp_path / "a.xlsx", HEADS, LIN, ZHOU))
    assert services.history.undo().kept == ()
    assert value(services, "SELECT count(*) FROM customer") == 1
    assert value(services, "SELECT count(*) FROM staff") == 1
    assert value(services, "SELECT count(*) FROM customer_figure") == 0
    assert services.customers.draft_of(CustomerId(1)).address == ""


def test_undo_keeps_and_names_a_customer_on_whom_someone_worked(
    services: Services, tmp_path: Path
) -> None:
    services.imports.import_file(workbook(tmp_path / "a.xlsx", HEADS, LIN, ZHOU))
    operation = services.history.latest(limit=1)[0]
    found = services.customers.search("林国栋").hits[0].row.id
    services.customers.edit(found, CustomerDraft(name="林国梁", phone="13900000271"))
    kept = services.history.undo(operation.id).kept
    assert [row.row.split()[0] for row in kept] == ["林国梁"]


def test_raw_rows_are_kept_with_the_import(services: Services, tmp_path: Path) -> None:
    services.imports.import_file(workbook(tmp_path / "a.xlsx", HEADS, LIN))
    assert value(services, "SELECT file_name FROM import_batch") == "a.xlsx"
    with services.context.read() as work:
        named, rows = work.connection.exec_driver_sql("SELECT content FROM import_block").scalars()
    assert json.loads(zlib.decompress(named)) == ["sheet", "客户"]
    *_, numbered = parse_frame(zlib.decompress(rows))
    assert [cells[:2] for _, cells in numbered] == [HEADS[:2], LIN[:2]]


def test_an_edited_cell_is_taken_instead_of_the_file(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADS[:2], ["林国栋", "139000"])
    place = RowPlace("客户", 2)
    report = services.imports.import_file(
        path, ImportRequest(edits={(place, 1): "13900000271", (place, 7): "x"})
    )
    assert counts(report) == (1, 0, 0, 0, 0)


def test_a_deselected_row_is_skipped(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADS, LIN, ZHOU)
    request = ImportRequest(deselected=frozenset([RowPlace("客户", 3)]))
    assert counts(services.imports.import_file(path, request)) == (1, 0, 0, 1, 0)


def test_a_corrected_mapping_is_remembered_for_the_same_columns(
    services: Services, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", ["姓名", "手机", "栏目甲"], ["林国栋", None, "滨江路"])
    request = ImportRequest(mapping='{"columns": {"栏目甲": "address"}}', remembers=True)
    services.imports.import_file(path, request)
    seen = services.imports.inspect(path)
    assert [one.field for one in seen.sheets[0].columns] == ["name", "phone", "address"]
    assert seen.sheets[0].columns[2].matched_by == "remembered"


def test_several_sheets_are_imported_and_hidden_ones_are_named(
    services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    book = Workbook()
    book.worksheets[0].title = "九月"
    hidden = book.create_sheet("备查")
    hidden.sheet_state = "hidden"
    for sheet, name in ((book.worksheets[0], "林国栋"), (book.create_sheet("十月"), "周雅琴")):
        sheet.append(["姓名", "手机"])
        sheet.append([name, None])
    hidden.append(["姓名", "手机"])
    book.save(path)
    report = services.imports.import_file(path)
    assert counts(report) == (2, 0, 0, 0, 0)
    assert any("备查" in notice.text() for notice in report.outcome.notices)


def test_hidden_rows_are_read_and_told(services: Services, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADS, LIN, ZHOU)
    book = load_workbook(path)
    book.worksheets[0].row_dimensions[3].hidden = True
    book.save(path)
    report = services.imports.import_file(path)
    assert counts(report)[0] == 2
    assert any("隐藏的 1 行" in notice.text() for notice in report.outcome.notices)


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([["什么", "都", "不是"], ["1", "2", "3"]], NoTableError),
        (
            [["交易日期", "产品名称", "客户经理", "备注"], ["2026-09-01", "甲", "乙", "丙"]],
            NoTableError,
        ),
    ],
)
def test_a_file_without_a_known_table_is_refused(
    services: Services,
    tmp_path: Path,
    rows: list[list[object]],
    refusal: type[BranchCrmError],
) -> None:
    with pytest.raises(refusal):
        services.imports.import_file(workbook(tmp_path / "a.xlsx", *rows))


def test_a_table_without_what_it_needs_names_the_columns(
    services: Services, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", ["姓名", "手机", "地址"], ["林国栋", None, None])
    with pytest.raises(LackingColumnsError, match="日期、金额"):
        services.imports.import_file(path, ImportRequest(kind="transactions"))


def test_a_stopped_import_leaves_nothing(services: Services, tmp_path: Path) -> None:
    class Stopping(NoProgress):
        @override
        def report(self, done: int, total: int, note: Sentence | None = None) -> None:
            del total, note
            if done:
                raise CancelledError

    path = workbook(tmp_path / "a.xlsx", HEADS, LIN, ZHOU)
    with pytest.raises(CancelledError):
        services.imports.import_file(path, progress=Stopping())
    assert value(services, "SELECT count(*) FROM customer") == 0


def test_an_auditor_may_not_import(book: Book, tmp_path: Path) -> None:
    auditor = Actor(staff_id=StaffId(1), name="审计", role=Role.AUDITOR, branch_id=BranchId(1))
    with pytest.raises(NotAllowedError):
        book.services(auditor).imports.import_file(tmp_path / "a.xlsx")


def test_rejected_rows_come_back_as_a_workbook_that_imports_once_corrected(
    services: Services, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", HEADS, LIN, ["顾晨", "138567", None, None, None, 1.0])
    report = services.imports.import_file(path)
    target = tmp_path / "rejected.xlsx"
    assert services.imports.write_rejections(report, target) == 1
    corrected = load_workbook(target)
    corrected.worksheets[0]["B2"] = "13800000567"
    corrected.save(target)
    assert counts(services.imports.import_file(target)) == (1, 0, 0, 0, 0)


def test_the_check_shows_problems_masked_and_what_differs_from_the_book(
    services: Services, tmp_path: Path
) -> None:
    services.customers.add(
        CustomerDraft(name="林国栋", phone="13900000271", address="旧地址", gender="male")
    )
    path = workbook(tmp_path / "a.xlsx", HEADS, LIN, ["顾晨", "1385678", None, None, None, "约5"])
    check = services.imports.check(path, ImportRequest())
    (problem,) = check.problems
    assert problem.is_rejected
    assert problem.cells[1] == "1385678"
    (known,) = check.known
    shown = {pair.field: (pair.kept, pair.offered, pair.is_same) for pair in known.pairs}
    assert shown["address"] == ("旧地址", "滨江路 16 号", False)
    assert shown["phone"] == ("139****0271", "139****0271", True)
    assert shown["manager_id"] == ("", "王敏", False)
    assert value(services, "SELECT count(*) FROM staff") == 1


LINES = ["客户号", "客户姓名", "交易日期", "金额", "产品名称", "单号"]


def test_transactions_create_customers_by_number_and_are_known_again(
    services: Services, tmp_path: Path
) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        LINES,
        [17850.0, None, datetime(2026, 9, 1, 8, 26), 15.3, "定期", "A1"],  # noqa: DTZ001 - a cell
        [17850.0, None, datetime(2026, 9, 1, 8, 26), 15.3, "定期", "A1"],  # noqa: DTZ001 - a cell
        ["17851", "林国栋", date(2026, 9, 2), -5, "基金", "C2"],
        [None, None, date(2026, 9, 2), 5, "基金", "A3"],
    )
    report = services.imports.import_file(path)
    assert counts(report) == (3, 0, 0, 0, 1)
    assert any(notice.text().startswith("1 行") for notice in report.outcome.notices)
    assert value(services, "SELECT group_concat(code) FROM customer ORDER BY code") == "17850,17851"
    assert (
        value(services, "SELECT kind FROM customer_transaction WHERE amount_cents < 0") == "refund"
    )
    assert counts(services.imports.import_file(path)) == (0, 0, 3, 0, 1)


def test_transactions_find_customers_by_number_id_or_name_and_phone(
    services: Services, tmp_path: Path
) -> None:
    services.customers.add(CustomerDraft(name="林国栋", phone="13900000271", code="K1"))
    services.customers.add(CustomerDraft(name="周雅琴", id_number="11010519491231002X"))
    services.customers.add(CustomerDraft(name="沈一帆", code="K9"))
    services.customers.remove([services.customers.id_of("K9")])
    heads = ["客户号", "客户姓名", "客户手机", "证件号码", "日期", "金额", "经办员工"]
    day = date(2026, 9, 1)
    path = workbook(
        tmp_path / "t.xlsx",
        heads,
        ["K1", None, None, None, day, 1, "王敏"],
        [None, "林国栋", "13900000271", None, day, 2, None],
        [None, None, None, "11010519491231002X", day, 3, None],
        [None, "没人认识", None, None, day, 4, None],
        ["K9", None, None, None, day, 5, None],
        [None, "新来的", "13900000999", None, day, 6, None],
    )
    report = services.imports.import_file(path)
    assert counts(report) == (4, 0, 0, 0, 2)
    assert {one.code for one in report.outcome.reasons} == {"customer_unknown", "customer_removed"}
    assert (
        value(
            services,
            "SELECT group_concat(amount_cents) FROM customer_transaction WHERE customer_id = 1",
        )
        == "100,200"
    )


def test_products_are_known_by_code_then_by_name(services: Services, tmp_path: Path) -> None:
    heads = ["客户号", "日期", "金额", "产品代码", "产品名称", "产品类别"]
    day = date(2026, 9, 1)
    path = workbook(
        tmp_path / "t.xlsx",
        heads,
        ["1", day, 1, "P1", "定期一号", "存款"],
        ["1", day, 2, "P1", "定期壹号", "存款"],
        ["1", day, 3, None, "基金A", None],
        ["1", day, 4, None, "基金 a", None],
        ["1", day, 5, None, None, None],
    )
    services.imports.import_file(path)
    assert [(one.name, one.code, one.line) for one in services.products.all()] == [
        ("定期一号", "P1", "deposit"),
        ("基金A", "", "other"),
    ]


@pytest.mark.parametrize("kind", ["customers", "transactions"])
def test_an_empty_template_imports_nothing(services: Services, tmp_path: Path, kind: str) -> None:
    services.imports.write_template(kind, tmp_path / "t.xlsx")
    report = services.imports.import_file(tmp_path / "t.xlsx")
    assert report.outcome.kinds == (kind,)
    assert report.outcome.counts.rows == 0
