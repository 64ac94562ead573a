"""What a user can do with workbooks that are edited outside: hand out, look over, take back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from branchcrm.data.customer_values import facts_of
from branchcrm.data.exports import rows_of
from branchcrm.data.reading import Reading
from branchcrm.domain.changes import Changes
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.three_way import Side
from branchcrm.domain.wording import in_chinese, mark, say
from branchcrm.exchange.locked_sign import looks_locked
from branchcrm.exchange.reader.reading import FileReading
from branchcrm.services.context import Context, requires
from branchcrm.services.export_columns import CUSTOMER_COLUMNS, ExportColumn, with_tier_names
from branchcrm.services.export_own import own_export_columns
from branchcrm.services.exports import (
    FULL,
    MASKED,
    WRITING,
    ExportOutcome,
    ExportRequest,
    Translate,
    about_export,
    customer_columns,
)
from branchcrm.services.import_run import READING
from branchcrm.services.locked_columns import Known, is_open, locked_column, texts_of
from branchcrm.services.locked_review import CellPlace, Review, Reviewer
from branchcrm.services.tier_naming import tier_names

if TYPE_CHECKING:
    from branchcrm.exchange.locked_book import LockedRow, ReturnedRow

HANDED_OUT: Final = mark("导出可改工作簿 {rows} 行到 {file}（{how}）")
TAKING_BACK: Final = mark("收回 {file}")
TAKEN_BACK: Final = mark("收回 {file}：改了 {count} 位客户")
_REPORTED_ROWS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeBack:
    """How conflicts are settled: each by its own choice, the rest alike."""

    on_conflict: Side = Side.BOOK
    choices: Mapping[CellPlace, Side] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What came of a returned workbook; without changes nothing was written."""

    review: Review
    updated: int
    changes: Changes | None = None


class LockedBookService:
    """The use cases of workbooks that are edited outside and come back."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.EXPORT_MASKED)
    def hand_out(
        self,
        target: Path,
        request: ExportRequest,
        progress: Progress | None = None,
        translate: Translate = in_chinese,
    ) -> ExportOutcome:
        """Write customers into a workbook whose keys are locked, and write down who took it.

        Raises:
            NotAllowedError: full numbers need their own right.
            NotWrittenError: nothing was written.
        """
        from branchcrm.exchange.locked_book import write_locked  # noqa: PLC0415 - loads slowly

        if request.is_full:
            self.context.actor.require(Right.EXPORT_FULL)
        with self.context.read() as work:
            known = _known(work)
            usual = (*CUSTOMER_COLUMNS, *own_export_columns(known.own))
            shown = with_tier_names(usual, tier_names(work))
            ids = work.customers.ids(request.filter, request.order)
            columns = [
                locked_column(one, translate, known, is_full=request.is_full) for one in shown
            ]
            about = about_export(self.context, work, request, len(ids), translate)
            watched = progress or NoProgress()
            rows = _rows(work, list(ids), request, _Writing(known, shown, translate, watched))
            written = write_locked(target, about, columns, rows)
        summary = say(
            HANDED_OUT,
            rows=written,
            file=target.name,
            how=say(FULL if request.is_full else MASKED),
        )
        with self.context.write("export", summary, is_reversible=False) as work:
            changes = work.commit()
        return ExportOutcome(rows=written, file=target, changes=changes)

    @requires(Right.SEE_CUSTOMERS)
    def is_handed_out(self, path: Path) -> bool:
        """Tell whether a file looks like a workbook that was handed out to be edited."""
        return looks_locked(path)

    @requires(Right.IMPORT)
    def review(
        self, path: Path, progress: Progress | None = None, translate: Translate = in_chinese
    ) -> Review:
        """Tell what a returned workbook would change, cell by cell; nothing is written.

        Raises:
            FileRefusedError: the file cannot be read.
            NotOurBookError: it is not a workbook that was handed out.
        """
        rows = _returned(path, progress or NoProgress())
        with self.context.read() as work:
            return self._review(work, rows, translate)

    @requires(Right.IMPORT)
    def take_back(
        self,
        path: Path,
        decided: TakeBack,
        progress: Progress | None = None,
        translate: Translate = in_chinese,
    ) -> TakenBack:
        """Take the changes of a returned workbook in one operation.

        Raises:
            FileRefusedError: the file cannot be read; the book is as it was.
            NotOurBookError: it is not a workbook that was handed out.
        """
        from branchcrm.services.customer_batch import CustomerBatch  # noqa: PLC0415 - loads slowly

        rows = _returned(path, progress or NoProgress())
        with self.context.write("import", say(TAKING_BACK, file=path.name)) as work:
            review = self._review(work, rows, translate)
            taken = dict(review.taken(decided.on_conflict, decided.choices))
            if not taken:
                return TakenBack(review=review, updated=0)
            summary = say(TAKEN_BACK, file=path.name, count=len(taken))
            work.heading = replace(work.heading, summary=summary)
            batch = CustomerBatch(work, self.context.actor.branch_id)
            batch.load(list(taken))
            for customer_id, facts in taken.items():
                batch.change(customer_id, facts)
            batch.write()
            changes = work.commit()
        return TakenBack(review=review, updated=len(batch.changed), changes=changes)

    def _review(self, work: Reading, rows: Sequence["ReturnedRow"], translate: Translate) -> Review:
        reviewer = Reviewer(
            work=work,
            branch_id=self.context.actor.branch_id,
            known=_known(work),
            words=translate,
            today=work.clock.today(),
        )
        reviewer.take(rows)
        return reviewer.review


def _returned(path: Path, progress: Progress) -> list["ReturnedRow"]:
    from branchcrm.exchange.locked_book import read_locked  # noqa: PLC0415 - loads slowly

    def tick() -> None:
        progress.report(0, 0, say(READING))

    with FileReading(path, tick=tick) as reading:
        return list(read_locked(reading))


@dataclass(frozen=True, slots=True)
class _Writing:
    known: Known
    columns: Sequence[ExportColumn]
    words: Translate
    progress: Progress


def _known(work: Reading) -> Known:
    people = work.staff.all(with_inactive=True)
    return Known(
        names={one.id: one.name for one in people},
        offered=tuple(one.name for one in work.staff.all()),
        own=work.own_fields.in_use(),
    )


def _rows(
    work: Reading, ids: list[int], request: ExportRequest, writing: _Writing
) -> Iterator["LockedRow"]:
    from branchcrm.exchange.locked_book import LockedRow  # noqa: PLC0415 - loads slowly

    is_full, columns, number = request.is_full, writing.columns, 0
    for held in customer_columns(work, ids):
        writing.progress.report(number, len(ids), say(WRITING))
        made = [one.column(held, writing.words, is_full=is_full) for one in columns]
        for row, *cells in zip(rows_of(held), *made, strict=True):
            texts = texts_of(facts_of(row), writing.known)
            base = [texts[one.field] if is_open(one, is_full=is_full) else "" for one in columns]
            yield LockedRow(cells=cells, base=base)
        number += len(made[0])
