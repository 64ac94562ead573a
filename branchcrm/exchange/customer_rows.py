"""Turns the rows of a customer table into the facts of customers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from branchcrm.domain.birthday import solar_birthday
from branchcrm.domain.choices import read_gender
from branchcrm.domain.customer import CustomerFacts, CustomerKind, Stage
from branchcrm.domain.identity_card import identity_facts
from branchcrm.domain.identity_document import DocumentKind, read_document_kind
from branchcrm.domain.names import CleanName, is_company_name
from branchcrm.domain.outcome import Outcome, refused
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
from branchcrm.exchange.date_values import DateReader
from branchcrm.exchange.issues import CellIssue
from branchcrm.exchange.planned_column import Joined, PlannedColumn, Reader, read_columns
from branchcrm.exchange.quick_values import (
    Quick,
    never_quick,
    quick_amount,
    quick_birthday,
    quick_code,
    quick_identity,
    quick_moment,
    quick_name,
    quick_phones,
    quick_text,
)
from branchcrm.exchange.reading_rules import ReadingRules, read_filled
from branchcrm.exchange.row_findings import RowFindings

TEXT_FIELDS: Final = (
    "email",
    "wechat",
    "address",
    "employer",
    "occupation",
    "industry",
    "contact_name",
    "contact_title",
    "source",
    "reading",
)
FIGURE_FIELDS: Final = ("amount_12m", "balance", "last_trade_on")
_INSTITUTION_ENDINGS: Final = (
    *(
        "学校",
        "小学",
        "中学",
        "大学",
        "学院",
        "幼儿园",
        "医院",
        "诊所",
        "委员会",
        "村委会",
        "居委会",
    ),
    *("协会", "学会", "基金会", "局", "养老院", "福利院", "办事处", "管理处"),
)
_JOINED: Final[dict[str, tuple[Joined]]] = {
    "note": (lambda before, after: f"{before}\n{after}",),
    "more_phones": (lambda before, after: (*before, *after),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerCandidate:
    """What one row says of a customer; `facts` is None where the row is rejected."""

    number: int
    facts: CustomerFacts | None
    manager: str = ""
    figures: dict[str, int | datetime] = field(default_factory=dict)
    issues: list[CellIssue] = field(default_factory=list)


class CustomerRows:
    """Reads the rows of one customer table."""

    def __init__(self, matched: MatchedTable, rules: ReadingRules) -> None:
        """Prepare a reader for every column that fills a field."""
        self._rules = rules
        self._today = f"{rules.today:%Y%m%d}"
        self._dates = DateReader(rules)
        self._places = {one.field: one.heading.column for one in matched.columns if one.field}
        self._plan = [
            PlannedColumn(
                one.heading.column,
                one.field,
                self._quick(one.field, one.heading.unit_factor or 1),
                self._reader(one.field, one.heading.unit_factor or 1),
                *_JOINED.get(one.field, ()),
            )
            for one in matched.columns
            if one.field and one.field != "id_number"
        ]

    def read(self, rows: Sequence[SheetRow]) -> list[CustomerCandidate]:
        """Read some rows, column by column."""
        read = read_columns(self._plan, rows)
        return [
            self._candidate(row, values, found)
            for row, (values, found) in zip(rows, read, strict=True)
        ]

    def _candidate(
        self, row: SheetRow, values: dict[str, Any], found: RowFindings
    ) -> CustomerCandidate:
        facts = self._facts(values, row.cells, found)
        return CustomerCandidate(
            number=row.number,
            facts=None if found.fatal else facts,
            manager=values.get("manager", ""),
            figures={key: values[key] for key in FIGURE_FIELDS if key in values},
            issues=found.issues,
        )

    def _reader(self, key: str, factor: int) -> Reader:
        readers: dict[str, Reader] = {
            "name": read_person_name,
            "code": read_code,
            "kind": lambda cell: _choice(cell, read_kind),
            "gender": lambda cell: _choice(cell, read_gender),
            "stage": lambda cell: _choice(cell, read_stage),
            "id_type": lambda cell: _choice(cell, read_document_kind),
            "phone": read_phone_values,
            "more_phones": read_phone_values,
            "uscc": read_company_value,
            "card_number": read_card_value,
            "birthday": self._dates.birthday,
            "opened_on": self._dates.past_moment,
            "last_trade_on": self._dates.past_moment,
            "amount_12m": lambda cell: _not_negative(read_amount_value(cell, factor)),
            "balance": lambda cell: _not_negative(read_amount_value(cell, factor)),
            "note": read_note,
        }
        return readers.get(key, read_text)

    def _quick(self, key: str, factor: int) -> Quick:
        today = self._rules.today
        quick: dict[str, Quick] = {
            "name": quick_name,
            "code": quick_code,
            "phone": quick_phones,
            "more_phones": quick_phones,
            "birthday": lambda cell: quick_birthday(cell, today),
            "opened_on": lambda cell: quick_moment(cell, today),
            "last_trade_on": lambda cell: quick_moment(cell, today),
            "amount_12m": quick_amount(factor),
            "balance": quick_amount(factor),
            "note": quick_text,
            **dict.fromkeys((*TEXT_FIELDS, "manager"), quick_text),
        }
        return quick.get(key, never_quick)

    def _facts(
        self, values: dict[str, Any], cells: list[Cell], found: RowFindings
    ) -> CustomerFacts | None:
        name = self._name(values, found)
        document, id_number, uscc = self._document(values, cells, found)
        kind = values.get("kind") or _kind_of(name, uscc, is_person=bool(id_number))
        gender, birthday = values.get("gender"), values.get("birthday")
        if document is DocumentKind.ID_CARD and id_number:
            known = identity_facts(id_number)
            if gender is not None and gender is not known.gender:
                self._doubt_gender(found)
            gender = gender or known.gender
            birthday = birthday or solar_birthday(known.birthday)
        if found.fatal:
            return None
        phones = (*values.get("phone", ()), *values.get("more_phones", ()))
        opened: datetime | None = values.get("opened_on")
        return CustomerFacts(
            kind=kind,
            name=name,
            code=values.get("code", ""),
            gender=gender,
            birthday=birthday,
            phone=phones[0].shown if phones else "",
            more_phones=tuple(dict.fromkeys(phone.shown for phone in phones[1:])),
            id_type=document if id_number else None,
            id_number=id_number,
            uscc=uscc,
            card_number=values.get("card_number", ""),
            opened_on=opened.date() if opened else None,
            stage=values.get("stage") or Stage.ACTIVE,
            note=values.get("note", ""),
            **{key: values[key] for key in TEXT_FIELDS if key in values},
        )

    def _name(self, values: dict[str, Any], found: RowFindings) -> str:
        clean: CleanName | None = values.get("name")
        if clean is None and "code" in values:
            # A customer known by a number only carries it as its name.
            found.forgive("name_digits")
        if clean is None:
            if "code" not in values and found.fatal is None:
                column = self._places.get("name", self._places.get("code", 0))
                found.refuse(column, "name", "name_missing", say("姓名不能为空"))
            return ""
        if clean.note:
            values.setdefault("gender", read_gender(clean.note).value)
            noted = values.get("note")
            values["note"] = clean.note if noted is None else f"{noted}\n{clean.note}"
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
        number = ""
        if document is DocumentKind.ID_CARD:
            number = quick_identity(cell, self._today) or ""
        if not number and "id_type" not in values and is_company_code(cell):
            document = DocumentKind.COMPANY
        if not number:
            outcome = read_identity_value(cell, document, self._rules)
            number = found.take(column, "id_number", cell, outcome) or ""
        if document is DocumentKind.COMPANY:
            return document, "", uscc or number
        return document, number, uscc

    def _doubt_gender(self, found: RowFindings) -> None:
        column = self._places.get("gender", 0)
        found.doubt(column, "gender", "gender_differs", say("性别与身份证号码不一致"))


def _choice(cell: Cell, read: Callable[[str], Outcome[Any]]) -> Outcome[Any]:
    return read_filled(cell, read, lambda _: read(text_of(cell)))


def _kind_of(name: str, uscc: str, *, is_person: bool) -> CustomerKind:
    if is_person or not (uscc or is_company_name(name)):
        return CustomerKind.PERSON
    return (
        CustomerKind.INSTITUTION if name.endswith(_INSTITUTION_ENDINGS) else CustomerKind.ENTERPRISE
    )


def _not_negative(outcome: Outcome[int]) -> Outcome[int]:
    if outcome.value is not None and outcome.value < 0:
        return refused("amount_negative", say("金额不能为负数"))
    return outcome
