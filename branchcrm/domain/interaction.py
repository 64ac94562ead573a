"""A contact between branch and customer, as it is logged."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from branchcrm.domain.accepted_words import accepted_words
from branchcrm.domain.choices import read_boolean
from branchcrm.domain.clock import Clock
from branchcrm.domain.contact_channel import (
    CALL_DIRECTIONS,
    CHANNEL_LABELS,
    Channel,
    ContactResult,
    Direction,
    has_direction,
    result_label,
    results_of,
)
from branchcrm.domain.errors import FieldError, InvalidDraftError
from branchcrm.domain.ids import CustomerId, InteractionId, StaffId, VisitId
from branchcrm.domain.typed_date import Leaning
from branchcrm.domain.typed_moment import read_typed_moment
from branchcrm.domain.wording import Sentence, mark, say

LONGEST_NOTE = 500
LONGEST_NEED = 60
MOODS = (mark("满意"), mark("平静"), mark("犹豫"), mark("着急"), mark("不满"))
USUAL_PHRASES = (mark("有意续作"), mark("考虑中"), mark("需回电"))
# A clock that runs a little ahead must not refuse a contact of this minute.
_CLOCK_LEEWAY = timedelta(minutes=5)
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionDraft:
    """What a form or a command says about a contact, as it was typed.

    Without `effective` a contact counts as effective when the customer was reached and a
    note says what came of it.
    """

    kind: str = Channel.PHONE
    at: str = ""
    direction: str = ""
    result: str = ""
    note: str = ""
    need: str = ""
    mood: str = ""
    effective: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InteractionFacts:
    """The checked fields of a contact."""

    channel: Channel
    at: datetime
    direction: Direction | None
    result: ContactResult
    is_effective: bool
    note: str
    need: str = ""
    mood: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """One contact as lists and timelines show it."""

    id: InteractionId
    customer_id: CustomerId
    customer: str
    staff_id: StaffId | None
    staff: str
    visit_id: VisitId | None
    facts: InteractionFacts
    removed_at: datetime | None = None


def checked_interaction(draft: InteractionDraft, clock: Clock) -> InteractionFacts:
    """Give the facts of a draft.

    Raises:
        InvalidDraftError: one or more fields must be changed first.
    """
    problems: list[FieldError] = []
    channel = _channel(draft.kind, problems)
    at = _at(draft.at, clock, problems)
    direction = _direction(draft.direction, channel, problems)
    result = _result(draft.result, channel, problems)
    note = draft.note.strip()
    _limit("note", note, LONGEST_NOTE, problems)
    _limit("need", draft.need.strip(), LONGEST_NEED, problems)
    if not note and result is ContactResult.REACHED:
        problems.append(FieldError("note", say("写一句要点后才能保存")))
    effective = read_boolean(draft.effective)
    if problems:
        raise InvalidDraftError(problems)
    is_effective = result is ContactResult.REACHED and bool(note)
    return InteractionFacts(
        channel=channel,
        at=at,
        direction=direction,
        result=result,
        is_effective=is_effective if effective.value is None else effective.value,
        note=note,
        need=draft.need.strip(),
        mood=draft.mood.strip(),
    )


def interaction_draft(interaction: Interaction, zone: ZoneInfo) -> InteractionDraft:
    """Give a contact as a form shows it and reads it back."""
    facts = interaction.facts
    return InteractionDraft(
        kind=facts.channel,
        at=f"{facts.at.astimezone(zone):%Y-%m-%d %H:%M}",
        direction=facts.direction or "",
        result=facts.result,
        note=facts.note,
        need=facts.need,
        mood=facts.mood,
        effective="1" if facts.is_effective else "0",
    )


def title_of(facts: InteractionFacts) -> Sentence:
    """Give the heading of a contact on a timeline: 外拨 · 已接通."""
    result = say(result_label(facts.channel, facts.result))
    if facts.channel is not Channel.PHONE or facts.direction is None:
        return say(
            "{channel} · {result}", channel=say(CHANNEL_LABELS[facts.channel]), result=result
        )
    word = say(CALL_DIRECTIONS[facts.direction])
    return say("{channel} · {result}", channel=word, result=result)


def _channel(text: str, problems: list[FieldError]) -> Channel:
    found = _choice(text, CHANNEL_LABELS)
    if found is None:
        words = accepted_words(CHANNEL_LABELS)
        problems.append(
            FieldError("kind", say("“{text}”不是方式，可以写 {words}", text=text, words=words))
        )
    return found or Channel.PHONE


def _at(text: str, clock: Clock, problems: list[FieldError]) -> datetime:
    now = clock.business_now()
    if not text.strip():
        return now
    found = read_typed_moment(text, clock.today(), clock.zone, Leaning.PAST)
    if found.value is None:
        problems.append(FieldError("at", found.reason or say("写明时间")))
        return now
    at = found.value.instant(clock.zone)
    if at > now + _CLOCK_LEEWAY:
        problems.append(FieldError("at", say("互动时间不能晚于现在；以后的事请安排回访")))
    return at


def _direction(text: str, channel: Channel, problems: list[FieldError]) -> Direction | None:
    if not text.strip():
        return Direction.OUT if has_direction(channel) else None
    found = _choice(text, CALL_DIRECTIONS)
    if found is None:
        problems.append(
            FieldError("direction", say("方向写 外拨 或 来电，现在是“{text}”", text=text))
        )
    return found if has_direction(channel) else None


def _result(text: str, channel: Channel, problems: list[FieldError]) -> ContactResult:
    usual = results_of(channel)[0]
    if not text.strip():
        return usual
    labels = {result: result_label(channel, result) for result in results_of(channel)}
    found = _choice(text, labels)
    if found is None:
        words = accepted_words(labels)
        problems.append(
            FieldError("result", say("“{text}”不是结果，可以写 {words}", text=text, words=words))
        )
    return found or usual


def _choice(text: str, labels: dict[E, str]) -> E | None:
    wanted = text.strip()
    for key, label in labels.items():
        if wanted in (key.value, label):
            return key
    return None


def _limit(field: str, text: str, limit: int, problems: list[FieldError]) -> None:
    if len(text) > limit:
        reason = say("最多 {limit} 字，现在是 {length} 字", limit=limit, length=len(text))
        problems.append(FieldError(field, reason))
