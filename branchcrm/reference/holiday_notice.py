"""Reads a holiday notice, as a branch types it into a sheet, into special days."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from branchcrm.domain.characters import plain
from branchcrm.domain.choices import read_boolean
from branchcrm.domain.dates import DateRules, read_date, read_date_cell
from branchcrm.domain.wording import Sentence, say
from branchcrm.domain.work_calendar import DayKind, DaySource, SpecialDay

LONGEST_RANGE_DAYS = 31
_ROWS_BEFORE_HEADING = 10


class Role(StrEnum):
    """What a column of the notice says."""

    DAY = "day"
    LAST_DAY = "last_day"
    KIND = "kind"
    IS_WORK = "is_work"
    IS_REST = "is_rest"
    RESTS = "rests"
    WORKS = "works"
    NAME = "name"


_HEADINGS = {
    Role.DAY: "日期 date day 开始日期 起始日期 开始 start 日",
    Role.LAST_DAY: "结束日期 截止日期 结束 end 至",
    Role.KIND: "类型 安排 性质 状态 类别 kind type 休班",
    Role.IS_WORK: "是否上班 是否工作日 上班 is_workday isworkday workday 是否补班",
    Role.IS_REST: "是否休息 是否放假 是否节假日 isoffday is_off_day is_holiday isholiday",
    Role.RESTS: "放假时间 放假日期 放假安排 休假日期 休息日期 节假日日期 放假",
    Role.WORKS: "调休上班日期 补班日期 上班日期 调休上班 补班 调休日期 调休上班时间 补班时间",
    Role.NAME: "名称 节日 节日名称 节假日 节假日名称 假日 假期 name holiday 说明 备注",
}
_ROLE_OF = {word: role for role, words in _HEADINGS.items() for word in words.split()}
_DAY_IN_TEXT = re.compile(
    r"(?:(?P<y>\d{4})\s*[年/.-]\s*)?(?:(?P<m>\d{1,2})\s*[月/.-]\s*)?(?P<d>\d{1,2})(?:\s*[日号]|(?!\d))"
)
_RANGE = re.compile(r"至|到|~|～|—|–|-")
_PARENTHESES = re.compile(r"[(（][^)）]*[)）]")
_COUNT = re.compile(r"共?\s*\d+\s*天")
_TITLE_YEAR = re.compile(r"(20\d{2})\s*年")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeProblem:
    """A row of the notice that could not be taken, and why."""

    row: int
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a notice says, and which of its rows could not be read."""

    days: tuple[SpecialDay, ...]
    problems: tuple[NoticeProblem, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Give the years that the notice covers."""
        return tuple(sorted({special.day.year for special in self.days}))


@dataclass(slots=True)
class _Reading:
    columns: dict[Role, int]
    year: int | None
    today: date
    days: dict[date, SpecialDay] = field(default_factory=dict)


class _RowError(Exception):
    """Carries the reason out of the depth of a row."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


def read_notice(
    rows: Iterable[Sequence[object]], *, today: date, year: int | None = None
) -> Notice:
    """Read the rows of a sheet; days without a year take the one in the title or given."""
    numbered = [(number, list(row)) for number, row in enumerate(rows, start=1)]
    heading, columns = _find_heading(numbered)
    titles = " ".join(_text(cell) for _, row in numbered[:heading] for cell in row)
    in_title = _TITLE_YEAR.search(titles)
    reading = _Reading(columns, int(in_title[1]) if in_title else year, today)
    problems: list[NoticeProblem] = []
    for number, row in numbered[heading:]:
        if not any(_text(cell) for cell in row):
            continue
        try:
            for special in _read_row(row, reading):
                reading.days[special.day] = special
        except _RowError as error:
            problems.append(NoticeProblem(row=number, reason=error.reason))
    return Notice(
        days=tuple(reading.days[day] for day in sorted(reading.days)), problems=tuple(problems)
    )


def _find_heading(rows: list[tuple[int, list[object]]]) -> tuple[int, dict[Role, int]]:
    """Give the number of rows up to the heading and its columns; date, kind, name without one."""
    for number, row in rows[:_ROWS_BEFORE_HEADING]:
        columns: dict[Role, int] = {}
        for position, cell in enumerate(row):
            role = _ROLE_OF.get(_heading_key(cell))
            if role is not None:
                columns.setdefault(role, position)
        if columns.keys() & {Role.DAY, Role.RESTS, Role.WORKS}:
            return number, columns
    return 0, {Role.DAY: 0, Role.KIND: 1, Role.NAME: 2}


def _read_row(row: list[object], reading: _Reading) -> Iterator[SpecialDay]:
    name = _text(_cell(row, reading, Role.NAME))
    found = False
    for role, kind in ((Role.RESTS, DayKind.REST), (Role.WORKS, DayKind.WORK)):
        cell = _cell(row, reading, role)
        if _text(cell):
            for day in _days_of(cell, reading):
                found = True
                yield _special(day, kind, name)
    if Role.DAY in reading.columns:
        kind = _kind_of(row, reading)
        for day in _span_of(row, reading):
            found = True
            yield _special(day, kind, name)
    if not found:
        raise _RowError(say("这一行没有日期"))


def _special(day: date, kind: DayKind, name: str) -> SpecialDay:
    return SpecialDay(day=day, kind=kind, name=name, source=DaySource.NOTICE)


def _kind_of(row: list[object], reading: _Reading) -> DayKind:
    for role, when_yes, when_no in (
        (Role.IS_WORK, DayKind.WORK, DayKind.REST),
        (Role.IS_REST, DayKind.REST, DayKind.WORK),
    ):
        cell = _text(_cell(row, reading, role))
        answer = read_boolean(cell).value if cell else None
        if answer is not None:
            return when_yes if answer else when_no
    text = _text(_cell(row, reading, Role.KIND))
    even = text.casefold()
    if even.startswith("不") or (_has(even, "休 假 rest holiday off") and "班" not in even):
        return DayKind.REST
    if _has(even, "班 工作 work"):
        return DayKind.WORK
    if not text:
        raise _RowError(say("没有写是休还是班"))
    raise _RowError(say("“{text}”看不出是休还是班，写成“休”或“班”", text=text))


def _span_of(row: list[object], reading: _Reading) -> list[date]:
    days = _days_of(_cell(row, reading, Role.DAY), reading)
    last = _cell(row, reading, Role.LAST_DAY)
    if not _text(last) or not days:
        return days
    return _range(days[0], _days_of(last, reading)[-1])


def _days_of(cell: object, reading: _Reading) -> list[date]:
    rules = DateRules(today=reading.today, default_year=reading.year)
    if isinstance(cell, datetime):
        return [cell.date()]
    if isinstance(cell, date):
        return [cell]
    outcome = (
        read_date_cell(cell, rules)
        if isinstance(cell, int | float)
        else read_date(_text(cell), rules)
    )
    if outcome.value is not None:
        day = outcome.value
        return [day.date() if isinstance(day, datetime) else day]
    days = _days_in_words(_text(cell), reading)
    if not days:
        raise _RowError(outcome.reason or say("这一行没有日期"))
    return days


def _days_in_words(text: str, reading: _Reading) -> list[date]:
    """Read 1月1日（周五）至3日、1月4日: a part that is left out is that of the day before."""
    even = _COUNT.sub("", _PARENTHESES.sub("", plain(text)))
    days: list[date] = []
    year, month, end = reading.year, None, 0
    for found in _DAY_IN_TEXT.finditer(even):
        year = int(found["y"]) if found["y"] else year
        month = int(found["m"]) if found["m"] else month
        if year is None or month is None:
            raise _RowError(say("“{text}”没有年份或月份，写成 年-月-日", text=text))
        try:
            day = date(year, month, int(found["d"]))
        except ValueError:
            raise _RowError(say("“{text}”里有不存在的日期", text=text)) from None
        is_range = bool(days) and _RANGE.search(even[end : found.start()])
        days += _range(days[-1], day)[1:] if is_range else [day]
        end = found.end()
    return days


def _range(first: date, last: date) -> list[date]:
    length = (last - first).days
    if not 0 <= length < LONGEST_RANGE_DAYS:
        raise _RowError(
            say("{first} 到 {last} 不像一个假期", first=first.isoformat(), last=last.isoformat())
        )
    return [first + timedelta(days=offset) for offset in range(length + 1)]


def _cell(row: list[object], reading: _Reading, role: Role) -> object:
    position = reading.columns.get(role)
    return row[position] if position is not None and position < len(row) else None


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _heading_key(cell: object) -> str:
    return re.sub(r"[\s*＊:：]|\(.*?\)|（.*?）", "", plain(_text(cell))).casefold()


def _has(text: str, words: str) -> bool:
    return any(word in text for word in words.split())
