"""The lines of the day as a list: headings of the parts, and what stands below them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from branchcrm.domain.ids import VisitId
from branchcrm.domain.today import SECTION_LABELS, Duty, DutySection
from ui.kit.formats import Formats
from ui.kit.translation import translate
from ui.today.duty_words import DutyWords, words_of

AnyIndex = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """One line of the list: a heading with its count, or a duty with its words."""

    section: DutySection
    count: int = 0
    duty: Duty | None = None
    words: DutyWords | None = None

    @property
    def spoken(self) -> str:
        """Give the line for screen readers."""
        if self.duty is None or self.words is None:
            return f"{translate(SECTION_LABELS[self.section])} {self.count}"
        return self.words.spoken(self.duty)


class DutyModel(QAbstractListModel):
    """Holds the lines; headings cannot be chosen."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        """Take the texts; the list starts empty."""
        super().__init__(parent)
        self._formats = formats
        self.lines: list[DutyLine] = []

    def show(self, duties: Sequence[Duty], phones: Mapping[VisitId, str]) -> None:
        """Show duties in their parts, with full phones where they were revealed."""
        self.beginResetModel()
        self.lines = []
        for section in DutySection:
            own = [duty for duty in duties if duty.section is section]
            if own:
                self.lines.append(DutyLine(section=section, count=len(own)))
            for duty in own:
                phone = phones.get(duty.visit_id, "") if duty.visit_id is not None else ""
                words = words_of(duty, self._formats, phone)
                self.lines.append(DutyLine(section=section, duty=duty, words=words))
        self.endResetModel()

    def refresh_words(self) -> None:
        """Count the times that are left anew."""
        for place, line in enumerate(self.lines):
            if line.duty is not None and line.duty.complaint is not None:
                words = words_of(line.duty, self._formats)
                self.lines[place] = replace(line, words=words)
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1))

    @override
    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        return None

    @override
    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()].duty is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
