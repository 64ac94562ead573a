"""What a user can do with files that come in: look, check, import, fill in a template."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from branchcrm.data.reading import Reading
from branchcrm.data.unit_of_work import Work
from branchcrm.domain.changes import Changes
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import in_chinese, mark, say
from branchcrm.exchange.errors import FileChangedError, NoTableError
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.mapping import read_mapping
from branchcrm.exchange.own_columns import own_spec
from branchcrm.exchange.reader.reading import FileReading
from branchcrm.services.context import Context, requires
from branchcrm.services.import_check import ImportCheck, check_of, with_known
from branchcrm.services.import_flow import TableFlow
from branchcrm.services.import_inspection import (
    FieldOutline,
    Inspection,
    InspectionSink,
    fields_of,
)
from branchcrm.services.import_run import READING, SETTLING, ImportRun, Pace
from branchcrm.services.import_scene import Duplicate, ImportScene
from branchcrm.services.import_staff import NamedStaff
from branchcrm.services.import_tally import Tally
from branchcrm.services.import_terms import ImportOutcome, ImportRequest
from branchcrm.services.preparation import PreparedFile, preparation
from branchcrm.services.raw_rows import RawRows
from branchcrm.services.row_preparing import PreparingPlan

IMPORTING: Final = mark("导入 {file}")
IMPORTED: Final = mark("导入 {file}：新增 {created} 行，更新 {updated} 行，{rejected} 行没有导入")
IMPORT_KINDS: Final = tuple(kind.value for kind in ImportKind)
Translate = Callable[[str], str]


class ImportService:
    """The use cases of files that come in."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.IMPORT)
    def inspect(
        self, path: Path, request: ImportRequest | None = None, progress: Progress | None = None
    ) -> Inspection:
        """Tell what an import would see in a file: sheets, tables, columns.

        Raises:
            FileRefusedError: the file cannot be read.
        """
        asked = request or ImportRequest()
        watched = progress or NoProgress()
        sink = InspectionSink()
        plan = self._plan(asked)
        flow = TableFlow(sink, asked, plan.today, plan.mappings.get, plan.own)

        def tick() -> None:
            watched.report(sink.rows, 0, say(READING))

        with FileReading(path, sheet=asked.sheet, tick=tick) as reading:
            flow.run(reading.events())
            digest = reading.details.get("digest", "")
        return sink.inspection(path.name, digest)

    @requires(Right.IMPORT)
    def import_file(
        self,
        path: Path,
        request: ImportRequest | None = None,
        progress: Progress | None = None,
        *,
        dry_run: bool = False,
    ) -> "ImportReport":
        """Import a file in one operation, or tell what that would do.

        Raises:
            BranchCrmError: the file cannot be taken; the book is as it was.
            CancelledError: the user stopped it; the book is as it was.
        """
        begun = time.perf_counter()
        asked = request or ImportRequest()
        watched = progress or NoProgress()
        duplicates: list[Duplicate] = []
        pace = Pace(watched)
        with preparation(path, self._plan(asked), pace.tick) as file:
            # Neither the wait for the first row nor a dry run keeps others from writing.
            head = file.begin()
            digest = head.details["digest"] if head is not None else ""
            if asked.digest and asked.digest != digest:
                raise FileChangedError(file=path.name)
            changes: Changes | None = None
            if dry_run:
                with self.context.rehearse() as rehearsal:
                    scene = self._scene(rehearsal, asked, path, duplicates.append)
                    run = ImportRun(scene, pace)
                    _lead(file, run, scene)
            else:
                with self.context.write("import", say(IMPORTING, file=path.name)) as work:
                    scene = self._scene(work, asked, path)
                    raw_rows = RawRows(work, path.name, digest)
                    run = ImportRun(scene, pace, raw_rows)
                    _lead(file, run, scene)
                    watched.report(0, 0, say(SETTLING))
                    changes = self._finish(work, run, scene, raw_rows)
                if asked.remembers:
                    self._remember(run, asked)
        outcome = _outcome(run, scene.tally, changes, time.perf_counter() - begun)
        return ImportReport(outcome, run, scene.tally, tuple(duplicates))

    @requires(Right.IMPORT)
    def check(
        self, path: Path, request: ImportRequest, progress: Progress | None = None
    ) -> ImportCheck:
        """Do everything but write, and give what a person should decide on.

        Raises:
            BranchCrmError: the file cannot be taken.
            CancelledError: the user stopped it.
        """
        report = self.import_file(path, request, progress, dry_run=True)
        with self.context.read() as work:
            staff = {int(one.id): one.name for one in work.staff.all(with_inactive=True)}
            own = work.own_fields.in_use()
        found = check_of(report.outcome, report.run.tables, report.tally)
        return with_known(found, report.duplicates, staff, own)

    @requires(Right.SEE_CUSTOMERS)
    def fields(self, kind: str) -> tuple[FieldOutline, ...]:
        """Give the fields that a table of a kind can fill, the branch's own among them."""
        with self.context.read() as work:
            own = [own_spec(one) for one in work.own_fields.in_use()]
        return fields_of(kind, own)

    @requires(Right.IMPORT)
    def write_rejections(
        self, report: "ImportReport", target: Path, translate: Translate = in_chinese
    ) -> int:
        """Hand the rejected rows back as a workbook with their reasons; give how many.

        Raises:
            NotWrittenError: nothing was written.
        """
        from branchcrm.exchange.rejected_writer import (  # noqa: PLC0415 - loads slowly
            RejectedSheet,
            write_rejections,
        )

        return write_rejections(
            target,
            [
                RejectedSheet(
                    name=table.head.name,
                    headings=table.found.headings,
                    rejections=rejected,
                    sources={one.heading.column: one.sources for one in table.matched.joined},
                )
                for table in report.run.tables
                if (rejected := report.tally.rejections.get(table.head.name, []))
            ],
            lambda sentence: sentence.text(translate),
        )

    @requires(Right.SEE_CUSTOMERS)
    def write_template(self, kind: str, target: Path, translate: Translate = in_chinese) -> None:
        """Write the workbook that a branch fills in and imports.

        Raises:
            NotWrittenError: nothing was written.
        """
        from branchcrm.exchange.template_writer import write_template  # noqa: PLC0415 - loads slowly

        with self.context.read() as work:
            own = [own_spec(one) for one in work.own_fields.in_use()]
        write_template(target, ImportKind(kind), translate, own)

    def _plan(self, request: ImportRequest) -> PreparingPlan:
        with self.context.read() as work:
            clock = work.clock
            # A file is never from tomorrow, whatever day the business has.
            true_day = clock.now().astimezone(clock.zone).date()
            return PreparingPlan(
                request=request,
                today=max(clock.today(), true_day),
                own=tuple(work.own_fields.in_use()),
                mappings=work.imports.mappings(),
            )

    def _scene(
        self,
        work: Reading,
        request: ImportRequest,
        path: Path,
        on_duplicate: Callable[[Duplicate], None] | None = None,
    ) -> ImportScene:
        branch_id = self.context.actor.branch_id
        return ImportScene(
            work=work,
            branch_id=branch_id,
            request=request,
            file_name=path.name,
            tally=Tally(),
            staff=NamedStaff(work, branch_id),
            on_duplicate=on_duplicate,
        )

    def _finish(
        self, work: Work, run: ImportRun, scene: ImportScene, raw_rows: RawRows
    ) -> Changes | None:
        """Write what belongs to the operation besides the rows; nothing where nothing changed."""
        tally = scene.tally
        if not work.rows.entries:
            return None
        if run.touched:
            from branchcrm.services.tiers import after_changes  # noqa: PLC0415 - loads slowly

            tally.notices.extend(after_changes(work, sorted(run.touched)))
        summary = say(
            IMPORTED,
            file=scene.file_name,
            created=tally.created,
            updated=tally.updated,
            rejected=tally.rejected,
        )
        work.heading = replace(work.heading, summary=summary)
        raw_rows.finish(run.kinds, tally.counts())
        return work.commit()

    def _remember(self, run: ImportRun, request: ImportRequest) -> None:
        if not request.mapping:
            return
        with self.context.unit_of_work.personal() as work:
            own = [own_spec(one) for one in work.own_fields.in_use()]
            for table in run.tables:
                mapping = read_mapping(request.mapping, table.matched.kind, own)
                work.imports.keep_mapping(table.shape, mapping.as_json(), self.context.clock.now())


class ImportReport:
    """What an import did, with the rows that have something to show."""

    def __init__(
        self,
        outcome: ImportOutcome,
        run: ImportRun,
        tally: Tally,
        duplicates: tuple[Duplicate, ...],
    ) -> None:
        """Keep the outcome and where it came from."""
        self.outcome = outcome
        self.run = run
        self.tally = tally
        self.duplicates = duplicates


def _lead(file: PreparedFile, run: ImportRun, scene: ImportScene) -> None:
    file.lead_to(run)
    if not run.tables:
        raise NoTableError(file=scene.file_name)
    scene.tally.notices.extend(run.notices())


def _outcome(
    run: ImportRun, tally: Tally, changes: Changes | None, seconds: float
) -> ImportOutcome:
    return ImportOutcome(
        kinds=run.kinds,
        counts=tally.counts(),
        reasons=tally.reasons(),
        notices=tuple(tally.notices),
        seconds=seconds,
        operation_id=changes.operation_id if changes else None,
        changes=changes,
    )
