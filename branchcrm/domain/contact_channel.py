"""The ways in which branch and customer meet, and how a contact can end."""

from enum import StrEnum

from branchcrm.domain.wording import mark


class Channel(StrEnum):
    """A way to meet."""

    PHONE = "phone"
    COUNTER = "counter"
    WECHAT = "wechat"
    SMS = "sms"
    VISIT = "visit"
    MAIL = "mail"
    EVENT = "event"


class Direction(StrEnum):
    """Who began the contact."""

    OUT = "out"
    IN = "in"


class ContactResult(StrEnum):
    """How a contact ended."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_NUMBER = "wrong_number"
    REFUSED = "refused"
    POSTPONED = "postponed"
    SENT = "sent"


CHANNEL_LABELS = {
    Channel.PHONE: mark("电话"),
    Channel.COUNTER: mark("到店"),
    Channel.WECHAT: mark("微信"),
    Channel.SMS: mark("短信"),
    Channel.VISIT: mark("上门"),
    Channel.MAIL: mark("邮件"),
    Channel.EVENT: mark("活动"),
}

VISIT_LABELS = {**CHANNEL_LABELS, Channel.PHONE: mark("回访")}
"""A planned call is simply a 回访."""

CALL_DIRECTIONS = {Direction.OUT: mark("外拨"), Direction.IN: mark("来电")}
OTHER_DIRECTIONS = {Direction.OUT: mark("网点联系"), Direction.IN: mark("客户联系")}

RESULT_LABELS = {
    ContactResult.REACHED: mark("已接通"),
    ContactResult.NO_ANSWER: mark("未接"),
    ContactResult.WRONG_NUMBER: mark("空号"),
    ContactResult.REFUSED: mark("拒绝"),
    ContactResult.POSTPONED: mark("改约"),
    ContactResult.SENT: mark("已发送"),
}
FACE_LABELS = {ContactResult.REACHED: mark("已面谈"), ContactResult.NO_ANSWER: mark("未见到")}
WRITTEN_LABELS = {ContactResult.REACHED: mark("已回复"), ContactResult.NO_ANSWER: mark("未回复")}

_FACE = frozenset({Channel.COUNTER, Channel.VISIT, Channel.EVENT})
_WRITTEN = frozenset({Channel.WECHAT, Channel.SMS, Channel.MAIL})
_FACE_RESULTS = (
    ContactResult.REACHED,
    ContactResult.NO_ANSWER,
    ContactResult.REFUSED,
    ContactResult.POSTPONED,
)
_WRITTEN_RESULTS = (
    ContactResult.SENT,
    ContactResult.REACHED,
    ContactResult.NO_ANSWER,
    ContactResult.REFUSED,
    ContactResult.POSTPONED,
)
_CALL_RESULTS = (
    ContactResult.REACHED,
    ContactResult.NO_ANSWER,
    ContactResult.WRONG_NUMBER,
    ContactResult.REFUSED,
    ContactResult.POSTPONED,
)


def results_of(channel: Channel) -> tuple[ContactResult, ...]:
    """Give the ways in which a contact of the channel can end, the usual one first."""
    if channel in _FACE:
        return _FACE_RESULTS
    return _WRITTEN_RESULTS if channel in _WRITTEN else _CALL_RESULTS


def result_label(channel: Channel, result: ContactResult) -> str:
    """Give the words for a result, as they are said of the channel."""
    if channel in _FACE:
        return FACE_LABELS.get(result, RESULT_LABELS[result])
    if channel in _WRITTEN:
        return WRITTEN_LABELS.get(result, RESULT_LABELS[result])
    return RESULT_LABELS[result]


def direction_label(channel: Channel, direction: Direction) -> str:
    """Give the words for who began, as they are said of the channel."""
    labels = CALL_DIRECTIONS if channel is Channel.PHONE else OTHER_DIRECTIONS
    return labels[direction]


def has_direction(channel: Channel) -> bool:
    """Tell whether it matters who began: at the counter and at events it does not."""
    return channel not in (Channel.COUNTER, Channel.EVENT, Channel.VISIT)
