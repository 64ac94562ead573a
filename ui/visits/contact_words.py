"""How channels, results and moods of a contact are shown: words and icons."""

from collections.abc import Sequence
from datetime import date, timedelta

from branchcrm.domain.contact_channel import (
    CHANNEL_LABELS,
    VISIT_LABELS,
    Channel,
    Direction,
    direction_label,
    result_label,
    results_of,
)
from branchcrm.domain.interaction import MOODS
from branchcrm.domain.wording import mark
from ui.kit.choices import Option
from ui.kit.formats import Formats
from ui.kit.translation import translate

CHANNEL_ICONS = {
    Channel.PHONE: "ph.phone",
    Channel.COUNTER: "ph.storefront",
    Channel.WECHAT: "ph.chat-circle-text",
    Channel.SMS: "ph.chat-text",
    Channel.VISIT: "ph.house-line",
    Channel.MAIL: "ph.envelope-simple",
    Channel.EVENT: "ph.ticket",
}
NOT_PLANNED, OTHER_DAY = "none", "other"
_STEPS = ((3, mark("3 天后")), (7, mark("1 周后")), (14, mark("2 周后")))


def channel_options() -> list[Option]:
    """Give the ways to meet, with icons."""
    return [
        Option(channel.value, translate(label), CHANNEL_ICONS[channel])
        for channel, label in CHANNEL_LABELS.items()
    ]


def result_options(channel: Channel) -> list[Option]:
    """Give the ways in which a contact of the channel can end."""
    return [
        Option(result.value, translate(result_label(channel, result)))
        for result in results_of(channel)
    ]


def direction_options(channel: Channel) -> list[Option]:
    """Give who can have begun the contact."""
    return [
        Option(direction.value, translate(direction_label(channel, direction)))
        for direction in Direction
    ]


def mood_options() -> list[Option]:
    """Give the moods, none first."""
    return [Option("", translate(mark("未记录")))] + [Option(m, translate(m)) for m in MOODS]


def visit_word(channel: Channel) -> str:
    """Give the word for a planned visit of the channel: a call is simply a 回访."""
    return translate(VISIT_LABELS[channel])


def next_day_options(formats: Formats) -> Sequence[Option]:
    """Give the quick choices for the next visit."""
    tomorrow = formats.today + timedelta(days=1)
    words = translate(mark("明天 {weekday}")).format(weekday=formats.weekday(tomorrow))
    return [
        Option(NOT_PLANNED, translate(mark("不安排"))),
        Option("1", words),
        *(Option(str(days), translate(label)) for days, label in _STEPS),
        Option(OTHER_DAY, translate(mark("选日期")), "ph.calendar-blank"),
    ]


def day_of_choice(choice: object, today: date, other: object) -> date | None:
    """Give the day of a quick choice; the other day is what was typed."""
    if choice == OTHER_DAY:
        return other if isinstance(other, date) else None
    if isinstance(choice, str) and choice.isdecimal():
        return today + timedelta(days=int(choice))
    return None
