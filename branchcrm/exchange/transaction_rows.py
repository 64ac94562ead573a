"""Turns the rows of a transaction table into lines that the book can take."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from typing import Any, Final

from branchcrm.domain.money import LARGEST_CENTS, cents_of
from branchcrm.domain.outcome import Outcome, refused
from branchcrm.domain.product import LONGEST_NAME as LONGEST_PRODUCT
from branchcrm.domain.wording import say
from branchcrm.exchange.cell_values import (
    read_amount_value,
    read_code,
    read_decimal_value,
    read_note,
    read_owner_number,
    read_person_name,
    read_phone_values,
    read_text,
)
from branchcrm.exchange.cells import Cell, SheetRow
from branchcrm.exchange.choice_values import is_refund_word
from branchcrm.exchange.columns import MatchedTable
from branchcrm.exchange.date_values import DateReader
from branchcrm.exchange.issues import CellIssue
from branchcrm.exchange.planned_column import CellReading, PlannedColumn, read_columns
from branchcrm.exchange.quick_values import (
    plain_amounts,
    plain_codes,
    quick_amount,
    quick_code,
    quick_decimal,
    quick_moment,
    quick_text,
)
from branchcrm.exchange.reading_rules import ReadingRules
from branchcrm.exchange.row_findings import RowFindings
from branchcrm.exchange.said_owner import SaidOwner

_CANCELLATION: Final = re.compile(r"^[Cc]\d+$")
_OWNER_FIELDS: Final = ("customer_code", "id_number", "customer_name", "customer_phone")
_MIDNIGHT: Final = time()
_CODES: Final = CellReading(careful=read_code, quick=quick_code, plain=plain_codes)
_DECIMALS: Final = CellReading(
    careful=read_decimal_value,
    quick=quick_decimal,
    plain=lambda cells: list(map(quick_decimal, cells)),
)
_TEXTS: Final = CellReading(careful=read_text, quick=quick_text)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransactionCandidate:
    """What one row says of a transaction; rejected where an issue is fatal."""

    number: int
    customer_code: str = ""
    customer_name: str = ""
    customer_phone: str = ""
    id_number: str = ""
    moment: datetime
    has_time: bool = False
    amount_cents: int = 0
    quantity: Decimal | None = None
    product_code: str = ""
    product: str = ""
    line: str = ""
    document_no: str = ""
    is_refund: bool = False
    staff: str = ""
    note: str = ""
    issues: list[CellIssue] = field(default_factory=list)

    @property
    def owner(self) -> SaidOwner:
        """Give what the line says of its customer."""
        return SaidOwner(
            code=self.customer_code,
            id_number=self.id_number,
            name=self.customer_name,
            phone=self.customer_phone,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that cannot be taken, with what is wrong in it."""

    number: int
    issues: list[CellIssue]


class TransactionRows:
    """Reads the rows of one transaction table."""

    def __init__(self, matched: MatchedTable, rules: ReadingRules) -> None:
        """Prepare a reader for every column that fills a field."""
        self._rules = rules
        self._dates = DateReader(rules)
        self._places = {one.field: one.heading.column for one in matched.columns if one.field}
        self._factors = {
            one.field: one.heading.unit_factor or 1 for one in matched.columns if one.field
        }
        self._plan = [
            PlannedColumn(one.heading.column, one.field, self._reading(one.field))
            for one in matched.columns
            if one.field
        ]

    def read(self, rows: Sequence[SheetRow]) -> list[TransactionCandidate | RejectedRow]:
        """Read some rows, column by column."""
        read = read_columns(self._plan, rows)
        return [
            self._judged(row, read.values(place), read.found(place))
            for place, row in enumerate(rows)
        ]

    def _judged(
        self, row: SheetRow, values: dict[str, Any], found: RowFindings
    ) -> TransactionCandidate | RejectedRow:
        if values.get("customer_code"):
            found.forgive("name_digits")
        if found.fatal is None:
            self._require(values, found)
        if found.fatal is not None:
            return RejectedRow(number=row.number, issues=found.issues)
        return self._candidate(row.number, values, found)

    def _reading(self, key: str) -> CellReading:
        today, factor = self._rules.today, self._factors.get("amount", 1)
        readings: dict[str, CellReading] = {
            "customer_code": _CODES,
            "customer_name": CellReading(careful=read_person_name),
            "customer_phone": CellReading(careful=read_phone_values),
            "id_number": CellReading(careful=self._identity),
            "date": CellReading(
                careful=self._dates.past_moment, quick=lambda cell: quick_moment(cell, today)
            ),
            "amount": CellReading(
                careful=lambda cell: read_amount_value(cell, factor),
                quick=quick_amount(factor),
                plain=plain_amounts(factor),
            ),
            "unit_price": _DECIMALS,
            "quantity": _DECIMALS,
            "product_code": _CODES,
            "document_no": _CODES,
            "note": CellReading(careful=read_note, quick=quick_text),
            "product": CellReading(careful=lambda cell: read_text(cell, LONGEST_PRODUCT)),
        }
        return readings.get(key, _TEXTS)

    def _identity(self, cell: Cell) -> Outcome[str]:
        return read_owner_number(cell, self._rules)

    def _require(self, values: dict[str, Any], found: RowFindings) -> None:
        if not any(values.get(key) for key in _OWNER_FIELDS):
            column = self._places.get("customer_code", self._places.get("customer_name", 0))
            reason = say("没有客户编号，不知道是谁的交易")
            found.refuse(column, "customer_code", "customer_missing", reason)
        if "date" not in values:
            found.refuse(self._places.get("date", 0), "date", "date_missing", say("日期不能为空"))
        if "amount" in values:
            return
        column = self._places.get("amount", self._places.get("unit_price", 0))
        if "quantity" not in values or "unit_price" not in values:
            found.refuse(column, "amount", "amount_missing", say("金额不能为空"))
            return
        yuan = values["quantity"] * values["unit_price"] * self._factors.get("unit_price", 1)
        if abs(yuan) * 100 > LARGEST_CENTS:
            outcome: Outcome[int] = refused("amount_too_large", say("金额超出范围，核对一下单位"))
            found.take(column, "amount", str(yuan), outcome)
            return
        values["amount"] = cents_of(yuan)

    def _candidate(
        self, number: int, values: dict[str, Any], found: RowFindings
    ) -> TransactionCandidate:
        amount: int = values["amount"]
        document_no: str = values.get("document_no", "")
        quantity: Decimal | None = values.get("quantity")
        says_refund = is_refund_word(values.get("kind", ""))
        if says_refund and amount > 0:
            amount = -amount
        is_refund = (
            says_refund
            or amount < 0
            or (quantity is not None and quantity < 0)
            or _CANCELLATION.match(document_no) is not None
        )
        name = values.get("customer_name")
        phones = values.get("customer_phone", ())
        moment: datetime = values["date"]
        return TransactionCandidate(
            number=number,
            customer_code=values.get("customer_code", ""),
            customer_name=name.name if name else "",
            customer_phone=phones[0].shown if phones else "",
            id_number=values.get("id_number", ""),
            moment=moment,
            has_time=moment.time() != _MIDNIGHT,
            amount_cents=amount,
            quantity=quantity,
            product_code=values.get("product_code", ""),
            product=values.get("product", ""),
            line=values.get("line", ""),
            document_no=document_no,
            is_refund=is_refund,
            staff=values.get("staff", ""),
            note=values.get("note", ""),
            issues=found.issues,
        )
