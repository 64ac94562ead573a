"""Turns events of a customer into the entries of a timeline, with their icons."""

from datetime import datetime

from branchcrm.domain.timeline import TIMELINE_LABELS, TimelineEvent, TimelineKind
from ui.kit.formats import Formats
from ui.kit.timeline_model import TimelineEntry
from ui.kit.translation import spoken, translate

_ICONS = {
    TimelineKind.INTERACTION: "ph.chat-text",
    TimelineKind.VISIT: "ph.calendar-check",
    TimelineKind.COMPLAINT: "ph.megaphone-simple",
    TimelineKind.TRANSACTION: "ph.receipt",
    TimelineKind.TIER: "ph.stack-simple",
    TimelineKind.STAGE: "ph.users",
    TimelineKind.RECORD: "ph.note-pencil",
}
_ASPECT_ICONS = {
    "phone": "ph.phone-outgoing",
    "in": "ph.phone",
    "counter": "ph.storefront",
    "visit": "ph.house-line",
    "wechat": "ph.chat-circle-text",
    "sms": "ph.chat-text",
    "closed": "ph.check-circle",
    "done": "ph.calendar-check",
    "up": "ph.arrow-up",
    "down": "ph.arrow-down",
    "refund": "ph.arrow-counter-clockwise",
    "reversal": "ph.arrow-counter-clockwise",
    "attachment": "ph.paperclip",
    "consent": "ph.check-circle",
    "refused": "ph.prohibit",
}
_LONG = 60
_TONES = {"closed": "ok", "up": "accent", "down": "warn", "consent": "ok"}


def event_icon(event: TimelineEvent) -> tuple[str, str]:
    """Give an event's icon and the token of its colour."""
    plain_tone = "warn" if event.kind is TimelineKind.COMPLAINT else "t2"
    icon = _ASPECT_ICONS.get(event.aspect, _ICONS[event.kind])
    return icon, _TONES.get(event.aspect, plain_tone)


def kind_labels() -> tuple[tuple[str, str], ...]:
    """Give the kinds that a timeline can be filtered by, in their order."""
    return tuple((kind.value, translate(label)) for kind, label in TIMELINE_LABELS.items())


def entry_of(event: TimelineEvent, formats: Formats) -> TimelineEntry:
    """Give an event as a timeline shows it; a long text is expanded in place."""
    local = formats.local(event.at)
    first, _, rest = spoken(event.detail).partition("\n")
    icon, tone = event_icon(event)
    return TimelineEntry(
        key=(event.kind, event.ref_id, event.aspect),
        kind=event.kind.value,
        month=formats.month_heading(local.date()),
        when=when_of(event, formats, local),
        icon=icon,
        title=spoken(event.title),
        line=first,
        who=spoken(event.who),
        details=rest.strip() or (first if len(first) > _LONG else ""),
        tone=tone,
    )


def when_of(event: TimelineEvent, formats: Formats, local: datetime) -> str:
    """Give day and time, or the day alone where no more is known."""
    day = formats.plain_day(local.date())
    return f"{day} {local:%H:%M}" if event.has_time else day
