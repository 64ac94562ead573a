"""When two customers of the book may be one, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from branchcrm.domain.customer import CustomerRow
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.wording import mark

LEAST_SCORE = 60


class TwinReason(StrEnum):
    """What two customers have in common."""

    ID_NUMBER = "id_number"
    CARD_NUMBER = "card_number"
    COMPANY_CODE = "company_code"
    ID_SLIP = "id_slip"
    PHONE = "phone"
    PHONE_SLIP = "phone_slip"
    BIRTHDAY = "birthday"
    NAME = "name"
    SAME_SOUND = "same_sound"
    CLOSE_NAME = "close_name"


REASON_LABELS = {
    TwinReason.ID_NUMBER: mark("证件号码相同"),
    TwinReason.CARD_NUMBER: mark("银行卡号相同"),
    TwinReason.COMPANY_CODE: mark("统一社会信用代码相同"),
    TwinReason.ID_SLIP: mark("证件号码只差一处"),
    TwinReason.PHONE: mark("电话相同"),
    TwinReason.PHONE_SLIP: mark("电话只差一处"),
    TwinReason.BIRTHDAY: mark("生日相同"),
    TwinReason.NAME: mark("姓名相同"),
    TwinReason.SAME_SOUND: mark("姓名同音"),
    TwinReason.CLOSE_NAME: mark("姓名相近"),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What of a customer is compared; empty parts are unknown."""

    id: int
    kind: str
    name_key: str
    reading: str
    phones: tuple[str, ...] = ()
    id_number: str = ""
    card_number: str = ""
    uscc: str = ""
    birthday: tuple[str, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How surely two customers are one, from 0 to 100, and why."""

    score: int
    reasons: tuple[TwinReason, ...]


@dataclass(frozen=True, slots=True)
class TwinPair:
    """Two customers that may be one."""

    first: int
    second: int
    likeness: Likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A customer that may be the one being typed.

    `is_family` tells that only the phone is the same: a household often shares one.
    """

    row: CustomerRow
    likeness: Likeness
    is_family: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateGroup:
    """Customers that may all be one, the fullest first."""

    members: tuple[CustomerId, ...]
    score: int
    reasons: tuple[TwinReason, ...]


def grouped(pairs: Iterable[TwinPair]) -> list[DuplicateGroup]:
    """Give pairs as groups, the surest first."""
    root: dict[int, int] = {}

    def find(number: int) -> int:
        root.setdefault(number, number)
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    kept = list(pairs)
    for pair in kept:
        low, high = sorted((find(pair.first), find(pair.second)))
        root[high] = low
    members: dict[int, set[int]] = {}
    scores: dict[int, int] = {}
    reasons: dict[int, dict[TwinReason, None]] = {}
    for pair in sorted(kept, key=lambda one: (-one.likeness.score, one.first, one.second)):
        place = find(pair.first)
        members.setdefault(place, set()).update((pair.first, pair.second))
        scores.setdefault(place, pair.likeness.score)
        reasons.setdefault(place, {}).update(dict.fromkeys(pair.likeness.reasons))
    groups = [
        DuplicateGroup(
            members=tuple(CustomerId(number) for number in sorted(members[place])),
            score=scores[place],
            reasons=tuple(reasons[place]),
        )
        for place in members
    ]
    return sorted(groups, key=lambda group: (-group.score, group.members))
