"""Turns the rows of a customer table into the facts of customers."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from branchcrm.domain.birthday import solar_birthday
from branchcrm.domain.choices import read_gender
from branchcrm.domain.customer import (
    KIND_LABELS,
    CustomerFacts,
    CustomerKind,
    OwnValue,
    Stage,
)
from branchcrm.domain.identity_card import identity_facts
from branchcrm.domain.identity_document import DocumentKind, read_document_kind
from branchcrm.domain.names import CleanName
from branchcrm.domain.outcome import Outcome, refused
from branchcrm.domain.own_field import OwnField
from branchcrm.domain.own_value import not_of_kind
from branchcrm.domain.phones import Phone
from branchcrm.domain.wording import say
from branchcrm.exchange.cell_values import (
    is_company_code,
    read_amount_value,
    read_card_value,
    read_code,
    read_company_value,
    read_identity_value,
    read_note,
    read_person_name,
    read_phone_values,
    read_text,
)
from branchcrm.exchange.cells import Cell, SheetRow, is_blank, text_of
from branchcrm.exchange.choice_values import read_kind, read_stage
from branchcrm.exchange.columns import MatchedTable
from branchcrm.exchange.customer_columns import CustomerColumns
from branchcrm.exchange.customer_glance import TEXT_FIELDS, CustomerGlance, kind_of
from branchcrm.exchange.date_values import DateReader
from branchcrm.exchange.own_columns import own_reading
from branchcrm.exchange.planned_column import (
    CellReading,
    PlannedColumn,
    ReadColumns,
    read_columns,
)
from branchcrm.exchange.quick_values import (
    plain_amounts,
    plain_codes,
    plain_companies,
    plain_names,
    plain_phones,
    plain_texts,
    quick_amount,
    quick_birthday,
    quick_code,
    quick_company,
    quick_moment,
    quick_name,
    quick_phone,
    quick_text,
)
from branchcrm.exchange.reading_rules import ReadingRules, read_filled
from branchcrm.exchange.row_findings import RowFindings


class CustomerRows:
    """Reads the rows of one customer table."""

    def __init__(
        self, matched: MatchedTable, rules: ReadingRules, own: Sequence[OwnField] = ()
    ) -> None:
        """Prepare a reader for every column that fills a field, the branch's own included."""
        self._own = {one.key: one for one in own}
        self._rules = rules
        self._today = f"{rules.today:%Y%m%d}"
        self._dates = DateReader(rules)
        self._places = {one.field: one.heading.column for one in matched.columns if one.field}
        self._plan = [
            PlannedColumn(
                one.heading.column,
                one.field,
                self._reading(one.field, one.heading.unit_factor or 1),
            )
            for one in matched.columns
            if one.field and one.field != "id_number"
        ]

    def read(self, rows: Sequence[SheetRow]) -> CustomerColumns:
        """Read some rows, column by column; those with anything odd are looked at one by one."""
        read = read_columns(self._plan, rows)
        glance = CustomerGlance(read, self._identities(rows), self._today, self._own)
        found = glance.columns()
        for place in glance.odd_places():
            self._look_at(place, read, found)
        return found

    def _look_at(self, place: int, read: ReadColumns, found: CustomerColumns) -> None:
        findings = read.found(place)
        values = read.values(place)
        facts = self._facts(values, read.rows[place].cells, findings)
        found.issues.pop(place, None)
        if findings.issues:
            found.issues[place] = findings.issues
        if findings.fatal is not None or facts is None:
            found.refused.add(place)
        else:
            found.set_facts(place, facts)

    def _identities(self, rows: Sequence[SheetRow]) -> list[Cell]:
        column = self._places.get("id_number")
        if column is None:
            return [None] * len(rows)
        return [row.cells[column] if column < len(row.cells) else None for row in rows]

    def _reading(self, key: str, factor: int) -> CellReading:
        today = self._rules.today
        readings: dict[str, CellReading] = {
            "name": CellReading(careful=_read_name, quick=quick_name, plain=plain_names),
            "code": CellReading(careful=read_code, quick=quick_code, plain=plain_codes),
            "kind": _choice(read_kind),
            "gender": _choice(read_gender),
            "stage": _choice(read_stage),
            "id_type": _choice(read_document_kind),
            "phone": _PHONES,
            "more_phones": _PHONES,
            "uscc": CellReading(
                careful=read_company_value, quick=quick_company, plain=plain_companies
            ),
            "card_number": CellReading(careful=read_card_value),
            "birthday": CellReading(
                careful=self._dates.birthday, quick=lambda cell: quick_birthday(cell, today)
            ),
            "opened_on": self._moments(),
            "last_trade_on": self._moments(),
            "amount_12m": _amounts(factor),
            "balance": _amounts(factor),
            "note": CellReading(careful=read_note, quick=quick_text, joined=_lines),
        }
        if key in self._own:
            return own_reading(self._own[key], today, self._dates, factor)
        return readings.get(key, _TEXTS)

    def _moments(self) -> CellReading:
        today = self._rules.today
        return CellReading(
            careful=self._dates.past_moment, quick=lambda cell: quick_moment(cell, today)
        )

    def _facts(
        self, values: dict[str, Any], cells: list[Cell], found: RowFindings
    ) -> CustomerFacts | None:
        name = self._name(values, found)
        document, id_number, uscc = self._document(values, cells, found)
        kind = values.get("kind") or kind_of(name, uscc, is_person=bool(id_number))
        gender, birthday = values.get("gender"), values.get("birthday")
        if document is DocumentKind.ID_CARD and id_number:
            known = identity_facts(id_number)
            if gender is not None and gender is not known.gender:
                self._doubt_gender(found)
            gender = gender or known.gender
            birthday = birthday or solar_birthday(known.birthday)
        if found.fatal:
            return None
        phones = (*_numbers(values.get("phone")), *_numbers(values.get("more_phones")))
        opened = values.get("opened_on")
        return CustomerFacts(
            kind=kind,
            name=name,
            code=values.get("code", ""),
            gender=gender,
            birthday=birthday,
            phone=phones[0] if phones else "",
            more_phones=tuple(dict.fromkeys(phones[1:])),
            id_type=document if id_number else None,
            id_number=id_number,
            uscc=uscc,
            card_number=values.get("card_number", ""),
            opened_on=opened.date() if opened else None,
            stage=values.get("stage") or Stage.ACTIVE,
            note=values.get("note", ""),
            own=self._own_values(values, kind, found),
            **{key: values[key] for key in TEXT_FIELDS if key in values},
        )

    def _own_values(
        self, values: dict[str, Any], kind: CustomerKind, found: RowFindings
    ) -> dict[str, OwnValue]:
        """Give the values of the branch's own fields; what the kind does not have is left out."""
        taken: dict[str, OwnValue] = {}
        for key, one in self._own.items():
            if key in values and one.is_of(kind):
                taken[key] = values[key]
            elif key in values:
                reason = not_of_kind(one, say(KIND_LABELS[kind]))
                found.doubt(self._places[key], key, "own_field_kind", reason)
        return taken

    def _name(self, values: dict[str, Any], found: RowFindings) -> str:
        clean: CleanName | str | None = values.get("name")
        if isinstance(clean, str):
            return clean
        if clean is None and "code" in values:
            # A customer known by a number only carries it as its name.
            found.forgive("name_digits")
        if clean is None:
            if "code" not in values and found.fatal is None:
                column = self._places.get("name", self._places.get("code", 0))
                found.refuse(column, "name", "name_missing", say("姓名不能为空"))
            return ""
        values.setdefault("gender", read_gender(clean.note).value)
        noted = values.get("note")
        values["note"] = clean.note if noted is None else _lines(noted, clean.note)
        return clean.name

    def _document(
        self, values: dict[str, Any], cells: list[Cell], found: RowFindings
    ) -> tuple[DocumentKind, str, str]:
        """Read the document number by its kind; a company's is its credit code."""
        uscc = values.get("uscc", "")
        document = values.get("id_type") or DocumentKind.ID_CARD
        column = self._places.get("id_number")
        cell = cells[column] if column is not None and column < len(cells) else None
        if column is None or is_blank(cell):
            return document, "", uscc
        if "id_type" not in values and is_company_code(cell):
            document = DocumentKind.COMPANY
        outcome = read_identity_value(cell, document, self._rules)
        number = found.take(column, "id_number", cell, outcome) or ""
        if document is DocumentKind.COMPANY:
            return document, "", uscc or number
        return document, number, uscc

    def _doubt_gender(self, found: RowFindings) -> None:
        column = self._places.get("gender", 0)
        found.doubt(column, "gender", "gender_differs", say("性别与身份证号码不一致"))


def _read_name(cell: Cell) -> Outcome[CleanName | str]:
    """Read a name; one with nothing beside it is a text."""
    return read_person_name(cell).turned(lambda clean: clean if clean.note else clean.name)


def _read_phones(cell: Cell) -> Outcome[tuple[str, ...] | str]:
    """Read the numbers of a cell in the form that is kept; a single one is a text."""

    def turn(phones: tuple[Phone, ...]) -> tuple[str, ...] | str:
        return phones[0].shown if len(phones) == 1 else tuple(one.shown for one in phones)

    return read_phone_values(cell).turned(turn)


def _numbers(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()


def _choice(read: Callable[[str], Outcome[Any]]) -> CellReading:
    return CellReading(careful=lambda cell: read_filled(cell, read, lambda _: read(text_of(cell))))


def _lines(before: str, after: str) -> str:
    return f"{before}\n{after}"


def _amounts(factor: int) -> CellReading:
    return CellReading(
        careful=lambda cell: _not_negative(read_amount_value(cell, factor)),
        quick=quick_amount(factor),
        plain=plain_amounts(factor),
    )


def _not_negative(outcome: Outcome[int]) -> Outcome[int]:
    if outcome.value is not None and outcome.value < 0:
        return refused("amount_negative", say("金额不能为负数"))
    return outcome


_PHONES: Final = CellReading(
    careful=_read_phones,
    quick=quick_phone,
    plain=plain_phones,
    joined=lambda before, after: (*_numbers(before), *_numbers(after)),
)
_TEXTS: Final = CellReading(careful=read_text, quick=quick_text, plain=plain_texts)
