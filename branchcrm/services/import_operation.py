"""Takes the rows of one file into the book as one operation, or beside it as a rehearsal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from branchcrm.data.reading import Reading
from branchcrm.data.unit_of_work import Work
from branchcrm.domain.changes import Changes
from branchcrm.domain.wording import mark, say
from branchcrm.exchange.errors import NoTableError
from branchcrm.exchange.mapping import read_mapping
from branchcrm.exchange.own_columns import own_spec
from branchcrm.services.context import Context
from branchcrm.services.import_run import ImportRun, Pace
from branchcrm.services.import_scene import Duplicate, ImportScene
from branchcrm.services.import_staff import NamedStaff
from branchcrm.services.import_tally import Tally
from branchcrm.services.import_terms import ImportRequest
from branchcrm.services.preparation import PreparedFile
from branchcrm.services.raw_rows import RawRows

IMPORTING: Final = mark("导入 {file}")
IMPORTED: Final = mark("导入 {file}：新增 {created} 行，更新 {updated} 行，{rejected} 行没有导入")


class ImportOperation:
    """One file whose rows are made ready, and what was asked of its import."""

    def __init__(
        self,
        context: Context,
        file_name: str,
        request: ImportRequest,
        file: PreparedFile,
        pace: Pace,
    ) -> None:
        """Work in the context."""
        self._context = context
        self._file_name = file_name
        self._request = request
        self._file = file
        self._pace = pace

    def rehearse(self, on_duplicate: Callable[[Duplicate], None]) -> ImportRun:
        """Do everything but write."""
        with self._context.rehearse() as work:
            run = ImportRun(self._scene(work, on_duplicate), self._pace)
            self._lead_to(run)
        return run

    def write(self, digest: str) -> tuple[ImportRun, Changes | None]:
        """Write what the rows bring, in one operation, and keep them under the file's digest."""
        with self._context.write("import", say(IMPORTING, file=self._file_name)) as work:
            raw_rows = RawRows(work, self._file_name, digest)
            run = ImportRun(self._scene(work), self._pace, raw_rows)
            self._lead_to(run)
            self._pace.settle()
            changes = self._finish(work, run, raw_rows)
        if self._request.remembers:
            self._remember(run)
        return run, changes

    def _scene(
        self, work: Reading, on_duplicate: Callable[[Duplicate], None] | None = None
    ) -> ImportScene:
        branch_id = self._context.actor.branch_id
        return ImportScene(
            work=work,
            branch_id=branch_id,
            request=self._request,
            file_name=self._file_name,
            tally=Tally(),
            staff=NamedStaff(work, branch_id),
            on_duplicate=on_duplicate,
        )

    def _lead_to(self, run: ImportRun) -> None:
        self._file.lead_to(run)
        if not run.tables:
            raise NoTableError(file=self._file_name)
        run.scene.tally.notices.extend(run.notices())

    def _finish(self, work: Work, run: ImportRun, raw_rows: RawRows) -> Changes | None:
        """Write what belongs to the operation besides the rows; nothing where nothing changed."""
        run.finish()
        tally = run.scene.tally
        if not work.rows.entries:
            return None
        touched = run.touched()
        if touched:
            from branchcrm.services.tiers import after_changes  # noqa: PLC0415 - loads slowly

            tally.notices.extend(after_changes(work, touched))
        summary = say(
            IMPORTED,
            file=self._file_name,
            created=tally.created,
            updated=tally.updated,
            rejected=tally.rejected,
        )
        work.heading = replace(work.heading, summary=summary)
        raw_rows.finish(run.kinds, tally.counts())
        return work.commit()

    def _remember(self, run: ImportRun) -> None:
        if not self._request.mapping:
            return
        with self._context.unit_of_work.personal() as work:
            own = [own_spec(one) for one in work.own_fields.in_use()]
            now = self._context.clock.now()
            for table in run.tables:
                mapping = read_mapping(self._request.mapping, table.matched.kind, own)
                work.imports.keep_mapping(table.shape, mapping.as_json(), now)
