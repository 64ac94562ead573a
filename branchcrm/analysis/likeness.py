"""How alike two customers are: numbers with a slip, names of one sound, several marks together."""

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from branchcrm.domain.duplicate import LEAST_SCORE, Candidate, Likeness, TwinReason

ALIKE_READING = 88
ALIKE_NAME = 80
SHORTEST_NUMBER = 7
_WEIGHTS = {
    TwinReason.ID_NUMBER: 90,
    TwinReason.CARD_NUMBER: 75,
    TwinReason.COMPANY_CODE: 90,
    TwinReason.ID_SLIP: 50,
    TwinReason.PHONE: 45,
    TwinReason.PHONE_SLIP: 35,
    TwinReason.BIRTHDAY: 35,
    TwinReason.NAME: 40,
    TwinReason.SAME_SOUND: 30,
    TwinReason.CLOSE_NAME: 25,
}
_NAMES = frozenset({TwinReason.NAME, TwinReason.SAME_SOUND, TwinReason.CLOSE_NAME})
_IDENTITY = frozenset({TwinReason.ID_NUMBER, TwinReason.COMPANY_CODE})


def likeness(one: Candidate, other: Candidate) -> Likeness | None:
    """Give how surely two customers are one, or None where they are hardly so.

    A shared phone alone is a household; a second paper of another number is another person.
    """
    if one.kind != other.kind:
        return None
    reasons = (
        *_number_reasons(one, other),
        *_name_reasons(one, other),
        *_other_reasons(one, other),
    )
    found = frozenset(reasons)
    if found.isdisjoint(_IDENTITY) and (found.isdisjoint(_NAMES) or _contradict(one, other, found)):
        return None
    score = min(100, sum(_WEIGHTS[reason] for reason in reasons))
    return Likeness(score, reasons) if score >= LEAST_SCORE else None


def is_slip(one: str, other: str) -> bool:
    """Tell whether two numbers differ by one sign: changed, missing, added, or swapped."""
    if one == other or min(len(one), len(other)) < SHORTEST_NUMBER:
        return False
    return OSA.distance(one, other, score_cutoff=1) == 1


def _number_reasons(one: Candidate, other: Candidate) -> tuple[TwinReason, ...]:
    reasons: list[TwinReason] = []
    if one.id_number and one.id_number == other.id_number:
        reasons.append(TwinReason.ID_NUMBER)
    elif is_slip(one.id_number, other.id_number):
        reasons.append(TwinReason.ID_SLIP)
    if one.uscc and one.uscc == other.uscc:
        reasons.append(TwinReason.COMPANY_CODE)
    if one.card_number and one.card_number == other.card_number:
        reasons.append(TwinReason.CARD_NUMBER)
    return tuple(reasons)


def _name_reasons(one: Candidate, other: Candidate) -> tuple[TwinReason, ...]:
    if one.name_key == other.name_key:
        return (TwinReason.NAME,)
    if one.reading and one.reading == other.reading:
        return (TwinReason.SAME_SOUND,)
    is_close = fuzz.ratio(one.reading, other.reading, score_cutoff=ALIKE_READING) > 0
    if is_close or fuzz.ratio(one.name_key, other.name_key, score_cutoff=ALIKE_NAME) > 0:
        return (TwinReason.CLOSE_NAME,)
    return ()


def _other_reasons(one: Candidate, other: Candidate) -> tuple[TwinReason, ...]:
    reasons: list[TwinReason] = []
    if not set(one.phones).isdisjoint(other.phones):
        reasons.append(TwinReason.PHONE)
    elif any(is_slip(mine, theirs) for mine in one.phones for theirs in other.phones):
        reasons.append(TwinReason.PHONE_SLIP)
    if one.birthday is not None and one.birthday == other.birthday:
        reasons.append(TwinReason.BIRTHDAY)
    return tuple(reasons)


def _contradict(one: Candidate, other: Candidate, found: frozenset[TwinReason]) -> bool:
    """Tell whether papers say that these are two."""
    if TwinReason.ID_SLIP in found:
        return False
    has_two_papers = bool(one.id_number and other.id_number)
    return has_two_papers or bool(one.uscc and other.uscc)
