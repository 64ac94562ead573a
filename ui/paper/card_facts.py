"""The facts of a customer on a card: the usual ones, then the branch's own fields."""

from collections.abc import Iterator
from typing import Final

from branchcrm.domain.choices import GENDER_LABELS
from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.customer import CustomerKind
from branchcrm.domain.identity_document import DOCUMENT_LABELS
from branchcrm.domain.wording import listed, mark
from branchcrm.services.papers import CustomerCard
from ui.customers.customer_words import age_text, birthday_words
from ui.customers.own_lines import own_shown_words
from ui.kit.formats import Formats
from ui.kit.translation import spoken, translate
from ui.paper.card_tables import NOTHING
from ui.paper.ink import Ink
from ui.paper.pieces import ABREAST, LABEL_WIDTH, Pairs, Piece, Words

_GAP: Final = "    "
_ROOM: Final = 16.0
_AFTER: Final = 6.0
_WIDEST_LABEL: Final = 96.0


def facts(card: CustomerCard, formats: Formats, ink: Ink, width: float) -> Iterator[Piece]:
    """Give the facts three abreast; what is too long for that has a line to itself."""
    pairs = [(words, text or NOTHING) for words, text in _usual(card, formats)]
    lines = [(translate(mark("地址")), card.customer.facts.address)]
    label = LABEL_WIDTH
    for words, text in _own(card, formats):
        needed = max(LABEL_WIDTH, ink.width(words) + _AFTER)
        is_short = needed <= _WIDEST_LABEL and needed + ink.width(text) <= width / ABREAST - _ROOM
        (pairs if is_short else lines).append((words, text))
        label = max(label, needed) if is_short else label
    for start in range(0, len(pairs), ABREAST):
        yield Pairs(pairs[start : start + ABREAST], label_width=label)
    for words, text in lines:
        if text:
            yield Words.fitted(f"{words}{_GAP}{text}", width, ink)


def _usual(card: CustomerCard, formats: Formats) -> Iterator[tuple[str, str]]:
    customer, kept = card.customer, card.customer.facts
    document = DOCUMENT_LABELS[kept.id_type] if kept.id_type else ""
    born = kept.birthday
    person = (
        (mark("性别"), translate(GENDER_LABELS[kept.gender]) if kept.gender else ""),
        (mark("年龄"), age_text(born, formats) if born else ""),
        (document or mark("证件"), kept.id_number),
        (mark("生日"), birthday_words(born, formats) if born else ""),
    )
    company = (
        (mark("联系人"), kept.contact_name),
        (mark("行业"), kept.industry),
        (mark("信用代码"), kept.uscc),
    )
    pairs = (
        (mark("电话"), kept.phone),
        *(person if kept.kind is CustomerKind.PERSON else company),
        (mark("客户经理"), customer.manager),
        (mark("单位"), kept.employer),
        (mark("来源"), kept.source),
        (mark("授权"), _allowed(card, formats)),
    )
    for words, text in pairs:
        yield translate(words), text


def _own(card: CustomerCard, formats: Formats) -> Iterator[tuple[str, str]]:
    kept = card.customer.facts
    for field in card.own:
        value = kept.own.get(field.key)
        if value is not None and field.is_of(kept.kind):
            yield field.name, own_shown_words(field, value, formats)


def _allowed(card: CustomerCard, formats: Formats) -> str:
    given = [
        translate(CHANNEL_LABELS[one.channel])
        for one in card.consents
        if one.state(formats.today).value == "given"
    ]
    return spoken(listed(dict.fromkeys(given)))
