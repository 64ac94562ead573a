"""Carries one file through one operation: tables to importers, rows to counts and raw blocks."""

from datetime import date
from typing import Final

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.wording import Sentence, listed, mark, say
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.encodings import REPAIRED
from branchcrm.exchange.fields import ImportKind, spec_of
from branchcrm.exchange.mapping import ColumnMapping
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.exchange.reader.spool import RowSpool
from branchcrm.exchange.reading_rules import ReadingRules
from branchcrm.exchange.table_kinds import lacking_fields
from branchcrm.services.customer_import import CustomerImporter
from branchcrm.services.import_flow import SheetTable, TableFlow
from branchcrm.services.import_scene import ImportScene
from branchcrm.services.record_import import RecordImporter
from branchcrm.services.transaction_import import TransactionImporter

READING: Final = mark("读取")
TAKING: Final = mark("校验并写入")
SETTLING: Final = mark("更新查找和层级，记入历史")
Importer = CustomerImporter | TransactionImporter | RecordImporter


class LackingColumnsError(BranchCrmError):
    """A table without a column that its rows cannot do without."""

    happened = mark("没有导入：工作表“{sheet}”里没有认出这些列：{fields}")
    remedy = mark("在导入向导里手工对应，或用 --map 指定")


class ImportRun:
    """One pass over a file's tables into the book."""

    def __init__(self, scene: ImportScene, progress: Progress) -> None:
        """Work in the scene."""
        self._scene = scene
        self._progress = progress
        self._importers: dict[ImportKind, Importer] = {}
        self._importer: Importer | None = None
        self.tables: list[SheetTable] = []
        self.unknown_sheets: list[str] = []
        self._encoding = ""

    def read(self, spool: RowSpool) -> None:
        """Take every table of the file that was read.

        Raises:
            BranchCrmError: a table cannot be taken.
            CancelledError: the user stopped it.
        """
        work = self._scene.work
        own = work.own_fields.in_use()
        flow = TableFlow(self, self._scene.request, self.rules, work.imports.mapping, own)

        def on_batch(done: int) -> None:
            self._progress.report(done, spool.rows, say(TAKING))

        self._encoding = spool.details.get("encoding", "")
        flow.run(spool.events(on_batch))

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
        if self._encoding == REPAIRED:
            found.append(say("文件里的文字原来是乱码，已整体还原，请抽查几行"))
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

    def _today(self) -> date:
        """Give the later of the business day and the true day: a file is never from tomorrow."""
        clock = self._scene.work.clock
        return max(clock.today(), clock.now().astimezone(clock.zone).date())


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
        raise LackingColumnsError(sheet=table.head.name, fields=listed(labels))
