"""Tables as branch workbooks hold them: titles, two-level headings, units, totals, footers."""

import pytest

from branchcrm.exchange.cells import Cell, SheetRow
from branchcrm.exchange.columns import (
    MatchedBy,
    MatchedTable,
    is_known_heading,
    match_table,
)
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.mapping import BadMappingError, ColumnMapping, read_mapping, shape_key
from branchcrm.exchange.table_finder import (
    FoundTable,
    Merge,
    MergeFill,
    RowRole,
    find_table,
    role_of,
)
from branchcrm.exchange.table_kinds import lacking_fields


def rows(*lines: list[Cell]) -> list[SheetRow]:
    return [SheetRow(number, line) for number, line in enumerate(lines, start=1)]


def table_of(lines: list[SheetRow], merges: tuple[Merge, ...] = ()) -> FoundTable:
    table = find_table(lines, merges, is_known_heading)
    assert table is not None
    return table


def fields_of(matched: MatchedTable) -> dict[str, str]:
    return {one.heading.text: one.field for one in matched.columns}


def test_titles_and_dates_above_the_headings_are_passed_over() -> None:
    lines = rows(
        ["人民路支行客户信息表"],
        ["制表日期：2026-09-01", None, "单位：万元"],
        ["序号", "客户姓名*", "手机号\n（必填）", "存款余额"],
        [1.0, "张三", "13812345678", 6.5],
    )
    table = table_of(lines, ((1, 0, 1, 3),))
    assert (table.header_row, table.last_header_row) == (3, 3)
    matched = match_table(table, lines[3:])
    assert fields_of(matched) == {
        "序号": "",
        "客户姓名*": "name",
        "手机号 （必填）": "phone",
        "存款余额": "balance",
    }
    assert matched.columns[3].heading.unit_factor == 10_000
    assert matched.columns[0].by is MatchedBy.IGNORED


def test_two_level_headings_are_joined() -> None:
    lines = rows(
        ["姓名", "联系方式", None, "证件号码"],
        [None, "手机", "座机", None],
        ["张三", "13812345678", None, None],
    )
    table = table_of(lines, ((1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3)))
    assert [one.text for one in table.headings] == [
        "姓名",
        "联系方式/手机",
        "联系方式/座机",
        "证件号码",
    ]
    assert table.last_header_row == 2
    assert list(fields_of(match_table(table, [])).values()) == [
        "name",
        "phone",
        "more_phones",
        "id_number",
    ]


def test_two_level_headings_of_a_text_file_are_joined_too() -> None:
    lines = rows(
        ["姓名", "联系方式", "", "生日"], ["", "手机", "座机", ""], ["张三", "13812345678", "", ""]
    )
    assert [one.text for one in table_of(lines).headings][1:3] == ["联系方式/手机", "联系方式/座机"]


def test_a_row_of_units_belongs_to_the_headings() -> None:
    lines = rows(["客户姓名", "余额"], [None, "(万元)"], ["张三", 5.0])
    table = table_of(lines)
    assert table.headings[1].unit_factor == 10_000
    assert role_of(lines[1], table) is RowRole.UNIT


@pytest.mark.parametrize(
    ("line", "role"),
    [
        (["张三", "13812345678", 1.0], RowRole.RECORD),
        (["合计", None, 9.0], RowRole.TOTAL),
        (["合 计：", None, 9.0], RowRole.TOTAL),
        (["本页小计", None, 9.0], RowRole.TOTAL),
        (["Grand Total", None, 9.0], RowRole.TOTAL),
        (["Total Energies", None, 9.0], RowRole.RECORD),
        (["平均律乐器行", "13812345678", 9.0], RowRole.RECORD),
        (["客户姓名", "手机", "余额"], RowRole.REPEATED_HEADING),
        (["填表人：王敏", "审核人："], RowRole.FOOTER),
        (["说明：以上为九月数据"], RowRole.FOOTER),
        (["注：按月更新"], RowRole.FOOTER),
    ],
)
def test_rows_below_the_headings_are_told_apart(line: list[Cell], role: RowRole) -> None:
    table = table_of(rows(["客户姓名", "手机", "余额"]))
    assert role_of(SheetRow(9, line), table) is role


def test_merged_values_are_repeated_only_inside_their_range() -> None:
    fill = MergeFill(((2, 1, 3, 1),))
    filled = [
        fill.fill(SheetRow(2, ["张三", "王敏"])).cells,
        fill.fill(SheetRow(3, ["李四"])).cells,
        fill.fill(SheetRow(4, ["周五"])).cells,
    ]
    assert filled == [["张三", "王敏"], ["李四", "王敏"], ["周五"]]


def test_a_sheet_without_known_headings_has_no_table() -> None:
    assert find_table(rows(["test", None, 1.0], ["test 2"]), (), is_known_heading) is None


def test_transactions_are_told_from_customers() -> None:
    lines = rows(["客户号", "客户姓名", "交易日期", "交易金额(万元)", "产品名称", "流水号"])
    matched = match_table(table_of(lines), [])
    assert matched.kind is ImportKind.TRANSACTIONS
    assert list(fields_of(matched).values()) == [
        "customer_code",
        "customer_name",
        "date",
        "amount",
        "product",
        "document_no",
    ]


def test_columns_without_a_telling_heading_are_known_by_their_content() -> None:
    people: list[list[Cell]] = [["张三", f"1381234567{n}", "男"] for n in range(5)]
    lines = rows(["姓名", "栏1", "栏2"], *people)
    matched = match_table(table_of(lines), lines[1:])
    assert [(one.field, one.by) for one in matched.columns[1:]] == [
        ("phone", MatchedBy.CONTENT),
        ("gender", MatchedBy.CONTENT),
    ]


def test_secrets_are_never_taken() -> None:
    lines = rows(["姓名", "手机", "交易密码", "CVV"])
    matched = match_table(table_of(lines), [])
    decided = ColumnMapping(columns={"交易密码": "note"}).apply(matched)
    assert [one.field for one in decided.columns[2:]] == ["", ""]


def test_a_mapping_decides_fields_and_units() -> None:
    lines = rows(["姓名", "手机", "资产", "备注1"])
    table = table_of(lines)
    mapping = read_mapping(
        '{"columns": {"资产": "余额", "备注1": null}, "units": {"资产": "万元"}}'
    )
    decided = mapping.apply(match_table(table, []))
    assert [one.field for one in decided.columns] == ["name", "phone", "balance", ""]
    assert decided.columns[2].heading.unit_factor == 10_000
    assert read_mapping(mapping.as_json()) == mapping
    assert shape_key(table, ImportKind.CUSTOMERS) == shape_key(
        table_of(rows(["标题"], ["姓名", "手机", "资产", "备注1"])), ImportKind.CUSTOMERS
    )


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[1]",
        '{"columns": {"甲": "没有的字段"}}',
        '{"columns": 3}',
        '{"units": {"甲": "两"}}',
        '{"year": "2026"}',
        '{"day_first": 1}',
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(BadMappingError):
        read_mapping(text)


@pytest.mark.parametrize(
    ("headings", "lacking"),
    [
        (["手机", "地址", "备注"], ("name",)),
        (["客户编号", "地址", "备注"], ()),
    ],
)
def test_what_a_customer_table_lacks_is_named(
    headings: list[Cell], lacking: tuple[str, ...]
) -> None:
    matched = match_table(table_of(rows(headings)), [], kind=ImportKind.CUSTOMERS)
    assert lacking_fields(matched.kind, matched.fields) == lacking
