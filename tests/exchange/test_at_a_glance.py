"""What is read at a glance, a column at once, is what the careful reading of each cell gives."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.company_code import code_check_character, organisation_check_character
from branchcrm.domain.identity_card import check_character
from branchcrm.domain.identity_document import DocumentKind
from branchcrm.domain.outcome import Outcome
from branchcrm.exchange import cell_values, quick_values
from branchcrm.exchange.cells import Cell, SheetRow
from branchcrm.exchange.columns import is_known_heading, match_table
from branchcrm.exchange.customer_columns import CustomerCandidate
from branchcrm.exchange.customer_rows import CustomerRows
from branchcrm.exchange.date_values import DateReader
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.reading_rules import ReadingRules
from branchcrm.exchange.table_finder import find_table

TODAY = date(2026, 9, 17)
RULES = ReadingRules(today=TODAY)
DATES = DateReader(RULES)
MANY = 600
HEADINGS = ("客户编号", "姓名", "类型", "性别", "身份证号", "信用代码", "手机", "座机", "生日")
MORE_HEADINGS = ("地址", "开户日期", "余额", "备注", "证件类型", "所属经理", "微信")
HARD = (
    *(
        "",
        " ",
        "张三",
        "张三丰",
        "欧阳修",
        "张　三",
        "李",
        "王五/赵六",
        "滨江商贸有限公司",
        "（未知）公司",
    ),
    *(
        "张三(已故)",
        "John Smith",
        "寮犱笁",
        "锟斤拷",
        "未知",
        "不详",
        "无",
        "***",
        "138****5678",
        "先生",
    ),
    *(
        "13812345678",
        "１３８１２３４５６７８",
        "010-88886666",
        "13812345678,13912345678",
        "1.38E+10",
    ),
    *("2024-02-29", "2023-02-29", "1984-11-31", "1984-11-30", "2062-08-17", "2024/3/1", "同上"),
    *(
        "12",
        "12.5",
        "0",
        "-1",
        "85123A",
        "1E5",
        "1e05A",
        "NA",
        "None1",
        "POST",
        "1,234.50",
        "K000123",
        "C-000318",
        "17850.0",
        "1E5",
        "１２",
    ),
    *("11010519491231002X", "110105194912310021", "91350100M000100Y43", "130503670401001"),
    *("91330106JG71B5W167", "91330106JG71B5W168", "91330106JG71B5W067", "12330106XJHN5G4T51"),
    *("0571-59018654", "0571-19018654", "021-58238806", "021-58238806转12", "021-58238806-12"),
    *("057-1234567", "0571-590186545", "010-8888666"),
    *("甲\n乙", "'前", "后 ", "护照", "身份证", "个人", "企业", "男", "女", "x" * 201, "长" * 80),
)
NUMBERS = (0.0, 1.0, 12.5, 0.005, -3.0, 13812345678.0, 45352.0, 1e16, 110105194912310021.0)


def identity(day: date, tail: int) -> str:
    body = f"110105{day:%Y%m%d}{tail:03}"
    return body + check_character(body)


def company(number: int) -> str:
    inner = f"{number:08}"
    body = f"91330106{inner}{organisation_check_character(inner)}"
    return body + code_check_character(body)


CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.sampled_from(HARD),
    st.sampled_from(NUMBERS),
    st.none(),
    st.booleans(),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - a cell has no zone
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
    st.builds(company, st.integers(0, 10**8 - 1)),
    st.builds(identity, st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.integers(0, 999)),
    st.text(alphabet="张王李三四1234567890-XEe.*()（公司厂 \u3000\n'年月日", max_size=12),
)


def read(*rows: Sequence[Cell], headings: Sequence[str]) -> list[CustomerCandidate]:
    """Read rows of a customer table behind so many that no column seems to repeat."""
    table = find_table([SheetRow(1, list(headings))], (), is_known_heading, header_row=1)
    assert table is not None
    matched = match_table(table, [], kind=ImportKind.CUSTOMERS)
    reader = CustomerRows(matched, RULES)
    if len(rows) > 1:
        many = [[f"Z{n:06}", f"张{chr(0x4E00 + n)}", None, None, None] for n in range(MANY)]
        reader.read([SheetRow(n, [*row, company(n), f"138{n:08}"]) for n, row in enumerate(many)])
    return list(reader.read([SheetRow(2, list(row)) for row in rows]))


@given(st.lists(st.lists(CELLS, min_size=16, max_size=16), min_size=2, max_size=5))
def test_rows_read_together_say_what_each_says_alone(rows: list[list[Cell]]) -> None:
    headings = (*HEADINGS, *MORE_HEADINGS)
    together = read(*rows, headings=headings)
    # A masked cell is a finding, for which the row is looked at by itself.
    alone = [read([*row, "****"], headings=(*headings, "来源"))[0] for row in rows]
    for one, other in zip(together, alone, strict=True):
        assert replace(other, issues=[i for i in other.issues if i.field != "source"]) == one


def taken(outcome: Outcome[Any], form: Callable[[Any], object]) -> object:
    assert outcome.reason is None
    assert not outcome.is_fixed
    return form(outcome.value)


@pytest.mark.parametrize(
    ("plain", "careful", "form"),
    [
        (quick_values.plain_names, cell_values.read_person_name, lambda clean: clean.name),
        (quick_values.plain_codes, cell_values.read_code, str),
        (quick_values.plain_phones, cell_values.read_phone_values, lambda many: many[0].shown),
        (quick_values.plain_texts, cell_values.read_text, str),
        (
            quick_values.plain_amounts(10_000),
            lambda c: cell_values.read_amount_value(c, 10_000),
            int,
        ),
        (
            lambda cells: quick_values.plain_identities(cells, f"{TODAY:%Y%m%d}"),
            lambda cell: cell_values.read_identity_value(cell, DocumentKind.ID_CARD, RULES),
            str,
        ),
        (quick_values.plain_companies, cell_values.read_company_value, str),
        (lambda cells: list(map(quick_values.quick_text, cells)), cell_values.read_text, str),
        (
            lambda cells: list(map(quick_values.quick_name, cells)),
            cell_values.read_person_name,
            lambda clean: clean.name,
        ),
        (
            lambda cells: [quick_values.quick_moment(cell, TODAY) for cell in cells],
            DATES.past_moment,
            lambda moment: moment,
        ),
        (
            lambda cells: [quick_values.quick_birthday(cell, TODAY) for cell in cells],
            DATES.birthday,
            lambda birthday: birthday,
        ),
        (
            lambda cells: list(map(quick_values.quick_decimal, cells)),
            cell_values.read_decimal_value,
            lambda number: number,
        ),
    ],
)
@given(cells=st.lists(CELLS, min_size=1, max_size=6))
def test_a_cell_taken_at_a_glance_is_taken_so_with_care(
    plain: quick_values.Plain,
    careful: Callable[[Cell], Outcome[Any]],
    form: Callable[[Any], object],
    cells: list[Cell],
) -> None:
    found = plain(cells)
    assert len(found) == len(cells)
    for cell, value in zip(cells, found, strict=True):
        if value is not None:
            assert taken(careful(cell), form) == value


def test_plain_cells_are_taken_at_a_glance() -> None:
    assert quick_values.plain_names(["张三", "李小龙"]) == ["张三", "李小龙"]
    codes: list[Cell] = ["K000123", None, "85123A", 17850.0, 1e16, 1.5, "1E5", "none"]
    taken_codes = ["K000123", None, "85123A", "17850", None, None, None, None]
    assert quick_values.plain_codes(codes) == taken_codes
    assert quick_values.plain_phones(["13812345678", 13912345678.0]) == [
        "13812345678",
        "13912345678",
    ]
    assert quick_values.plain_texts(["滨江路 16 号", None]) == ["滨江路 16 号", None]
    assert quick_values.plain_texts(["滨江路 16 号", " 前"]) == [None, None]
    assert quick_values.plain_codes(["K1", "K2\nK3"]) == [None, None]
    assert quick_values.plain_identities(["11010519491231002X"], "20260917") == [
        "11010519491231002X"
    ]
    assert quick_values.quick_name("滨江商贸有限公司") == "滨江商贸有限公司"
