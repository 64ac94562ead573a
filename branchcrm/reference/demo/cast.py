"""The people whom the pictures of the design show, with their facts around today."""

from dataclasses import dataclass
from datetime import date, timedelta

from branchcrm.domain.birthday import solar_birthday
from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerFacts, CustomerKind
from branchcrm.domain.identity_card import check_character
from branchcrm.domain.identity_document import DocumentKind
from branchcrm.domain.rights import Role
from branchcrm.reference.demo import cast_words
from branchcrm.reference.demo.people import HOME_REGION
from branchcrm.reference.demo.products import PLACES
from branchcrm.reference.demo.records import (
    DemoCustomer,
    DemoInteraction,
    DemoStaff,
    DemoStep,
    DemoTrade,
    DemoVisit,
    Worth,
)
from branchcrm.reference.demo.trades import DAY_S, ZONE_S, day_number

STAFF = (
    DemoStaff(name="王敏", role=Role.ACCOUNT_MANAGER),
    DemoStaff(name="李浩", role=Role.ACCOUNT_MANAGER),
    DemoStaff(name="赵倩", role=Role.ACCOUNT_MANAGER),
    DemoStaff(name="陈建国", role=Role.BRANCH_MANAGER),
    DemoStaff(name="孙丽", role=Role.CLERK),
    DemoStaff(name="吴晓峰", role=Role.CLERK),
    DemoStaff(name="郑雪", role=Role.AUDITOR),
)
MANAGERS = 3
_LARGE_SUM = 100_000
_FIRST_DAY = date(2019, 3, 11)
_FIRST_PLACE = 1

_KINDS = {"m": Gender.MALE, "f": Gender.FEMALE}


@dataclass(frozen=True, slots=True)
class CastMember:
    """One line of the cast, taken apart."""

    name: str
    gender: str
    age: int
    phone: str
    manager: int
    days_since: int
    deals: int
    yuan: int
    products: tuple[str, ...]
    worth: Worth


def members() -> list[CastMember]:
    """Give the cast in the order of the design's list."""
    found = []
    for line in cast_words.PEOPLE.strip().splitlines():
        name, gender, age, phone, manager, since, deals, yuan, product, worth = line.split()
        numbers = (int(age), phone, int(manager), int(since), int(deals), int(yuan))
        codes = tuple(product.split(","))
        found.append(CastMember(name, gender, *numbers, codes, Worth(int(worth))))
    return found


def customers(today: date) -> list[DemoCustomer]:
    """Give the cast as customers."""
    return [_customer(member, place, today) for place, member in enumerate(members())]


def trades(today: date) -> list[DemoTrade]:
    """Give a year of business of the cast that adds up to the sums of the design."""
    found: list[DemoTrade] = []
    for place, member in enumerate(members()):
        step = max((340 - member.days_since) // max(member.deals, 2), 1)
        sums = _natural_sums(member.yuan, member.deals)
        for number in reversed(range(member.deals)):
            day = day_number(today) - member.days_since - number * step
            at = day * DAY_S + 14 * 3600 + 40 * 60 - ZONE_S
            product = PLACES[member.products[number % len(member.products)]]
            cents = sums[number] * 100
            found.append((place, product, day, at, cents, "purchase", member.manager, "柜面办理"))
    return found


def _natural_sums(total: int, count: int) -> list[int]:
    """Split a sum as people trade: the latest the largest, round figures, the rest last."""
    step = 1000 if total >= _LARGE_SUM else 100
    weights = [1 / (place + 1) for place in range(count)]
    sums = [int(total * weight / sum(weights)) // step * step for weight in weights]
    return [*sums[:-1], total - sum(sums[:-1])]


def visits(today: date) -> list[DemoVisit]:
    """Give the visits of the design's Today page."""
    places = _places()
    found = []
    for line in cast_words.VISITS.strip().splitlines():
        name, days, clock, channel, purpose = line.split(maxsplit=4)
        is_all_day = clock == "-"
        at = _at(today, int(days), "09:00" if is_all_day else clock)
        visit = DemoVisit(customer=places[name], staff=0, at=at, channel=channel, purpose=purpose)
        visit.is_all_day = is_all_day
        found.append(visit)
    return found + _done_visits(today)


def _done_visits(today: date) -> list[DemoVisit]:
    places = _places()
    found = []
    for line in cast_words.DONE_VISITS.strip().splitlines():
        name, days, clock, channel, purpose, result = line.split(maxsplit=5)
        at = _at(today, -int(days), clock)
        visit = DemoVisit(customer=places[name], staff=0, at=at, channel=channel, purpose=purpose)
        visit.is_done, visit.done_at, visit.result = True, at + 1500, result
        found.append(visit)
    return found


def reopened_steps(today: date) -> list[DemoStep]:
    """Give the log of the case that was closed too soon."""
    return [
        DemoStep(at=_at(today, -days, clock), action=action, to_state=state, staff=who, note=note)
        for days, clock, action, state, who, note in cast_words.REOPENED
    ]


def interactions(today: date) -> list[DemoInteraction]:
    """Give the contacts that the design's customer page shows."""
    places = _places()
    found = []
    for line in cast_words.CONTACTS.strip().splitlines():
        name, days, clock, channel, direction, note = line.split(maxsplit=5)
        interaction = DemoInteraction(
            customer=places[name],
            staff=members()[places[name]].manager,
            channel=channel,
            direction="" if channel in {"counter", "visit"} else direction,
            at=_at(today, -int(days), clock),
            result="reached",
            is_effective=True,
            note=note,
        )
        found.append(interaction)
    return found


def place_of(name: str) -> int:
    """Give the place of a member of the cast."""
    return _places()[name]


def _places() -> dict[str, int]:
    return {member.name: place for place, member in enumerate(members())}


def _at(today: date, days: int, clock: str) -> int:
    hour, minute = clock.split(":")
    day = day_number(today + timedelta(days=days))
    return day * DAY_S + int(hour) * 3600 + int(minute) * 60 - ZONE_S


def _customer(member: CastMember, place: int, today: date) -> DemoCustomer:
    since = _FIRST_DAY + timedelta(days=37 * (place - _FIRST_PLACE))
    if member.name == "马晓东":
        since = today - timedelta(days=member.days_since)
    values: dict[str, object] = {"name": member.name, "phone": member.phone, "opened_on": since}
    values |= cast_words.DETAILS.get(member.name, {})
    if member.gender == "c":
        facts = CustomerFacts(kind=CustomerKind.ENTERPRISE, **values)  # type: ignore[arg-type]  # by field
        return DemoCustomer(facts=facts, manager=member.manager, since=since, worth=member.worth)
    born = _born(member, place, today)
    gender = _KINDS[member.gender]
    body = f"{HOME_REGION}{born:%Y%m%d}{30 + place:02d}{place % 5 * 2 + (gender is Gender.MALE)}"
    values |= {
        "gender": gender,
        "birthday": solar_birthday(born),
        "id_type": DocumentKind.ID_CARD,
        "id_number": body + check_character(body),
    }
    facts = CustomerFacts(kind=CustomerKind.PERSON, **values)  # type: ignore[arg-type]  # by field
    return DemoCustomer(facts=facts, manager=member.manager, since=since, worth=member.worth)


def _born(member: CastMember, place: int, today: date) -> date:
    ahead = cast_words.BIRTHDAYS.get(member.name, 40 + place * 13)
    day = today + timedelta(days=ahead)
    years = member.age if ahead <= 0 else member.age + 1
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - years, day.month, 28 if is_leap_day else day.day)
