"""What a user can do with the work calendar: ask it, look at it, bring in next year's notice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from branchcrm.domain.changes import Changes
from branchcrm.domain.errors import BranchCrmError, FieldError
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import Sentence, listed, mark, say
from branchcrm.domain.work_calendar import (
    BusinessHours,
    DayKind,
    DaySource,
    SpecialDay,
    WorkCalendar,
    missing_year_notice,
)
from branchcrm.reference.holidays import work_calendar
from branchcrm.services.context import Context, requires

if TYPE_CHECKING:
    from branchcrm.data.reading import Reading
    from branchcrm.reference.holiday_notice import NoticeProblem

BUSINESS_HOURS = "business_hours"
MOST_NOTICE_ROWS = 2_000
FARTHEST_WORKDAYS = 10_000
FIRST_YEAR, LAST_YEAR = 1990, 2200


class EmptyNoticeError(BranchCrmError):
    """A file in which no holiday could be read."""

    happened = mark("没有导入放假安排：没有读到任何日期（第 {row} 行：{reason}）")
    kept = mark("原来的日历没有改变")
    remedy = mark("每行写 日期、休或班、名称，例如 2027-01-01、休、元旦")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One day as a month view shows it."""

    day: date
    is_workday: bool
    badge: DayKind | None
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkdayAnswer:
    """The workday that was asked for, and what is uncertain about it."""

    day: date
    notices: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeImport:
    """What the import of a holiday notice did, and which rows it could not read."""

    changes: Changes
    days: tuple[SpecialDay, ...]
    problems: tuple["NoticeProblem", ...]


def load_calendar(work: "Reading") -> WorkCalendar:
    """Give the branch's work calendar with its business hours."""
    return work_calendar(work.calendar.days(), hours=_hours(work.settings.get(BUSINESS_HOURS)))


class CalendarService:
    """The use cases of the work calendar."""

    def __init__(self, context: Context) -> None:
        """Work in the context."""
        self.context = context

    @requires(Right.SEE_CUSTOMERS)
    def calendar(self) -> WorkCalendar:
        """Give the branch's calendar, for a screen that marks many days."""
        with self.context.read() as work:
            return load_calendar(work)

    @requires(Right.SEE_CUSTOMERS)
    def workday(self, day: date, count: int) -> WorkdayAnswer:
        """Give the day that lies so many workdays after (or before) a day.

        Raises:
            FieldError: the day or the count is out of every calendar's reach.
        """
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            reason = say(
                "日期应在 {first} 年到 {last} 年之间", first=str(FIRST_YEAR), last=str(LAST_YEAR)
            )
            raise FieldError(field="date", reason=reason)
        if abs(count) > FARTHEST_WORKDAYS:
            reason = say("工作日数最多 {most}", most=FARTHEST_WORKDAYS)
            raise FieldError(field="count", reason=reason)
        calendar = self.calendar()
        found = calendar.add_workdays(day, count)
        missing = calendar.missing_years(day, found)
        return WorkdayAnswer(day=found, notices=tuple(map(missing_year_notice, missing)))

    @requires(Right.SEE_CUSTOMERS)
    def days(self, first: date, last: date) -> list[CalendarDay]:
        """Give the days of a month or week with their badges."""
        calendar = self.calendar()
        return [
            CalendarDay(
                day=day,
                is_workday=calendar.is_workday(day),
                badge=calendar.badge(day),
                name=calendar.name(day),
            )
            for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
        ]

    @requires(Right.EDIT_SETTINGS)
    def import_notice(
        self, rows: Iterable[Sequence[object]], *, year: int | None = None
    ) -> NoticeImport:
        """Bring in a year's published holidays from the rows of a sheet.

        Raises:
            EmptyNoticeError: no day could be read.
        """
        from branchcrm.reference.holiday_notice import read_notice  # noqa: PLC0415 - rarely needed

        notice = read_notice(rows, today=self.context.clock.today(), year=year)
        if not notice.days:
            first = notice.problems[0] if notice.problems else None
            raise EmptyNoticeError(
                row=str(first.row if first else 1),
                reason=first.reason if first else say("这一行没有日期"),
            )
        years = listed(str(each) for each in notice.years)
        summary = say("导入 {years} 年放假安排：{count} 天", years=years, count=len(notice.days))
        with self.context.write("calendar.import", summary) as work:
            work.calendar.put(notice.days)
            changes = work.commit()
        return NoticeImport(changes=changes, days=notice.days, problems=notice.problems)

    @requires(Right.EDIT_SETTINGS)
    def import_file(self, path: Path, *, year: int | None = None) -> NoticeImport:
        """Bring in a year's published holidays from a workbook or text file.

        Raises:
            FileRefusedError: the file cannot be read.
            EmptyNoticeError: no day could be read.
        """
        return self.import_notice(_sheet_rows(path), year=year)

    @requires(Right.EDIT_SETTINGS)
    def set_day(self, day: date, kind: DayKind, name: str = "") -> Changes:
        """Make one day a rest day or a workday for this branch."""
        summary = (
            say("{day} 设为休息日", day=day)
            if kind is DayKind.REST
            else say("{day} 设为上班日", day=day)
        )
        own = SpecialDay(day=day, kind=kind, name=name, source=DaySource.BRANCH)
        with self.context.write("calendar.set", summary) as work:
            work.calendar.put([own])
            return work.commit()

    @requires(Right.EDIT_SETTINGS)
    def clear_day(self, day: date) -> Changes:
        """Take the branch's own word on a day back."""
        with self.context.write("calendar.clear", say("恢复 {day} 的日历", day=day)) as work:
            work.calendar.remove([day])
            return work.commit()


def _sheet_rows(path: Path) -> list[list[object]]:
    """Read the first sheet that holds anything, blank rows in their places."""
    # Loaded here: only an import needs the reading program.
    from branchcrm.exchange.reader.reading import FileReading  # noqa: PLC0415 - rarely needed

    with FileReading(path, most_rows=MOST_NOTICE_ROWS) as reading:
        sheets = list(reading.events())
    batches = [event for event in sheets if isinstance(event, list)]
    rows: list[list[object]] = []
    for row in (row for batch in batches for row in batch):
        if row.number <= len(rows):
            break
        rows.extend([] for _ in range(row.number - len(rows) - 1))
        rows.append(list(row.cells))
    return rows


def _hours(stored: Sequence[Sequence[str]] | None) -> BusinessHours:
    if not stored:
        return BusinessHours()
    spans = ((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in stored)
    return BusinessHours(spans=tuple(spans))
