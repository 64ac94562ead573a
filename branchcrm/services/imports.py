"""What a user can do with files that come in: look, check, import, fill in a template."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from branchcrm.domain.changes import Changes
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import in_chinese, say
from branchcrm.exchange.errors import FileChangedError
from branchcrm.exchange.fields import ImportKind
from branchcrm.exchange.own_columns import own_spec
from branchcrm.exchange.reader.reading import FileReading
from branchcrm.services.context import Context, requires
from branchcrm.services.import_check import ImportCheck, KnownRows, check_of, with_known
from branchcrm.services.import_flow import TableFlow
from branchcrm.services.import_inspection import (
    FieldOutline,
    Inspection,
    InspectionSink,
    fields_of,
)
from branchcrm.services.import_operation import ImportOperation
from branchcrm.services.import_run import READING, ImportRun, Pace
from branchcrm.services.import_tally import Tally
from branchcrm.services.import_terms import ImportOutcome, ImportRequest
from branchcrm.services.preparation import preparation
from branchcrm.services.row_preparing import PreparingPlan

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
        known = KnownRows()
        changes: Changes | None = None
        pace = Pace(progress or NoProgress())
        with preparation(path, self._plan(asked, is_dry=dry_run), pace.tick) as file:
            # Neither the wait for the first row nor a dry run keeps others from writing.
            head = file.begin()
            digest = head.details["digest"] if head is not None else ""
            if asked.digest and asked.digest != digest:
                raise FileChangedError(file=path.name)
            operation = ImportOperation(self.context, path.name, asked, file, pace)
            if dry_run:
                run = operation.rehearse(known.add)
            else:
                run, changes = operation.write(digest)
        outcome = _outcome(run, changes, time.perf_counter() - begun)
        return ImportReport(outcome, run, run.scene.tally, known)

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
        return with_known(found, report.known, staff, own)

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

    def _plan(self, request: ImportRequest, *, is_dry: bool = True) -> PreparingPlan:
        with self.context.read() as work:
            clock = work.clock
            # A file is never from tomorrow, whatever day the business has.
            true_day = clock.now().astimezone(clock.zone).date()
            return PreparingPlan(
                request=request,
                today=max(clock.today(), true_day),
                own=tuple(work.own_fields.in_use()),
                mappings=work.imports.mappings(),
                is_dry=is_dry,
            )


class ImportReport:
    """What an import did, with the rows that have something to show."""

    def __init__(
        self,
        outcome: ImportOutcome,
        run: ImportRun,
        tally: Tally,
        known: KnownRows,
    ) -> None:
        """Keep the outcome and where it came from."""
        self.outcome = outcome
        self.run = run
        self.tally = tally
        self.known = known


def _outcome(run: ImportRun, changes: Changes | None, seconds: float) -> ImportOutcome:
    tally = run.scene.tally
    return ImportOutcome(
        kinds=run.kinds,
        counts=tally.counts(),
        reasons=tally.reasons(),
        notices=tuple(tally.notices),
        seconds=seconds,
        operation_id=changes.operation_id if changes else None,
        changes=changes,
    )
