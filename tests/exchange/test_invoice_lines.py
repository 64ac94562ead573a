"""Lists of invoice lines become transactions of the customers they name."""

from pathlib import Path

from branchcrm.services.use_cases import Services
from tests.exchange.program_tables import facts, seen, table

INVOICE_HEAD = (
    "Number|Partner|Partner/Reference|Invoice/Bill Date|Invoice lines/Product|"
    "Invoice lines/Quantity|Invoice lines/Unit Price|Invoice lines/Total|Total|Status"
)
LINES = (
    {
        "Number": "INV/2026/0001",
        "Partner": "林国栋",
        "Partner/Reference": "C1",
        "Invoice/Bill Date": "2026-03-01",
        "Invoice lines/Product": "定期理财",
        "Invoice lines/Quantity": "2",
        "Invoice lines/Total": "200.00",
        "Total": "250.00",
    },
    {
        "Invoice lines/Product": "手续费",
        "Invoice lines/Quantity": "1",
        "Invoice lines/Total": "50.00",
    },
    {
        "Number": "INV/2026/0002",
        "Partner": "周雅琴",
        "Partner/Reference": "C2",
        "Invoice/Bill Date": "2026-03-02",
        "Invoice lines/Product": "保险",
        "Invoice lines/Quantity": "1",
        "Invoice lines/Total": "80.00",
    },
)


def test_the_lines_of_an_odoo_invoice_belong_to_the_document_above_them(
    services: Services, tmp_path: Path
) -> None:
    people = table(
        tmp_path / "c.csv",
        "姓名|手机|客户编号",
        *({"姓名": name, "客户编号": code} for name, code in (("林国栋", "C1"), ("周雅琴", "C2"))),
    )
    services.imports.import_file(people)
    path = table(tmp_path / "a.csv", INVOICE_HEAD, *LINES)
    assert seen(services, path).profile == "Odoo 发票明细"
    counts = services.imports.import_file(path).outcome.counts
    assert (counts.created, counts.rejected) == (3, 0)
    assert services.imports.import_file(path).outcome.counts.unchanged == 3


def test_tax_invoices_count_with_their_tax(services: Services, tmp_path: Path) -> None:
    company = {"客户名称": "杭州晨光贸易有限公司", "统一社会信用代码": "91350100M000100Y43"}
    services.imports.import_file(
        table(tmp_path / "c.csv", "客户名称|统一社会信用代码|电话", company)
    )
    path = table(
        tmp_path / "a.csv",
        "序号|发票代码|数电发票号码|销方名称|购方识别号|购买方名称|开票日期|货物或应税劳务名称|数量|单价|金额|税率|税额|价税合计",
        {
            "数电发票号码": "25332000000012345678",
            "购方识别号": "91350100M000100Y43",
            "购买方名称": "晨光贸易",
            "开票日期": "2026-03-01 10:00:00",
            "货物或应税劳务名称": "*餐饮服务*餐费",
            "金额": "100.00",
            "价税合计": "106.00",
        },
    )
    sheet = seen(services, path)
    assert sheet.profile == "税务发票明细"
    assert [one.heading for one in sheet.columns if one.field == "amount"] == ["价税合计"]
    assert services.imports.import_file(path).outcome.counts.created == 1
    assert [hit.row.name for hit in services.customers.search("晨光").hits] == [company["客户名称"]]


def test_an_invoice_of_a_company_that_the_book_does_not_know_creates_it(
    services: Services, tmp_path: Path
) -> None:
    head = "发票号码|购方识别号|购方名称|开票日期|货物或应税劳务名称|价税合计"
    row = {
        "购方识别号": "91350100M000100Y43",
        "购方名称": "晨光贸易",
        "开票日期": "2026-03-01",
        "价税合计": "106",
    }
    services.imports.import_file(table(tmp_path / "a.csv", head, row))
    found = facts(services, "晨光贸易")
    assert (found["kind"], found["uscc"]) == ("enterprise", "91350100M000100Y43")


def test_lines_with_a_document_a_product_and_a_quantity_are_named(
    services: Services, tmp_path: Path
) -> None:
    path = table(
        tmp_path / "a.csv",
        "InvoiceNo|StockCode|Description|Quantity|InvoiceDate|UnitPrice|CustomerID|Country",
        {"InvoiceNo": "536365", "CustomerID": "17850"},
    )
    sheet = seen(services, path)
    assert (sheet.profile, sheet.kind) == ("发票明细", "transactions")
