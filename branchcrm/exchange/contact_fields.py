"""The fields of contacts that took place and of visits that are planned."""

from typing import Final

from branchcrm.domain.wording import mark
from branchcrm.exchange.field_spec import FieldSpec
from branchcrm.exchange.owner_fields import OWNER_FIELDS

INTERACTION_FIELDS: Final = (
    *OWNER_FIELDS,
    FieldSpec(
        key="at",
        label=mark("互动时间"),
        is_required=True,
        is_date=True,
        example="2026-09-16 10:20",
        synonyms=(
            "互动时间 互动日期 联系时间 联系日期 沟通时间 沟通日期 跟进时间 跟进日期 拜访时间 "
            "拜访日期 通话时间 通话日期 接触时间 接触日期 活动时间 活动日期 走访日期 走访时间 "
            "发生时间 记录时间 时间 日期 contacttime contactdate calldate activitydate "
            "interactiondate date datetime createdtime"
        ),
    ),
    FieldSpec(
        key="channel",
        label=mark("方式"),
        example="电话",
        synonyms=(
            "方式 互动方式 沟通方式 跟进方式 接触方式 渠道 互动渠道 接触渠道 类型 互动类型 "
            "跟进类型 活动类型 拜访方式 channel type activitytype medium calltype"
        ),
    ),
    FieldSpec(
        key="direction",
        label=mark("方向"),
        example="外拨",
        synonyms="方向 呼叫方向 通话方向 direction calldirection",
    ),
    FieldSpec(
        key="result",
        label=mark("结果"),
        example="已接通",
        synonyms=(
            "结果 互动结果 联系结果 沟通结果 跟进结果 通话结果 接触结果 拜访结果 result outcome "
            "calloutcome callresult"
        ),
    ),
    FieldSpec(
        key="note",
        label=mark("要点"),
        example="关心理财到期，约下周到店",
        synonyms=(
            "要点 内容 互动内容 沟通内容 联系内容 跟进内容 跟进记录 拜访内容 通话内容 沟通记录 "
            "联系记录 跟进情况 沟通情况 记录 摘要 备注 note notes comments description "
            "subject summary"
        ),
    ),
    FieldSpec(
        key="need",
        label=mark("需求"),
        example="续作定期",
        synonyms="需求 客户需求 意向 need needs interest",
    ),
    FieldSpec(
        key="effective",
        label=mark("是否有效"),
        example="是",
        synonyms="是否有效 有效 有效接触 effective iseffective",
    ),
    FieldSpec(
        key="staff",
        label=mark("联系人员"),
        example="王敏",
        synonyms=(
            "联系人员 互动人 跟进人 拜访人 记录人 客户经理 理财经理 经办人 经办 员工 负责人 "
            "操作员 staff owner user agent assignedto author createdby"
        ),
    ),
)

VISIT_FIELDS: Final = (
    *OWNER_FIELDS,
    FieldSpec(
        key="at",
        label=mark("回访时间"),
        is_required=True,
        is_date=True,
        example="2026-10-08 10:00",
        synonyms=(
            "回访时间 回访日期 计划时间 计划日期 计划回访时间 计划回访日期 预约时间 预约日期 "
            "下次回访日期 下次回访时间 应回访日期 约定时间 约定日期 到期日 due duedate "
            "visitdate plannedat scheduledat startdate"
        ),
    ),
    FieldSpec(
        key="channel",
        label=mark("方式"),
        example="电话",
        synonyms="方式 回访方式 渠道 回访渠道 类型 channel type",
    ),
    FieldSpec(
        key="purpose",
        label=mark("事由"),
        example="理财 10 月到期提醒",
        synonyms=(
            "事由 回访事由 回访目的 目的 回访主题 主题 任务 任务名称 回访任务 回访原因 回访内容 "
            "purpose subject task title"
        ),
    ),
    FieldSpec(
        key="state",
        label=mark("回访状态"),
        example="待回访",
        synonyms="回访状态 状态 完成情况 是否完成 任务状态 state status",
    ),
    FieldSpec(
        key="result",
        label=mark("回访结果"),
        example="客户满意",
        synonyms="回访结果 结果 回访情况 反馈 客户反馈 result outcome feedback",
    ),
    FieldSpec(
        key="done_at",
        label=mark("完成时间"),
        is_date=True,
        example="2026-10-08 10:15",
        synonyms="完成时间 完成日期 实际回访时间 实际回访日期 doneat completedat closeddate",
    ),
    FieldSpec(
        key="staff",
        label=mark("回访人"),
        example="王敏",
        synonyms=(
            "回访人 回访人员 执行人 客户经理 理财经理 经办人 经办 员工 负责人 staff owner "
            "assignedto assignee user"
        ),
    ),
)
