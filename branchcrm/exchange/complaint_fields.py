"""The fields of a complaint that a file can hold."""

from typing import Final

from branchcrm.domain.wording import mark
from branchcrm.exchange.field_spec import FieldSpec
from branchcrm.exchange.owner_fields import OWNER_FIELDS

COMPLAINT_FIELDS: Final = (
    *OWNER_FIELDS,
    FieldSpec(
        key="number",
        label=mark("投诉编号"),
        example="TS202609160001",
        synonyms=(
            "投诉编号 投诉单号 投诉工单号 工单号 工单编号 受理编号 受理单号 投诉流水号 编号 "
            "caseno casenumber caseid ticketid ticketnumber complaintno complaintid number"
        ),
    ),
    FieldSpec(
        key="received_at",
        label=mark("受理时间"),
        is_required=True,
        is_date=True,
        example="2026-09-16 10:20",
        synonyms=(
            "受理时间 受理日期 投诉时间 投诉日期 接诉时间 接诉日期 登记时间 登记日期 收到时间 "
            "来电时间 receivedat received dateopened opened createdon createddate createdate"
        ),
    ),
    FieldSpec(
        key="category",
        label=mark("业务类别"),
        example="借记卡",
        synonyms="业务类别 投诉类别 业务类型 投诉业务 投诉分类 投诉类型 category type",
    ),
    FieldSpec(
        key="cause",
        label=mark("投诉原因"),
        example="服务态度及服务质量",
        synonyms="投诉原因 原因 原因分类 投诉原因分类 cause reason casereason",
    ),
    FieldSpec(
        key="text",
        label=mark("事实"),
        example="排队超过一小时",
        synonyms=(
            "事实 投诉事实 投诉内容 内容 问题描述 事由 描述 情况说明 投诉事由 投诉描述 text "
            "description details facts complaint"
        ),
    ),
    FieldSpec(
        key="subject",
        label=mark("投诉标题"),
        example="柜台排队时间长",
        synonyms="投诉标题 标题 主题 投诉主题 subject title",
    ),
    FieldSpec(
        key="channel",
        label=mark("投诉渠道"),
        example="营业现场",
        synonyms="投诉渠道 受理渠道 渠道 来源渠道 投诉来源 channel origin caseorigin",
    ),
    FieldSpec(
        key="severity",
        label=mark("紧急程度"),
        example="一般",
        synonyms="紧急程度 严重程度 优先级 级别 投诉级别 severity priority",
    ),
    FieldSpec(
        key="level",
        label=mark("复杂程度"),
        example="简单",
        synonyms="复杂程度 案件复杂程度 level complexity",
    ),
    FieldSpec(
        key="state",
        label=mark("状态"),
        example="已结案",
        synonyms="状态 投诉状态 处理状态 办理状态 办理情况 处理进度 state status stage",
    ),
    FieldSpec(
        key="first_contact_at",
        label=mark("首次联系时间"),
        is_date=True,
        example="2026-09-16 14:05",
        synonyms="首次联系时间 首次联系日期 首次响应时间 首次联系 firstcontactat firstresponse",
    ),
    FieldSpec(
        key="answered_at",
        label=mark("答复时间"),
        is_date=True,
        example="2026-09-20 09:30",
        synonyms="答复时间 答复日期 回复时间 回复日期 反馈时间 answeredat answered resolvedat",
    ),
    FieldSpec(
        key="closed_at",
        label=mark("结案时间"),
        is_date=True,
        example="2026-09-22 16:00",
        synonyms=(
            "结案时间 结案日期 办结时间 办结日期 关闭时间 closedat closed closeddate dateclosed"
        ),
    ),
    FieldSpec(
        key="answer",
        label=mark("答复内容"),
        example="已致歉并说明排队原因",
        synonyms="答复内容 答复 回复内容 处理结果 处理意见 处理情况 answer resolution",
    ),
    FieldSpec(
        key="compensation_cents",
        label=mark("补偿金额"),
        is_money=True,
        is_text=False,
        example="100",
        synonyms="补偿金额 赔付金额 赔偿金额 compensation",
    ),
    FieldSpec(
        key="satisfaction",
        label=mark("满意度"),
        is_text=False,
        example="4",
        synonyms="满意度 满意度评分 评分 satisfaction rating csat",
    ),
    FieldSpec(
        key="staff",
        label=mark("处理人"),
        example="王敏",
        synonyms="处理人 承办人 处理人员 责任人 经办人 受理人 handler owner assignedto agent",
    ),
)
