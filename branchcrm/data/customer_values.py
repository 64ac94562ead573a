"""Between the facts of a customer and the columns that keep them."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from branchcrm.domain.birthday import Birthday, BirthdayCalendar
from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerFacts, CustomerKind, Stage
from branchcrm.domain.identity_document import DocumentKind
from branchcrm.domain.ids import StaffId
from branchcrm.domain.names import search_key
from branchcrm.reference.chinese_script import simplify
from branchcrm.reference.pinyin import NameKind, corrected_reading, reading

PLAIN_COLUMNS = (
    "email",
    "wechat",
    "uscc",
    "card_number",
    "address",
    "employer",
    "occupation",
    "industry",
    "contact_name",
    "contact_title",
    "source",
    "note",
    "id_number",
    "phone",
)
BETWEEN_PHONES = "|"
_plain_texts = attrgetter(*PLAIN_COLUMNS)


def columns_of(facts: CustomerFacts) -> dict[str, object]:
    """Give the columns that keep the facts; empty texts become NULL."""
    values: dict[str, object] = {"kind": facts.kind, "name": facts.name, "stage": facts.stage}
    values.update(zip(PLAIN_COLUMNS, [text or None for text in _plain_texts(facts)], strict=True))
    values.update(name_columns(facts.name, facts.kind, facts.reading))
    birthday = facts.birthday
    values.update(
        {
            "gender": facts.gender,
            "birth_calendar": birthday.calendar if birthday else None,
            "birth_year": birthday.year if birthday else None,
            "birth_month": birthday.month if birthday else None,
            "birth_day": birthday.day if birthday else None,
            "birth_leap": bool(birthday and birthday.is_leap),
            "more_phones": BETWEEN_PHONES.join(facts.more_phones) or None,
            "id_type": facts.id_type,
            "manager_id": facts.manager_id,
            "opened_on": facts.opened_on,
        }
    )
    return values


def name_columns(name: str, kind: CustomerKind, corrected: str = "") -> dict[str, object]:
    """Give the columns that search and sorting by name use."""
    name_kind = NameKind.PERSON if kind is CustomerKind.PERSON else NameKind.COMPANY
    found = corrected_reading(name, corrected) if corrected else reading(name, name_kind)
    return {
        "name_key": search_key(name, simplify),
        "reading": found.full,
        "syllables": found.spaced,
        "reading_alternates": "|".join(found.alternates),
        "initials": found.initials,
        "sort_key": found.sort_key,
        "is_reading_corrected": bool(corrected),
    }


def facts_of(row: Mapping[str, Any]) -> CustomerFacts:
    """Give the facts from a row of the customer table."""
    birthday = None
    if row["birth_month"] is not None:
        birthday = Birthday(
            calendar=BirthdayCalendar(row["birth_calendar"]),
            year=row["birth_year"],
            month=row["birth_month"],
            day=row["birth_day"],
            is_leap=bool(row["birth_leap"]),
        )
    manager = row["manager_id"]
    return CustomerFacts(
        kind=CustomerKind(row["kind"]),
        name=row["name"],
        code=row["code"],
        gender=Gender(row["gender"]) if row["gender"] else None,
        birthday=birthday,
        more_phones=tuple((row["more_phones"] or "").split(BETWEEN_PHONES))
        if row["more_phones"]
        else (),
        id_type=DocumentKind(row["id_type"]) if row["id_type"] else None,
        manager_id=StaffId(manager) if manager is not None else None,
        opened_on=row["opened_on"],
        stage=Stage(row["stage"]),
        reading=row["syllables"] if row["is_reading_corrected"] else "",
        **{name: row[name] or "" for name in PLAIN_COLUMNS},
    )
