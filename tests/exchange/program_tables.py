"""The columns of other programs' exports, and files that have them."""

import csv
from dataclasses import asdict
from pathlib import Path

from branchcrm.services.import_inspection import SheetOutline
from branchcrm.services.use_cases import Services

GOOGLE_HEAD = (
    "First Name|Middle Name|Last Name|Phonetic First Name|Phonetic Middle Name|Phonetic Last Name|"
    "Name Prefix|Name Suffix|Nickname|File As|Organization Name|Organization Title|"
    "Organization Department|Birthday|Notes|Photo|Labels|E-mail 1 - Label|E-mail 1 - Value|"
    "E-mail 2 - Label|E-mail 2 - Value|Phone 1 - Label|Phone 1 - Value|Phone 2 - Label|"
    "Phone 2 - Value|Address 1 - Label|Address 1 - Formatted|Address 1 - Street|Address 1 - City|"
    "Address 1 - PO Box|Address 1 - Region|Address 1 - Postal Code|Address 1 - Country|"
    "Address 1 - Extended Address"
)
OLD_GOOGLE_HEAD = (
    "Name|Given Name|Additional Name|Family Name|Birthday|Gender|Occupation|Notes|"
    "Group Membership|E-mail 1 - Type|E-mail 1 - Value|Phone 1 - Type|Phone 1 - Value|"
    "Organization 1 - Name|Organization 1 - Title"
)
OUTLOOK_HEAD = (
    "Title|First Name|Middle Name|Last Name|Suffix|Company|Department|Job Title|Business Street|"
    "Business Street 2|Business City|Business State|Business Postal Code|Business Country/Region|"
    "Home Street|Home City|Home State|Home Postal Code|Home Country/Region|Business Fax|"
    "Business Phone|Home Phone|Mobile Phone|Birthday|E-mail Address|E-mail 2 Address|Gender|Notes"
)
CHINESE_OUTLOOK_HEAD = (
    "英文称谓|名|中间名|姓|中文称谓|单位|部门|职务|商务地址 街道|商务地址 市/县|"
    "商务地址 省/市/自治区|商务地址 邮政编码|商务地址 国家/地区|住宅地址 街道|住宅地址 市/县|"
    "商务电话|移动电话|生日|电子邮件地址|附注"
)
SALESFORCE_HEAD = (
    "Salutation|First Name|Last Name|Title|Account Name|Mailing Street|Mailing City|"
    "Mailing State/Province|Mailing Zip/Postal Code|Mailing Country|Phone|Mobile|Fax|Email|"
    "Lead Source|Birthdate|Contact Owner|Contact ID|Other Street|Other City"
)
SALESFORCE_API_HEAD = (
    "Id|IsDeleted|AccountId|LastName|FirstName|Salutation|Name|MailingStreet|MailingCity|"
    "MailingState|MailingPostalCode|MailingCountry|Phone|MobilePhone|Email|Title|OwnerId|Description"
)
HUBSPOT_HEAD = (
    "Record ID|First Name|Last Name|Email|Phone Number|Mobile Phone Number|Contact owner|"
    "Lead Status|Lifecycle Stage|Create Date|Street Address|City|State/Region|Postal Code|"
    "Country/Region|Associated Company|Job Title"
)
ZOHO_HEAD = (
    "Record Id|Contact Owner.id|Contact Owner|Lead Source|First Name|Last Name|Account Name.id|"
    "Account Name|Email|Title|Phone|Home Phone|Mobile|Date of Birth|Mailing Street|Mailing City|"
    "Mailing State|Mailing Zip|Mailing Country|Description|Tag|Created Time"
)
ODOO_HEAD = (
    "External ID|Name|Is a Company|Related Company|Street|Street2|City|State|Zip|Country|Tax ID|"
    "Phone|Mobile|Email|Job Position|Salesperson|Reference|Notes"
)
SALESFORCE_ACCOUNT_HEAD = (
    "Id|Name|Type|BillingStreet|BillingCity|BillingState|BillingPostalCode|BillingCountry|Phone|"
    "Industry|AnnualRevenue|Description|OwnerId"
)
ZOHO_ACCOUNT_HEAD = (
    "Record Id|Account Owner|Account Name|Phone|Billing Street|Billing City|Billing Code|Industry"
)
HUBSPOT_COMPANY_HEAD = (
    "Record ID|Company name|Company owner|Phone Number|City|Country/Region|Industry|Create Date"
)


def table(path: Path, head: str, *rows: dict[str, str]) -> Path:
    names = head.split("|")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, names, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def seen(services: Services, path: Path) -> SheetOutline:
    return services.imports.inspect(path).sheets[0]


def facts(services: Services, name: str) -> dict[str, object]:
    (hit,) = services.customers.search(name).hits
    with services.imports.context.read() as work:
        return asdict(work.customers.get(hit.row.id).facts)
