"""The exports of programs that keep contacts, by the column names that they document."""

from typing import Final

from branchcrm.domain.wording import mark
from branchcrm.exchange.contact_joinings import (
    address,
    joined_addresses,
    joined_emails,
    joined_name,
    joined_phones,
    numbered,
)
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.profile import Profile

_GOOGLE_ADDRESSES: Final = tuple(address(f"Address {number} - ") for number in (1, 2, 3))
_OWNERS: Final = "Owner|Account Owner|Contact Owner|Lead Owner|Company Owner"
_PERSON: Final = {
    "gender": "Salutation",
    "email": "Email",
    "employer": "Account Name|Company|Company / Account|Company Name|Associated Company",
    "occupation": "Title|Job Title|Designation",
    "industry": "Industry",
    "source": "Lead Source",
    "manager": _OWNERS,
    "note": "Description",
}

SALESFORCE: Final = Profile(
    key="salesforce_contacts",
    label=mark("Salesforce 联系人"),
    kind=ImportKind.CUSTOMERS,
    marks=(
        "LastName|MailingStreet|MailingPostalCode",
        "Last Name|Mailing Street|Mailing Zip/Postal Code",
        "LastName|Company|IsConverted",
        "Last Name|Company / Account|Lead Status",
    ),
    fields={
        **_PERSON,
        "code": "Contact ID|Lead ID|Id",
        "phone": "Mobile|MobilePhone",
        "more_phones": "Phone|Home Phone|Other Phone|Business Phone|Asst. Phone",
        "birthday": "Birthdate",
    },
    left_out="AccountId|OwnerId|Account ID|IsDeleted|Fax|Name",
    joinings=(joined_name(), *joined_addresses(address("Mailing", ""), address("Other"))),
)
SALESFORCE_ACCOUNTS: Final = Profile(
    key="salesforce_accounts",
    label=mark("Salesforce 客户"),
    kind=ImportKind.CUSTOMERS,
    marks=(
        "Name|BillingStreet|BillingPostalCode",
        "Account Name|Billing Street|Billing Zip/Postal Code",
    ),
    fields={
        "name": "Name|Account Name",
        "code": "Id|Account ID",
        "phone": "Phone",
        "industry": "Industry",
        "manager": _OWNERS,
        "note": "Description",
        "source": "Account Source",
    },
    left_out="OwnerId|Type|Ownership|Rating|Annual Revenue|Account Number|Fax",
    joinings=joined_addresses(address("Billing"), address("Shipping")),
)
ZOHO: Final = Profile(
    key="zoho_contacts",
    label=mark("Zoho CRM 联系人"),
    kind=ImportKind.CUSTOMERS,
    marks=(
        "Last Name|Contact Owner|Mailing Zip",
        "Last Name|Contact Owner|Account Name.id",
        "Last Name|Lead Owner|Zip Code",
    ),
    fields={
        **_PERSON,
        "code": "Record Id|Contact Id|Lead Id",
        "phone": "Mobile",
        "more_phones": "Phone|Home Phone|Other Phone|Asst Phone",
        "birthday": "Date of Birth",
        "note": "Description|Tag|Secondary Email",
    },
    left_out="Contact Owner.id|Lead Owner.id|Account Name.id|Fax|Full Name|Contact Name|Lead Name",
    joinings=(joined_name(), *joined_addresses(address("Mailing ", ""), address("Other "))),
)
ZOHO_ACCOUNTS: Final = Profile(
    key="zoho_accounts",
    label=mark("Zoho CRM 客户"),
    kind=ImportKind.CUSTOMERS,
    marks=("Account Name|Account Owner|Billing Code",),
    fields={
        "name": "Account Name",
        "code": "Record Id|Account Id",
        "phone": "Phone",
        "industry": "Industry",
        "manager": _OWNERS,
        "note": "Description|Tag",
    },
    left_out="Account Owner.id|Account Number|Account Type|Annual Revenue|Ownership|Rating|Fax",
    joinings=joined_addresses(address("Billing "), address("Shipping ")),
)
HUBSPOT: Final = Profile(
    key="hubspot_contacts",
    label=mark("HubSpot 联系人"),
    kind=ImportKind.CUSTOMERS,
    marks=(
        "Record ID|Last Name|Lifecycle Stage",
        "Record ID|Last Name|Contact owner",
        "Record ID|Last Name|Lead Status|Create Date",
    ),
    fields={
        **_PERSON,
        "code": "Record ID",
        "phone": "Mobile Phone Number",
        "more_phones": "Phone Number",
        "birthday": "Date of birth",
        "source": "Original Source|Original Traffic Source|Lead Source",
        "stage": "Lifecycle Stage",
        "opened_on": "Create Date",
    },
    left_out="Lead Status|Marketing contact status|Last Activity Date|Associated Company IDs",
    joinings=(joined_name(), *joined_addresses(address(""))),
)
HUBSPOT_COMPANIES: Final = Profile(
    key="hubspot_companies",
    label=mark("HubSpot 公司"),
    kind=ImportKind.CUSTOMERS,
    marks=("Record ID|Company name|Company owner", "Record ID|Company name|Company Domain Name"),
    fields={
        "name": "Company name",
        "code": "Record ID",
        "phone": "Phone Number",
        "industry": "Industry",
        "manager": _OWNERS,
        "opened_on": "Create Date",
        "note": "Description",
    },
    left_out="Annual Revenue|Last Activity Date|Type",
    joinings=joined_addresses(address("")),
)
ODOO: Final = Profile(
    key="odoo_contacts",
    label=mark("Odoo 联系人"),
    kind=ImportKind.CUSTOMERS,
    marks=(
        "Name|Is a Company|Zip",
        "Name|is_company|zip",
        "name|country_id|zip",
        "Name|Job Position|Tax ID|Zip",
        "Name|Related Company|Zip",
        "名称|是公司|街道",
    ),
    fields={
        "name": "Name|Display Name|Complete Name|名称",
        "code": "Reference|ref",
        "phone": "Mobile|手机",
        "more_phones": "Phone|电话",
        "email": "Email|电子邮件",
        "employer": "Related Company|Company Name|parent_id|Related Company/Name|相关公司",
        "occupation": "Job Position|function|工作岗位",
        "uscc": "Tax ID|vat|税号",
        "manager": "Salesperson|user_id|销售员",
        "note": "Notes|comment|Tags|category_id|备注",
    },
    left_out="External ID|id|Is a Company|is_company|Company Type|Website|是公司",
    joinings=joined_addresses(
        (
            "Street|街道",
            "Street 2|Street2|街道 2|街道2",
            "City|城市",
            "State|State_id|State/Name|省/ 州|州/省",
            "Zip|邮政编码|邮编",
            "Country|Country_id|Country/Name|国家",
        )
    ),
)
OUTLOOK: Final = Profile(
    key="outlook_contacts",
    label=mark("Outlook 通讯录"),
    kind=ImportKind.CUSTOMERS,
    marks=(
        "Last Name|E-mail Address|Business Phone|Business Street",
        "姓|名|商务电话|商务地址 街道",
    ),
    fields={
        "phone": "Mobile Phone|移动电话",
        "more_phones": (
            "Primary Phone|Business Phone|Business Phone 2|Home Phone|Home Phone 2|Other Phone|"
            "Company Main Phone|商务电话|商务电话 2|住宅电话|住宅电话 2|其他电话|单位主要电话"
        ),
        "birthday": "Birthday|生日",
        "gender": "Gender|性别",
        "employer": "Company|单位",
        "occupation": "Job Title|职务",
        "note": "Notes|附注|备注",
    },
    left_out="Title|Business Fax|Home Fax|Other Fax|Department|E-mail Type|Account|部门|类别",
    joinings=(
        joined_name(),
        *joined_addresses(
            address("Home ", "住宅"), address("Business ", "商务"), address("Other ", "其他")
        ),
        *joined_emails(
            "E-mail Address|电子邮件地址",
            "E-mail 2 Address|电子邮件 2 地址",
            "E-mail 3 Address|电子邮件 3 地址",
        ),
    ),
)
GOOGLE: Final = Profile(
    key="google_contacts",
    label=mark("Google 通讯录"),
    kind=ImportKind.CUSTOMERS,
    marks=(
        "Given Name|Family Name|Group Membership",
        "First Name|Last Name|File As|Labels",
        "Given Name|Family Name|Phone 1 - Value",
        "First Name|Last Name|Phone 1 - Value",
        "First Name|Last Name|E-mail 1 - Value",
    ),
    fields={
        "birthday": "Birthday",
        "gender": "Gender",
        "employer": "Organization Name|Organization 1 - Name",
        "occupation": "Organization Title|Organization 1 - Title|Occupation",
        "note": "Notes",
    },
    left_out="Name|Nickname|File As|Photo|Labels|Group Membership|Name Prefix|Initials|Subject",
    joinings=(
        joined_name(),
        joined_phones(*numbered("Phone {number} - Value", 6)),
        *joined_emails(*numbered("E-mail {number} - Value", 5)),
        *joined_addresses(*_GOOGLE_ADDRESSES),
    ),
)
# No program of its own: any list that keeps family and given names apart.
SPLIT_NAMES: Final = Profile(
    key="split_names",
    kind=ImportKind.CUSTOMERS,
    marks=("Last Name|First Name", "Family Name|Given Name", "Surname|First Name", "姓|名"),
    unless="Name|Full Name|Customer Name|姓名|客户姓名|客户名称|户名",
    fields={"employer": "Company|Company Name|Account Name|Organization Name"},
    joinings=(joined_name(),),
)
