"""Makes a customer's card: the parts that may be chosen, and their pieces."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from branchcrm.domain.contact_channel import CHANNEL_LABELS
from branchcrm.domain.tier_advice import advice
from branchcrm.domain.tier_words import plain_number
from branchcrm.domain.wording import mark
from branchcrm.services.papers import CustomerCard, PaperHead
from ui.customers.customer_words import DOT
from ui.kit.formats import Formats
from ui.kit.tier_names import tier_label
from ui.kit.translation import spoken, translate
from ui.paper.card_facts import facts
from ui.paper.card_tables import complaints, consents, events, holdings, people, trades
from ui.paper.ink import Ink
from ui.paper.pieces import (
    Bars,
    BlankLines,
    Column,
    Heading,
    Piece,
    Row,
    Score,
    Signatures,
    Title,
    Words,
)

PRODUCT: Final = mark("BranchCRM 网点客户管理")
_KILO_CENTS: Final = 100_000


class Part(StrEnum):
    """A part of the card that can be left out."""

    FACTS = "facts"
    SCORE = "score"
    HOLDINGS = "holdings"
    TRADES = "trades"
    VISIT = "visit"
    EVENTS = "events"
    NOTES = "notes"
    PEOPLE = "people"
    CONSENTS = "consents"
    MONTHS = "months"
    COMPLAINTS = "complaints"
    SIGNATURES = "signatures"


PART_LABELS: Final = {
    Part.FACTS: mark("基本资料"),
    Part.SCORE: mark("分层评分"),
    Part.HOLDINGS: mark("持有产品"),
    Part.TRADES: mark("最近交易"),
    Part.VISIT: mark("下次回访"),
    Part.EVENTS: mark("最近往来"),
    Part.NOTES: mark("现场记录"),
    Part.PEOPLE: mark("联系人与关系"),
    Part.CONSENTS: mark("授权与同意"),
    Part.MONTHS: mark("近 12 个月金额"),
    Part.COMPLAINTS: mark("投诉记录"),
    Part.SIGNATURES: mark("签字栏"),
}


@dataclass(frozen=True, slots=True)
class CardMaker:
    """Makes the pieces of a card with the words and figures of the window."""

    card: CustomerCard
    formats: Formats
    ink: Ink
    width: float

    def pieces(self, parts: Sequence[Part]) -> list[Piece]:
        """Give the pieces of the chosen parts; a part without content is left out."""
        makers: dict[Part, Callable[[], Iterator[Piece]]] = {
            Part.FACTS: partial(facts, self.card, self.formats, self.ink, self.width),
            Part.SCORE: self._score,
            Part.HOLDINGS: partial(holdings, self.card, self.formats),
            Part.TRADES: partial(trades, self.card, self.formats),
            Part.VISIT: self._visit,
            Part.EVENTS: partial(events, self.card, self.formats),
            Part.NOTES: self._notes,
            Part.PEOPLE: partial(people, self.card),
            Part.CONSENTS: partial(consents, self.card, self.formats),
            Part.MONTHS: self._months,
            Part.COMPLAINTS: partial(complaints, self.card, self.formats),
            Part.SIGNATURES: self._signatures,
        }
        made: list[Piece] = [self._title()]
        for part in Part:
            found = list(makers[part]()) if part in parts else []
            if found:
                made += [Heading(translate(PART_LABELS[part])), *found]
        return made

    def _title(self) -> Piece:
        customer = self.card.customer
        opened = customer.facts.opened_on
        since = (
            translate(mark("{month} 起为客户")).format(month=f"{opened:%Y-%m}") if opened else ""
        )
        return Title(
            name=customer.name,
            line=DOT.join(filter(None, [customer.code, since])),
            kind=translate(mark("客户卡")),
            product=translate(PRODUCT),
            tier=customer.tier.value,
            tier_words=tier_label(customer.tier, is_long=True),
        )

    def _score(self) -> Iterator[Piece]:
        receipt = self.card.receipt
        if receipt is None:
            return
        columns = (Column("", 160), Column("", 370), Column("", 90, is_right=True))
        heads = [translate(words) for words in (mark("项目"), mark("依据"), mark("得分"))]
        rows = [Row(columns, heads, inset=160, is_head=True)]
        for line in receipt.lines:
            points = "" if line.points is None else f"{plain_number(line.points)} / {line.weight}"
            name = f"{line.letter} {spoken(line.label)}".strip()
            rows.append(Row(columns, [name, spoken(line.text), points], inset=160))
        step = receipt.next_tier
        score = spoken(receipt.level) if receipt.score is None else plain_number(receipt.score)
        yield Score(score, spoken(step.sentence) if step else "", rows)
        for sentence in advice(receipt):
            yield Words.fitted(spoken(sentence), self.width, self.ink)
        if receipt.by_hand is not None:
            yield Words.fitted(spoken(receipt.by_hand.sentence), self.width, self.ink)

    def _visit(self) -> Iterator[Piece]:
        visit = self.card.visit
        if visit is None:
            return
        words = (
            self.formats.exact(visit.at)[:16],
            translate(CHANNEL_LABELS[visit.channel]),
            visit.purpose,
        )
        yield Words.fitted("    ".join(filter(None, words)), self.width, self.ink)

    @staticmethod
    def _notes() -> Iterator[Piece]:
        yield BlankLines()

    def _months(self) -> Iterator[Piece]:
        if not any(cents > 0 for _, cents in self.card.months):
            return
        words = translate(mark("{month}月"))
        bars = [
            (words.format(month=month.month), float(cents), f"{cents / _KILO_CENTS:.1f}")
            for month, cents in self.card.months
        ]
        yield Bars(bars, translate(mark("单位：千元")))

    @staticmethod
    def _signatures() -> Iterator[Piece]:
        names = (mark("客户签字"), mark("客户经理"), mark("日期"))
        yield Signatures([translate(name) for name in names])


def foot_words(head: PaperHead) -> tuple[str, str, str]:
    """Give the foot: the branch, who printed and when, and the sentence of the page."""
    left = translate(mark("{branch} · 内部资料，请妥善保管")).format(branch=head.branch)
    right = translate(mark("打印人 {person}    {at}")).format(
        person=head.person, at=f"{head.at:%Y-%m-%d %H:%M}"
    )
    return left, right, translate(mark("第 {page} / {count} 页"))
