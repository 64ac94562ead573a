"""How complete and right the record of a customer is, and what is to be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from branchcrm.domain.company_code import read_company_code
from branchcrm.domain.customer import Customer, CustomerKind
from branchcrm.domain.identity_card import identity_facts
from branchcrm.domain.identity_document import DocumentKind, read_document
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.phones import read_phone
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import mark

WHOLE = 100


class QualityIssue(StrEnum):
    """Something that is missing or wrong in a record."""

    NO_PHONE = "no_phone"
    NO_PAPERS = "no_papers"
    NO_BIRTHDAY = "no_birthday"
    NO_ADDRESS = "no_address"
    NO_MANAGER = "no_manager"
    NO_CONTACT_NAME = "no_contact_name"
    WRONG_PHONE = "wrong_phone"
    WRONG_PAPERS = "wrong_papers"
    OTHER_BIRTHDAY = "other_birthday"
    OTHER_GENDER = "other_gender"
    FUTURE_OPENING = "future_opening"


ISSUE_LABELS = {
    QualityIssue.NO_PHONE: mark("没有电话"),
    QualityIssue.NO_PAPERS: mark("没有证件"),
    QualityIssue.NO_BIRTHDAY: mark("没有生日"),
    QualityIssue.NO_ADDRESS: mark("没有地址"),
    QualityIssue.NO_MANAGER: mark("没有客户经理"),
    QualityIssue.NO_CONTACT_NAME: mark("没有联系人"),
    QualityIssue.WRONG_PHONE: mark("电话不对"),
    QualityIssue.WRONG_PAPERS: mark("证件号码不对"),
    QualityIssue.OTHER_BIRTHDAY: mark("生日与身份证不一致"),
    QualityIssue.OTHER_GENDER: mark("性别与身份证不一致"),
    QualityIssue.FUTURE_OPENING: mark("开户日期在今天之后"),
}
WRONG = frozenset(
    {
        QualityIssue.WRONG_PHONE,
        QualityIssue.WRONG_PAPERS,
        QualityIssue.OTHER_BIRTHDAY,
        QualityIssue.OTHER_GENDER,
        QualityIssue.FUTURE_OPENING,
    }
)
MISSING_OF_PERSON = (
    QualityIssue.NO_PHONE,
    QualityIssue.NO_PAPERS,
    QualityIssue.NO_BIRTHDAY,
    QualityIssue.NO_ADDRESS,
    QualityIssue.NO_MANAGER,
)
MISSING_OF_COMPANY = (
    QualityIssue.NO_PHONE,
    QualityIssue.NO_PAPERS,
    QualityIssue.NO_CONTACT_NAME,
    QualityIssue.NO_ADDRESS,
    QualityIssue.NO_MANAGER,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How complete a record is, in percent, and what is missing or wrong."""

    customer_id: CustomerId
    name: str
    tier: Tier
    manager: str
    completeness: int
    issues: tuple[QualityIssue, ...]

    @property
    def is_wrong(self) -> bool:
        """Tell whether something is wrong, not merely missing."""
        return not WRONG.isdisjoint(self.issues)


def quality_of(customer: Customer, today: date, knows_region: Callable[[str], bool]) -> Quality:
    """Look a record over; the numbers must be in full."""
    is_person = customer.facts.kind is CustomerKind.PERSON
    asked = MISSING_OF_PERSON if is_person else MISSING_OF_COMPANY
    missing = tuple(issue for issue in asked if not _is_given(customer, issue))
    wrong = tuple(_wrong(customer, today, knows_region))
    return Quality(
        customer_id=customer.id,
        name=customer.name,
        tier=customer.tier,
        manager=customer.manager,
        completeness=WHOLE - WHOLE * len(missing) // len(asked),
        issues=(*wrong, *missing),
    )


def _is_given(customer: Customer, issue: QualityIssue) -> bool:
    facts = customer.facts
    given = {
        QualityIssue.NO_PHONE: facts.phone,
        QualityIssue.NO_PAPERS: facts.id_number or facts.uscc,
        QualityIssue.NO_BIRTHDAY: facts.birthday,
        QualityIssue.NO_ADDRESS: facts.address,
        QualityIssue.NO_MANAGER: facts.manager_id,
        QualityIssue.NO_CONTACT_NAME: facts.contact_name,
    }
    return bool(given[issue])


def _wrong(
    customer: Customer, today: date, knows_region: Callable[[str], bool]
) -> list[QualityIssue]:
    facts = customer.facts
    found: list[QualityIssue] = []
    if facts.phone and read_phone(facts.phone).is_refused:
        found.append(QualityIssue.WRONG_PHONE)
    if facts.uscc and read_company_code(facts.uscc).is_refused:
        found.append(QualityIssue.WRONG_PAPERS)
    if facts.id_number:
        kind = facts.id_type or DocumentKind.OTHER
        if read_document(kind, facts.id_number, today, knows_region).is_refused:
            found.append(QualityIssue.WRONG_PAPERS)
        elif kind is DocumentKind.ID_CARD:
            found += _beside_card(customer)
    if facts.opened_on is not None and facts.opened_on > today:
        found.append(QualityIssue.FUTURE_OPENING)
    return found


def _beside_card(customer: Customer) -> list[QualityIssue]:
    """Give what the identity card says otherwise; a lunar birthday may differ."""
    facts, found = customer.facts, list[QualityIssue]()
    known, day = identity_facts(facts.id_number), facts.birthday
    if day is not None and day.calendar == "solar":
        there = known.birthday
        is_year = day.year in (None, there.year)
        if (day.month, day.day) != (there.month, there.day) or not is_year:
            found.append(QualityIssue.OTHER_BIRTHDAY)
    if facts.gender not in (None, known.gender):
        found.append(QualityIssue.OTHER_GENDER)
    return found
