"""Between the facts of a customer and the columns that keep them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from typing import Any

from branchcrm.data.columns import day_from_number, day_number
from branchcrm.data.stored import StoredValue
from branchcrm.domain.birthday import Birthday, BirthdayCalendar
from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerFacts, CustomerKind, Stage
from branchcrm.domain.identity_document import DocumentKind
from branchcrm.domain.ids import StaffId
from branchcrm.domain.names import search_key, search_keys
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
_READ_BY = ("name", "kind", "reading")
_NOTHING_STORED: Mapping[str, Any] = dict.fromkeys((*COLUMNS, "code"))
# To look a choice up takes a fifth of the time of making it from its text.
_KINDS = {str(kind): kind for kind in CustomerKind}
_GENDERS = {str(gender): gender for gender in Gender}
_CALENDARS = {str(calendar): calendar for calendar in BirthdayCalendar}
_DOCUMENTS = {str(document): document for document in DocumentKind}
_STAGES = {str(stage): stage for stage in Stage}
_NO_BIRTHDAY: tuple[StoredValue, ...] = (None, None, None, None, 0)


def columns_of(facts: CustomerFacts) -> dict[str, StoredValue]:
    """Give the columns that keep the facts, in stored form; empty texts become NULL."""
    return _columns_of(facts, has_names=True)


def changed_columns(before: CustomerFacts, after: CustomerFacts) -> dict[str, StoredValue]:
    """Give the columns that keep other facts than before."""
    has_names = any(getattr(before, one) != getattr(after, one) for one in _READ_BY)
    held = _columns_of(before, has_names=has_names)
    columns = _columns_of(after, has_names=has_names)
    return {name: value for name, value in columns.items() if value != held[name]}


def _columns_of(facts: CustomerFacts, *, has_names: bool) -> dict[str, StoredValue]:
    said = {one.name: [getattr(facts, one.name)] for one in fields(facts)}
    columns = stored_columns(said, 1, has_names=has_names)
    return {name: column[0] for name, column in zip(COLUMNS, columns, strict=True)}


def stored_columns(
    facts: Mapping[str, Sequence[Any]], count: int, *, has_names: bool = True
) -> list[Sequence[StoredValue]]:
    """Give what the columns hold that keep the facts of many customers, column by column.

    A field that is not there, or None, says nothing; kind and name are always there. What search
    and sorting by name use takes the longest, and can be left out.
    """
    nothing: Sequence[Any] = [None] * count
    return [
        [_plain(kind) for kind in facts["kind"]],
        facts["name"],
        [_plain(stage or Stage.ACTIVE) for stage in facts.get("stage", nothing)],
        *[
            [text or None for text in facts[name]] if name in facts else nothing
            for name in PLAIN_COLUMNS
        ],
        *(
            _names_stored(facts["name"], facts["kind"], facts.get("reading", nothing))
            if has_names
            else [nothing] * len(NAME_COLUMNS)
        ),
        [one and _plain(one) for one in facts.get("gender", nothing)],
        *zip(
            *[
                _NO_BIRTHDAY if day is None else _birthday_values(day)
                for day in facts.get("birthday", nothing)
            ],
            strict=True,
        ),
        [BETWEEN_PHONES.join(many) if many else None for many in facts.get("more_phones", nothing)],
        [one and _plain(one) for one in facts.get("id_type", nothing)],
        facts.get("manager_id", nothing),
        [day and day_number(day) for day in facts.get("opened_on", nothing)],
    ]


def _names_stored(
    names: Sequence[str], kinds: Sequence[CustomerKind], readings: Sequence[str | None]
) -> Iterable[Sequence[StoredValue]]:
    keys = search_keys(names, simplify)
    return zip(
        *[
            (key, *_reading_values(name, corrected or "", is_person=kind is CustomerKind.PERSON))
            for key, name, corrected, kind in zip(keys, names, readings, kinds, strict=True)
        ],
        strict=True,
    )


def name_columns(name: str, kind: CustomerKind) -> dict[str, StoredValue]:
    """Give the columns that search and sorting by name use."""
    values = _name_values(name, "", is_person=kind is CustomerKind.PERSON)
    return dict(zip(NAME_COLUMNS, values, strict=True))


@lru_cache(maxsize=32_768)
def _birthday_values(birthday: Birthday) -> tuple[StoredValue, ...]:
    calendar = str(birthday.calendar)
    return (calendar, birthday.year, birthday.month, birthday.day, int(birthday.is_leap))


def _name_values(name: str, corrected: str, *, is_person: bool) -> tuple[StoredValue, ...]:
    """Give what search and sorting by name use."""
    key = search_key(name, simplify)
    return (key, *_reading_values(name, corrected, is_person=is_person))


def _reading_values(name: str, corrected: str, *, is_person: bool) -> tuple[StoredValue, ...]:
    """Give how a name is read."""
    kind = NameKind.PERSON if is_person else NameKind.COMPANY
    full, spaced, initials, alternates, sort_key = (
        corrected_reading(name, corrected) if corrected else reading(name, kind)
    )
    return (full, spaced, "|".join(alternates), initials, sort_key, int(bool(corrected)))


def _plain(choice: str) -> str:
    """Give the bare text of a choice."""
    return str.__str__(choice)


def facts_of_stored(
    values: Mapping[str, StoredValue], own: Mapping[str, Any] | None = None
) -> CustomerFacts:
    """Give the facts from columns in stored form, of which some may be missing."""
    row: dict[str, Any] = {**_NOTHING_STORED, **values, "own": own or {}}
    row["code"] = row["code"] or ""
    if row["opened_on"] is not None:
        row["opened_on"] = day_from_number(row["opened_on"])
    return facts_of(row)


def facts_of(row: Mapping[str, Any]) -> CustomerFacts:
    """Give the facts from a row of the customer table, with `own` where it was read along."""
    birthday = None
    if row["birth_month"] is not None:
        birthday = Birthday(
            calendar=_CALENDARS[row["birth_calendar"]],
            year=row["birth_year"],
            month=row["birth_month"],
            day=row["birth_day"],
            is_leap=bool(row["birth_leap"]),
        )
    manager = row["manager_id"]
    return CustomerFacts(
        kind=_KINDS[row["kind"]],
        name=row["name"],
        code=row["code"],
        gender=_GENDERS[row["gender"]] if row["gender"] else None,
        birthday=birthday,
        more_phones=tuple((row["more_phones"] or "").split(BETWEEN_PHONES))
        if row["more_phones"]
        else (),
        id_type=_DOCUMENTS[row["id_type"]] if row["id_type"] else None,
        manager_id=StaffId(manager) if manager is not None else None,
        opened_on=row["opened_on"],
        stage=_STAGES[row["stage"]],
        reading=row["syllables"] if row["is_reading_corrected"] else "",
        own=row.get("own", {}),
        **{name: row[name] or "" for name in PLAIN_COLUMNS},
    )
