"""The long pieces of work behind the import wizard, one at a time, off the main thread."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.services.import_check import ImportCheck
from branchcrm.services.import_inspection import Inspection
from branchcrm.services.import_terms import ImportRequest
from branchcrm.services.imports import ImportReport
from ui.kit.page import PageContext
from ui.kit.tasks import Step, Task
from ui.kit.translation import translate


class WizardWork(QObject):
    """Reads, checks, imports and hands back, and tells what came of it."""

    inspected = Signal(object)
    checked = Signal(object)
    imported = Signal(object)
    handed_back = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    stepped = Signal(object)

    def __init__(self, context: PageContext, parent: QObject) -> None:
        """Work with the services of the context."""
        super().__init__(parent)
        self._context = context
        self._task: Task[Any] | None = None
        self._success: Any = None

    @property
    def is_running(self) -> bool:
        """Tell whether something is being worked on."""
        return self._task is not None

    def inspect(self, path: Path, request: ImportRequest | None) -> None:
        """Look at a file."""
        self._start(partial(self._inspect, path, request), self.inspected)

    def check(self, path: Path, request: ImportRequest) -> None:
        """Do everything but write."""
        self._start(partial(self._check, path, request), self.checked)

    def import_file(self, path: Path, request: ImportRequest) -> None:
        """Back the book up and import."""
        self._start(partial(self._import, path, request), self.imported)

    def hand_back(
        self, path: Path, request: ImportRequest, report: ImportReport | None, target: Path
    ) -> None:
        """Write the rows that cannot be taken into a workbook."""
        self._start(partial(self._hand_back, path, request, report, target), self.handed_back)

    def cancel(self) -> None:
        """Stop what is being worked on."""
        if self._task is not None:
            self._task.cancel()

    def _start(self, work: Callable[[Progress], object], success: Any) -> None:  # noqa: ANN401 - a bound signal
        self._success = success
        self._task = self._context.tasks.start(
            work,
            on_success=self._on_success,
            on_error=self._on_error,
            on_progress=self._on_progress,
            on_cancelled=self._on_cancelled,
        )

    def _inspect(self, path: Path, request: ImportRequest | None, progress: Progress) -> Inspection:
        return self._context.services.imports.inspect(path, request, progress)

    def _check(self, path: Path, request: ImportRequest, progress: Progress) -> ImportCheck:
        return self._context.services.imports.check(path, request, progress)

    def _import(self, path: Path, request: ImportRequest, progress: Progress) -> ImportReport:
        services = self._context.services
        if services.actor.may(Right.BACKUP):
            services.backups.back_up()
        return services.imports.import_file(path, request, progress)

    def _hand_back(
        self,
        path: Path,
        request: ImportRequest,
        report: ImportReport | None,
        target: Path,
        progress: Progress,
    ) -> int:
        imports = self._context.services.imports
        known = report or imports.import_file(path, request, progress, dry_run=True)
        return imports.write_rejections(known, target, translate)

    def _on_success(self, result: object) -> None:
        self._task = None
        self._success.emit(result)

    def _on_error(self, error: Exception) -> None:
        self._task = None
        self.failed.emit(error)

    def _on_cancelled(self) -> None:
        self._task = None
        self.stopped.emit()

    def _on_progress(self, step: Step) -> None:
        self.stepped.emit(step)
