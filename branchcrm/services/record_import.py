"""Takes the rows of records that belong to customers: finds the owners, adds what is new."""

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from branchcrm.domain.wording import Sentence, say
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.issues import CellIssue
from branchcrm.exchange.record_rows import RecordRow, RecordRows, RefusedRow
from branchcrm.services.complaint_import import ComplaintTaker
from branchcrm.services.contact_import import InteractionTaker, VisitTaker
from branchcrm.services.holding_import import HoldingTaker
from branchcrm.services.import_flow import SheetTable
from branchcrm.services.import_scene import ImportScene
from branchcrm.services.import_terms import OnMatch, RowPlace
from branchcrm.services.record_owners import RecordOwners
from branchcrm.services.record_taking import Taken

BATCH_ROWS: Final = 1000


class Taker(Protocol):
    """Puts the records of one kind into the book."""

    touched: set[int]

    def prepare(self, records: Sequence[tuple[RecordRow, int | None]]) -> None:
        """Read what the book knows of a batch."""
        ...

    def take(self, record: RecordRow, owner: int | None, on_match: OnMatch) -> Taken | CellIssue:
        """Take one record, or tell why not."""
        ...

    def write(self) -> None:
        """Write the batch."""
        ...


TAKERS: Final[dict[ImportKind, Callable[[ImportScene], Taker]]] = {
    ImportKind.HOLDINGS: HoldingTaker,
    ImportKind.INTERACTIONS: InteractionTaker,
    ImportKind.VISITS: VisitTaker,
    ImportKind.COMPLAINTS: ComplaintTaker,
}


class RecordImporter:
    """Takes the rows of tables of one kind in one operation."""

    def __init__(self, scene: ImportScene, kind: ImportKind) -> None:
        """Work in the scene."""
        self._scene = scene
        self._kind = kind
        self._tally = scene.tally
        self._is_complaint = kind is ImportKind.COMPLAINTS
        self._owners = RecordOwners(scene.work, scene.branch_id, needs_code=self._is_complaint)
        self._taker = TAKERS[kind](scene)
        self._rows: RecordRows | None = None
        self._sheet = ""
        self._kept_differing = 0

    @property
    def touched(self) -> set[int]:
        """Give the customers whose figures changed."""
        return self._taker.touched

    def begin(self, table: SheetTable) -> None:
        """Take the next table."""
        self._sheet = table.head.name
        self._rows = RecordRows(self._kind, table.matched, table.rules)

    def end(self) -> None:
        """Finish the table."""

    def records(self, rows: list[SheetRow]) -> None:
        """Take records of the table."""
        for start in range(0, len(rows), BATCH_ROWS):
            self._take(rows[start : start + BATCH_ROWS])

    def notices(self) -> list[Sentence]:
        """Say what a person should know about the records."""
        found = []
        if self._owners.created:
            found.append(say("按编号新建客户 {count} 位", count=len(self._owners.created)))
        if self._kept_differing:
            found.append(
                say(
                    "{count} 行与账本里已有的记录不同，账本未改；要以文件为准请选择“用新值覆盖”",
                    count=self._kept_differing,
                )
            )
        return found

    def _take(self, rows: list[SheetRow]) -> None:
        if self._rows is None:
            return
        records: list[tuple[SheetRow, RecordRow]] = []
        for row, read in zip(rows, self._rows.read(rows), strict=True):
            if isinstance(read, RefusedRow):
                self._tally.reject(self._sheet, row, read.issues)
            else:
                records.append((row, read))
        self._owners.prepare(record.owner for _, record in records)
        self._taker.prepare([(one, self._owners.id_of(one.owner)) for _, one in records])
        for row, record in records:
            self._take_one(row, record)
        self._taker.write()

    def _take_one(self, row: SheetRow, record: RecordRow) -> None:
        owner = self._owners.id_of(record.owner)
        needs_owner = not self._is_complaint or self._owners.is_removed(record.owner)
        if owner is None and needs_owner:
            code, reason = self._owners.refusal(record.owner)
            issue = CellIssue(
                column=-1, field="customer_code", code=code, reason=reason, is_fatal=True
            )
            self._tally.reject(self._sheet, row, [issue, *record.issues])
            return
        request = self._scene.request
        decision = request.decisions.get(RowPlace(self._sheet, row.number))
        taken = self._taker.take(record, owner, decision.on_match if decision else request.on_match)
        if isinstance(taken, CellIssue):
            self._tally.reject(self._sheet, row, [taken, *record.issues])
            return
        self._count(taken)
        if record.issues:
            self._tally.look_at(self._sheet, row, record.issues)

    def _count(self, taken: Taken) -> None:
        self._tally.created += taken is Taken.CREATED
        self._tally.updated += taken is Taken.UPDATED
        self._tally.skipped += taken is Taken.SKIPPED
        self._tally.unchanged += taken in {Taken.UNCHANGED, Taken.DIFFERS}
        self._kept_differing += taken is Taken.DIFFERS
