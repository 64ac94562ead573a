"""Makes the rows of a file ready to be matched and written: finds the tables, reads the cells."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from branchcrm.domain.own_field import OwnField
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.customer_rows import CustomerRows
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.reader.answers import ReadBatch
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.services.import_flow import SheetTable, TableFlow
from branchcrm.services.import_terms import ImportRequest
from branchcrm.services.prepared_customers import PreparedCustomers, prepare_customers

_BATCH_ROWS: Final = 1000
_LEVEL: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparingPlan:
    """By what rows are made ready: what was asked, the latest day, what the branch decided.

    `own` are the branch's own fields, `mappings` the kept mappings by the shape of a table. Rows
    of a dry run are matched, and not written.
    """

    request: ImportRequest
    today: date
    own: tuple[OwnField, ...] = ()
    mappings: Mapping[str, str]
    is_dry: bool = False

    def for_rows(self) -> "PreparingPlan":
        """Give the plan without what is only asked once rows are matched."""
        return replace(self, request=replace(self.request, decisions={}))


class PreparedSink(Protocol):
    """Takes the tables of a file, their rows made ready."""

    def sheet(self, head: SheetHead) -> None:
        """Take note of the next sheet."""
        ...

    def begin(self, table: SheetTable) -> None:
        """Take the next table."""
        ...

    def customers(self, rows: PreparedCustomers) -> None:
        """Take the rows of a table of customers."""
        ...

    def records(self, rows: list[SheetRow]) -> None:
        """Take the rows of another table."""
        ...

    def skip(self, row: SheetRow) -> None:
        """Take a row that is none."""
        ...

    def end(self) -> None:
        """Finish the table."""
        ...

    def unknown(self, head: SheetHead) -> None:
        """Take note of a sheet without a table that we know anything of."""
        ...

    def block(self, first: int, count: int, packed: bytes) -> None:
        """Take the raw rows of the sheet that were just handed on, packed as they came."""
        ...


def prepare(
    batches: Iterable[SheetHead | ReadBatch], plan: PreparingPlan, sink: PreparedSink
) -> None:
    """Lead a whole reading to the sink."""
    taker = _Preparing(sink, plan)
    flow = TableFlow(taker, plan.request, plan.today, plan.mappings.get, plan.own)
    flow.run(_events(batches, sink))


def _events(
    batches: Iterable[SheetHead | ReadBatch], sink: PreparedSink
) -> Iterator[SheetHead | list[SheetRow]]:
    for one in batches:
        if isinstance(one, SheetHead):
            yield one
        elif one.rows:
            yield one.rows
            sink.block(one.first, len(one.rows), zlib.compress(one.body, _LEVEL))


class _Preparing:
    """Stands between the tables of a file and who takes them."""

    def __init__(self, sink: PreparedSink, plan: PreparingPlan) -> None:
        self._sink = sink
        self._own = plan.own
        self._is_dry = plan.is_dry
        self._customers: CustomerRows | None = None
        self.sheet = sink.sheet
        self.skip = sink.skip
        self.end = sink.end
        self.unknown = sink.unknown

    def begin(self, table: SheetTable) -> None:
        kind = table.matched.kind or ImportKind.CUSTOMERS
        is_of_customers = kind is ImportKind.CUSTOMERS
        self._sink.begin(table)
        self._customers = (
            CustomerRows(table.matched, table.rules, self._own) if is_of_customers else None
        )

    def records(self, rows: list[SheetRow]) -> None:
        if self._customers is None:
            self._sink.records(rows)
            return
        for start in range(0, len(rows), _BATCH_ROWS):
            read = self._customers.read(rows[start : start + _BATCH_ROWS])
            self._sink.customers(prepare_customers(read, is_dry=self._is_dry))
