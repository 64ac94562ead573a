"""Takes every fault that nobody caught: writes the report and shows the crash page."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Signal

from branchcrm.domain.clock import Clock
from ui.shell.crash_page import CrashPage
from ui.shell.crash_report import report_of, save_report
from ui.shell.main_window import MainWindow


class CrashDesk(QObject):
    """Stands behind the window; the book itself is protected by its transactions."""

    restart_wanted = Signal()

    def __init__(self, window: MainWindow, folder: Path, clock: Clock, version: str) -> None:
        """Write reports into the folder."""
        super().__init__(window)
        self._window = window
        self._folder = folder
        self._clock = clock
        self._version = version

    def take(
        self,
        _kind: type[BaseException],
        error: BaseException,
        _trace: TracebackType | None = None,
    ) -> None:
        """Report a fault; fits `sys.excepthook`."""
        if isinstance(error, KeyboardInterrupt):
            QCoreApplication.exit(130)
            return
        now = self._clock.now()
        report = report_of(error, version=self._version, at=now)
        sys.stderr.write(report.text + "\n")
        try:
            path = save_report(report, self._folder, at=now)
        except OSError:
            path = None
        page = CrashPage(report, path)
        page.continue_requested.connect(self._on_page_continue_requested)
        page.restart_requested.connect(self._on_page_restart_requested)
        self._window.show_gate(page)

    def _on_page_continue_requested(self) -> None:
        if self._window.workplace is not None:
            self._window.leave_gate()
        else:
            self.restart_wanted.emit()

    def _on_page_restart_requested(self) -> None:
        self._window.close()
        subprocess.Popen(restart_command(sys.executable, sys.orig_argv))  # noqa: S603 - ours
        QCoreApplication.quit()


def restart_command(program: str, given: Sequence[str]) -> list[str]:
    """Give the command that starts the program again as it was started.

    A Windows launcher tells Python the script itself; told it again, it would take it for a file
    to open.
    """
    is_python = Path(program).stem.lower().startswith("python")
    return [program, *given[1 if is_python else 2 :]]
