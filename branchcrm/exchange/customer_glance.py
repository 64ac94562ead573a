"""Puts together what the columns of a customer table say at a glance, and names the odd rows.

A row is odd where something was found in it, or where its cells must be weighed against one
another: a name with a note, a document that is no ID card, several numbers in one cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from branchcrm.domain.birthday import Birthday
from branchcrm.domain.choices import Gender
from branchcrm.domain.customer import CustomerKind
from branchcrm.domain.identity_document import DocumentKind
from branchcrm.domain.names import is_company_name
from branchcrm.domain.own_field import OwnField
from branchcrm.exchange.cells import Cell, is_blank
from branchcrm.exchange.customer_columns import FIGURE_FIELDS, CustomerColumns
from branchcrm.exchange.own_columns import own_by_row
from branchcrm.exchange.planned_column import Column, ReadColumns
from branchcrm.exchange.quick_values import plain_identities

TEXT_FIELDS: Final = (
    *("email", "wechat", "address", "employer", "occupation", "industry", "contact_name"),
    *("contact_title", "source", "reading"),
)
_AS_READ: Final = (*TEXT_FIELDS, "code", "uscc", "card_number", "stage", "note")
_INSTITUTION_ENDINGS: Final = (
    *("学校", "小学", "中学", "大学", "学院", "幼儿园", "医院", "诊所", "委员会", "村委会"),
    *("居委会", "协会", "学会", "基金会", "局", "养老院", "福利院", "办事处", "管理处"),
)
_BIRTHDAY: Final = slice(6, 14)
_GENDERS: Final = {str(digit): (Gender.FEMALE, Gender.MALE)[digit % 2] for digit in range(10)}
_GENDER: Final = 16


def kind_of(name: str, uscc: str | None, *, is_person: bool) -> CustomerKind:
    """Tell what a customer is by its name and its numbers."""
    if is_person or not (uscc or is_company_name(name)):
        return CustomerKind.PERSON
    return (
        CustomerKind.INSTITUTION if name.endswith(_INSTITUTION_ENDINGS) else CustomerKind.ENTERPRISE
    )


class CustomerGlance:
    """Some rows of a customer table, read column by column."""

    def __init__(
        self,
        read: ReadColumns,
        identities: Sequence[Cell],
        today: str,
        own: Mapping[str, OwnField],
    ) -> None:
        """Take what columns say, the cells of the document numbers, today's eight digits.

        `own` are the branch's own fields by key.
        """
        self._read = read
        self._own = {key: one for key, one in own.items() if key in read.columns}
        self._said = read.columns
        self._count = len(read.rows)
        self._nothing: Column = [None] * self._count
        self._odd = set(read.findings)
        self._numbers = self._nothing
        if identities.count(None) < self._count:
            self._numbers = plain_identities(identities, today)
            self._doubt(
                (number is None and not is_blank(cell))
                for cell, number in zip(identities, self._numbers, strict=True)
            )

    def columns(self) -> CustomerColumns:
        """Give the facts that the columns say, those of odd rows for the time being."""
        said = self._said
        facts: dict[str, Column] = {name: said[name] for name in _AS_READ if name in said}
        facts["name"] = self._names()
        facts["kind"] = self._kinds(facts["name"])
        facts["gender"] = self._genders()
        facts["birthday"] = self._birthdays()
        facts["id_number"] = self._numbers
        self._doubt(
            kind is not None and kind is not DocumentKind.ID_CARD
            for kind in self._column("id_type")
        )
        facts["id_type"] = [number and DocumentKind.ID_CARD for number in self._numbers]
        self._add_phones(facts)
        if self._own:
            facts["own"], foreign = own_by_row(self._own, said, facts["kind"])
            self._odd |= foreign
        if "opened_on" in said:
            facts["opened_on"] = [day and day.date() for day in said["opened_on"]]
        return CustomerColumns(
            rows=self._read.rows,
            facts=facts,
            managers=self._column("manager"),
            figures={name: said[name] for name in FIGURE_FIELDS if name in said},
            issues={place: found.issues for place, found in self._read.findings.items()},
            refused=set(),
        )

    def odd_places(self) -> list[int]:
        """Give the rows that must be looked at one by one."""
        return sorted(self._odd)

    def _column(self, key: str) -> Column:
        return self._said.get(key, self._nothing)

    def _doubt(self, doubts: Iterable[bool]) -> None:
        self._odd.update(place for place, is_odd in enumerate(doubts) if is_odd)

    def _names(self) -> Column:
        names, codes = self._column("name"), self._column("code")
        self._doubt(
            type(name) is not str and (name is not None or code is None)
            for name, code in zip(names, codes, strict=True)
        )
        return [name if type(name) is str else "" for name in names]

    def _kinds(self, names: Column) -> Column:
        given = zip(self._column("kind"), names, self._column("uscc"), self._numbers, strict=True)
        return [
            kind or kind_of(name, uscc, is_person=number is not None)
            for kind, name, uscc, number in given
        ]

    def _genders(self) -> Column:
        given = self._column("gender")
        shown = [number and _GENDERS[number[_GENDER]] for number in self._numbers]
        self._doubt(
            one is not None and two is not None and one is not two
            for one, two in zip(given, shown, strict=True)
        )
        return [one or two for one, two in zip(given, shown, strict=True)]

    def _birthdays(self) -> Column:
        return [
            day or (number and _birthday(number[_BIRTHDAY]))
            for day, number in zip(self._column("birthday"), self._numbers, strict=True)
        ]

    def _add_phones(self, facts: dict[str, Column]) -> None:
        first, more = self._column("phone"), self._column("more_phones")
        self._doubt(
            (one is not None and type(one) is not str)
            or (two is not None and (one is None or type(two) is not str))
            for one, two in zip(first, more, strict=True)
        )
        facts["phone"] = list(first)
        if more is not self._nothing:
            facts["more_phones"] = [two and (two,) for two in more]


@lru_cache(maxsize=65_536)
def _birthday(digits: str) -> Birthday:
    return Birthday(year=int(digits[:4]), month=int(digits[4:6]), day=int(digits[6:]))
