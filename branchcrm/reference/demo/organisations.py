"""Invents companies and institutions with their codes, phones and contact people."""

from functools import cache
from random import Random

from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerFacts, CustomerKind
from branchcrm.reference.demo.name_words import (
    COMPANY_CORES,
    COMPANY_TRADES,
    CONTACT_TITLES,
    INSTITUTION_NAMES,
    ROADS,
    SOURCES,
)
from branchcrm.reference.demo.numbers import Weighted, company_code, landline, mobile
from branchcrm.reference.demo.people import HOME_PLACE, HOME_REGION, person_name
from branchcrm.reference.demo.records import Opening

AREA_CODE = "0571"
_CODE_STARTS = {CustomerKind.ENTERPRISE: "91", CustomerKind.INSTITUTION: "12"}
_TOWNS = ("杭州", "杭州", "杭州", "浙江", "余杭", "萧山", "上海", "宁波", "绍兴", "嘉兴")
_FORMS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "经营部", "商行")
_DISTRICTS = ("西湖", "文新", "翠苑", "古荡", "三墩", "北山", "灵隐", "留下", "转塘", "蒋村")


@cache
def _trades() -> Weighted[tuple[str, str]]:
    kinds = [(word, industry) for word, industry, _ in COMPANY_TRADES]
    return Weighted(kinds, [weight for *_, weight in COMPANY_TRADES])


def company(random: Random, opening: Opening) -> CustomerFacts:
    """Invent a company."""
    word, industry = _trades().draw(random)
    core = random.choice(COMPANY_CORES)
    if random.random() < 0.5:  # noqa: PLR2004 - half of them bear a double name
        core += random.choice(COMPANY_CORES)[::-1]
    form = random.choice(_FORMS)
    name = f"{random.choice(_TOWNS)}{core}{word}{form}"
    return _organisation(random, name, CustomerKind.ENTERPRISE, industry, opening)


def institution(random: Random, opening: Opening) -> CustomerFacts:
    """Invent a school, clinic, committee or association."""
    word, industry = random.choice(INSTITUTION_NAMES)
    name = f"{random.choice(_DISTRICTS)}{random.choice(ROADS)[:2]}{word}"
    return _organisation(random, name, CustomerKind.INSTITUTION, industry, opening)


def _organisation(
    random: Random, name: str, kind: CustomerKind, industry: str, opening: Opening
) -> CustomerFacts:
    gender = random.choice((Gender.MALE, Gender.FEMALE))
    return CustomerFacts(
        kind=kind,
        name=name,
        phone=landline(random, AREA_CODE),
        more_phones=(mobile(random),),
        uscc=company_code(random, HOME_REGION, _CODE_STARTS[kind]),
        address=f"{HOME_PLACE}{random.choice(ROADS)}{random.randrange(1, 899)}号",
        industry=industry,
        contact_name=person_name(random, gender, random.randrange(28, 58)),
        contact_title=random.choice(CONTACT_TITLES),
        source=random.choice(SOURCES[:4]),
        opened_on=opening.since,
        stage=opening.stage,
    )
