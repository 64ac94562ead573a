"""Exports of other programs are recognised by their columns and read as they are meant."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from branchcrm.domain.customer import Stage
from branchcrm.exchange.joined_text import whole_address, whole_name
from branchcrm.services.import_inspection import SheetOutline
from branchcrm.services.import_terms import ImportRequest
from branchcrm.services.use_cases import Services
from tests.exchange.program_tables import (
    CHINESE_OUTLOOK_HEAD,
    GOOGLE_HEAD,
    HUBSPOT_COMPANY_HEAD,
    HUBSPOT_HEAD,
    ODOO_HEAD,
    OLD_GOOGLE_HEAD,
    OUTLOOK_HEAD,
    SALESFORCE_ACCOUNT_HEAD,
    SALESFORCE_API_HEAD,
    SALESFORCE_HEAD,
    ZOHO_ACCOUNT_HEAD,
    ZOHO_HEAD,
    facts,
    seen,
    table,
)

LIN = {
    "First Name": "国栋",
    "Last Name": "林",
    "Organization Name": "市第二实验小学",
    "Organization Title": "教师",
    "Birthday": "1984-11-03",
    "Notes": "理财",
    "Labels": "* myContacts ::: 客户",
    "E-mail 1 - Value": "lin@example.com ::: lgd@example.com",
    "E-mail 2 - Value": "school@example.com",
    "Phone 1 - Value": "0571-88886666",
    "Phone 2 - Value": "139 0000 0271 ::: 138 0000 5678",
    "Address 1 - Street": "滨江路 16 号",
    "Address 1 - City": "杭州市",
    "Address 1 - Region": "浙江省",
    "Address 1 - Postal Code": "310000",
    "Address 1 - Country": "中国",
}


def fields(sheet: SheetOutline, by: str) -> dict[str, str]:
    return {one.heading: one.field for one in sheet.columns if one.matched_by == by}


@pytest.mark.parametrize(
    ("head", "program"),
    [
        (GOOGLE_HEAD, "Google 通讯录"),
        (OLD_GOOGLE_HEAD, "Google 通讯录"),
        (OUTLOOK_HEAD, "Outlook 通讯录"),
        (CHINESE_OUTLOOK_HEAD, "Outlook 通讯录"),
        (SALESFORCE_HEAD, "Salesforce 联系人"),
        (SALESFORCE_API_HEAD, "Salesforce 联系人"),
        (SALESFORCE_ACCOUNT_HEAD, "Salesforce 客户"),
        (HUBSPOT_HEAD, "HubSpot 联系人"),
        (HUBSPOT_COMPANY_HEAD, "HubSpot 公司"),
        (ZOHO_HEAD, "Zoho CRM 联系人"),
        (ZOHO_ACCOUNT_HEAD, "Zoho CRM 客户"),
        (ODOO_HEAD, "Odoo 联系人"),
    ],
)
def test_a_program_is_recognised_by_its_columns_in_any_order(
    services: Services, tmp_path: Path, head: str, program: str
) -> None:
    names = head.split("|")
    first = table(tmp_path / "a.csv", head, {names[1]: "国栋"})
    turned = table(tmp_path / "b.csv", "|".join(reversed(names)), {names[1]: "国栋"})
    for path in (first, turned):
        sheet = seen(services, path)
        assert (sheet.profile, sheet.kind, sheet.lacking) == (program, "customers", ())


def test_google_contacts_come_with_names_phones_and_addresses_joined(
    services: Services, tmp_path: Path
) -> None:
    path = table(
        tmp_path / "contacts.csv",
        GOOGLE_HEAD,
        LIN,
        {
            "First Name": "John",
            "Middle Name": "Paul",
            "Last Name": "Smith",
            "Name Suffix": "Jr.",
            "Phone 1 - Value": "+1 425-555-0100",
        },
        {"Organization Name": "杭州晨光贸易有限公司", "Phone 1 - Value": "0571-88880000"},
    )
    counts = services.imports.import_file(path).outcome.counts
    assert (counts.created, counts.rejected) == (3, 0)
    lin = facts(services, "林国栋")
    assert lin["phone"] == "13900000271"
    assert lin["more_phones"] == ("13800005678", "0571-88886666")
    assert lin["email"] == "lin@example.com"
    assert lin["address"] == "浙江省杭州市滨江路 16 号 310000"
    assert str(lin["note"]).split("\n") == [
        "理财",
        "E-mail 1 - Value: lgd@example.com",
        "E-mail 2 - Value: school@example.com",
    ]
    assert (lin["employer"], lin["occupation"]) == ("市第二实验小学", "教师")
    assert facts(services, "John Paul Smith Jr.")["phone"] == "+1-4255550100"
    assert facts(services, "晨光贸易")["name"] == "杭州晨光贸易有限公司"
    again = services.imports.import_file(path).outcome.counts
    assert (again.created, again.updated) == (0, 0)


def test_outlook_contacts_keep_several_addresses_and_phones(
    services: Services, tmp_path: Path
) -> None:
    path = table(
        tmp_path / "outlook.csv",
        OUTLOOK_HEAD,
        {
            "Title": "Mr.",
            "First Name": "John",
            "Last Name": "Smith",
            "Company": "Contoso",
            "Job Title": "Buyer",
            "Business Street": "1 Main St",
            "Business City": "Seattle",
            "Business State": "WA",
            "Business Postal Code": "98052",
            "Business Country/Region": "United States of America",
            "Home Street": "5 Elm Rd",
            "Home City": "Tacoma",
            "Business Phone": "+1 4255550100",
            "Mobile Phone": "+86 139-0000-0271",
            "Birthday": "0/0/00",
            "Gender": "Unspecified",
            "E-mail Address": "john@example.com",
        },
    )
    counts = services.imports.import_file(path).outcome.counts
    assert (counts.created, counts.rejected) == (1, 0)
    smith = facts(services, "John Smith")
    assert smith["address"] == "5 Elm Rd, Tacoma"
    assert smith["note"] == (
        "Business Street: 1 Main St, Seattle, WA 98052, United States of America"
    )
    assert (smith["phone"], smith["more_phones"]) == ("13900000271", ("+1-4255550100",))
    assert (smith["employer"], smith["birthday"]) == ("Contoso", None)


def test_chinese_outlook_contacts_are_read(services: Services, tmp_path: Path) -> None:
    path = table(
        tmp_path / "通讯录.csv",
        CHINESE_OUTLOOK_HEAD,
        {
            "姓": "欧阳",
            "名": "雅琴",
            "单位": "市图书馆",
            "商务地址 街道": "文三路 1 号",
            "商务地址 市/县": "杭州市",
            "商务地址 省/市/自治区": "浙江省",
            "移动电话": "13900000271",
            "电子邮件地址": "oy@example.com",
        },
    )
    services.imports.import_file(path)
    found = facts(services, "欧阳雅琴")
    assert found["address"] == "浙江省杭州市文三路 1 号"
    assert (found["employer"], found["email"]) == ("市图书馆", "oy@example.com")


@pytest.mark.parametrize(
    ("head", "row", "wanted"),
    [
        (
            SALESFORCE_HEAD,
            {
                "Salutation": "Ms.",
                "First Name": "雅琴",
                "Last Name": "周",
                "Account Name": "晨光贸易",
                "Mailing Street": "文三路 1 号",
                "Mailing City": "杭州",
                "Phone": "0571-88886666",
                "Mobile": "13900000271",
                "Contact ID": "003Kj00000AbCdE",
                "Other Street": "滨江路 16 号",
                "Other City": "宁波",
            },
            {
                "code": "003Kj00000AbCdE",
                "employer": "晨光贸易",
                "address": "杭州文三路 1 号",
                "note": "Other Street: 宁波滨江路 16 号",
                "more_phones": ("0571-88886666",),
                "gender": "female",
            },
        ),
        (
            SALESFORCE_API_HEAD,
            {
                "Id": "003Kj00000AbCdEFGH",
                "LastName": "周",
                "FirstName": "雅琴",
                "Name": "雅琴 周",
                "MailingCity": "杭州",
                "MobilePhone": "13900000271",
                "Description": "老客户",
            },
            {"code": "003Kj00000AbCdEFGH", "note": "老客户", "address": "杭州"},
        ),
        (
            HUBSPOT_HEAD,
            {
                "Record ID": "2651",
                "First Name": "雅琴",
                "Last Name": "周",
                "Mobile Phone Number": "13900000271",
                "Lifecycle Stage": "Lead",
                "Create Date": "2024-03-12 09:14",
                "Street Address": "文三路 1 号",
                "City": "杭州市",
                "Associated Company": "晨光贸易",
            },
            {
                "code": "2651",
                "stage": Stage.PROSPECT,
                "address": "杭州市文三路 1 号",
                "employer": "晨光贸易",
            },
        ),
        (
            ZOHO_HEAD,
            {
                "Record Id": "zcrm_5551000000123",
                "First Name": "雅琴",
                "Last Name": "周",
                "Mobile": "13900000271",
                "Home Phone": "0571-88886666",
                "Mailing Street": "文三路 1 号",
                "Mailing State": "浙江省",
                "Tag": "VIP",
                "Description": "理财",
            },
            {
                "code": "zcrm_5551000000123",
                "address": "浙江省文三路 1 号",
                "more_phones": ("0571-88886666",),
                "note": "理财\nVIP",
            },
        ),
        (
            ODOO_HEAD,
            {
                "External ID": "__export__.res_partner_7",
                "Name": "周雅琴",
                "Is a Company": "False",
                "Related Company": "晨光贸易",
                "Street": "文三路 1 号",
                "City": "杭州市",
                "Mobile": "13900000271",
                "Reference": "C-0007",
            },
            {"code": "C-0007", "employer": "晨光贸易", "address": "杭州市文三路 1 号"},
        ),
    ],
)
def test_the_contacts_of_a_program_are_imported(
    services: Services,
    tmp_path: Path,
    head: str,
    row: dict[str, str],
    wanted: dict[str, object],
) -> None:
    path = table(tmp_path / "a.csv", head, row)
    counts = services.imports.import_file(path).outcome.counts
    assert (counts.created, counts.rejected) == (1, 0)
    found = facts(services, "周雅琴")
    assert found["phone"] == "13900000271"
    assert {key: found[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (SALESFORCE_ACCOUNT_HEAD, {"Id": "001K", "Name": "晨光贸易", "BillingCity": "杭州"}),
        (ZOHO_ACCOUNT_HEAD, {"Record Id": "zcrm_1", "Account Name": "晨光贸易"}),
        (HUBSPOT_COMPANY_HEAD, {"Record ID": "17", "Company name": "晨光贸易", "City": "杭州"}),
    ],
)
def test_the_companies_of_a_program_are_imported(
    services: Services, tmp_path: Path, head: str, row: dict[str, str]
) -> None:
    counts = services.imports.import_file(table(tmp_path / "a.csv", head, row)).outcome.counts
    assert (counts.created, counts.rejected) == (1, 0)
    assert facts(services, "晨光贸易")["code"] == next(iter(row.values()))


def test_a_list_with_split_names_needs_no_program(services: Services, tmp_path: Path) -> None:
    path = table(
        tmp_path / "a.csv", "姓|名|手机|Company", {"姓": "林", "名": "国栋", "手机": "13900000271"}
    )
    sheet = seen(services, path)
    assert (sheet.profile, sheet.kind) == ("", "customers")
    assert fields(sheet, "joined") == {"姓 + 名 + Company": "name"}
    services.imports.import_file(path)
    assert facts(services, "林国栋")["phone"] == "13900000271"


def test_a_person_may_match_the_columns_of_a_program_differently(
    services: Services, tmp_path: Path
) -> None:
    row = {"First Name": "国栋", "Last Name": "林", "Nickname": "阿林"}
    path = table(tmp_path / "a.csv", GOOGLE_HEAD, row)
    joined = next(one for one in seen(services, path).columns if one.matched_by == "joined")
    mapping = f'{{"columns": {{"{joined.key}": "", "Nickname": "name"}}}}'
    services.imports.import_file(path, ImportRequest(mapping=mapping, remembers=True))
    assert facts(services, "阿林")["name"] == "阿林"
    by = {one.heading: one.matched_by for one in seen(services, path).columns}
    assert by["Nickname"] == "remembered"


def test_rejected_rows_of_a_program_come_back_in_its_columns_and_import_once_corrected(
    services: Services, tmp_path: Path
) -> None:
    row = {"First Name": "国栋", "Last Name": "林", "Mobile Phone": "139", "Home City": "杭州"}
    report = services.imports.import_file(table(tmp_path / "a.csv", OUTLOOK_HEAD, row))
    assert report.outcome.counts.rejected == 1
    target = tmp_path / "back.xlsx"
    services.imports.write_rejections(report, target)
    sheet = seen(services, target)
    assert sheet.profile == "Outlook 通讯录"
    headings = [one.heading for one in sheet.columns if one.matched_by != "joined"]
    assert headings[: len(OUTLOOK_HEAD.split("|"))] == OUTLOOK_HEAD.split("|")
    place = next(one.column for one in sheet.columns if one.heading == "Mobile Phone")
    book = load_workbook(target)
    book.worksheets[0].cell(2, place + 1).value = "13900000271"
    book.save(target)
    assert services.imports.import_file(target).outcome.counts.created == 1


def test_a_doubt_about_a_joined_cell_marks_the_cells_it_was_made_of(
    services: Services, tmp_path: Path
) -> None:
    row = {"First Name": "", "Last Name": "12345", "Mobile Phone": "13900000271"}
    report = services.imports.import_file(table(tmp_path / "a.csv", OUTLOOK_HEAD, row))
    target = tmp_path / "back.xlsx"
    services.imports.write_rejections(report, target)
    sheet = load_workbook(target).worksheets[0]
    marked = {
        head.value for head, cell in zip(sheet[1], sheet[2], strict=True) if cell.fill.fill_type
    }
    assert {"First Name", "Last Name"} <= marked
    assert "Mobile Phone" not in marked


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("林", "国栋"), "林国栋"),
        (("欧阳", "雅 琴"), "欧阳雅琴"),
        (("Smith", "John", "Paul", "Jr."), "John Paul Smith Jr."),
        (("García", "José"), "José García"),
        (("李", "Tom"), "Tom 李"),
        (("", ""), ""),
    ],
)
def test_names_are_joined_in_the_order_of_their_language(parts: Sequence[str], name: str) -> None:
    assert whole_name(*parts) == name


@pytest.mark.parametrize(
    ("parts", "address"),
    [
        (("文三路 1 号", "杭州市", "浙江省", "310000", "中国"), "浙江省杭州市文三路 1 号 310000"),
        (("杭州市文三路 1 号", "杭州市", "浙江省", "", ""), "浙江省杭州市文三路 1 号"),
        (("文三路 1 号", "", "", "", "新加坡"), "新加坡文三路 1 号"),
        (("1 Main St", "Seattle", "WA", "98052", "USA"), "1 Main St, Seattle, WA 98052, USA"),
        (("", "", "", "310000", "中国"), "310000, 中国"),
        (("", "", "", "", ""), ""),
    ],
)
def test_addresses_are_joined_in_the_order_of_their_language(
    parts: Sequence[str], address: str
) -> None:
    assert whole_address(parts) == address
