"""What a user can do with lists that go out: write them as seen, or in full by right."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Final

from branchcrm.data.exports import EVERYTHING
from branchcrm.data.reading import Reading
from branchcrm.domain.changes import Changes
from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.filter_field import FilterField
from branchcrm.domain.progress import NoProgress, Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import CLAUSES, Sentence, in_chinese, listed, mark, named, say
from branchcrm.exchange.list_writer import Block, ListFile, write_blocks
from branchcrm.services.context import Context, requires
from branchcrm.services.export_columns import (
    CUSTOMER_COLUMNS,
    PAPER_COLUMNS,
    Columns,
    ExportColumn,
    on_paper,
    with_tier_names,
)
from branchcrm.services.export_fields import columns_of, looked_up
from branchcrm.services.export_own import own_export_columns
from branchcrm.services.export_transactions import TRANSACTION_COLUMNS
from branchcrm.services.tier_naming import tier_names

WRITING: Final = mark("写入文件")
FULL: Final = mark("完整")
MASKED: Final = mark("脱敏")
EXPORTED: Final = mark("导出{what} {rows} 行到 {file}（{how}）")
VISIT: Final = "next_visit_on"
Translate = Callable[[str], str]


class ExportKind(StrEnum):
    """A list that can go out."""

    CUSTOMERS = "customers"
    TRANSACTIONS = "transactions"


EXPORT_LABELS: Final = {
    ExportKind.CUSTOMERS: mark("客户"),
    ExportKind.TRANSACTIONS: mark("交易"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRequest:
    """Which list goes out, and how.

    `filter` and `order` are those of the list as seen, `fields` the columns of its view; without
    any, customers go out with the usual ones. `purpose` is written into the file.
    """

    kind: ExportKind = ExportKind.CUSTOMERS
    filter: CustomerFilter = field(default_factory=CustomerFilter)
    order: CustomerOrder = field(default_factory=CustomerOrder)
    fields: tuple[FilterField, ...] = ()
    is_full: bool = False
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOutcome:
    """What an export wrote; the operation is its entry in the journal."""

    rows: int
    file: Path
    changes: Changes


class ExportService:
    """The use cases of lists that go out."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.EXPORT_MASKED)
    def export(
        self,
        target: Path,
        request: ExportRequest,
        progress: Progress | None = None,
        translate: Translate = in_chinese,
    ) -> ExportOutcome:
        """Write a list into a file, and write down who took it.

        Raises:
            NotAllowedError: full numbers need their own right.
            NotWrittenError: nothing was written.
        """
        if request.is_full:
            self.context.actor.require(Right.EXPORT_FULL)
        watched = progress or NoProgress()
        with self.context.read() as work, work.exports.at_length():
            columns = shown_columns(work, request, is_paper=target.suffix.lower() == ".pdf")
            found, total = self._found(work, request, columns)

            def watch(given: int) -> None:
                watched.report(given, total, say(WRITING))

            written = write_blocks(
                target,
                about_export(self.context, work, request, total, translate),
                [one.list_column(translate, is_full=request.is_full) for one in columns],
                _blocks(found, columns, translate, request, watch),
            )
        return ExportOutcome(rows=written, file=target, changes=self._log(request, written, target))

    def _found(
        self, work: Reading, request: ExportRequest, columns: Sequence[ExportColumn]
    ) -> tuple[Iterator[Columns], int]:
        if request.kind is ExportKind.TRANSACTIONS:
            return self._transactions(work), work.exports.living_transactions()
        ids = work.customers.ids(request.filter, request.order)
        wanted = {name for one in columns for name in one.of}
        return customer_columns(work, ids, looked_up(request.fields), wanted), len(ids)

    def _transactions(self, work: Reading) -> Iterator[Columns]:
        zone = self.context.clock.zone
        for columns in work.exports.transactions():
            moments = [
                datetime.combine(day, time())
                if at is None
                else at.astimezone(zone).replace(tzinfo=None)
                for at, day in zip(columns["at"], columns["day"], strict=True)
            ]
            yield {**columns, "moment": moments}

    def _log(self, request: ExportRequest, rows: int, target: Path) -> Changes:
        summary = say(
            EXPORTED,
            what=say(EXPORT_LABELS[request.kind]),
            rows=rows,
            file=target.name,
            how=say(FULL if request.is_full else MASKED),
        )
        with self.context.write("export", summary, is_reversible=False) as work:
            return work.commit()


def about_list(
    context: Context,
    work: Reading,
    what: str,
    words: Translate,
    *more: tuple[str, str],
    rows: int = 0,
) -> ListFile:
    """Give what a list says about itself: whose, by whom, when, and what `more` tells.

    `what` and the headings of `more` are marked texts; `rows` tells how many there will be.
    """
    actor, now = context.actor, context.clock.now()
    branch = work.staff.branch_name(actor.branch_id)
    local = now.astimezone(context.clock.zone)
    notices = (
        (mark("网点"), branch),
        (mark("导出人"), actor.name),
        (mark("导出时间"), f"{local:%Y-%m-%d %H:%M}"),
        *more,
    )
    return ListFile(
        sheet=words(what),
        title=f"{branch} {words(what)}",
        author=actor.name,
        written_at=now,
        notices=tuple((words(heading), text) for heading, text in notices),
        foot="　".join(named(say(heading), text).text(words) for heading, text in notices),
        rows=rows,
    )


def about_export(
    context: Context, work: Reading, request: ExportRequest, total: int, words: Translate
) -> ListFile:
    """Give what an export says about itself, with how full it is, its rows and its purpose."""
    what, how = EXPORT_LABELS[request.kind], FULL if request.is_full else MASKED
    more = [(mark("内容"), listed((say(what), say(how)), CLAUSES).text(words))]
    if total:
        more.append((mark("行数"), str(total)))
    if request.purpose:
        more.append((mark("用途"), request.purpose))
    return about_list(context, work, what, words, *more, rows=total)


def customer_columns(
    work: Reading,
    ids: Sequence[int],
    fields: Sequence[FilterField] = (),
    wanted: AbstractSet[str] = EVERYTHING | {VISIT},
) -> Iterator[Columns]:
    """Give customers, some at a time, with what the wanted columns of lists are made from."""
    zone = work.clock.zone
    has_visits = VISIT in wanted
    read = wanted | {"next_visit_at"} if has_visits else wanted
    for columns in work.exports.customers(ids, fields, read):
        if has_visits:
            visits = [at and at.astimezone(zone).date() for at in columns["next_visit_at"]]
            yield {**columns, VISIT: visits}
        else:
            yield columns


def shown_columns(
    work: Reading, request: ExportRequest, *, is_paper: bool
) -> tuple[ExportColumn, ...]:
    """Give the columns of a list; from paper nothing is taken back, so no heading says so."""
    if request.kind is ExportKind.TRANSACTIONS:
        return TRANSACTION_COLUMNS
    own = own_export_columns(work.own_fields.in_use())
    if request.fields:
        columns = columns_of(request.fields, own)
        return tuple(on_paper(one) for one in columns) if is_paper else columns
    usual = PAPER_COLUMNS if is_paper else (*CUSTOMER_COLUMNS, *own)
    return with_tier_names(usual, tier_names(work))


def _blocks(
    found: Iterator[Columns],
    columns: Sequence[ExportColumn],
    translate: Translate,
    request: ExportRequest,
    watch: Callable[[int], None],
) -> Iterator[Block]:
    given = 0
    for held in found:
        watch(given)
        made = [one.column(held, translate, is_full=request.is_full) for one in columns]
        given += len(made[0])
        yield made


def sentence_of(outcome: ExportOutcome) -> Sentence:
    """Say what was written, for the notice that follows."""
    return say(mark("已导出 {rows} 行到 {file}"), rows=outcome.rows, file=outcome.file.name)
