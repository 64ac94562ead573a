"""Invents persons: name, papers, phone, home, work, birthday, household."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random

from branchcrm.domain.birthday import Birthday, BirthdayCalendar, solar_birthday
from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerFacts, CustomerKind
from branchcrm.domain.identity_document import DocumentKind
from branchcrm.reference.demo import cast_words
from branchcrm.reference.demo.name_words import (
    EMPLOYERS,
    GIVEN,
    HOUSES,
    MINORITY_NAMES,
    OCCUPATIONS,
    ROADS,
    SOURCES,
    SURNAMES,
)
from branchcrm.reference.demo.numbers import Weighted, card_number, identity_number, mobile
from branchcrm.reference.demo.records import Opening
from branchcrm.reference.lunar import to_lunar
from branchcrm.reference.regions import counties, region_name

HOME_REGION = "330106"
HOME_PLACE = "浙江省杭州市西湖区"
_DAYS_PER_YEAR = 365.25
_OLD_AGE, _YOUNG_AGE, _RETIRED_AGE = 58, 32, 62
_YOUNGEST, _MIDDLE_AGE, _OLDEST = 18, 44, 88
_SINGLE_SHARE, _MINORITY_SHARE, _TWIN_SHARE = 0.14, 0.008, 0.06
_ODD_CHILD_SHARE = 0.5


@cache
def _surnames() -> Weighted[str]:
    return Weighted([name for name, _ in SURNAMES], [share for _, share in SURNAMES])


@cache
def _regions() -> tuple[str, ...]:
    """Most people are from the branch's province, some from everywhere."""
    home = [region.code for region in counties(HOME_REGION[:2])]
    away = [region.code for region in counties()][::23]
    return tuple(home * 5 + [HOME_REGION] * len(home) * 4 + away)


@cache
def _taken_names() -> frozenset[str]:
    """Names of the cast, which nobody else of the branch bears."""
    return frozenset(line.split()[0] for line in cast_words.PEOPLE.strip().splitlines())


def person_name(random: Random, gender: Gender, age: int, surname: str = "") -> str:
    """Make a name that is usual for the gender and the age."""
    if not surname and random.random() < _MINORITY_SHARE:
        fitting = [entry for entry in MINORITY_NAMES if entry[2] == gender.value]
        own, family, _ = random.choice(fitting)
        return f"{own}·{family}"
    era = "old" if age >= _OLD_AGE else "young" if age < _YOUNG_AGE else "middle"
    first, second = GIVEN[gender.value, era]
    head = surname or _surnames().draw(random)
    tail = random.choice(second)
    if random.random() < _SINGLE_SHARE:
        return head + tail
    middle = random.choice(first)
    is_doubled = middle == tail or random.random() < _TWIN_SHARE
    return head + (tail + tail if is_doubled and gender is Gender.FEMALE else middle + tail)


def person(random: Random, opening: Opening) -> CustomerFacts:
    """Invent a person."""
    gender = random.choice((Gender.MALE, Gender.FEMALE))
    age = int(random.triangular(_YOUNGEST, _OLDEST, _MIDDLE_AGE))
    born = opening.today - timedelta(days=int(age * _DAYS_PER_YEAR) + random.randrange(365))
    name = person_name(random, gender, age)
    while name in _taken_names():
        name = person_name(random, gender, age)
    return _facts(random, name, gender, born, opening)


def relative(random: Random, of: CustomerFacts, opening: Opening) -> CustomerFacts:
    """Invent a spouse or grown child at the same address and phone."""
    today = opening.today
    gender = random.choice((Gender.MALE, Gender.FEMALE))
    year = of.birthday.year if of.birthday and of.birthday.year else today.year - _MIDDLE_AGE
    is_child = today.year - year > 2 * _YOUNGEST + 6 and random.random() < _ODD_CHILD_SHARE
    year = year + random.randrange(23, 30) if is_child else year + random.randrange(-4, 5)
    year = min(year, today.year - _YOUNGEST)
    born = date(year, random.randrange(1, 13), random.randrange(1, 29))
    surname = of.name[:1] if is_child and "·" not in of.name else ""
    name = person_name(random, gender, today.year - year, surname)
    facts = _facts(random, name, gender, born, opening)
    word = ("子女" if is_child else "配偶") + f"，与{of.name}同住，共用电话"
    return replace(facts, phone=of.phone, address=of.address, note=word)


def _facts(
    random: Random, name: str, gender: Gender, born: date, opening: Opening
) -> CustomerFacts:
    age = opening.today.year - born.year
    region = random.choice(_regions())
    place = HOME_PLACE if random.random() < 0.9 else region_name(region) or HOME_PLACE  # noqa: PLR2004 - one in ten lives elsewhere
    is_retired = age >= _RETIRED_AGE
    return CustomerFacts(
        kind=CustomerKind.PERSON,
        name=name,
        gender=gender,
        birthday=_birthday(random, born, age),
        phone=mobile(random),
        id_type=DocumentKind.ID_CARD,
        id_number=identity_number(random, region, born, gender),
        card_number=card_number(random) if random.random() < 0.7 else "",  # noqa: PLR2004 - most have a card here
        address=(
            f"{place}{random.choice(ROADS)}{random.randrange(1, 399)}号"
            f"{random.choice(HOUSES)}{random.randrange(1, 29)}幢{random.randrange(101, 1802)}室"
        ),
        employer="" if is_retired or random.random() < 0.4 else random.choice(EMPLOYERS),  # noqa: PLR2004 - many do not say
        occupation="退休" if is_retired else random.choice(OCCUPATIONS),
        source=random.choice(SOURCES),
        opened_on=opening.since,
        stage=opening.stage,
    )


def _birthday(random: Random, born: date, age: int) -> Birthday:
    if age >= _OLD_AGE and random.random() < 0.35:  # noqa: PLR2004 - the old often keep the lunar day
        lunar = to_lunar(born)
        if lunar is not None:
            return Birthday(
                calendar=BirthdayCalendar.LUNAR,
                year=lunar.year,
                month=lunar.month,
                day=lunar.day,
                is_leap=lunar.is_leap,
            )
    return solar_birthday(born)
