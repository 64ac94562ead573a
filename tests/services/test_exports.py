"""Lists that go out: masked unless by right, written down, and taken back as they were."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typing_extensions import override

from branchcrm.domain.customer import CustomerDraft, CustomerFilter
from branchcrm.domain.errors import CancelledError, NotAllowedError
from branchcrm.domain.holding import HoldingDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.tier_policy_presets import default_policy
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.domain.wording import Sentence
from branchcrm.services.exports import ExportKind, ExportRequest, sentence_of
from branchcrm.services.use_cases import Services

PHONE = "13800005678"
IDENTITY = "11010519491231002X"


class Watching(NoProgress):
    """Writes down how far an export is, and may stop it."""

    def __init__(self, *, is_stopping: bool = False) -> None:
        self.reports: list[tuple[int, int]] = []
        self._is_stopping = is_stopping

    @override
    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        self.reports.append((done, total))
        if self._is_stopping:
            raise CancelledError


def rows_of(path: Path) -> list[dict[str, object]]:
    lines = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


@pytest.fixture
def filled(services: Services) -> Services:
    """A book with a person, a company and some trades."""
    services.customers.add(
        CustomerDraft(
            name="周雅琴",
            phone=PHONE,
            more_phones="0571-88886666",
            id_number=IDENTITY,
            card_number="4111111111111111",
            email="zhou@example.com",
            wechat="zhou_yq",
            address="浙江省杭州市西湖区滨江路 16 号",
            birthday="农历八月十五",
            opened_on="2019-06-12",
            note=f"电话 {PHONE}",
            gender="female",
        )
    )
    services.customers.add(
        CustomerDraft(name="滨江商贸有限公司", kind="enterprise", uscc="91350100M000100Y43")
    )
    services.transactions.add(
        CustomerId(1),
        TransactionDraft(date="2026-09-01", amount="68420.10", product="定期", quantity="2"),
    )
    services.transactions.add(
        CustomerId(1), TransactionDraft(date="2026-09-02", amount="20", kind="refund")
    )
    return services


def test_numbers_are_masked_by_default(filled: Services, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    outcome = filled.exports.export(target, ExportRequest())
    assert outcome.rows == 2
    (zhou,) = [row for row in rows_of(target) if row["客户编号"] == "C-000001"]
    assert zhou["姓名"] == "周**"
    assert zhou["手机"] == "138****5678"
    assert zhou["其他电话"] == "0571-******66"
    assert zhou["证件号码"] == "1****************X"
    assert zhou["银行卡号"] == "************1111"
    assert zhou["邮箱"] == "z***@example.com"
    assert zhou["地址"] == "浙江省杭州市西湖区********"
    assert zhou["备注"] == "电话 138****5678"
    assert zhou["近 12 个月金额（只读）"] == "5–20 万"
    assert PHONE not in target.read_bytes().decode("latin-1")


def test_full_numbers_need_their_own_right(clerk: Services, tmp_path: Path) -> None:
    with pytest.raises(NotAllowedError):
        clerk.exports.export(tmp_path / "a.xlsx", ExportRequest(is_full=True))
    assert not (tmp_path / "a.xlsx").exists()


def test_an_export_is_written_down_and_marked(filled: Services, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    request = ExportRequest(is_full=True, purpose="数据核对")
    outcome = filled.exports.export(target, request)
    logged = filled.history.latest(limit=1)[0]
    assert (logged.name, logged.is_reversible) == ("export", False)
    assert logged.summary.text() == "导出客户 2 行到 a.xlsx（完整）"
    lines = load_workbook(target).worksheets[1].iter_rows(values_only=True)
    notes = {line[0]: line[1] for line in lines}
    assert (notes["网点"], notes["导出人"], notes["用途"]) == ("人民路网点", "王敏", "数据核对")
    assert sentence_of(outcome).text() == "已导出 2 行到 a.xlsx"


def test_the_filter_and_order_of_the_list_are_kept(filled: Services, tmp_path: Path) -> None:
    request = ExportRequest(filter=CustomerFilter(text="滨江"), is_full=True)
    assert filled.exports.export(tmp_path / "a.xlsx", request).rows == 1


def test_who_must_not_be_contacted_is_told_whatever_columns_go_out(
    filled: Services, tmp_path: Path
) -> None:
    filled.consents.ban(CustomerId(1), "本人要求")
    phone = filled.filters.catalogue().get("phone")
    assert phone is not None
    filled.exports.export(tmp_path / "a.xlsx", ExportRequest(fields=(phone,)))
    reasons = {row["客户编号"]: row["不再联系（只读）"] for row in rows_of(tmp_path / "a.xlsx")}
    assert reasons == {"C-000001": "本人要求", "C-000002": None}


def test_any_field_goes_out_in_full_and_as_everybody_may_see_it(
    filled: Services, tmp_path: Path
) -> None:
    for product in ("大额存单", "年金保险"):
        filled.holdings.add(CustomerId(1), HoldingDraft(product=product, amount="1000"))
    fields = filled.filters.catalogue().columns
    for is_full in (False, True):
        target = tmp_path / f"{is_full}.xlsx"
        request = ExportRequest(fields=fields, is_full=is_full)
        assert filled.exports.export(target, request).rows == 2
        zhou = next(row for row in rows_of(target) if row["客户编号"] == "C-000001")
        assert len(zhou) == len(fields)
        assert zhou["手机"] == (PHONE if is_full else "138****5678")
        assert zhou["近12个月金额（只读）"] == (68400.1 if is_full else "5–20 万")
        assert zhou["买过产品（只读）"] == "定期"
        assert zhou["持有产品（只读）"] == "大额存单、年金保险"
        assert zhou["不再联系（只读）"] == "否"
        assert zhou["层级（只读）"] == "低"
        assert str(zhou["最近交易（只读）"]) == "2026-09-02 00:00:00"
        counts = filled.imports.import_file(target).outcome.counts
        assert (counts.unchanged, counts.rows) == (2, 2)


@pytest.mark.parametrize("kind", list(ExportKind))
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_full_export_imports_back_without_a_change(
    filled: Services, tmp_path: Path, kind: ExportKind, ending: str
) -> None:
    target = tmp_path / f"a.{ending}"
    exported = filled.exports.export(target, ExportRequest(kind=kind, is_full=True))
    report = filled.imports.import_file(target)
    counts = report.outcome.counts
    assert (counts.unchanged, counts.rows) == (exported.rows, exported.rows)


def test_a_masked_export_never_overwrites(filled: Services, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    filled.exports.export(target, ExportRequest())
    report = filled.imports.import_file(target)
    assert report.outcome.counts.unchanged == 2
    assert report.outcome.operation_id is None


def test_a_full_export_fills_an_empty_book_alike(
    filled: Services, services: Services, tmp_path: Path
) -> None:
    target = tmp_path / "a.xlsx"
    filled.exports.export(target, ExportRequest(is_full=True))
    before = filled.customers.draft_of(CustomerId(1))
    filled.customers.remove([CustomerId(1), CustomerId(2)])
    book = load_workbook(target)
    sheet = book.worksheets[0]
    for line in sheet.iter_rows(min_row=2, max_col=1):
        line[0].value = f"K{line[0].value}"
    book.save(target)
    services.imports.import_file(target)
    after = services.customers.draft_of(services.customers.id_of("KC-000001"))
    assert {name: getattr(after, name) for name in ("name", "birthday", "opened_on", "note")} == {
        name: getattr(before, name) for name in ("name", "birthday", "opened_on", "note")
    }


def test_trades_go_out_with_their_time_and_products(filled: Services, tmp_path: Path) -> None:
    source = tmp_path / "in.xlsx"
    book = Workbook()
    book.worksheets[0].append(["客户号", "日期", "金额"])
    book.worksheets[0].append(["C-000001", "2026-09-03 10:20", 5])
    book.save(source)
    filled.imports.import_file(source)
    target = tmp_path / "t.xlsx"
    outcome = filled.exports.export(target, ExportRequest(kind=ExportKind.TRANSACTIONS))
    found = rows_of(target)
    assert outcome.rows == 3
    assert [row["客户姓名"] for row in found] == ["周**"] * 3
    assert [row["金额"] for row in found] == [68420.1, -20, 5]
    assert found[0]["数量"] == 2
    assert str(found[2]["日期"]) == "2026-09-03 10:20:00"
    assert date(2026, 9, 1).isoformat() in str(found[0]["日期"])


@pytest.mark.parametrize("kind", list(ExportKind))
def test_how_many_rows_there_are_is_known_beforehand(
    filled: Services, tmp_path: Path, kind: ExportKind
) -> None:
    filled.customers.add(CustomerDraft(name="已离开"))
    filled.transactions.add(CustomerId(3), TransactionDraft(date="2026-09-02", amount="1"))
    filled.customers.remove([CustomerId(3)])
    seen = Watching()
    target = tmp_path / "a.xlsx"
    filled.exports.export(target, ExportRequest(kind=kind), seen)
    assert seen.reports == [(0, 2)]
    lines = load_workbook(target).worksheets[1].iter_rows(values_only=True)
    assert ("行数", "2") in [line[:2] for line in lines]


def test_a_list_of_nobody_goes_out_with_its_head_alone(filled: Services, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    request = ExportRequest(filter=CustomerFilter(text="查无此人"))
    assert filled.exports.export(target, request).rows == 0
    listed, notices = load_workbook(target).worksheets
    assert listed["A1"].value == "客户编号"
    assert "行数" not in [cell.value for cell in notices["A"]]


def test_customers_come_in_the_order_asked_and_as_they_are_kept(filled: Services) -> None:
    note = '"甲"\\乙\n{"a": [1]} \x07'
    filled.customers.add(CustomerDraft(name="孙", note=note))
    with filled.context.read() as work:
        (found,) = work.exports.customers([3, 99, 1], wanted={"name", "note", "opened_on"})
        assert list(work.exports.customers([99])) == []
    assert found == {
        "id": [3, 1],
        "name": ["孙", "周雅琴"],
        "note": [note.strip(), f"电话 {PHONE}"],
        "opened_on": [None, date(2019, 6, 12)],
    }


def test_a_list_keeps_more_of_the_book_only_while_it_goes_out(
    filled: Services, tmp_path: Path
) -> None:
    def cache() -> object:
        with filled.context.read() as work:
            return work.connection.exec_driver_sql("PRAGMA cache_size").scalar_one()

    before = cache()
    with pytest.raises(CancelledError):
        filled.exports.export(tmp_path / "a.xlsx", ExportRequest(), Watching(is_stopping=True))
    assert cache() == before
    assert list(tmp_path.glob("*.xlsx")) == []


def test_the_usual_columns_call_the_tiers_as_the_rule_does(
    filled: Services, tmp_path: Path
) -> None:
    rule = replace(default_policy(), labels=("普通", "潜力客户", "钻石"))
    filled.tiers.set_policy(rule, is_sure=True)
    filled.tiers.retier()
    filled.exports.export(tmp_path / "a.xlsx", ExportRequest())
    tiers = {row["客户编号"]: row["层级（只读）"] for row in rows_of(tmp_path / "a.xlsx")}
    filled.locked_books.hand_out(tmp_path / "b.xlsx", ExportRequest())
    handed = {row["客户编号"]: row["层级（只读）"] for row in rows_of(tmp_path / "b.xlsx")}
    paper = filled.papers.customers(ExportRequest())
    heads = paper.headings
    printed = {row[heads.index("客户编号")]: row[heads.index("层级")] for row in paper.rows}
    assert tiers == handed == printed == {"C-000001": "普通", "C-000002": "未分层"}
