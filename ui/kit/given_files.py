"""Files that come from outside: which of those dragged, dropped or opened the program takes."""

from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent

TABLES = frozenset([".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".txt", ".ods", ".vcf"])
BACKUPS = frozenset([".crmbackup"])


def is_table(path: Path) -> bool:
    """Tell whether a file may be a table to import."""
    return path.suffix.lower() in TABLES


def is_backup(path: Path) -> bool:
    """Tell whether a file may be a backup."""
    return path.suffix.lower() in BACKUPS


def dropped_file(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """Give the table file that is dragged over or dropped, if it is one."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
    return next((path for path in paths if is_table(path)), None)
