"""Between the facts of a customer and the columns that keep them."""

from collections.abc import Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from branchcrm.data.columns import day_number
from branchcrm.data.stored import StoredValue
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
NAME_COLUMNS = (
    "name_key",
    "reading",
    "syllables",
    "reading_alternates",
    "initials",
    "sort_key",
    "is_reading_corrected",
)
BIRTHDAY_COLUMNS = ("birth_calendar", "birth_year", "birth_month", "birth_day", "birth_leap")
COLUMNS = (
    *("kind", "name", "stage"),
    *PLAIN_COLUMNS,
    *NAME_COLUMNS,
    "gender",
    *BIRTHDAY_COLUMNS,
    *("more_phones", "id_type", "manager_id", "opened_on"),
)
BETWEEN_PHONES = "|"
_NO_BIRTHDAY: tuple[StoredValue, ...] = (None, None, None, None, 0)
_plain_texts = attrgetter(*PLAIN_COLUMNS)


def columns_of(facts: CustomerFacts) -> dict[str, StoredValue]:
    """Give the columns that keep the facts, in stored form; empty texts become NULL."""
    return dict(zip(COLUMNS, values_of(facts), strict=True))


def values_of(facts: CustomerFacts) -> list[StoredValue]:
    """Give what the columns hold that keep the facts."""
    birthday, opened_on = facts.birthday, facts.opened_on
    return [
        str(facts.kind),
        facts.name,
        str(facts.stage),
        *[text or None for text in _plain_texts(facts)],
        *_name_values(facts.name, facts.reading, is_person=facts.kind is CustomerKind.PERSON),
        facts.gender and str(facts.gender),
        *(_NO_BIRTHDAY if birthday is None else _birthday_values(birthday)),
        BETWEEN_PHONES.join(facts.more_phones) or None,
        facts.id_type and str(facts.id_type),
        facts.manager_id,
        None if opened_on is None else day_number(opened_on),
    ]


def name_columns(name: str, kind: CustomerKind) -> dict[str, StoredValue]:
    """Give the columns that search and sorting by name use."""
    values = _name_values(name, "", is_person=kind is CustomerKind.PERSON)
    return dict(zip(NAME_COLUMNS, values, strict=True))


def _birthday_values(birthday: Birthday) -> tuple[StoredValue, ...]:
    calendar = str(birthday.calendar)
    return (calendar, birthday.year, birthday.month, birthday.day, int(birthday.is_leap))


@lru_cache(maxsize=8192)
def _name_values(name: str, corrected: str, *, is_person: bool) -> tuple[StoredValue, ...]:
    """Give what search and sorting by name use; names repeat, and reading one takes a while."""
    kind = NameKind.PERSON if is_person else NameKind.COMPANY
    found = corrected_reading(name, corrected) if corrected else reading(name, kind)
    return (
        search_key(name, simplify),
        found.full,
        found.spaced,
        "|".join(found.alternates),
        found.initials,
        found.sort_key,
        int(bool(corrected)),
    )


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
