"""What a user can do about duplicates: be warned while typing, scan, say who is not one."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from branchcrm.domain.birthday import read_birthday
from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import CustomerDraft, CustomerKind
from branchcrm.domain.dates import DateRules
from branchcrm.domain.duplicate import (
    Candidate,
    DuplicateGroup,
    Likeness,
    Twin,
    TwinPair,
    TwinReason,
    grouped,
)
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.names import read_name
from branchcrm.domain.phones import read_phone
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import listed, mark, say
from branchcrm.services.context import Context, requires

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading

MOST_TWINS = 5
NAME_SCORE = 40
MASK = "*"
REPORT_EVERY = 20_000
LARGEST_BLOCK = 400
FEW = 8
_STEPS = {
    "phone": mark("比较相同的电话"),
    "id_number": mark("比较证件号码"),
    "uscc": mark("比较统一社会信用代码"),
    "card_number": mark("比较银行卡号"),
    "reading": mark("比较同名同音"),
}


class DuplicateService:
    """The use cases of duplicates."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def twins(self, draft: CustomerDraft, own: CustomerId | None = None) -> list[Twin]:
        """Give those of the book who may be the one being typed, the surest first.

        Masked numbers of a form are compared by what the book keeps.
        """
        # The comparison's library stays out of a start.
        from branchcrm.analysis.likeness import likeness  # noqa: PLC0415 - as said

        with self.context.read() as work:
            asked = self._asked(work, draft, own)
            apart = work.duplicates.verdicts() if own is not None else set()
            found: dict[int, Likeness | None] = {}
            for one in work.duplicates.near(asked):
                if one.id == own or one.id in found or _pair(one.id, asked.id) in apart:
                    continue
                found[one.id] = likeness(asked, one) or _hint(asked, one)
            sure = sorted(
                ((number, one) for number, one in found.items() if one is not None),
                key=lambda pair: (-pair[1].score, pair[0]),
            )[:MOST_TWINS]
            rows = work.customers.rows([number for number, _one in sure])
        return [
            Twin(row=row, likeness=one, is_family=one.score == 0)
            for row, (_number, one) in zip(rows, sure, strict=True)
        ]

    @requires(Right.SEE_CUSTOMERS)
    def scan(self, progress: Progress | None = None) -> list[DuplicateGroup]:
        """Look through the whole book by several rules; the surest groups come first.

        Raises:
            CancelledError: the user stopped it; nothing was written.
        """
        pairs: dict[tuple[int, int], TwinPair] = {}
        with self.context.read() as work:
            apart = work.duplicates.verdicts()
            for pair in _pairs(work, progress or NoProgress()):
                key = (pair.first, pair.second)
                if key not in apart:
                    pairs[key] = pair
            groups = grouped(pairs.values())
            weights = work.duplicates.weights([one for group in groups for one in group.members])
        return [_fullest_first(group, weights) for group in groups]

    @requires(Right.EDIT_CUSTOMERS)
    def keep_apart(self, customers: Sequence[CustomerId]) -> Changes:
        """Say that customers are not one: no scan shows them together again."""
        with self.context.read() as work:
            names = listed(row.name for row in work.customers.rows(customers))
        with self.context.write("duplicate.apart", say("不是同一人：{names}", names=names)) as work:
            pairs = [_pair(one, other) for one, other in combinations(customers, 2)]
            work.duplicates.keep_apart(pairs, self.context.actor.staff_id, work.clock.now())
            return work.commit()

    def _asked(self, work: "Reading", draft: CustomerDraft, own: CustomerId | None) -> Candidate:
        kept = None if own is None else work.duplicates.candidate(own)
        phone = draft.phone.strip()
        phones = () if kept is None else kept.phones
        if phone and MASK not in phone:
            read = read_phone(phone).value
            phones = () if read is None else (read.shown,)
        number = draft.id_number.strip().upper()
        if MASK in number:
            number = "" if kept is None else kept.id_number
        day = read_birthday(draft.birthday, DateRules(today=self.context.clock.today())).value
        kind = CustomerKind(draft.kind)
        name_key, reading = work.duplicates.keys_of(_clean_name(draft.name, kind), kind)
        return Candidate(
            id=0 if own is None else int(own),
            kind=kind,
            name_key=name_key,
            reading=reading,
            phones=phones,
            id_number=number,
            uscc=draft.uscc.strip().upper(),
            birthday=(day.calendar, day.year, day.month, day.day) if day and day.year else None,
        )


def _hint(asked: Candidate, one: Candidate) -> Likeness | None:
    """Give what is worth a look while typing, though it proves nothing.

    A phone in common is a household's; a name in common counts until a number tells them apart.
    """
    if not set(one.phones).isdisjoint(asked.phones):
        return Likeness(0, (TwinReason.PHONE,))
    has_numbers = any(
        mine and theirs
        for mine, theirs in (
            (asked.phones, one.phones),
            (asked.id_number, one.id_number),
            (asked.birthday, one.birthday),
        )
    )
    is_same = asked.name_key == one.name_key and asked.kind == one.kind
    return Likeness(NAME_SCORE, (TwinReason.NAME,)) if is_same and not has_numbers else None


def _clean_name(name: str, kind: CustomerKind) -> str:
    clean = read_name(name).value if kind is CustomerKind.PERSON and name.strip() else None
    return clean.name if clean is not None else name.strip()


def _pairs(work: "Reading", progress: Progress) -> Iterator[TwinPair]:
    from branchcrm.analysis.likeness import likeness  # noqa: PLC0415 - its library loads late

    total = work.head_count.count() * len(_STEPS)
    done = 0
    for step, (column, words) in enumerate(_STEPS.items()):
        reported = 0
        progress.report(step * total // len(_STEPS), total, say(words))
        for done, block in work.duplicates.blocks(column):
            if done - reported >= REPORT_EVERY:
                reported = done
                progress.report(step * total // len(_STEPS) + done, total, say(words))
            compared = ((a, b, likeness(a, b)) for a, b in _worth_comparing(column, block))
            yield from (
                TwinPair(*_pair(one.id, other.id), found)
                for one, other, found in compared
                if found is not None
            )


def _worth_comparing(column: str, block: list[Candidate]) -> Iterator[tuple[Candidate, Candidate]]:
    """Give the pairs of a block; many of one name are compared where a number or day comes near."""
    if column != "reading" or len(block) <= FEW:
        if len(block) <= LARGEST_BLOCK:
            yield from combinations(block, 2)
        return
    seen: set[tuple[int, int]] = set()
    marks: dict[object, list[Candidate]] = {}
    for one in block:
        for sign in _signs(one):
            marks.setdefault(sign, []).append(one)
    for alike in marks.values():
        if len(alike) > LARGEST_BLOCK:
            continue
        for one, other in combinations(alike, 2):
            key = _pair(one.id, other.id)
            if key not in seen:
                seen.add(key)
                yield one, other


def _signs(one: Candidate) -> Iterator[object]:
    """Give what two of one name share when they may be one: a birthday, a number but for a sign."""
    if one.birthday is not None:
        yield one.birthday
    for number in (*one.phones, one.id_number):
        if number:
            yield from {number[:place] + number[place + 1 :] for place in range(len(number))}
            yield number


def _pair(one: int, other: int) -> tuple[int, int]:
    return (int(one), int(other)) if one < other else (int(other), int(one))


def _fullest_first(group: DuplicateGroup, weights: dict[int, int]) -> DuplicateGroup:
    members = sorted(group.members, key=lambda one: (-weights.get(int(one), 0), one))
    return DuplicateGroup(members=tuple(members), score=group.score, reasons=group.reasons)
