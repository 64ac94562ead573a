"""The columns by which a record that belongs to a customer names that customer."""

from typing import Final

from branchcrm.domain.wording import mark
from branchcrm.exchange.field_spec import FieldSpec

OWNER_FIELDS: Final = (
    FieldSpec(
        key="customer_code",
        label=mark("客户编号"),
        example="C-000318",
        synonyms=(
            "客户编号 客户号 客户代码 客户id 客户编码 核心客户号 会员号 会员编号 会员卡号 "
            "顾客编号 户号 customerid customerno customernumber customercode clientid "
            "memberid accountid"
        ),
    ),
    FieldSpec(
        key="customer_name",
        label=mark("客户姓名"),
        example="林国栋",
        synonyms=(
            "姓名 客户姓名 客户名称 户名 客户 会员姓名 顾客姓名 投诉人 投诉人姓名 联系人 "
            "customername customer name client accountname contactname complainant"
        ),
    ),
    FieldSpec(
        key="customer_phone",
        label=mark("客户手机"),
        example="13800005678",
        synonyms=(
            "手机 手机号 手机号码 联系电话 电话 客户电话 会员手机 移动电话 投诉人电话 "
            "phone mobile phonenumber"
        ),
    ),
    FieldSpec(
        key="id_number",
        label=mark("证件号码"),
        example="11010519491231002X",
        synonyms="证件号码 证件号 身份证 身份证号 身份证号码 idnumber idno idcard",
    ),
    FieldSpec(
        key="birthday",
        label=mark("生日"),
        is_date=True,
        example="1984-11-03",
        synonyms="生日 出生日期 客户生日 birthday birthdate dateofbirth",
    ),
)
OWNER_KEYS: Final = frozenset(spec.key for spec in OWNER_FIELDS)
