"""Finds out which customer of the book, or of the rows before, a row speaks of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from branchcrm.data.imports import ImportRepository
from branchcrm.domain.birthday import Birthday
from branchcrm.domain.customer import CustomerFacts
from branchcrm.domain.names import search_key
from branchcrm.domain.wording import mark
from branchcrm.reference.chinese_script import simplify
from branchcrm.services.key_index import KeyIndex


class MatchedOn(StrEnum):
    """The key that two customers share, the surest first."""

    CODE = "code"
    ID_NUMBER = "id_number"
    USCC = "uscc"
    PHONE = "phone"
    BIRTHDAY = "birthday"
    NOTHING_ELSE = "nothing_else"


MATCHED_ON_LABELS = {
    MatchedOn.CODE: mark("客户编号相同"),
    MatchedOn.ID_NUMBER: mark("证件号码相同"),
    MatchedOn.USCC: mark("统一社会信用代码相同"),
    MatchedOn.PHONE: mark("姓名和手机号相同"),
    MatchedOn.BIRTHDAY: mark("姓名和生日相同"),
    MatchedOn.NOTHING_ELSE: mark("只有姓名，资料完全相同"),
}
WEAK = frozenset({MatchedOn.PHONE, MatchedOn.BIRTHDAY})


@dataclass(frozen=True, slots=True)
class Match:
    """A customer that a row may speak of."""

    customer_id: int
    on: MatchedOn


_DAY_COLUMNS = ("birth_calendar", "birth_year", "birth_month", "birth_day")
_BORN_COLUMNS = ("name_key", *_DAY_COLUMNS[1:])

Keys = list[tuple[MatchedOn, int]]


def keys_of(facts: CustomerFacts) -> Keys:
    """Give the hashes of the keys by which a customer is known again, the surest first."""
    found: Keys = []
    if facts.code:
        found.append((MatchedOn.CODE, hash(("c", facts.code))))
    if facts.id_number:
        found.append((MatchedOn.ID_NUMBER, hash(("i", facts.id_number))))
    if facts.uscc:
        found.append((MatchedOn.USCC, hash(("u", facts.uscc))))
    if facts.name and facts.phone:
        found.append((MatchedOn.PHONE, hash(("p", facts.name, facts.phone))))
    if facts.name and facts.birthday and facts.birthday.year is not None:
        found.append((MatchedOn.BIRTHDAY, hash(("b", facts.name, _day(facts.birthday)))))
    return found


def key_columns(values: Mapping[str, Sequence[Any]], count: int) -> list[list[int | None]]:
    """Give the same hashes for many customers, one column a key; None where it is missing.

    The values are those of the columns that keep customers.
    """
    nothing: Sequence[Any] = [None] * count
    names = values["name"]
    alone: list[list[int | None]] = [
        [hash((sign, number)) if number else None for number in values.get(name, nothing)]
        for sign, name in (("c", "code"), ("i", "id_number"), ("u", "uscc"))
    ]
    phones = [
        hash(("p", name, phone)) if name and phone else None
        for name, phone in zip(names, values.get("phone", nothing), strict=True)
    ]
    days = [values.get(column, nothing) for column in _DAY_COLUMNS]
    birthdays = [
        hash(("b", name, day)) if name and day[1] is not None else None
        for name, day in zip(names, zip(*days, strict=True), strict=True)
    ]
    return [*alone, phones, birthdays]


class RowKeys:
    """The hashes of the keys of some rows, column by column."""

    def __init__(self, columns: Sequence[Sequence[int | None]]) -> None:
        """Keep the columns of keys that any row has."""
        self.columns = [column for column in columns if column.count(None) < len(column)]

    def all(self) -> list[int]:
        """Give every key of every row."""
        return [key for column in self.columns for key in column if key is not None]

    def at(self, place: int) -> list[int]:
        """Give the keys of one row."""
        return [key for column in self.columns if (key := column[place]) is not None]

    def missing(self, count: int) -> list[int]:
        """Give the places of the rows, so many in all, that have no key."""
        if any(None not in column for column in self.columns):
            return []
        if not self.columns:
            return list(range(count))
        has_key = map(any, zip(*self.columns, strict=True))
        return [place for place, is_there in enumerate(has_key) if not is_there]


def name_key(name: str) -> str:
    """Give the key that the book keeps of a name."""
    return search_key(name, simplify)


@lru_cache(maxsize=32_768)
def _day(birthday: Birthday) -> tuple[object, ...]:
    return (str(birthday.calendar), birthday.year, birthday.month, birthday.day)


class CustomerMatching:
    """Knows customers by hashes of their keys: those of the file, and per batch the book's."""

    def __init__(self, book: ImportRepository, branch_id: int) -> None:
        """Ask the book only where it held customers before the import."""
        self._book = book
        self._branch_id = branch_id
        self._asks_book = book.has_customers()
        self._of_file = KeyIndex()
        self._of_book: dict[int, int] = {}
        self._first_created = book.next_customer_id()
        self._namesakes: dict[str, list[int]] = {}
        self._spoken_of: set[int] = set()
        self.removed_codes: set[str] = set()

    def prepare(self, offered: Mapping[str, Sequence[Any]], keys: "RowKeys") -> None:
        """Look up a batch in the file and the book, given the columns that keep it and its keys."""
        self._of_file.look_up(keys.all())
        self._of_book = {}
        self.removed_codes = set()
        if not self._asks_book:
            return
        codes = self._book.by_codes(_distinct(offered.get("code", ())), self._branch_id)
        for code, (number, is_removed) in codes.items():
            if is_removed:
                self.removed_codes.add(code)
            else:
                self._of_book[hash(("c", code))] = number
        numbers = self._book.by_id_numbers(_distinct(offered.get("id_number", ())))
        self._of_book.update((hash(("i", key)), number) for key, number in numbers.items())
        companies = self._book.by_company_codes(_distinct(offered.get("uscc", ())))
        self._of_book.update((hash(("u", key)), number) for key, number in companies.items())
        phones = self._book.by_phones(_distinct(offered.get("phone", ())))
        self._of_book.update((hash(("p", *key)), number) for key, number in phones.items())
        columns = [offered.get(column, ()) for column in _BORN_COLUMNS]
        born = [row for row in zip(*columns, strict=False) if row[1] is not None]
        birthdays = self._book.by_birthdays(born)
        self._of_book.update((hash(("b", *key)), number) for key, number in birthdays.items())

    @property
    def asks_book(self) -> bool:
        """Tell whether the book held customers before the import."""
        return self._asks_book

    def matches(self, keys: Keys) -> list[Match]:
        """Give the customers that a row of these keys may speak of, the surest first."""
        found: dict[int, Match] = {}
        for on, key in keys:
            number = self._of_file.get(key)
            if number is None:
                number = self._of_book.get(key)
            if number is not None:
                found.setdefault(number, Match(number, on))
        return list(found.values())

    def first(self, keys: Sequence[int]) -> int | None:
        """Give the customer whom the surest of the keys means that anybody has."""
        return next(iter(self.numbers(keys)), None)

    def numbers(self, keys: Iterable[int]) -> list[int]:
        """Give every customer who has one of the keys."""
        of_file, of_book = self._of_file.get, self._of_book.get
        return [number for key in keys if (number := of_file(key) or of_book(key)) is not None]

    def known_places(self, column: Sequence[int | None]) -> list[int]:
        """Give the places of keys that a customer, or a row before in the batch, has."""
        different = {key for key in column if key is not None}
        of_file, of_book = self._of_file, self._of_book
        is_each_new = len(different) + column.count(None) == len(column)
        is_any_known = not (of_file.knows_none(different) and of_book.keys().isdisjoint(different))
        if is_each_new and not is_any_known:
            return []
        met: set[int] = set()
        found = []
        for place, key in enumerate(column):
            if key is None:
                continue
            if key in met or of_file.get(key) is not None or key in of_book:
                found.append(place)
            met.add(key)
        return found

    def namesakes(self, name: str) -> list[int]:
        """Give customers of the name of a row that has no key, whom no other row spoke of.

        Only those who were in the book before: two such rows of a file may be two people.
        """
        numbers = self._namesakes.get(name, ())
        return [number for number in numbers if number not in self._spoken_of]

    def speak_of(self, customer_id: int) -> None:
        """Leave a namesake to the row that speaks of it."""
        self._spoken_of.add(customer_id)

    def find_namesakes(self, names: Iterable[str]) -> None:
        """Look up the names of a batch's rows that have no key."""
        self._namesakes = {}
        keys = _distinct(map(name_key, names))
        found = self._book.by_names(keys) if self._asks_book else []
        # The oldest first: the rows of a file that comes again meet whom they made.
        for name, number in reversed(found):
            if number < self._first_created:
                self._namesakes.setdefault(name, []).append(number)

    def remember(self, keys: Iterable[int | None], created: Iterable[int]) -> None:
        """Know the customers that the import created by a key of each."""
        for key, number in zip(keys, created, strict=False):
            if key is not None:
                self._of_file.add(key, number)

    def remember_all(self, keys: Sequence[int | None], created: Sequence[int]) -> None:
        """Know as many customers by a key each that is nobody's so far."""
        known = zip(keys, created, strict=True)
        self._of_file.add_all({key: number for key, number in known if key is not None})


def _distinct(values: Iterable[str | None]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]
