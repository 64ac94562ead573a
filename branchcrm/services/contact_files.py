"""What a user can take to a phone: contact cards of customers, and visits for its calendar."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from branchcrm.data.reading import Reading
from branchcrm.domain.changes import Changes
from branchcrm.domain.contact_channel import CHANNEL_LABELS, Channel
from branchcrm.domain.customer import CustomerFacts, CustomerFilter, CustomerKind, CustomerOrder
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId, VisitId
from branchcrm.domain.masking import mask_name, mask_phone
from branchcrm.domain.people import ContactPerson
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.visit import VisitFilter, VisitRow, VisitState
from branchcrm.domain.wording import Sentence, Translate, in_chinese, mark, say
from branchcrm.exchange.calendar_writer import CalendarEvent, write_calendar
from branchcrm.exchange.card_writer import ContactCard, write_cards
from branchcrm.exchange.target import check_ending
from branchcrm.services.consents import bans_of, to_be_reached
from branchcrm.services.context import Context, requires
from branchcrm.services.customer_masks import facts_for_export
from branchcrm.services.exports import FULL, MASKED, WRITING
from branchcrm.services.visit_lists import VisitListService

CARDS_WRITTEN: Final = mark("导出联系人名片 {count} 张到 {file}（{how}）")
VISITS_WRITTEN: Final = mark("导出回访日历 {count} 次到 {file}（{how}）")
VISIT_TITLE: Final = mark("回访 {name}：{purpose}")
MOST_CARDS: Final = 5000
_BATCH: Final = 500
_UID_BYTES: Final = 8


class NothingToWriteError(BranchCrmError):
    """Nobody, or no visit, is left to write."""

    happened = mark("没有导出：没有可以写进文件的客户或回访")
    remedy = mark("要求“不再联系”的客户不会写进名片和日历；换一个范围再试")


class TooManyCardsError(BranchCrmError):
    """More cards than a phone takes at once."""

    happened = mark("没有导出：共 {count} 位客户，一次最多 {most} 张名片")
    remedy = mark("先筛选或勾选一部分客户")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRequest:
    """Whose cards, with those of their contact persons beside."""

    filter: CustomerFilter = field(default_factory=CustomerFilter)
    order: CustomerOrder = field(default_factory=CustomerOrder)
    is_full: bool = False
    with_people: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRequest:
    """Which visits: those named by `ids`, or those of the filter."""

    filter: VisitFilter = field(default_factory=VisitFilter)
    ids: Sequence[VisitId] = ()
    is_full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOutcome:
    """How much was written, and how many customers wanted no contact."""

    count: int
    barred: int
    file: Path
    changes: Changes


class ContactFileService:
    """The use cases of files for phones and calendars."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.EXPORT_MASKED)
    def write_cards(
        self, target: Path, request: CardRequest, progress: Progress | None = None
    ) -> FileOutcome:
        """Write contact cards; numbers are masked unless the right to full ones is used.

        Raises:
            NotAllowedError: full numbers need their own right.
            NothingToWriteError: nobody is left.
            TooManyCardsError: more than a phone takes.
            NotWrittenError: nothing was written.
        """
        self._require(is_full=request.is_full)
        check_ending(target, frozenset([".vcf"]))
        watched = progress or NoProgress()
        with self.context.read() as work:
            wanted, barred = to_be_reached(
                work, request.filter, request.order, MOST_CARDS, TooManyCardsError
            )
            if not wanted:
                raise NothingToWriteError
            count = write_cards(target, self._cards(work, wanted, request, watched))
        changes = self._log(CARDS_WRITTEN, count, target, wanted, is_full=request.is_full)
        return FileOutcome(count=count, barred=barred, file=target, changes=changes)

    @requires(Right.EXPORT_MASKED)
    def write_calendar(
        self, target: Path, request: CalendarRequest, words: Translate = in_chinese
    ) -> FileOutcome:
        """Write visits into a calendar file; taken in again, it replaces what it brought before.

        Raises:
            NotAllowedError: full numbers need their own right.
            NothingToWriteError: no visit is left.
            NotWrittenError: nothing was written.
        """
        self._require(is_full=request.is_full)
        check_ending(target, frozenset([".ics"]))
        visits = self._visits(request)
        with self.context.read() as work:
            people = list(dict.fromkeys(one.customer_id for one in visits))
            bans = bans_of(work, people)
            wanted = [one for one in visits if one.customer_id not in bans]
            if not wanted:
                raise NothingToWriteError
            facts = work.imports.facts([int(one) for one in people])
            origin = _origin(work.staff.branch_name(self.context.actor.branch_id))
        events = (
            self._event(one, facts[one.customer_id], origin, request, words) for one in wanted
        )
        count = write_calendar(target, events, self.context.clock.now())
        named = [one for one in people if one not in bans]
        changes = self._log(VISITS_WRITTEN, count, target, named, is_full=request.is_full)
        return FileOutcome(count=count, barred=len(bans), file=target, changes=changes)

    def _require(self, *, is_full: bool) -> None:
        if is_full:
            self.context.actor.require(Right.EXPORT_FULL)

    def _visits(self, request: CalendarRequest) -> list[VisitRow]:
        lists = VisitListService(self.context)
        if request.ids:
            return lists.rows([int(one) for one in request.ids])
        return lists.found(request.filter)

    def _cards(
        self, work: Reading, ids: Sequence[CustomerId], request: CardRequest, progress: Progress
    ) -> Iterator[ContactCard]:
        origin = _origin(work.staff.branch_name(self.context.actor.branch_id))
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            progress.report(start, len(ids), say(WRITING))
            facts = work.imports.facts([int(one) for one in batch])
            people: dict[CustomerId, list[ContactPerson]] = defaultdict(list)
            for person in work.people.contacts_of(batch) if request.with_people else ():
                people[person.customer_id].append(person)
            for number in batch:
                one = facts[int(number)]
                yield _card(f"customer-{number}@{origin}", one, is_full=request.is_full)
                yield from self._people(people[number], one, origin, is_full=request.is_full)

    @staticmethod
    def _people(
        persons: Sequence[ContactPerson], facts: CustomerFacts, origin: str, *, is_full: bool
    ) -> Iterator[ContactCard]:
        is_company = facts.kind is not CustomerKind.PERSON
        for person in persons:
            phone = person.phone if is_full else mask_phone(person.phone)
            yield ContactCard(
                uid=f"contact-{person.id}@{origin}",
                name=person.name if is_full else mask_name(person.name),
                phones=(phone,) if person.phone else (),
                company=facts.name if is_company else "",
                title=person.role,
            )

    def _event(
        self,
        visit: VisitRow,
        facts: CustomerFacts,
        origin: str,
        request: CalendarRequest,
        words: Translate,
    ) -> CalendarEvent:
        zone, is_full = self.context.clock.zone, request.is_full
        shown = facts if is_full else facts_for_export(facts)
        title = words(VISIT_TITLE).format(name=shown.name, purpose=visit.purpose)
        lines = [words(CHANNEL_LABELS[visit.channel]), shown.phone, visit.result]
        return CalendarEvent(
            uid=f"visit-{visit.id}@{origin}",
            at=visit.day(zone) if visit.is_all_day else visit.at,
            title=title,
            text="\n".join(filter(None, lines)),
            place=shown.address if visit.channel is Channel.VISIT else "",
            is_cancelled=visit.state is VisitState.CANCELLED,
            is_done=visit.state is VisitState.DONE,
        )

    def _log(
        self, words: str, count: int, target: Path, people: Sequence[CustomerId], *, is_full: bool
    ) -> Changes:
        how: Sentence = say(FULL if is_full else MASKED)
        summary = say(words, count=count, file=target.name, how=how)
        with self.context.write("export", summary, is_reversible=False) as work:
            work.mention(people)
            return work.commit()


def _origin(branch: str) -> str:
    """Name the branch in ids that no other branch's entries have."""
    digest = hashlib.blake2b(branch.encode(), digest_size=_UID_BYTES).hexdigest()
    return f"{digest}.branchcrm"


def _card(uid: str, facts: CustomerFacts, *, is_full: bool) -> ContactCard:
    shown = facts if is_full else facts_for_export(facts)
    return ContactCard(
        uid=uid,
        name=shown.name,
        is_company=facts.kind is not CustomerKind.PERSON,
        phones=tuple(number for number in (shown.phone, *shown.more_phones) if number),
        email=shown.email,
        address=shown.address,
        company=shown.employer,
        title=shown.occupation,
        birthday=facts.birthday if is_full else None,
    )


def sentence_about(outcome: FileOutcome) -> Sentence:
    """Say what was written and whom it leaves out, for the notice that follows."""
    if outcome.barred:
        return say(
            "已导出 {count} 条到 {file}；{barred} 位要求不再联系，没有导出",
            count=outcome.count,
            file=outcome.file.name,
            barred=outcome.barred,
        )
    return say("已导出 {count} 条到 {file}", count=outcome.count, file=outcome.file.name)
