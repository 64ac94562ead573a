"""Takes the register of complaints out to a workbook, as the list shows it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from branchcrm.domain.complaint import ComplaintRow
from branchcrm.domain.complaint_kind import LEVEL_LABELS, SEVERITY_LABELS, STATE_LABELS
from branchcrm.domain.complaint_list import ComplaintFilter, ComplaintSort
from branchcrm.domain.complaint_taxonomy import Axis, Taxonomy
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import in_chinese, mark, say
from branchcrm.exchange.list_writer import ColumnKind, ListColumn, write_list
from branchcrm.services.complaints import ComplaintService
from branchcrm.services.context import Context, requires
from branchcrm.services.exports import ExportOutcome, about_list

REGISTER: Final = mark("投诉台账")
ROWS_AT_ONCE: Final = 500
Words = Callable[[str], str]
_COLUMNS: Final = (
    (mark("投诉编号"), ColumnKind.TEXT, 18),
    (mark("受理时间"), ColumnKind.MOMENT, 17),
    (mark("客户"), ColumnKind.TEXT, 14),
    (mark("标题"), ColumnKind.TEXT, 30),
    (mark("业务类别"), ColumnKind.TEXT, 14),
    (mark("级别"), ColumnKind.TEXT, 8),
    (mark("复杂程度"), ColumnKind.TEXT, 10),
    (mark("状态"), ColumnKind.TEXT, 12),
    (mark("处理人"), ColumnKind.TEXT, 10),
    (mark("答复截止"), ColumnKind.MOMENT, 17),
    (mark("规定截止"), ColumnKind.DATE, 12),
    (mark("法定截止"), ColumnKind.DATE, 12),
    (mark("首次联系时间"), ColumnKind.MOMENT, 17),
    (mark("答复时间"), ColumnKind.MOMENT, 17),
    (mark("结案时间"), ColumnKind.MOMENT, 17),
    (mark("满意度"), ColumnKind.NUMBER, 8),
    (mark("超期"), ColumnKind.TEXT, 6),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRequest:
    """Which complaints go out, in which order and language."""

    asked: ComplaintFilter
    sort: ComplaintSort = ComplaintSort.NUMBER
    words: Words = in_chinese
    is_english: bool = False


class ComplaintExportService:
    """The use case of the register that goes out."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context
        self._complaints = ComplaintService(context)

    @requires(Right.EXPORT_MASKED)
    def export(
        self, target: Path, request: RegisterRequest, progress: Progress | None = None
    ) -> ExportOutcome:
        """Write the register into a file, and write down who took it.

        Raises:
            NotWrittenError: nothing was written.
        """
        ids = self._complaints.ids(request.asked, request.sort)
        columns = [
            ListColumn(heading=request.words(label), kind=kind, width=width)
            for label, kind, width in _COLUMNS
        ]
        cells = self._cells(ids, request, progress or NoProgress())
        with self.context.read() as work:
            counted = (mark("行数"), str(len(ids)))
            about = about_list(self.context, work, REGISTER, request.words, counted, rows=len(ids))
        rows = write_list(target, about, columns, cells)
        summary = say("导出投诉台账 {rows} 行到 {file}", rows=rows, file=target.name)
        with self.context.write("export", summary, is_reversible=False) as work:
            changes = work.commit()
        return ExportOutcome(rows=rows, file=target, changes=changes)

    def _cells(
        self, ids: Sequence[int], request: RegisterRequest, progress: Progress
    ) -> Iterator[list[object]]:
        taxonomy = self._complaints.taxonomy()
        for first in range(0, len(ids), ROWS_AT_ONCE):
            progress.report(first, len(ids), say("写入文件"))
            for row in self._complaints.rows(ids[first : first + ROWS_AT_ONCE]):
                yield self._line(row, taxonomy, request)

    def _line(
        self, row: ComplaintRow, taxonomy: Taxonomy, request: RegisterRequest
    ) -> list[object]:
        words, today = request.words, self.context.clock.today()
        is_late = row.is_overdue or (
            row.is_open and row.answered_at is None and row.due_legal < today
        )
        return [
            row.number,
            self._local(row.received_at),
            row.complainant,
            row.subject,
            taxonomy.label(Axis.CATEGORY, row.category, is_english=request.is_english),
            words(SEVERITY_LABELS[row.severity]),
            words(LEVEL_LABELS[row.level]),
            words(STATE_LABELS[row.state]),
            row.handler_name,
            self._local(row.answer_due_at),
            row.due_natural,
            row.due_legal,
            self._local(row.first_contact_at),
            self._local(row.answered_at),
            self._local(row.closed_at),
            row.satisfaction,
            words(mark("已超期")) if is_late else "",
        ]

    def _local(self, moment: datetime | None) -> datetime | None:
        if moment is None:
            return None
        return moment.astimezone(self.context.clock.zone).replace(tzinfo=None)
