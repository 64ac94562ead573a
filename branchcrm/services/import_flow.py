"""Leads the rows of a file, sheet by sheet, to whoever takes the tables in them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from branchcrm.domain.own_field import OwnField
from branchcrm.exchange.carried_cells import CarriedCells
from branchcrm.exchange.cells import AsWritten, Cell, SheetRow, text_of
from branchcrm.exchange.columns import MatchedBy, MatchedTable, is_known_heading, match_table
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.headings import heading_key
from branchcrm.exchange.joined_columns import JoinedColumn, with_joined
from branchcrm.exchange.mapping import ColumnMapping, read_mapping, shape_key
from branchcrm.exchange.own_columns import own_spec
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.exchange.reading_rules import ReadingRules
from branchcrm.exchange.table_finder import FoundTable, MergeFill, RowRole, find_table, role_of
from branchcrm.services.import_terms import ImportRequest, RowPlace

HEAD_ROWS: Final = 260


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTable:
    """The table of one sheet: where it stands, what its columns are, how its cells are meant."""

    head: SheetHead
    found: FoundTable
    matched: MatchedTable
    rules: ReadingRules

    @property
    def shape(self) -> str:
        """Give the key under which decisions about its columns are kept."""
        kind = self.matched.kind
        return shape_key(self.found, kind) if kind is not None else ""


class TableSink(Protocol):
    """Takes the tables of a file."""

    def sheet(self, head: SheetHead) -> None:
        """Take note of the next sheet."""
        ...

    def begin(self, table: SheetTable) -> None:
        """Take the next table."""
        ...

    def records(self, rows: list[SheetRow]) -> None:
        """Take records of the table."""
        ...

    def skip(self, row: SheetRow) -> None:
        """Take a row that is none: a total, or one that a person left out."""
        ...

    def end(self) -> None:
        """Finish the table."""
        ...

    def unknown(self, head: SheetHead) -> None:
        """Take note of a sheet without a table that we know anything of."""
        ...


class TableFlow:
    """Finds the table of every sheet among its first rows and hands on what follows."""

    def __init__(
        self,
        sink: TableSink,
        request: ImportRequest,
        today: date,
        recall: Callable[[str], str | None],
        own: Sequence[OwnField] = (),
    ) -> None:
        """Hand on to the sink; `recall` gives the kept mapping of a table's shape.

        Dates of the past are those up to `today`; `own` are the branch's own fields, which
        customer tables may have as columns.
        """
        self._own = [own_spec(one) for one in own]
        self._own_names = {heading_key(one.name) for one in own}
        self._sink = sink
        self._request = request
        self._today = today
        self._recall = recall
        self._edits: dict[RowPlace, dict[int, str]] = {}
        for (place, column), text in request.edits.items():
            self._edits.setdefault(place, {})[column] = text
        self._as_written: dict[RowPlace, list[int]] = {}
        for place, column in request.as_written - request.edits.keys():
            self._as_written.setdefault(place, []).append(column)
        self._head: SheetHead | None = None
        self._waiting: list[SheetRow] = []
        self._table: FoundTable | None = None
        self._fill = MergeFill(())
        self._carried = CarriedCells(frozenset())
        self._joined: Sequence[JoinedColumn] = ()
        self._is_settled = False

    def run(self, events: Iterable[SheetHead | list[SheetRow]]) -> None:
        """Lead a whole reading to the sink."""
        for event in events:
            if isinstance(event, SheetHead):
                self._close()
                self._open(event)
            elif not self._is_settled:
                self._waiting.extend(event)
                if len(self._waiting) >= HEAD_ROWS:
                    self._settle()
            elif self._table is not None:
                self._pass_on(event)
        self._close()

    def _open(self, head: SheetHead) -> None:
        self._sink.sheet(head)
        self._head = head
        self._waiting = []
        self._table = None
        # A hidden sheet is only read when it is asked for by name.
        self._is_settled = head.is_hidden and self._request.sheet is None
        if self._is_settled:
            self._sink.unknown(head)

    def _close(self) -> None:
        if self._head is not None and not self._is_settled:
            self._settle()
        if self._table is not None:
            self._sink.end()
        self._table = None
        self._head = None

    def _settle(self) -> None:
        head = self._head
        self._is_settled = True
        rows, self._waiting = self._waiting, []
        if head is None:
            return
        table = self._find(head, rows)
        if table is None:
            if rows:
                self._sink.unknown(head)
            return
        self._table = table.found
        self._fill = MergeFill(table.found.merges)
        self._carried = CarriedCells(table.matched.carried)
        self._joined = table.matched.joined
        self._sink.begin(table)
        self._pass_on([row for row in rows if row.number > table.found.last_header_row])

    def _find(self, head: SheetHead, rows: Sequence[SheetRow]) -> SheetTable | None:
        kind = ImportKind(self._request.kind) if self._request.kind else None
        decided = self._mapping(self._request.mapping, kind) if self._request.mapping else None
        header_row = decided.header_row if decided else None
        found = find_table(rows, head.merges, self._is_known, header_row)
        if found is None:
            return None
        sample = [row for row in rows if row.number > found.last_header_row]
        matched = match_table(found, sample, kind=kind, own=self._own)
        if matched.kind is None:
            return None
        kept = None if decided else self._recall(shape_key(found, matched.kind))
        mapping = decided or (self._mapping(kept, matched.kind) if kept else ColumnMapping())
        by = MatchedBy.REMEMBERED if kept else MatchedBy.PERSON
        return SheetTable(
            head=head,
            found=found,
            matched=mapping.apply(matched, by),
            rules=_reading_rules(mapping, head, self._today),
        )

    def _mapping(self, text: str, kind: ImportKind | None) -> ColumnMapping:
        return read_mapping(text, kind, self._own)

    def _is_known(self, key: str) -> bool:
        return key in self._own_names or is_known_heading(key)

    def _pass_on(self, rows: Sequence[SheetRow]) -> None:
        head, table = self._head, self._table
        if head is None or table is None:
            return
        records: list[SheetRow] = []
        deselected = self._request.deselected
        for row in rows:
            filled = self._fill.fill(row)
            role = role_of(filled, table)
            if deselected and role is RowRole.RECORD:
                is_left_out = RowPlace(head.name, row.number) in deselected
                role = RowRole.TOTAL if is_left_out else role
            if role is RowRole.RECORD:
                records.append(self._completed(filled, head.name))
            elif role is RowRole.TOTAL:
                self._sink.skip(row)
        self._sink.records(records)

    def _completed(self, row: SheetRow, sheet: str) -> SheetRow:
        """Give a record with the cells that come from elsewhere: above, beside, a person."""
        if self._carried.columns:
            row = self._carried.fill(row)
        if self._joined:
            row = with_joined(row, self._joined)
        if self._as_written:
            row = self._left_alone(row, sheet)
        return self._edited(row, sheet) if self._edits else row

    def _left_alone(self, row: SheetRow, sheet: str) -> SheetRow:
        mine = self._as_written.get(RowPlace(sheet, row.number), ())
        cells: list[Cell] = list(row.cells)
        for column in mine:
            if column < len(cells):
                cells[column] = AsWritten(text_of(cells[column]))
        return SheetRow(row.number, cells)

    def _edited(self, row: SheetRow, sheet: str) -> SheetRow:
        mine = self._edits.get(RowPlace(sheet, row.number))
        if not mine:
            return row
        cells: list[Cell] = list(row.cells)
        for column, text in mine.items():
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = text
        return SheetRow(row.number, cells)


def _reading_rules(mapping: ColumnMapping, head: SheetHead, today: date) -> ReadingRules:
    """Say how the cells of a sheet are meant by what was decided and what the file says."""
    return ReadingRules(
        today=today,
        default_year=mapping.year,
        day_comes_first=mapping.day_comes_first,
        counts_from_1904=head.counts_from_1904,
    )
