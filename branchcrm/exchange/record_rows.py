"""Turns the rows of holdings, contacts, visits and complaints into values and their owner."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from branchcrm.domain.dates import read_month
from branchcrm.domain.interaction import LONGEST_NEED, LONGEST_NOTE
from branchcrm.domain.outcome import Outcome
from branchcrm.domain.visit import LONGEST_PURPOSE, LONGEST_RESULT
from branchcrm.domain.wording import mark, say
from branchcrm.exchange import record_values
from branchcrm.exchange.cell_values import (
    read_amount_value,
    read_code,
    read_note,
    read_owner_number,
    read_person_name,
    read_phone_values,
    read_text,
)
from branchcrm.exchange.cells import Cell, SheetRow, text_of
from branchcrm.exchange.columns import MatchedTable
from branchcrm.exchange.date_values import DateReader
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.issues import CellIssue
from branchcrm.exchange.planned_column import CellReading, PlannedColumn, Reader, read_columns
from branchcrm.exchange.reading_rules import ReadingRules, read_filled
from branchcrm.exchange.row_findings import RowFindings
from branchcrm.exchange.said_owner import SaidOwner

_PLAIN_READERS: Final[dict[str, Reader]] = {
    "customer_code": read_code,
    "customer_name": read_person_name,
    "customer_phone": read_phone_values,
    "number": read_code,
    "channel": record_values.read_channel,
    "direction": record_values.read_direction,
    "severity": record_values.read_severity,
    "level": record_values.read_level,
    "satisfaction": record_values.read_satisfaction,
    "effective": record_values.read_yes,
    "text": read_note,
    "answer": read_note,
}
_KIND_READERS: Final[dict[ImportKind, dict[str, Reader]]] = {
    ImportKind.HOLDINGS: {},
    ImportKind.INTERACTIONS: {
        "result": record_values.read_result,
        "note": lambda cell: read_text(cell, LONGEST_NOTE),
        "need": lambda cell: read_text(cell, LONGEST_NEED),
    },
    ImportKind.VISITS: {
        "state": record_values.read_visit_state,
        "purpose": lambda cell: read_text(cell, LONGEST_PURPOSE),
        "result": lambda cell: read_text(cell, LONGEST_RESULT),
    },
    ImportKind.COMPLAINTS: {"state": record_values.read_complaint_state, "channel": read_text},
}
_MONEY: Final = frozenset({"aum_month_average", "balance", "compensation_cents"})
_PAST: Final = frozenset({"received_at", "first_contact_at", "answered_at", "closed_at", "done_at"})
_NEEDED: Final = {
    ImportKind.HOLDINGS: ("month", "month_missing", mark("月份不能为空")),
    ImportKind.INTERACTIONS: ("at", "date_missing", mark("日期不能为空")),
    ImportKind.VISITS: ("at", "date_missing", mark("日期不能为空")),
    ImportKind.COMPLAINTS: ("received_at", "date_missing", mark("日期不能为空")),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One row that can be taken: its owner, its values by field, and what was found in it."""

    number: int
    owner: SaidOwner
    values: dict[str, Any]
    issues: list[CellIssue] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """One row that cannot be taken."""

    number: int
    issues: list[CellIssue]


class RecordRows:
    """Reads the rows of one table of records that belong to customers."""

    def __init__(self, kind: ImportKind, matched: MatchedTable, rules: ReadingRules) -> None:
        """Prepare a reader for every column that fills a field."""
        self._kind = kind
        self._rules = rules
        self._dates = DateReader(rules)
        self._places = {one.field: one.heading.column for one in matched.columns if one.field}
        self._plan = [
            PlannedColumn(
                one.heading.column,
                one.field,
                CellReading(careful=self._reader(one.field, one.heading.unit_factor or 1)),
            )
            for one in matched.columns
            if one.field
        ]

    def read(self, rows: Sequence[SheetRow]) -> list[RecordRow | RefusedRow]:
        """Read some rows, column by column."""
        read = read_columns(self._plan, rows)
        return [
            self._judged(row, read.values(place), read.found(place))
            for place, row in enumerate(rows)
        ]

    def _judged(
        self, row: SheetRow, values: dict[str, Any], found: RowFindings
    ) -> RecordRow | RefusedRow:
        owner = _owner(values)
        if owner.code:
            found.forgive("name_digits")
        if found.fatal is None:
            self._require(values, owner, found)
        if found.fatal is not None:
            return RefusedRow(number=row.number, issues=found.issues)
        return RecordRow(number=row.number, owner=owner, values=values, issues=found.issues)

    def _reader(self, key: str, factor: int) -> Reader:
        if key in _MONEY:
            return lambda cell: read_amount_value(cell, factor)
        if key in _PAST or (key == "at" and self._kind is ImportKind.INTERACTIONS):
            return self._dates.past_moment
        rarer: dict[str, Reader] = {
            "at": self._dates.moment,
            "month": self._month,
            "birthday": self._dates.birthday,
            "id_number": lambda cell: read_owner_number(cell, self._rules),
        }
        own = _KIND_READERS[self._kind]
        return own.get(key) or rarer.get(key) or _PLAIN_READERS.get(key, read_text)

    def _month(self, cell: Cell) -> Outcome[Any]:
        if isinstance(cell, datetime):
            return Outcome(value=cell.date().replace(day=1))
        rules = self._rules.dates(is_past=False)
        return read_filled(
            cell,
            lambda text: read_month(text, rules),
            lambda _: read_month(text_of(cell), rules),
        )

    def _require(self, values: dict[str, Any], owner: SaidOwner, found: RowFindings) -> None:
        if owner.is_empty and self._kind is not ImportKind.COMPLAINTS:
            column = self._places.get("customer_code", self._places.get("customer_name", 0))
            reason = say("没有客户编号、姓名或号码，不知道是哪位客户")
            found.refuse(column, "customer_code", "customer_missing", reason)
        key, code, text = _NEEDED[self._kind]
        if key not in values:
            found.refuse(self._places.get(key, 0), key, code, say(text))
        if self._kind is ImportKind.HOLDINGS and not {"aum_month_average", "balance"} & set(values):
            column = self._places.get("aum_month_average", self._places.get("balance", 0))
            found.refuse(column, "aum_month_average", "amount_missing", say("金额不能为空"))
        self._in_order(values, found)

    def _in_order(self, values: dict[str, Any], found: RowFindings) -> None:
        """Refuse a complaint that was answered or closed before it came in."""
        received = values.get("received_at")
        for key in ("first_contact_at", "answered_at", "closed_at"):
            moment = values.get(key)
            if received is not None and moment is not None and moment.date() < received.date():
                reason = say("早于受理时间 {day}", day=received.date())
                found.refuse(self._places.get(key, 0), key, "date_before_receipt", reason)


def _owner(values: dict[str, Any]) -> SaidOwner:
    name, phones = values.get("customer_name"), values.get("customer_phone")
    return SaidOwner(
        code=values.get("customer_code", ""),
        id_number=values.get("id_number", ""),
        name=name.name if name else "",
        phone=phones[0].shown if phones else "",
        birthday=values.get("birthday"),
    )
