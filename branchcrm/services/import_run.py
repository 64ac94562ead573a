"""Carries one file through one operation: tables to importers, rows to counts and raw blocks."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Final

from branchcrm.data.imports import pack_rows
from branchcrm.domain.errors import BranchCrmError, JoinedSentences
from branchcrm.domain.progress import Progress
from branchcrm.domain.wording import Sentence, mark, say
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.fields import ImportKind, spec_of
from branchcrm.exchange.mapping import ColumnMapping
from branchcrm.exchange.reader.reading import FileReading, SheetHead
from branchcrm.exchange.reading_rules import ReadingRules
from branchcrm.exchange.table_kinds import lacking_fields
from branchcrm.services.customer_import import CustomerImporter
from branchcrm.services.import_flow import SheetTable, TableFlow
from branchcrm.services.import_scene import ImportScene
from branchcrm.services.record_import import RecordImporter
from branchcrm.services.transaction_import import TransactionImporter

READING: Final = mark("读取并校验")
RAW_BLOCK_ROWS: Final = 1000
Importer = CustomerImporter | TransactionImporter | RecordImporter


class LackingColumnsError(BranchCrmError):
    """A table without a column that its rows cannot do without."""

    happened = mark("没有导入：工作表“{sheet}”里没有认出这些列：{fields}")
    remedy = mark("在导入向导里手工对应，或用 --map 指定")


class ImportRun:
    """One pass over a file's tables into the book."""

    def __init__(self, scene: ImportScene, progress: Progress, *, keeps_raw: bool = True) -> None:
        """Work in the scene."""
        self._scene = scene
        self._progress = progress
        self._keeps_raw = keeps_raw
        self._importers: dict[ImportKind, Importer] = {}
        self._importer: Importer | None = None
        self._raw: list[object] = []
        self._expected = 0
        self._done = 0
        self.blocks: list[tuple[int, bytes]] = []
        self.tables: list[SheetTable] = []
        self.unknown_sheets: list[str] = []

    def read(self, reading: FileReading) -> None:
        """Read the whole file that was opened.

        Raises:
            BranchCrmError: the file, or a table in it, cannot be taken.
            CancelledError: the user stopped it.
        """
        request = self._scene.request
        flow = TableFlow(self, request, self.rules, self._scene.work.imports.mapping)
        reading.tick = self._tick
        flow.run(reading.events())
        self._keep_raw([], is_last=True)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Give the kinds of records that the file held."""
        return tuple(dict.fromkeys(str(one.matched.kind) for one in self.tables))

    @property
    def touched(self) -> set[int]:
        """Give the customers whose figures or transactions changed."""
        return set().union(*(importer.touched for importer in self._importers.values()))

    def rules(self, mapping: ColumnMapping, head: SheetHead) -> ReadingRules:
        """Say how the cells of a sheet are meant."""
        return reading_rules(mapping, head, self._today())

    def begin(self, table: SheetTable) -> None:
        """Take the next table."""
        require_columns(table)
        self.tables.append(table)
        self._expected += table.head.rows
        kind = table.matched.kind or ImportKind.CUSTOMERS
        if kind not in self._importers:
            self._importers[kind] = _importer(kind, self._scene)
        self._importer = self._importers[kind]
        self._importer.begin(table)

    def records(self, rows: list[SheetRow]) -> None:
        """Take records of the table."""
        if self._importer is None or not rows:
            return
        self._importer.records(rows)
        self._keep_raw(rows)
        self._done += len(rows)
        self._progress.report(self._done, max(self._expected, self._done), say(READING))

    def skip(self, row: SheetRow) -> None:
        """Take a row that is none."""
        del row
        self._scene.tally.skipped += 1

    def end(self) -> None:
        """Finish the table."""
        if isinstance(self._importer, CustomerImporter):
            self._importer.end()
        self._importer = None

    def unknown(self, head: SheetHead) -> None:
        """Take note of a sheet without a table."""
        self.unknown_sheets.append(head.name)

    def notices(self) -> list[Sentence]:
        """Say what a person should know about the file."""
        found = [say("工作表“{sheet}”没有导入", sheet=name) for name in self.unknown_sheets]
        for table in self.tables:
            head = table.head
            if head.hidden_rows or head.hidden_columns:
                found.append(
                    say(
                        "工作表“{sheet}”里隐藏的 {rows} 行、{columns} 列已一并读取",
                        sheet=head.name,
                        rows=head.hidden_rows,
                        columns=len(head.hidden_columns),
                    )
                )
        for importer in self._importers.values():
            if not isinstance(importer, CustomerImporter):
                found.extend(importer.notices())
        return [*found, *self._scene.staff.notices()]

    def _tick(self) -> None:
        self._progress.report(self._done, self._expected, say(READING))

    def _today(self) -> date:
        """Give the later of the business day and the true day: a file is never from tomorrow."""
        clock = self._scene.work.clock
        return max(clock.today(), clock.now().astimezone(clock.zone).date())

    def _keep_raw(self, rows: list[SheetRow], *, is_last: bool = False) -> None:
        if not self._keeps_raw:
            return
        self._raw.extend([row.number, row.cells] for row in rows)
        if self._raw and (is_last or len(self._raw) >= RAW_BLOCK_ROWS):
            first = self._raw[0]
            number = int(first[0]) if isinstance(first, list) else 0
            self.blocks.append((number, pack_rows(self._raw)))
            self._raw = []


def _importer(kind: ImportKind, scene: ImportScene) -> Importer:
    if kind is ImportKind.CUSTOMERS:
        return CustomerImporter(scene)
    if kind is ImportKind.TRANSACTIONS:
        return TransactionImporter(scene)
    return RecordImporter(scene, kind)


def reading_rules(mapping: ColumnMapping, head: SheetHead, today: date) -> ReadingRules:
    """Say how the cells of a sheet are meant by what was decided and what the file says."""
    return ReadingRules(
        today=today,
        default_year=mapping.year,
        day_comes_first=mapping.day_comes_first,
        counts_from_1904=head.counts_from_1904,
    )


def require_columns(table: SheetTable) -> None:
    """Refuse a table that lacks what its rows cannot do without.

    Raises:
        LackingColumnsError: it does.
    """
    kind = table.matched.kind or ImportKind.CUSTOMERS
    specs = [spec_of(kind, key) for key in lacking_fields(kind, table.matched.fields)]
    labels = [Sentence(spec.label) for spec in specs if spec is not None]
    if labels:
        raise LackingColumnsError(sheet=table.head.name, fields=JoinedSentences(labels))


def digest_of(path: Path) -> bytes:
    """Give the fingerprint of a file, empty where it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except OSError:
        return b""
