"""Makes the window at home on the desktop: icon beside the clock, reminders, taskbar."""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from branchcrm.domain.wording import mark
from ui.kit.translation import page_title
from ui.shell.attention import Attention
from ui.shell.gate_parts import app_icon
from ui.shell.main_window import MainWindow
from ui.shell.taskbar import JumpTask, offer_tasks
from ui.shell.tray import Tray

AFTER_PAINT_MS = 500
PAGES = (
    ("today", mark("今日")),
    ("visits", mark("回访")),
    ("complaints", mark("投诉")),
    ("exchange", mark("导入导出")),
)


def settle_in(window: MainWindow) -> None:
    """Stand beside the clock and call whoever works; the taskbar is told in a quiet moment."""
    tray = Tray(app_icon(), window.windowTitle(), window)
    tray.opened.connect(window.come_forward)
    tray.closed.connect(window.close)
    window.closing.connect(tray.leave)
    Attention(window, tray)
    quiet = QTimer(window)
    quiet.setSingleShot(True)
    quiet.setInterval(AFTER_PAINT_MS)
    quiet.timeout.connect(partial(offer_pages, Path(sys.executable)))
    quiet.start()


def offer_pages(program: Path) -> bool:
    """Offer pages behind a right click on the taskbar button, where our launcher runs."""
    if program.stem.lower() != QCoreApplication.applicationName().lower():
        return False
    return offer_tasks(
        program, [JumpTask(page_title(title), f"--page {key}") for key, title in PAGES]
    )
