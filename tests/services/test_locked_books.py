"""Workbooks that are edited outside: keys locked, compared three ways, taken in one operation."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import CancelledError, NotAllowedError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.three_way import CellState, Side, compared
from branchcrm.domain.wording import say
from branchcrm.exchange.locked_book import NotOurBookError
from branchcrm.exchange.locked_sign import BASE_SHEET
from branchcrm.exchange.template_writer import LISTS_SHEET
from branchcrm.reference.catalogue import load_catalogue
from branchcrm.services import locked_review
from branchcrm.services.exports import ExportRequest
from branchcrm.services.locked_books import TakeBack
from branchcrm.services.locked_review import CellPlace
from branchcrm.services.use_cases import Services

PHONE = "13800005678"
FULL = ExportRequest(is_full=True)
ZHOU, LIN = CustomerId(1), CustomerId(2)


@pytest.fixture
def filled(services: Services) -> Services:
    """Two customers."""
    services.customers.add(
        CustomerDraft(
            name="周雅琴",
            phone=PHONE,
            birthday="农历八月十五",
            gender="female",
            employer="市第二实验小学",
            opened_on="2019-06-12",
            manager_id=services.actor.staff_id,
        )
    )
    services.customers.add(CustomerDraft(name="林国栋", phone="13900000271"))
    return services


def headings(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): place for place, cell in enumerate(sheet[1], start=1)}


def edit(path: Path, code: str, **values: str | None) -> None:
    """Change cells of a row, by the headings, as a person in Excel would."""

    def change(sheet: Worksheet) -> None:
        heads = headings(sheet)
        for row in sheet.iter_rows(min_row=2):
            if row[0].value == code:
                for heading, value in values.items():
                    row[heads[heading] - 1].value = value

    edited(path, change)


def edited(path: Path, change: Callable[[Worksheet], None]) -> None:
    book = load_workbook(path)
    change(book.worksheets[0])
    book.save(path)


def handed_out(services: Services, folder: Path, request: ExportRequest = FULL) -> Path:
    target = folder / "可改.xlsx"
    services.locked_books.hand_out(target, request)
    return target


@pytest.mark.parametrize(
    ("base", "file", "book", "state"),
    [
        ("a", "a", "a", CellState.SAME),
        ("a", "a", "b", CellState.SAME),
        ("a", "b", "a", CellState.CHANGED),
        ("a", "b", "b", CellState.AGREED),
        ("a", "b", "c", CellState.CONFLICT),
        ("a", "", "c", CellState.CONFLICT),
    ],
)
def test_a_cell_is_compared_three_ways(base: str, file: str, book: str, state: CellState) -> None:
    assert compared(base, file, book) is state


def test_keys_are_locked_and_choices_drop_down(filled: Services, tmp_path: Path) -> None:
    target = handed_out(filled, tmp_path)
    book = load_workbook(target)
    sheet = book.worksheets[0]
    heads = headings(sheet)
    assert sheet.protection.sheet
    assert sheet.cell(2, heads["客户编号"]).protection.locked
    assert sheet.cell(2, heads["层级（只读）"]).protection.locked
    assert not sheet.cell(2, heads["手机"]).protection.locked
    assert sheet.freeze_panes == "B2"
    assert len(sheet.data_validations.dataValidation) == 4
    assert book[BASE_SHEET].sheet_state == "veryHidden"
    assert book[LISTS_SHEET].sheet_state == "hidden"
    operation = filled.history.latest(limit=1)[0]
    assert operation.summary.text() == "导出可改工作簿 2 行到 可改.xlsx（完整）"


def test_what_was_not_touched_changes_nothing(filled: Services, tmp_path: Path) -> None:
    target = handed_out(filled, tmp_path)
    taken = filled.locked_books.take_back(target, TakeBack())
    assert (taken.updated, taken.changes) == (0, None)
    assert (taken.review.rows, taken.review.unchanged) == (2, 2)
    assert taken.review.refused == []


def test_changed_cells_are_taken_in_one_operation_and_undone(
    filled: Services, tmp_path: Path
) -> None:
    target = handed_out(filled, tmp_path)
    before = filled.customers.draft_of(ZHOU)
    edit(
        target,
        "C-000001",
        单位="滨江中学",
        手机="137-0000-1234",
        阶段="沉睡",
        客户经理=None,
        性别="",
    )
    review = filled.locked_books.review(target)
    assert {(one.label, one.base, one.file) for one in review.cells} == {
        ("单位", "市第二实验小学", "滨江中学"),
        ("手机", PHONE, "13700001234"),
        ("阶段", "现有", "沉睡"),
        ("客户经理", "王敏", ""),
        ("性别", "女", ""),
    }
    assert {one.state for one in review.cells} == {CellState.CHANGED}
    taken = filled.locked_books.take_back(target, TakeBack())
    assert taken.updated == 1
    assert taken.changes is not None
    after = filled.customers.draft_of(ZHOU)
    assert (after.employer, after.stage, after.manager_id) == ("滨江中学", "dormant", None)
    assert filled.customers.search("13700001234").total == 1
    filled.history.undo(taken.changes.operation_id)
    assert filled.customers.draft_of(ZHOU) == before


def test_a_conflict_keeps_the_book_unless_told_otherwise(filled: Services, tmp_path: Path) -> None:
    target = handed_out(filled, tmp_path)
    edit(target, "C-000001", 单位="滨江中学")
    edit(target, "C-000002", 单位="滨江商贸")
    filled.customers.edit(ZHOU, CustomerDraft(name="周雅琴", employer="市图书馆"))
    (conflict,) = filled.locked_books.review(target).conflicts
    assert (conflict.base, conflict.file, conflict.book) == (
        "市第二实验小学",
        "滨江中学",
        "市图书馆",
    )
    assert filled.locked_books.take_back(target, TakeBack()).updated == 1
    assert filled.customers.draft_of(ZHOU).employer == "市图书馆"
    assert filled.customers.draft_of(LIN).employer == "滨江商贸"
    decided = TakeBack(choices={CellPlace(ZHOU, "employer"): Side.FILE})
    assert filled.locked_books.take_back(target, decided).updated == 1
    assert filled.customers.draft_of(ZHOU).employer == "滨江中学"


def test_a_value_that_the_book_took_meanwhile_is_no_conflict(
    filled: Services, tmp_path: Path
) -> None:
    target = handed_out(filled, tmp_path)
    edit(target, "C-000002", 单位="滨江商贸")
    filled.customers.edit(
        LIN, CustomerDraft(name="林国栋", phone="13900000271", employer="滨江商贸")
    )
    taken = filled.locked_books.take_back(target, TakeBack(on_conflict=Side.FILE))
    assert taken.updated == 0
    assert [one.state for one in taken.review.cells] == [CellState.AGREED]


def test_bad_cells_are_refused_and_the_rest_of_the_row_is_taken(
    filled: Services, tmp_path: Path
) -> None:
    target = handed_out(filled, tmp_path)
    edit(target, "C-000001", 手机="138", 单位="滨江中学", 客户经理="无此人")
    taken = filled.locked_books.take_back(target, TakeBack())
    assert taken.updated == 1
    assert {(one.code, one.field) for one in taken.review.refused} == {
        ("C-000001", "phone"),
        ("C-000001", "manager"),
    }
    assert filled.customers.draft_of(ZHOU).employer == "滨江中学"


def test_rows_without_a_counterpart_are_named(filled: Services, tmp_path: Path) -> None:
    target = handed_out(filled, tmp_path)
    filled.customers.remove([LIN])

    def change(sheet: Worksheet) -> None:
        codes = [cell.value for cell in sheet["A"]]
        zhou = codes.index("C-000001") + 1
        sheet.append([sheet.cell(zhou, 1).value, "又一个"])
        sheet.append(["C-009999", "陌生人"])
        sheet.append([None, "没有编号"])
        sheet.append([None, None])

    edited(target, change)
    filled.customers.add(CustomerDraft(name="后来的人", code="C-009999"))
    review = filled.locked_books.review(target)
    assert sorted(one.reason.text() for one in review.refused) == sorted(
        [
            "客户在回收站里",
            "编号在文件里出现了两次",
            "导出时没有这一行，无法对照",
            "没有客户编号，新客户用普通导入",
        ]
    )
    assert review.rows == 5
    filled.customers.restore([LIN])

    def rename(sheet: Worksheet) -> None:
        sheet["A2"] = "C-008888"

    edited(target, rename)
    reasons = [one.reason.text() for one in filled.locked_books.review(target).refused]
    assert "账本里没有编号 C-008888 的客户" in reasons


def test_masked_numbers_are_locked_and_never_come_back(filled: Services, tmp_path: Path) -> None:
    target = handed_out(filled, tmp_path, ExportRequest())
    book = load_workbook(target)
    sheet = book.worksheets[0]
    heads = headings(sheet)
    assert sheet.cell(2, heads["手机"]).protection.locked
    assert not sheet.cell(2, heads["单位"]).protection.locked
    assert PHONE not in [cell.value for row in book[BASE_SHEET].iter_rows() for cell in row]
    edit(target, "C-000001", 手机="13711112222", 姓名="别人", 单位="滨江中学")
    assert filled.locked_books.take_back(target, TakeBack()).updated == 1
    draft = filled.customers.draft_of(ZHOU)
    assert (draft.name, draft.phone, draft.employer) == ("周雅琴", "138****5678", "滨江中学")


def test_it_works_in_english_too(filled: Services, tmp_path: Path) -> None:
    words = load_catalogue("en").lookup
    target = tmp_path / "edit.xlsx"
    filled.locked_books.hand_out(target, FULL, translate=words)
    edit(target, "C-000001", Stage=words("沉睡"))
    review = filled.locked_books.review(target, translate=words)
    assert [(one.base, one.file) for one in review.cells] == [("现有", "沉睡")]


def test_other_workbooks_are_refused(filled: Services, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["客户编号", "姓名"])
    book.save(tmp_path / "别的.xlsx")
    with pytest.raises(NotOurBookError):
        filled.locked_books.review(tmp_path / "别的.xlsx")
    assert not filled.locked_books.is_handed_out(tmp_path / "别的.xlsx")
    assert not filled.locked_books.is_handed_out(tmp_path / "没有.xlsx")
    assert filled.locked_books.is_handed_out(handed_out(filled, tmp_path))


def test_a_clerk_takes_no_full_workbook(clerk: Services, tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError):
        clerk.locked_books.hand_out(tmp_path / "a.xlsx", FULL)
    assert not (tmp_path / "a.xlsx").exists()


class Stopped:
    """A progress that is stopped at once."""

    def report(self, done: int, total: int, note: object = None) -> None:
        raise CancelledError(done, total, note)


def test_a_stopped_hand_out_leaves_nothing_behind(
    filled: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "unencrypted"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(CancelledError):
        filled.locked_books.hand_out(out / "可改.xlsx", FULL, Stopped())
    assert list(folder.iterdir()) == []
    assert list(out.iterdir()) == []


def test_formula_text_and_long_text_come_back_as_they_were(
    filled: Services, tmp_path: Path
) -> None:
    filled.customers.edit(LIN, CustomerDraft(name="林国栋", note="=1+1", employer="+86 商行"))
    target = handed_out(filled, tmp_path)
    assert filled.locked_books.review(target).unchanged == 2


def test_rows_are_compared_in_batches(
    filled: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locked_review, "BATCH", 1)
    target = handed_out(filled, tmp_path)
    assert filled.locked_books.review(target).unchanged == 2


def test_a_record_that_would_not_pass_todays_checks_is_named(
    filled: Services, tmp_path: Path
) -> None:
    target = handed_out(filled, tmp_path)
    with filled.context.write("customer.edit", say("坏数据")) as work:
        work.connection.exec_driver_sql("UPDATE customer SET phone = '138' WHERE id = 2")
        work.commit()
    edit(target, "C-000002", 单位="滨江商贸")
    review = filled.locked_books.review(target)
    assert [(one.code, one.field) for one in review.refused] == [("C-000002", "")]
    assert review.cells == []
