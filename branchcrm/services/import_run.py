"""Carries one file through one operation: tables to importers, rows to counts and raw blocks."""

from array import array
from typing import Final

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.wording import Sentence, listed, mark, say
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.encodings import REPAIRED
from branchcrm.exchange.fields import ImportKind, spec_of
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.exchange.table_kinds import lacking_fields
from branchcrm.services.customer_import import CustomerImporter
from branchcrm.services.import_flow import SheetTable
from branchcrm.services.import_scene import ImportScene
from branchcrm.services.prepared_customers import PreparedCustomers
from branchcrm.services.raw_rows import RawRows
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


class Pace:
    """Tells how far a file is: that it is being read until its rows come, then how many came."""

    def __init__(self, progress: Progress) -> None:
        """Tell the progress."""
        self._progress = progress
        self.done = self.rows = 0

    def tick(self) -> None:
        """Tell it again.

        Raises:
            CancelledError: the user stopped it.
        """
        if self.rows:
            self._progress.report(self.done, max(self.rows, self.done), say(TAKING))
        else:
            self._progress.report(0, 0, say(READING))

    def settle(self) -> None:
        """Tell that all rows are there, and what is still to be done.

        Raises:
            CancelledError: the user stopped it.
        """
        self._progress.report(0, 0, say(SETTLING))


class ImportRun:
    """One pass over a file's tables into the book."""

    def __init__(self, scene: ImportScene, pace: Pace, raw_rows: RawRows | None = None) -> None:
        """Work in the scene; what is imported keeps its raw rows."""
        self.scene = scene
        self._pace = pace
        self._raw_rows = raw_rows
        self._importers: dict[ImportKind, Importer] = {}
        self._importer: Importer | None = None
        self.tables: list[SheetTable] = []
        self.unknown_sheets: list[str] = []
        self._encoding = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """Give the kinds of records that the file held."""
        return tuple(dict.fromkeys(str(one.matched.kind) for one in self.tables))

    def touched(self) -> "array[int]":
        """Give the customers whose figures or transactions changed, each once and in order."""
        import numpy as np  # noqa: PLC0415 - loads slowly

        found = array("q")
        for importer in self._importers.values():
            found.extend(importer.touched)
        return array("q", np.unique(np.array(found, np.int64)).tobytes())

    def sheet(self, head: SheetHead) -> None:
        """Take note of the next sheet."""
        self._encoding = head.details.get("encoding", "")
        self._pace.rows += head.rows
        if self._raw_rows is not None:
            self._raw_rows.begin(head.name)

    def begin(self, table: SheetTable) -> None:
        """Take the next table."""
        require_columns(table)
        self.tables.append(table)
        kind = table.matched.kind or ImportKind.CUSTOMERS
        if kind is not ImportKind.CUSTOMERS:  # they look for customers in the book
            self.scene.work.imports.end_expecting()
        if kind not in self._importers:
            self._importers[kind] = _importer(kind, self.scene)
        self._importer = self._importers[kind]
        self._importer.begin(table)
        if self._raw_rows is not None:
            self._raw_rows.keep()

    def customers(self, rows: PreparedCustomers) -> None:
        """Take the rows of a table of customers."""
        if isinstance(self._importer, CustomerImporter):
            self._importer.take(rows)

    def records(self, rows: list[SheetRow]) -> None:
        """Take the rows of another table."""
        if isinstance(self._importer, TransactionImporter | RecordImporter):
            self._importer.records(rows)

    def skip(self, row: SheetRow) -> None:
        """Take a row that is none."""
        del row
        self.scene.tally.skipped += 1

    def end(self) -> None:
        """Finish the table."""
        self._importer = None

    def finish(self) -> None:
        """Finish the file, whose rows are all written."""
        self.scene.work.imports.end_expecting()

    def unknown(self, head: SheetHead) -> None:
        """Take note of a sheet without a table."""
        self.unknown_sheets.append(head.name)
        if self._raw_rows is not None:
            self._raw_rows.drop()

    def block(self, first: int, count: int, packed: bytes) -> None:
        """Keep the raw rows that were just taken, and tell how far it is."""
        if self._raw_rows is not None:
            self._raw_rows.add(first, packed)
        self._pace.done += count
        self._pace.tick()

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
        return [*found, *self.scene.staff.notices()]


def _importer(kind: ImportKind, scene: ImportScene) -> Importer:
    if kind is ImportKind.CUSTOMERS:
        return CustomerImporter(scene)
    if kind is ImportKind.TRANSACTIONS:
        return TransactionImporter(scene)
    return RecordImporter(scene, kind)


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
