"""How holdings, contacts, visits and complaints come in from files."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.services.import_terms import Decision, ImportRequest, OnMatch, RowPlace
from branchcrm.services.use_cases import Services

Row = Sequence[object]
HOLDING = ["客户编号", "月份", "月日均AUM(万元)"]
CONTACT = ["客户编号", "姓名", "手机", "生日", "联系时间", "沟通方式", "结果", "沟通内容", "跟进人"]
VISIT = ["客户编号", "回访时间", "方式", "事由", "回访状态", "回访结果", "完成时间", "回访人"]
COMPLAINT = [
    *("客户编号", "姓名", "手机", "投诉编号", "受理时间", "业务类别", "投诉原因", "事实"),
    *("首次联系时间", "答复时间", "结案时间", "状态", "满意度"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "记录.xlsx"


def workbook(path: Path, *rows: Row) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def take(
    services: Services, path: Path, *rows: Row, on_match: OnMatch = OnMatch.FILL
) -> tuple[tuple[int, ...], list[str]]:
    """Import rows and give created, updated, unchanged, skipped, rejected, and the reasons."""
    request = ImportRequest(on_match=on_match)
    outcome = services.imports.import_file(workbook(path, *rows), request).outcome
    found = outcome.counts
    counts = (found.created, found.updated, found.unchanged, found.skipped, found.rejected)
    return counts, [one.code for one in outcome.reasons]


def values(services: Services, sql: str) -> list[tuple[object, ...]]:
    with services.context.read() as work:
        return [tuple(row) for row in work.connection.exec_driver_sql(sql).all()]


def lin(services: Services) -> None:
    services.customers.add(
        CustomerDraft(name="林国栋", code="K1", phone="13900000271", birthday="1984-11-03")
    )


def test_a_month_has_one_average_per_customer(services: Services, path: Path) -> None:
    lin(services)
    rows: list[Row] = [
        HOLDING,
        ["K1", "2026-01", 52.5],
        ["K1", datetime(2026, 2, 1), 51],  # noqa: DTZ001 - a cell has no zone
        ["K1", 202601, 52.5],
        ["K1", "2026年1月", 53],
        ["K1", "x月", 1],
        ["K1", "2026-03", None],
        ["K1", None, 1],
        [None, "2026-03", 1],
        ["K2", "2026-01", 4.9],
    ]
    counts, reasons = take(services, path, *rows)
    assert counts == (3, 0, 1, 0, 5)
    assert sorted(reasons) == [
        *("amount_missing", "customer_missing", "month_missing", "month_twice"),
        "month_unreadable",
    ]
    assert values(
        services, "SELECT customer_id, value FROM customer_figure ORDER BY as_of, customer_id"
    ) == [(1, 52_500_000), (2, 4_900_000), (1, 51_000_000)]
    assert take(services, path, *rows)[0] == (0, 0, 4, 0, 5)


@pytest.mark.parametrize(
    ("on_match", "counts", "cents"),
    [
        (OnMatch.FILL, (0, 0, 1, 0, 0), 100_000),
        (OnMatch.OVERWRITE, (0, 1, 0, 0, 0), 200_000),
        (OnMatch.SKIP, (0, 0, 0, 1, 0), 100_000),
    ],
)
def test_another_average_of_a_known_month_is_taken_as_asked(
    services: Services, path: Path, on_match: OnMatch, counts: tuple[int, ...], cents: int
) -> None:
    take(services, path, HOLDING, ["K1", "2026-01", 0.1])
    found = take(services, path, HOLDING, ["K1", "2026-01", 0.2], on_match=on_match)
    assert found[0] == counts
    assert values(services, "SELECT value FROM customer_figure") == [(cents,)]


def test_a_month_end_balance_stands_at_the_last_day(services: Services, path: Path) -> None:
    take(services, path, ["客户编号", "月份", "月末余额"], ["K1", "2026-02", 300])
    days = "SELECT date(as_of * 86400, 'unixepoch') FROM customer_figure"
    assert values(services, days) == [("2026-02-28",)]


def test_contacts_find_their_customer_and_keep_author_and_date(
    services: Services, path: Path
) -> None:
    lin(services)
    rows: list[Row] = [
        CONTACT,
        ["K1", None, None, None, "2026-09-01 10:20", "来电", "接通", "关心理财", "赵倩"],
        [None, None, "13900000271", None, "2026-09-02 11:00", "微信", "已发送", "资料", "王敏"],
        [None, "林国栋", "13900000271", None, "2026-09-03", "上门", "", "聊了保险", None],
        [None, "林国栋", None, "1984-11-03", "2026-09-04", "到店", "空号", "", "王敏"],
        ["K1", None, None, None, "2026-09-01 10:20", "来电", "接通", "关心理财", "赵倩"],
        [None, "无名氏", None, None, "2026-09-03", "到店", "", "", "王敏"],
        ["K1", None, None, None, "2027-09-01", "电话", "", "x", ""],
        ["K1", None, None, None, None, "电话", "", "x", ""],
        ["K1", None, None, None, "2026-09-05", "飞鸽", "怪", "x", ""],
    ]
    counts, reasons = take(services, path, *rows)
    assert counts == (5, 0, 1, 0, 3)
    assert sorted(reasons) == ["customer_unknown", "date_future", "date_missing"]
    kept = values(
        services,
        "SELECT i.customer_id, i.channel, i.result, i.is_effective, s.name FROM interaction i"
        " LEFT JOIN staff s ON s.id = i.staff_id ORDER BY i.at",
    )
    assert kept == [
        (1, "phone", "reached", 1, "赵倩"),
        (1, "wechat", "sent", 0, "王敏"),
        (1, "visit", "reached", 1, None),
        (1, "counter", "reached", 0, "王敏"),
        (1, "phone", "reached", 1, None),
    ]
    assert take(services, path, *rows)[0] == (0, 0, 6, 0, 3)
    first = services.interactions.of_customer(CustomerId(1))[-1]
    assert f"{first.facts.at.astimezone(services.context.clock.zone):%F %R}" == "2026-09-01 10:20"


def test_a_column_may_say_what_was_effective_and_who_began(services: Services, path: Path) -> None:
    heads = ["客户编号", "联系时间", "方式", "方向", "内容", "是否有效", "需求"]
    take(services, path, heads, ["K1", "2026-09-01", "电话", "来电", "问利率", "否", "存款"])
    assert values(services, "SELECT direction, is_effective, need FROM interaction") == [
        ("in", 0, "存款")
    ]


def test_visits_keep_their_state(services: Services, path: Path) -> None:
    rows: list[Row] = [
        VISIT,
        ["K1", "2026-12-08 10:00", "电话", "理财到期", "待回访", None, None, "王敏"],
        ["K1", "2026-09-01", "电话", "生日问候", "已完成", "很高兴", None, "赵倩"],
        ["K1", "2026-09-02", "电话", "沙龙", None, "不来", "2026-09-03", "赵倩"],
        ["K1", "2026-09-05", "上门", None, "已取消", None, None, None],
        ["K1", "2026-09-05", "上门", None, "已取消", None, None, None],
        ["K1", None, "上门", "x", None, None, None, None],
    ]
    counts, reasons = take(services, path, *rows)
    assert (counts, reasons) == ((4, 0, 1, 0, 1), ["date_missing"])
    assert values(
        services, "SELECT purpose, state, result, is_all_day, origin FROM visit ORDER BY at"
    ) == [
        ("生日问候", "done", "很高兴", 1, "import"),
        ("沙龙", "done", "不来", 1, "import"),
        ("回访", "cancelled", None, 1, "import"),
        ("理财到期", "planned", None, 0, "import"),
    ]
    assert take(services, path, *rows)[0] == (0, 0, 5, 0, 1)


@pytest.mark.parametrize(
    ("on_match", "counts", "kept"),
    [
        (OnMatch.FILL, (0, 1, 0, 0, 0), ("planned", "很高兴")),
        (OnMatch.OVERWRITE, (0, 1, 0, 0, 0), ("done", "很高兴")),
        (OnMatch.SKIP, (0, 0, 0, 1, 0), ("planned", None)),
    ],
)
def test_a_known_visit_takes_what_was_asked(
    services: Services,
    path: Path,
    on_match: OnMatch,
    counts: tuple[int, ...],
    kept: tuple[object, ...],
) -> None:
    take(services, path, VISIT, ["K1", "2026-12-08", "电话", "到期", "", None, None, None])
    row = ["K1", "2026-12-08", "电话", "到期", "已完成", "很高兴", None, None]
    assert take(services, path, VISIT, row, on_match=on_match)[0] == counts
    assert values(services, "SELECT state, result FROM visit") == [kept]


def test_a_row_may_be_decided_on_by_itself(services: Services, path: Path) -> None:
    take(services, path, VISIT, ["K1", "2026-12-08", "电话", "到期", "", None, None, None])
    workbook(path, VISIT, ["K1", "2026-12-08", "电话", "到期", "已取消", None, None, None])
    decisions = {RowPlace("Sheet", 2): Decision(on_match=OnMatch.OVERWRITE)}
    services.imports.import_file(path, ImportRequest(decisions=decisions))
    assert values(services, "SELECT state FROM visit") == [("cancelled",)]


COMPLAINT_ROWS = """
K1|||ts202608010001|2026-08-01 9:30|借记卡|定价收费|多收|2026-08-01 14:00|2026-08-05||已结案|4
K2|||B-77|2026-09-10|贷款|定价收费|利息||||处理中|
|周雅琴|13800005678||2026-09-11 11:00|怪类||太冷|||||未评
||||2026-09-12|||太热||2026-09-13|||9
||||2026-09-12|||太热||2026-09-13|||9
K1|||B-78|2026-09-10|||x||2026-09-01|||
K1|||B-79||||x|||||
"""


def complaint_rows() -> list[Row]:
    lines = COMPLAINT_ROWS.strip().splitlines()
    return [COMPLAINT, *([cell or None for cell in line.split("|")] for line in lines)]


def test_complaints_keep_their_dates_state_and_number(services: Services, path: Path) -> None:
    counts, reasons = take(services, path, *complaint_rows())
    assert counts == (4, 0, 1, 0, 2)
    assert sorted(reasons) == ["date_before_receipt", "date_missing"]
    assert values(
        services,
        "SELECT number, customer_id, complainant_name, category, state, satisfaction"
        " FROM complaint ORDER BY received_at",
    ) == [
        ("TS202608010001", 1, None, "debit_card", "closed", 4),
        ("B-77", 2, None, "loan", "investigating", None),
        ("TS202609110001", None, "周雅琴", "other", "received", None),
        ("TS202609120001", None, None, "other", "decided", None),
    ]
    assert values(
        services,
        "SELECT count(*) FROM complaint WHERE answered_at = closed_at AND state = 'closed'",
    ) == [(1,)]
    assert values(services, "SELECT count(*) FROM complaint_event") == [(7,)]
    again = take(services, path, *complaint_rows())
    assert again[0] == (0, 0, 5, 0, 2)


def test_a_known_complaint_takes_what_it_lacks(services: Services, path: Path) -> None:
    take(services, path, *complaint_rows())
    row = ["K2", None, None, "B-77", "2026-09-10", "贷款", "定价收费", "利息", "2026-09-10 15:00"]
    row += [None, "2026-09-15", "已结案", None]
    assert take(services, path, COMPLAINT, row)[0] == (0, 1, 0, 0, 0)
    asked = "SELECT state, closed_at IS NOT NULL FROM complaint WHERE number = 'B-77'"
    assert values(services, asked) == [("investigating", 1)]
    assert take(services, path, COMPLAINT, row, on_match=OnMatch.OVERWRITE)[0] == (0, 1, 0, 0, 0)
    assert values(services, asked) == [("closed", 1)]


def test_a_late_answer_stays_late(services: Services, path: Path) -> None:
    row = ["K1", None, None, "B-1", "2026-06-01", None, None, "x", None, "2026-08-30"]
    take(services, path, COMPLAINT, [*row, None, None, None])
    assert values(services, "SELECT is_overdue FROM complaint") == [(1,)]


def test_a_customer_in_the_recycle_bin_is_not_worked_on(services: Services, path: Path) -> None:
    lin(services)
    services.customers.remove([CustomerId(1)])
    row = ["K1", None, None, "B-1", "2026-06-01", None, None, "x", None, None, None, None, None]
    assert take(services, path, COMPLAINT, row) == ((0, 0, 0, 0, 1), ["customer_removed"])


@pytest.mark.parametrize(
    ("heads", "row", "table"),
    [
        (HOLDING, ["K1", "2026-01", 1], "customer_figure"),
        (CONTACT, ["K1", None, None, None, "2026-09-01", "", "", "x", "新人"], "interaction"),
        (VISIT, ["K1", "2026-12-08", "", "x", "", None, None, None], "visit"),
        (COMPLAINT, complaint_rows()[1], "complaint"),
    ],
)
def test_undoing_takes_the_records_and_their_customers_back(
    services: Services, path: Path, heads: Row, row: Row, table: str
) -> None:
    workbook(path, heads, row)
    outcome = services.imports.import_file(path).outcome
    count = f"SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM customer)"  # noqa: S608 - our own table
    assert values(services, count) == [(1, 1)]
    assert outcome.operation_id is not None
    services.history.undo(outcome.operation_id)
    assert values(services, count) == [(0, 0)]
    services.history.redo()
    assert values(services, count) == [(1, 1)]


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        (["客户编号", "姓名", "手机", "最近联系日期", "备注"], "customers"),
        (["姓名", "手机", "地址", "日期", "备注"], "customers"),
        (["客户编号", "月份", "月日均AUM(万元)"], "holdings"),
        (["客户号", "联系时间", "内容"], "interactions"),
        (["客户号", "计划日期", "回访目的"], "visits"),
        (["投诉编号", "受理时间", "状态"], "complaints"),
        (["客户号", "交易日期", "金额"], "transactions"),
    ],
)
def test_the_kind_is_found_from_the_headings(
    services: Services, path: Path, heads: Row, kind: str
) -> None:
    workbook(path, heads, ["x"] * len(heads))
    assert services.imports.inspect(path).sheets[0].kind == kind
