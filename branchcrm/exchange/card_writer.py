"""Writes contact cards (vCard 3.0, RFC 2426) that phones and mail programs take in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from branchcrm.domain.birthday import Birthday, BirthdayCalendar
from branchcrm.domain.names import split_surname
from branchcrm.exchange.content_lines import escaped, joined
from branchcrm.exchange.target import replacing


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """What one card says; empty parts are left out."""

    uid: str
    name: str
    is_company: bool = False
    phones: tuple[str, ...] = ()
    email: str = ""
    address: str = ""
    company: str = ""
    title: str = ""
    birthday: Birthday | None = None
    note: str = ""


def write_cards(target: Path, cards: Iterable[ContactCard]) -> int:
    """Write cards into one file and give how many.

    Raises:
        NotWrittenError: nothing was written.
    """
    count = 0

    def lines() -> Iterator[str]:
        nonlocal count
        for card in cards:
            count += 1
            yield from _card(card)

    with replacing(target) as beside:
        beside.write_bytes(joined(lines()))
    return count


def _card(card: ContactCard) -> Iterator[str]:
    family, given = ("", card.name) if card.is_company else split_surname(card.name)
    yield from ("BEGIN:VCARD", "VERSION:3.0")
    yield f"UID:{escaped(card.uid)}"
    yield f"FN:{escaped(card.name)}"
    yield f"N:{escaped(family)};{escaped(given)};;;"
    company = card.name if card.is_company else card.company
    if company:
        yield f"ORG:{escaped(company)}"
    if card.title:
        yield f"TITLE:{escaped(card.title)}"
    for place, phone in enumerate(card.phones):
        yield f"TEL;TYPE={'CELL' if place == 0 else 'VOICE'}:{escaped(phone)}"
    if card.email:
        yield f"EMAIL;TYPE=INTERNET:{escaped(card.email)}"
    if card.address:
        yield f"ADR;TYPE=HOME:;;{escaped(card.address)};;;;"
    day = card.birthday
    if day is not None and day.year is not None and day.calendar is BirthdayCalendar.SOLAR:
        yield f"BDAY:{day.year:04d}-{day.month:02d}-{day.day:02d}"
    if card.note:
        yield f"NOTE:{escaped(card.note)}"
    yield "END:VCARD"
