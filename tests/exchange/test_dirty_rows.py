"""The dirty-data cases of DOMAIN §7, each as a row with its exact outcome."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerKind
from branchcrm.exchange.cells import Cell, CellError, SheetRow
from branchcrm.exchange.columns import is_known_heading, match_table
from branchcrm.exchange.customer_columns import CustomerCandidate
from branchcrm.exchange.customer_rows import CustomerRows
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.reading_rules import ReadingRules
from branchcrm.exchange.table_finder import find_table
from branchcrm.exchange.transaction_rows import (
    RejectedRow,
    TransactionCandidate,
    TransactionRows,
)

TODAY = date(2026, 9, 17)
RULES = ReadingRules(today=TODAY)


def customer(cells: Mapping[str, Cell], rules: ReadingRules = RULES) -> CustomerCandidate:
    headings = SheetRow(1, list(cells))
    table = find_table([headings], (), is_known_heading, header_row=1)
    assert table is not None
    matched = match_table(table, [], kind=ImportKind.CUSTOMERS)
    return CustomerRows(matched, rules).read([SheetRow(2, list(cells.values()))])[0]


def transaction(cells: Mapping[str, Cell]) -> TransactionCandidate | RejectedRow:
    headings = SheetRow(1, list(cells))
    table = find_table([headings], (), is_known_heading, header_row=1)
    assert table is not None
    matched = match_table(table, [], kind=ImportKind.TRANSACTIONS)
    return TransactionRows(matched, RULES).read([SheetRow(2, list(cells.values()))])[0]


def fatal_code(candidate: CustomerCandidate | TransactionCandidate | RejectedRow) -> str:
    return next((issue.code for issue in candidate.issues if issue.is_fatal), "")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"姓名": "锟斤拷"}, "text_lost"),
        ({"姓名": "寮犱笁", "手机": "13812345678"}, "text_mojibake"),
        ({"姓名": "张三", "地址": "鍖椾含甯傛捣娣€鍖"}, "text_lost"),
        ({"姓名": "张三", "身份证号": 110105194912310021.0}, "id_lost_digits"),
        ({"姓名": "张三", "身份证号": "110105194912310000"}, "id_lost_digits"),
        ({"姓名": "张三", "身份证号": "1.10105E+17"}, "id_lost_digits"),
        ({"姓名": "张三", "手机": "1.38E+10"}, "phone_scientific"),
        ({"姓名": "张三", "手机": "1.38123E+10"}, "phone_scientific"),
        ({"姓名": "张三", "卡号": 6222021234567894123.0}, "card_lost_digits"),
        ({"客户编号": 1234567890123456789.0}, "code_lost_digits"),
        ({"姓名": "王五/赵六"}, "name_two_people"),
        ({"姓名": "张三", "生日": "2024-02-30"}, "date_invalid"),
        ({"姓名": "张三", "开户日期": "3月1日"}, "date_no_year"),
        ({"姓名": "张三", "开户日期": "03/04/2024"}, "date_ambiguous"),
        ({"姓名": "张三", "开户日期": "同上"}, "date_ditto"),
        ({"姓名": "张三", "开户日期": "2062-08-17"}, "date_future"),
        ({"姓名": "张三", "手机": CellError("#N/A")}, "cell_error"),
        ({"姓名": "张三", "余额": CellError("#?")}, "cell_formula"),
        ({"姓名": "张三", "余额": "二十个"}, "amount_unreadable"),
        ({"姓名": "张三", "余额": -0.5}, "amount_negative"),
        ({"姓名": None, "手机": "13812345678"}, "name_missing"),
        ({"姓名": "张三", "地址": "长" * 201}, "text_too_long"),
        ({"姓名": "张三", "统一社会信用代码": "91350100M000100Y44"}, "uscc_checksum"),
    ],
)
def test_a_cell_that_cannot_be_taken_rejects_its_row(cells: dict[str, Cell], code: str) -> None:
    candidate = customer(cells)
    assert fatal_code(candidate) == code
    assert (candidate.facts is None) == bool(code)


@pytest.mark.parametrize(
    ("cells", "field", "value"),
    [
        ({"姓名": "张　三"}, "name", "张三"),
        ({"姓名": "\ufeff张\u200b 三\xa0"}, "name", "张三"),
        ({"姓名": "阿卜杜•热合曼"}, "name", "阿卜杜·热合曼"),
        ({"姓名": "John  Smith"}, "name", "John Smith"),
        ({"姓名": "张三", "手机": 13812345678.0}, "phone", "13812345678"),
        ({"姓名": "张三", "手机": "'13812345678"}, "phone", "13812345678"),
        ({"姓名": "张三", "手机": "１３８－１２３４－５６７８"}, "phone", "13812345678"),
        ({"姓名": "张三", "手机": "+86 138 1234 5678"}, "phone", "13812345678"),
        ({"姓名": "张三", "手机": "（010）88886666转801"}, "phone", "010-88886666转801"),
        ({"姓名": "张三", "手机": "010-88886666/13912345678"}, "phone", "13912345678"),
        ({"姓名": "张三", "身份证号": "11010519491231002x"}, "id_number", "11010519491231002X"),
        ({"姓名": "张三", "身份证号": "11010519491231002X"}, "gender", Gender.FEMALE),
        ({"姓名": "张三", "身份证号": "130503670401001"}, "id_number", "130503196704010016"),
        ({"姓名": "张三", "性别": "先生"}, "gender", Gender.MALE),
        ({"姓名": "张三", "性别": "未知x"}, "gender", None),
        ({"姓名": "张三", "开户日期": "20240301"}, "opened_on", date(2024, 3, 1)),
        ({"姓名": "张三", "开户日期": "二〇二四年三月一日"}, "opened_on", date(2024, 3, 1)),
        ({"姓名": "张三", "开户日期": 45352.0}, "opened_on", date(2024, 3, 1)),
        ({"姓名": "张三", "开户日期": date(2024, 3, 1)}, "opened_on", date(2024, 3, 1)),
        ({"姓名": "张三", "开户日期": "不详"}, "opened_on", None),
        ({"姓名": "张三", "手机": "138****5678"}, "phone", ""),
        ({"姓名": "市第二实验小学"}, "kind", CustomerKind.INSTITUTION),
        ({"姓名": "滨江商贸有限公司"}, "kind", CustomerKind.ENTERPRISE),
        ({"姓名": "某某", "类型": "01-个人"}, "kind", CustomerKind.PERSON),
        ({"姓名": "某某", "证件号码": "91350100M000100Y43"}, "uscc", "91350100M000100Y43"),
        ({"姓名": "张三(已故)"}, "note", "已故"),
        ({"姓名": "张三", "备注": "=1+1"}, "note", "=1+1"),
        ({"姓名": "张三", "备注1": "甲", "备注2": "乙"}, "note", "甲\n乙"),
        ({"客户编号": 17850.0}, "code", "17850"),
    ],
)
def test_a_cell_is_taken_as_it_was_meant(cells: dict[str, Cell], field: str, value: object) -> None:
    candidate = customer(cells)
    assert fatal_code(candidate) == ""
    assert getattr(candidate.facts, field) == value


@pytest.mark.parametrize(
    ("heading", "cell", "cents"),
    [
        ("余额", "¥12,000.00", 1_200_000),
        ("余额", "1.2万", 1_200_000),
        ("余额(万元)", 6.842, 6_842_000),
        ("余额(万元)", "6.842", 6_842_000),
        ("余额", "12,000元", 1_200_000),
        ("余额", "１２００", 120_000),
        ("余额", "约5万", 5_000_000),
    ],
)
def test_figures_become_whole_cents(heading: str, cell: Cell, cents: int) -> None:
    assert customer({"姓名": "张三", heading: cell}).figures == {"balance": cents}


def test_a_band_of_a_masked_export_says_nothing() -> None:
    assert customer({"姓名": "张三", "余额": "20–50 万"}).figures == {}


def test_1904_workbooks_count_their_days_from_there() -> None:
    rules = ReadingRules(today=date(2030, 1, 1), counts_from_1904=True)
    candidate = customer({"姓名": "张三", "开户日期": 45352.0}, rules)
    assert candidate.facts is not None
    assert candidate.facts.opened_on == date(2028, 3, 2)


def test_a_year_that_was_chosen_completes_dates_without_one() -> None:
    candidate = customer(
        {"姓名": "张三", "开户日期": "3月1日"}, ReadingRules(today=TODAY, default_year=2025)
    )
    assert candidate.facts is not None
    assert candidate.facts.opened_on == date(2025, 3, 1)
    assert [issue.is_fixed for issue in candidate.issues] == [True]


def test_a_swapped_year_comes_with_a_suggestion() -> None:
    (issue,) = customer({"姓名": "张三", "最后交易日": "2062-08-17"}).issues
    assert issue.suggestion == "2026-08-17"


def test_mojibake_comes_with_what_was_meant() -> None:
    mangled = "人民路八".encode().decode("gb18030")
    (issue,) = customer({"姓名": "张三", "地址": mangled}).issues
    assert issue.suggestion == "人民路八"


def test_pinyin_in_brackets_is_doubted_with_the_clean_text() -> None:
    candidate = customer({"姓名": "张三", "单位": "某企業(yè)"})
    assert candidate.facts is not None
    assert [(issue.code, issue.suggestion) for issue in candidate.issues] == [
        ("text_pinyin", "某企業")
    ]


def test_several_phones_in_a_cell_are_kept_with_the_mobile_in_front() -> None:
    facts = customer(
        {"姓名": "张三", "手机": "010-88886666、13912345678", "座机": "0571-88886666"}
    ).facts
    assert facts is not None
    assert (facts.phone, facts.more_phones) == ("13912345678", ("010-88886666", "0571-88886666"))


def test_lines_without_an_amount_column_multiply_quantity_and_price() -> None:
    line = transaction(
        {
            "InvoiceNo": "536365",
            "Quantity": 6.0,
            "InvoiceDate": datetime(2010, 12, 1, 8, 26),  # noqa: DTZ001 - a cell has no zone
            "UnitPrice": 2.55,
            "CustomerID": 17850.0,
        }
    )
    assert isinstance(line, TransactionCandidate)
    assert (line.customer_code, line.amount_cents, line.is_refund) == ("17850", 1530, False)
    assert line.has_time


@pytest.mark.parametrize(
    ("cells", "cents"),
    [
        ({"单号": "C536379", "数量": -1.0, "单价": 27.5}, -2750),
        ({"单号": "A1", "数量": 1.0, "单价": "27.5", "交易类型": "退货"}, -2750),
        ({"单号": "A1", "金额": "(1,200)"}, -120_000),
    ],
)
def test_cancellations_and_negative_lines_are_refunds(cells: dict[str, Cell], cents: int) -> None:
    line = transaction({"客户号": "1", "日期": "2026-09-01", **cells})
    assert isinstance(line, TransactionCandidate)
    assert (line.is_refund, line.amount_cents) == (True, cents)


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"客户号": None, "日期": "2026-09-01", "金额": 1.0}, "customer_missing"),
        ({"客户号": "1", "日期": None, "金额": 1.0}, "date_missing"),
        ({"客户号": "1", "日期": "2026-09-01", "金额": None}, "amount_missing"),
        ({"客户号": "1", "日期": "2026-09-18", "金额": 1.0}, "date_future"),
        ({"客户号": "1", "日期": "2026-09-01", "金额": 1e15}, "amount_too_large"),
    ],
)
def test_a_line_that_lacks_what_it_needs_is_rejected(cells: dict[str, Cell], code: str) -> None:
    assert fatal_code(transaction(cells)) == code
