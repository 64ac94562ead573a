"""The fields of a month's holdings that a file can hold."""

from typing import Final

from branchcrm.domain.wording import mark
from branchcrm.exchange.field_spec import FieldSpec
from branchcrm.exchange.owner_fields import OWNER_FIELDS

HOLDING_FIELDS: Final = (
    *OWNER_FIELDS,
    FieldSpec(
        key="month",
        label=mark("月份"),
        is_required=True,
        example="2026-01",
        synonyms=(
            "月份 年月 统计月份 账期 数据月份 统计年月 所属月份 统计期 月度 报表月份 "
            "month period yearmonth statementmonth"
        ),
    ),
    FieldSpec(
        key="aum_month_average",
        label=mark("月日均AUM"),
        is_money=True,
        is_text=False,
        example="68420",
        synonyms=(
            "月日均aum aum月日均 月日均 月日均资产 月日均余额 月日均金融资产 日均aum 日均资产 "
            "日均余额 月均aum 月均资产 月均余额 aum月均 月日均存款 aummonthaverage "
            "averageaum monthlyaverage averagebalance"
        ),
    ),
    FieldSpec(
        key="balance",
        label=mark("月末余额"),
        is_money=True,
        is_text=False,
        example="500000",
        synonyms=(
            "月末余额 月末aum 月末资产 期末余额 期末aum 时点余额 时点aum 余额 aum "
            "balance closingbalance endbalance"
        ),
    ),
)
