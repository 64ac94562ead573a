"""Reads the choices of contacts, visits and complaints from the words that files use."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from branchcrm.domain.characters import plain, without_float_tail, without_spaces
from branchcrm.domain.choices import read_boolean
from branchcrm.domain.complaint_kind import STATE_LABELS, ComplaintState, Level, Severity
from branchcrm.domain.contact_channel import Channel, ContactResult, Direction
from branchcrm.domain.null_words import is_null_word
from branchcrm.domain.outcome import Outcome, Verdict, accepted
from branchcrm.domain.visit import VisitState
from branchcrm.domain.wording import say
from branchcrm.exchange.cells import Cell, text_of
from branchcrm.exchange.reading_rules import read_filled

E = TypeVar("E", bound=StrEnum)
_MOST_POINTS: Final = 5

_CHANNEL_WORDS: Final = {
    Channel.PHONE: "电话 外呼 外拨 来电 致电 座机 手机 电访 电话回访 回访 去电 call phonecall tel",
    Channel.COUNTER: "到店 网点 柜面 柜台 面谈 面访 来访 到访 厅堂 现场 branch walkin meeting",
    Channel.WECHAT: "微信 企业微信 企微 微信沟通 weixin im chat",
    Channel.SMS: "短信 短讯 message text",
    Channel.VISIT: "上门 上门拜访 拜访 走访 外访 实地 onsite",
    Channel.MAIL: "邮件 电子邮件 信函 信件 邮寄 email e-mail letter",
    Channel.EVENT: "活动 沙龙 讲座 客户活动 salon seminar",
}
_DIRECTION_WORDS: Final = {
    Direction.OUT: "外拨 呼出 去电 外呼 主动 网点联系 outbound outgoing",
    Direction.IN: "来电 呼入 被动 客户联系 客户来电 inbound incoming",
}
_RESULT_WORDS: Final = {
    ContactResult.REACHED: (
        "已接通 接通 已联系 成功 有效 已面谈 已回复 完成 已完成 联系上 已沟通 connected "
        "completed success held answered"
    ),
    ContactResult.NO_ANSWER: (
        "未接 未接通 无人接听 无人应答 未联系上 关机 占线 未见到 未回复 停机 noanswer "
        "leftvoicemail voicemail busy"
    ),
    ContactResult.WRONG_NUMBER: "空号 错号 号码错误 wrongnumber",
    ContactResult.REFUSED: "拒绝 拒接 挂断 不愿意 无意向 declined rejected notinterested",
    ContactResult.POSTPONED: "改约 再联系 另约 稍后联系 延后 rescheduled deferred callback",
    ContactResult.SENT: "已发送 已发 发送成功 sent delivered",
}
_VISIT_WORDS: Final = {
    VisitState.PLANNED: (
        "待回访 计划 计划中 未完成 未回访 待办 待执行 未执行 已逾期 逾期 否 未 open notstarted "
        "scheduled pending inprogress tocallback"
    ),
    VisitState.DONE: "已完成 完成 已回访 已执行 是 完成回访 已办 completed done closed held",
    VisitState.CANCELLED: "已取消 取消 作废 cancelled canceled",
}
_COMPLAINT_WORDS: Final = {
    ComplaintState.RECEIVED: "待受理 新建 未处理 待处理 已登记 已受理 受理中 new open toaccept",
    ComplaintState.ACKNOWLEDGED: "待初评 已确认 acknowledged",
    ComplaintState.ASSESSED: "待调查 已初评 assigned",
    ComplaintState.INVESTIGATING: (
        "调查中 处理中 办理中 核实中 在办 跟进中 working inprogress investigating"
    ),
    ComplaintState.PAUSED: "已暂停 暂停 挂起 onhold pending",
    ComplaintState.PROPOSED: "已拟定答复 拟答复",
    ComplaintState.APPROVED: "待答复 审批通过",
    ComplaintState.DECIDED: "待回访 已答复 已回复 待确认 待结案 answered resolved tocallback",
    ComplaintState.REVIEW: "核查中 复核中",
    ComplaintState.CLOSED: (
        "已结案 结案 已办结 办结 已关闭 关闭 已处理 处理完毕 已完成 完成 closed solved done"
    ),
    ComplaintState.REOPENED: "重新打开 重开 reopened",
    ComplaintState.WITHDRAWN: "已撤诉 撤诉 已撤销 withdrawn",
    ComplaintState.MERGED: "已并案 并案 重复 merged duplicate",
    ComplaintState.REJECTED: "不予受理 不受理 驳回 rejected invalid",
}
_SEVERITY_WORDS: Final = {
    Severity.GENERAL: "一般 普通 低 中 正常 low medium normal 3 三级",
    Severity.IMPORTANT: "重要 较重 严重 高 high 2 二级",
    Severity.URGENT: "紧急 特急 加急 重大 critical urgent highest 1 一级",
}
_LEVEL_WORDS: Final = {
    Level.SIMPLE: "简单 一般 simple",
    Level.COMPLEX: "复杂 较复杂 complex",
    Level.VERY_COMPLEX: "特别复杂 重大复杂 verycomplex",
}


def _by_word(words: Mapping[E, str]) -> dict[str, E]:
    return {word: one for one, text in words.items() for word in (*text.split(), one.value)}


_CHANNELS: Final = _by_word(_CHANNEL_WORDS)
_DIRECTIONS: Final = _by_word(_DIRECTION_WORDS)
_RESULTS: Final = _by_word(_RESULT_WORDS)
_VISITS: Final = _by_word(_VISIT_WORDS)
_SEVERITIES: Final = _by_word(_SEVERITY_WORDS)
_LEVELS: Final = _by_word(_LEVEL_WORDS)
_COMPLAINTS: Final = _by_word(_COMPLAINT_WORDS) | {
    label: state for state, label in STATE_LABELS.items()
}


def read_channel(cell: Cell) -> Outcome[Channel]:
    """Read how branch and customer met."""
    return _choice(cell, _CHANNELS)


def read_direction(cell: Cell) -> Outcome[Direction]:
    """Read who began."""
    return _choice(cell, _DIRECTIONS)


def read_result(cell: Cell) -> Outcome[ContactResult]:
    """Read how a contact ended."""
    return _choice(cell, _RESULTS)


def read_visit_state(cell: Cell) -> Outcome[VisitState]:
    """Read what became of a visit."""
    return _choice(cell, _VISITS)


def read_complaint_state(cell: Cell) -> Outcome[ComplaintState]:
    """Read where a complaint stands."""
    return _choice(cell, _COMPLAINTS)


def read_severity(cell: Cell) -> Outcome[Severity]:
    """Read how much a complaint presses."""
    return _choice(cell, _SEVERITIES)


def read_level(cell: Cell) -> Outcome[Level]:
    """Read how hard a complaint is."""
    return _choice(cell, _LEVELS)


def read_yes(cell: Cell) -> Outcome[bool]:
    """Read yes or no."""
    return read_filled(cell, read_boolean, lambda _: read_boolean(text_of(cell)))


def read_satisfaction(cell: Cell) -> Outcome[int]:
    """Read one to five points; anything else is left out, with a warning."""
    text = without_float_tail(without_spaces(plain(text_of(cell)))).removesuffix("分")
    if text.isdecimal() and 1 <= int(text) <= _MOST_POINTS:
        return accepted(int(text))
    if is_null_word(text) or text in {"未评", "未评价"}:
        return Outcome()
    return _unknown(text)


def _choice(cell: Cell, words: Mapping[str, E]) -> Outcome[E]:
    def of_text(text: str) -> Outcome[E]:
        word = without_spaces(plain(text)).lower()
        number, dash, label = word.partition("-")
        word = label if dash and number.isdigit() and label else word
        found = words.get(word)
        return accepted(found) if found is not None else _unknown(text.strip())

    return read_filled(cell, of_text, lambda _: of_text(without_float_tail(text_of(cell))))


def _unknown(text: str) -> Outcome[E]:
    reason = say("没有“{text}”这一项，已留空", text=text)
    return Outcome(verdict=Verdict.WARN, code="choice_unknown", reason=reason)
