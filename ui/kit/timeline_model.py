"""What a timeline shows: entries newest first, with a heading for each month."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from branchcrm.domain.wording import CLAUSES, listed
from ui.kit.translation import spoken

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One event as it is shown: when, what, one line about it, who.

    `key` is what an opened entry is told by, `kind` what the segments filter by, `month` the
    heading it stands under. `details` appear when the entry is expanded.
    """

    key: object
    kind: str
    month: str
    when: str
    icon: str
    title: str
    line: str = ""
    who: str = ""
    details: str = ""
    tone: str = "t2"

    def spoken(self) -> str:
        """Give the entry in words for screen readers."""
        parts = (self.when, self.title, self.line, self.details, self.who)
        return spoken(listed(filter(None, parts), CLAUSES))


class TimelineModel(QAbstractListModel):
    """Lines of a timeline: month headings, which cannot be chosen, and entries."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without entries."""
        super().__init__(parent)
        self._lines: list[str | TimelineEntry] = []
        self.expanded: set[object] = set()

    @property
    def entries(self) -> list[TimelineEntry]:
        """Give the entries without the headings."""
        return [line for line in self._lines if isinstance(line, TimelineEntry)]

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show entries, newest first; the same ones again change nothing."""
        lines = _with_headings(entries, "")
        if lines == self._lines:
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def add_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show entries that follow those shown."""
        last = self._lines[-1] if self._lines else ""
        lines = _with_headings(entries, last.month if isinstance(last, TimelineEntry) else "")
        if lines:
            first = len(self._lines)
            self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()

    def entry(self, position: int) -> TimelineEntry | None:
        """Give the entry on a line, or None for a heading and outside."""
        line = self._lines[position] if 0 <= position < len(self._lines) else None
        return line if isinstance(line, TimelineEntry) else None

    def heading(self, position: int) -> str:
        """Give the heading on a line, or nothing."""
        line = self._lines[position]
        return line if isinstance(line, str) else ""

    def toggle(self, position: int) -> None:
        """Expand an entry in place, or fold it again."""
        entry = self.entry(position)
        if entry is not None and entry.details:
            self.expanded ^= {entry.key}
            index = self.index(position, 0)
            self.dataChanged.emit(index, index, [int(Qt.ItemDataRole.SizeHintRole)])

    def next_entry(self, position: int, step: int) -> int:
        """Find the nearest entry in a direction, or -1."""
        position += step
        while 0 <= position < len(self._lines):
            if self.entry(position) is not None:
                return position
            position += step
        return -1

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _SPOKEN) or not index.isValid():
            return None
        line = self._lines[index.row()]
        if isinstance(line, str):
            return line
        return line.title if role == _DISPLAY else line.spoken()

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.entry(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def _with_headings(entries: Sequence[TimelineEntry], month: str) -> list[str | TimelineEntry]:
    lines: list[str | TimelineEntry] = []
    for entry in entries:
        if entry.month != month:
            month = entry.month
            lines.append(month)
        lines.append(entry)
    return lines
