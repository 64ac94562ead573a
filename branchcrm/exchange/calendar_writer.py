"""Writes visits as a calendar file (iCalendar, RFC 5545) that phones and Outlook take in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from branchcrm.exchange.content_lines import escaped, joined
from branchcrm.exchange.target import replacing

_PRODUCT: Final = "-//BranchCRM//BranchCRM//ZH"
_USUAL_LENGTH: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One entry: `uid` stays the same when the entry is written again, so calendars replace it."""

    uid: str
    at: datetime | date
    title: str
    text: str = ""
    place: str = ""
    is_cancelled: bool = False
    is_done: bool = False


def write_calendar(target: Path, events: Iterable[CalendarEvent], now: datetime) -> int:
    """Write a calendar file and give the number of its entries.

    Raises:
        NotWrittenError: nothing was written.
    """
    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN")
        yield "METHOD:PUBLISH"
        for event in events:
            count += 1
            yield from _event(event, now)
        yield "END:VCALENDAR"

    with replacing(target) as beside:
        beside.write_bytes(joined(lines()))
    return count


def _event(event: CalendarEvent, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{_instant(now)}"
    if isinstance(event.at, datetime):
        yield f"DTSTART:{_instant(event.at)}"
        yield f"DTEND:{_instant(event.at + _USUAL_LENGTH)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.at:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.at + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escaped(event.title)}"
    if event.text:
        yield f"DESCRIPTION:{escaped(event.text)}"
    if event.place:
        yield f"LOCATION:{escaped(event.place)}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "CLASS:PRIVATE"
    if not event.is_cancelled and not event.is_done and isinstance(event.at, datetime):
        yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{escaped(event.title)}")
        yield from ("TRIGGER:-PT15M", "END:VALARM")
    yield "END:VEVENT"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
