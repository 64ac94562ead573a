"""A branch's own fields in files: matched by name, read, merged, written, edited outside."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from branchcrm.domain.customer import CustomerDraft, CustomerFilter, CustomerKind, CustomerOrder
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.own_field import OwnField, OwnFieldDraft, OwnKind
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.mapping import BadMappingError
from branchcrm.services.exports import ExportRequest
from branchcrm.services.import_terms import Decision, ImportRequest, OnMatch, RowPlace
from branchcrm.services.letters import LetterRequest
from branchcrm.services.locked_books import TakeBack
from branchcrm.services.use_cases import Services
from tests.services.test_own_fields import FILLED, KEPT, add, define, everything, fill, held

NEW_DAY = datetime(2026, 12, 1)  # noqa: DTZ001 - a cell has no zone
NAMES = [f"{kind}字段" for kind in OwnKind]


def workbook(path: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def counts(report: object) -> tuple[int, ...]:
    found = report.outcome.counts  # type: ignore[attr-defined]  # an ImportReport
    return (found.created, found.updated, found.unchanged, found.skipped, found.rejected)


def take(services: Services, path: Path, **more: Any) -> Any:  # noqa: ANN401 - a report
    return services.imports.import_file(path, ImportRequest(**more))


def test_columns_are_matched_by_name_read_by_kind_and_taken_back(
    services: Services, tmp_path: Path
) -> None:
    fields = everything(services)
    path = workbook(
        tmp_path / "a.xlsx",
        ["客户姓名", "手机", *NAMES[:2], "money字段(万元)", *NAMES[3:]],
        [
            "周雅琴",
            "13800005678",
            "龙井",
            2.5,
            1.2,
            NEW_DAY,
            "网点",
            "是",
            "example.com",
        ],
        ["林国栋", "13900005678", "普洱", "１,０００", "", "2026年3月5日", "朋友", False, None],
        ["何秀兰", "13700005678", None, "-", None, None, None, "√", "无"],
    )
    (sheet,) = services.imports.inspect(path).sheets
    assert [one.field for one in sheet.columns[2:]] == [fields[kind].key for kind in OwnKind]
    report = take(services, path)
    assert counts(report) == (3, 0, 0, 0, 0)
    assert held(services, CustomerId(1)) == {fields[kind].key: KEPT[kind] for kind in OwnKind}
    assert held(services, CustomerId(2)) == {
        fields[OwnKind.TEXT].key: "普洱",
        fields[OwnKind.NUMBER].key: 10_000_000,
        fields[OwnKind.DAY].key: date(2026, 3, 5),
        fields[OwnKind.CHOICE].key: "c1",
        fields[OwnKind.FLAG].key: "no",
    }
    assert held(services, CustomerId(3)) == {fields[OwnKind.FLAG].key: "yes"}
    assert counts(take(services, path)) == (0, 0, 3, 0, 0)
    services.history.undo()
    assert services.head_counts.count() == 0


def test_a_column_of_the_wrong_kind_rejects_its_rows_with_the_reason(
    services: Services, tmp_path: Path
) -> None:
    everything(services)
    path = workbook(
        tmp_path / "a.xlsx",
        ["姓名", *NAMES],
        ["周雅琴", "x" * 201],
        ["林国栋", None, "很多"],
        ["何秀兰", None, None, "很多"],
        ["钱二", None, None, None, "二月三十"],
        ["孙三", None, None, None, None, "电视"],
        ["李四", None, None, None, None, None, "也许"],
        ["吴五", None, None, None, None, None, None, "javascript:alert(1)"],
        ["赵六", None, 1.00005],
    )
    report = take(services, path)
    assert counts(report) == (1, 0, 0, 0, 7)
    codes = {one.code for one in report.outcome.reasons}
    assert codes == {
        "text_too_long",
        "number_unreadable",
        "amount_unreadable",
        "date_no_year",
        "choice_unknown",
        "link_scheme",
    }
    check = services.imports.check(path, ImportRequest())
    said = {cell.original for row in check.problems for cell in row.found}
    assert "电视" in said


def test_what_a_kind_of_customer_does_not_have_is_left_out_and_said(
    services: Services, tmp_path: Path
) -> None:
    count = define(services, "子女数", OwnKind.NUMBER, kinds=(CustomerKind.PERSON,))
    path = workbook(
        tmp_path / "a.xlsx", ["客户名称", "子女数"], ["周雅琴", 2], ["滨江商贸有限公司", 3]
    )
    report = take(services, path)
    assert counts(report) == (2, 0, 0, 0, 0)
    assert [held(services, CustomerId(one)) for one in (1, 2)] == [{count.key: 20_000}, {}]
    (found,) = report.tally.doubts["Sheet"]
    assert found.issues[0].reason.text() == "企业没有子女数"


def known_two(services: Services) -> tuple[OwnField, OwnField, CustomerId]:
    tea, wine = define(services, "茶"), define(services, "酒")
    return tea, wine, add(services, "周雅琴", {tea: "龙井"}, phone="13800005678")


HEADS = ["姓名", "手机", "茶", "酒"]
ROW = ["周雅琴", "13800005678", "普洱", "黄酒"]


@pytest.mark.parametrize(
    ("on_match", "after"),
    [
        (OnMatch.SKIP, ("龙井", None)),
        (OnMatch.FILL, ("龙井", "黄酒")),
        (OnMatch.OVERWRITE, ("普洱", "黄酒")),
    ],
)
def test_known_customers_are_filled_or_overwritten_field_by_field(
    services: Services, tmp_path: Path, on_match: OnMatch, after: tuple[str | None, ...]
) -> None:
    tea, wine, number = known_two(services)
    before = held(services, number)
    path = workbook(tmp_path / "a.xlsx", HEADS, ROW)
    take(services, path, on_match=on_match)
    own = held(services, number)
    assert (own.get(tea.key), own.get(wine.key)) == after
    if on_match is not OnMatch.SKIP:
        services.history.undo()
    assert held(services, number) == before


def test_blank_cells_change_nothing_and_a_person_decides_per_field(
    services: Services, tmp_path: Path
) -> None:
    tea, wine, number = known_two(services)
    blank = workbook(tmp_path / "b.xlsx", HEADS, ["周雅琴", "13800005678", None, None])
    assert counts(take(services, blank, on_match=OnMatch.OVERWRITE)) == (0, 0, 1, 0, 0)
    path = workbook(tmp_path / "a.xlsx", HEADS, ROW)
    (known,) = services.imports.check(path, ImportRequest()).known
    told = {pair.label: (pair.kept, pair.offered, pair.is_kept_empty) for pair in known.pairs}
    assert told["茶"] == ("龙井", "普洱", False)
    assert told["酒"] == ("", "黄酒", True)
    decision = Decision(on_match=OnMatch.OVERWRITE, fields=frozenset({tea.key}))
    take(services, path, decisions={RowPlace("Sheet", 2): decision})
    assert held(services, number) == {tea.key: "普洱"}
    assert wine.key not in held(services, number)


def test_a_row_that_says_more_than_the_book_is_no_repeat(
    services: Services, tmp_path: Path
) -> None:
    tea = define(services, "茶")
    add(services, "周雅琴", {tea: "龙井"})
    path = workbook(tmp_path / "a.xlsx", ["姓名", "茶"], ["周雅琴", "龙井"], ["周雅琴", "普洱"])
    assert counts(take(services, path)) == (1, 0, 1, 0, 0)


def test_two_columns_of_one_name_fill_it_once_and_mappings_name_fields(
    services: Services, tmp_path: Path
) -> None:
    tea = define(services, "茶")
    path = workbook(
        tmp_path / "a.xlsx",
        ["姓名", "手机", "茶", "茶", "口味"],
        ["周雅琴", None, "龙井", "普洱", "清淡"],
    )
    (sheet,) = services.imports.inspect(path).sheets
    assert [one.field for one in sheet.columns] == ["name", "phone", tea.key, "", ""]
    take(services, path, mapping='{"口味": "茶", "茶": null}', remembers=True)
    assert held(services, CustomerId(1)) == {tea.key: "清淡"}
    services.own_fields.retire(tea.id)
    (sheet,) = services.imports.inspect(path).sheets
    assert [one.field for one in sheet.columns] == ["name", "phone", "", "", ""]
    with pytest.raises(BadMappingError):
        take(services, path, mapping='{"口味": "茶"}')
    assert [one.key for one in services.imports.fields("customers")][-1] == "note"


def test_own_fields_are_columns_of_customers_alone(services: Services) -> None:
    tea = define(services, "茶")
    assert services.imports.fields("customers")[-1].key == tea.key
    kinds = [kind for kind in ImportKind if kind is not ImportKind.CUSTOMERS]
    assert not any(one.key == tea.key for kind in kinds for one in services.imports.fields(kind))


def test_templates_have_them_with_drop_downs(services: Services, tmp_path: Path) -> None:
    everything(services)
    services.imports.write_template("customers", tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    sheet = book.worksheets[0]
    heads = [str(cell.value) for cell in sheet[1]]
    assert heads[-len(NAMES) :] == NAMES
    rules = {
        str(rule.sqref).split("2:")[0]: rule.formula1
        for rule in sheet.data_validations.dataValidation
    }
    letters = {head: get_column_letter(place) for place, head in enumerate(heads, start=1)}
    assert rules[letters["choice字段"]] == '"朋友,网点,网络"'
    assert rules[letters["yes_no字段"]] == '"是,否"'
    guide = {
        str(row[0].value): str(row[2].value) for row in book.worksheets[1].iter_rows(min_row=2)
    }
    assert guide["link字段"].startswith("网址")
    assert guide["number字段"].startswith("数字")
    assert guide["date字段"].startswith("日期")
    assert counts(take(services, filled(tmp_path, sheet))) == (1, 0, 0, 0, 0)


def filled(tmp_path: Path, sheet: Any) -> Path:  # noqa: ANN401 - a sheet
    heads = [str(cell.value) for cell in sheet[1]]
    own = {f"{kind}字段": text for kind, text in FILLED.items()}
    cells = [{"姓名*": "周雅琴", **own}.get(head) for head in heads]
    return workbook(tmp_path / "filled.xlsx", heads, cells)


def row_of(path: Path) -> dict[str, object]:
    rows = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    return dict(zip([str(head) for head in rows[0]], rows[1], strict=True))


def test_exports_write_typed_cells_that_come_in_again(services: Services, tmp_path: Path) -> None:
    fields = everything(services)
    number = add(services, "周雅琴", {fields[k]: t for k, t in FILLED.items()}, phone="13800005678")
    full, seen = tmp_path / "full.xlsx", tmp_path / "seen.xlsx"
    services.exports.export(full, ExportRequest(is_full=True))
    services.exports.export(seen, ExportRequest())
    row = row_of(full)
    assert [row[name] for name in NAMES] == [
        "龙井",
        2.5,
        12000,
        NEW_DAY,
        "网点",
        "是",
        "https://example.com",
    ]
    masked = row_of(seen)
    assert masked["money字段"] == "不到 5 万"
    assert counts(take(services, full)) == (0, 0, 1, 0, 0)
    fill(services, number, dict.fromkeys(fields.values(), ""))
    take(services, full)
    assert held(services, number) == {fields[kind].key: KEPT[kind] for kind in OwnKind}
    assert Decimal("2.5") == Decimal(str(row["number字段"]))


def test_a_view_brings_them_to_its_file(services: Services, tmp_path: Path) -> None:
    fields = everything(services)
    add(services, "周雅琴", {fields[k]: t for k, t in FILLED.items()})
    catalogue = services.filters.catalogue()
    shown = tuple(one for name in ("choice字段", "层级") if (one := catalogue.named(name)))
    services.exports.export(tmp_path / "v.xlsx", ExportRequest(fields=shown))
    row = row_of(tmp_path / "v.xlsx")
    assert row["choice字段"] == "网点"
    assert "层级（只读）" in row


def test_letters_call_them_by_their_names(services: Services, tmp_path: Path) -> None:
    tea, card = define(services, "爱喝的茶"), define(services, "VIP 卡")
    add(services, "周雅琴", {tea: "龙井"})
    document = Document()
    document.add_paragraph("{{ 姓名 }} {{ 爱喝的茶 }} {{ VIP_卡 }}")
    document.save(str(tmp_path / "t.docx"))
    request = LetterRequest(filter=CustomerFilter(), order=CustomerOrder())
    outcome = services.letters.write(tmp_path / "t.docx", tmp_path / "o.docx", request)
    assert outcome.lacking == {"VIP_卡": 1}
    assert "龙井" in "".join(p.text for p in Document(str(tmp_path / "o.docx")).paragraphs)
    assert services.letters.fields()[-2:] == ("爱喝的茶", "VIP_卡")
    services.own_fields.retire(card.id)
    with pytest.raises(BranchCrmError, match="VIP_卡"):
        services.letters.write(tmp_path / "t.docx", tmp_path / "p.docx", request)


def changed(path: Path, **cells: str | int | None) -> Path:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    places = {str(cell.value): cell.column for cell in sheet[1]}
    for name, value in cells.items():
        sheet.cell(2, places[name] or 1).value = value
    book.save(path)
    return path


def test_a_workbook_that_is_edited_outside_brings_them_back(
    services: Services, tmp_path: Path
) -> None:
    fields = everything(services)
    number = add(services, "周雅琴", {fields[k]: t for k, t in FILLED.items()}, phone="13800005678")
    path = tmp_path / "out.xlsx"
    services.locked_books.hand_out(path, ExportRequest(is_full=True))
    assert services.locked_books.review(path).unchanged == 1
    fill(services, number, {fields[OwnKind.CHOICE]: "网络"})
    changed(
        path,
        text字段="普洱",
        number字段=3,
        choice字段="朋友",
        yes_no字段="否",
        date字段="二月三十",
        money字段=None,
    )
    review = services.locked_books.review(path)
    cells = {one.label: (one.base, one.file, one.book) for one in review.cells}
    assert cells["text字段"] == ("龙井", "普洱", "龙井")
    assert cells["yes_no字段"] == ("是", "否", "是")
    assert [one.label for one in review.conflicts] == ["choice字段"]
    assert [one.field for one in review.refused] == [fields[OwnKind.DAY].key]
    services.own_fields.retire(fields[OwnKind.NUMBER].id)
    taken = services.locked_books.take_back(path, TakeBack())
    assert taken.updated == 1
    assert fields[OwnKind.NUMBER].key in {one.field for one in taken.review.refused}
    own = held(services, number)
    assert own[fields[OwnKind.TEXT].key] == "普洱"
    assert own[fields[OwnKind.CHOICE].key] == "c3"
    assert own[fields[OwnKind.FLAG].key] == "no"
    assert own[fields[OwnKind.NUMBER].key] == 25_000
    assert fields[OwnKind.MONEY].key not in own


def test_a_customer_rescued_from_a_backup_has_them_again(
    services: Services, tmp_path: Path
) -> None:
    tea, wine = define(services, "茶"), define(services, "酒")
    number = add(services, "周雅琴", {tea: "龙井", wine: "黄酒"})
    other = add(services, "林国栋", {})
    file = services.backups.back_up(tmp_path / "copy.branchcrm").path
    fill(services, number, {tea: "普洱", wine: ""})
    services.own_fields.add(OwnFieldDraft(name="花"))
    services.backups.bring_customer_back(file, number)
    assert held(services, number) == {tea.key: "龙井", wine.key: "黄酒"}
    assert held(services, other) == {}
    services.customers.edit(other, CustomerDraft(name="林国栋", own={tea.key: "红茶"}))
    services.backups.bring_customer_back(file, other)
    assert services.customers.get(other).name == "林国栋"
