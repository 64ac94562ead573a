"""Settings of the work calendar: what is known of each year, and next year's notice by file."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from typing_extensions import override

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.progress import Progress
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import mark
from branchcrm.domain.work_calendar import DayKind
from branchcrm.services.calendar import CalendarDay, NoticeImport
from ui.kit.buttons import small
from ui.kit.choices import Option, SegmentedControl
from ui.kit.page import PageContext
from ui.kit.questions import FileChoice
from ui.kit.translation import spoken, translate
from ui.settings.rows import Section, SettingRow
from ui.shell.main_window import MainWindow

_DAY = timedelta(days=1)


class HolidaySection(Section):
    """Lists a year's holidays and worked weekends."""

    def __init__(self, context: PageContext, window: MainWindow) -> None:
        """Offer last, this and next year."""
        super().__init__(translate(mark("节假日")), context, window)
        year = context.clock.today().year
        options = [Option(n, str(n)) for n in (year - 1, year, year + 1)]
        self.years = SegmentedControl(options, is_small=True)
        self.years.set_value(year)
        self.years.changed.connect(self._on_years_changed)
        self.add_to_head(self.years)
        self.load_file = small(self.tr("导入放假安排…"), icon="download-simple")
        self.load_file.setObjectName("import_holidays")
        self.load_file.clicked.connect(self._on_load_file_clicked)
        self.load_file.setEnabled(context.services.actor.may(Right.EDIT_SETTINGS))
        self.add_to_head(self.load_file)

    @override
    def reload(self) -> None:
        year = int(str(self.years.value()))
        calendar = self.context.services.calendar
        days = calendar.days(date(year, 1, 1), date(year, 12, 31))
        is_known = year in calendar.calendar().known_years
        self.replace_rows(self._rows(days) if is_known else [self._unknown(year)])

    def _rows(self, days: Sequence[CalendarDay]) -> list[SettingRow]:
        special = [day for day in days if day.badge is not None]
        return [self._row(tuple(run)) for _key, run in groupby(special, _Runs().key)]

    def _row(self, run: Sequence[CalendarDay]) -> SettingRow:
        formats, first = self.context.formats, run[0]
        start = formats.day_in_text(first.day)
        end = formats.day_in_text(run[-1].day)
        name = translate(first.name) if first.name else self.tr("休息日")
        off = self.tr("放假 {count} 天").format(count=f"{len(run):,}")
        words = off if first.badge is DayKind.REST else self.tr("上班")
        span = start if len(run) == 1 else self.tr("{start} 至 {end}").format(start=start, end=end)
        return SettingRow(f"{name}  {words}", span)

    def _unknown(self, year: int) -> SettingRow:
        title = self.tr("还没有 {year} 年的放假安排").format(year=year)
        remark = self.tr("按周一至周五上班推算。公布后导入一个表格：日期、休或班、名称")
        return SettingRow(title, remark)

    def _on_years_changed(self) -> None:
        self.reload()

    def _on_load_file_clicked(self) -> None:
        filters = (self.tr("表格 (*.xlsx *.xls *.csv)"),)
        choice = FileChoice(title=self.tr("选择放假安排"), filters=filters)
        file = self.context.prompts.open_file(choice)
        if file is None:
            return

        def load(_progress: Progress) -> NoticeImport:
            return self.context.services.calendar.import_file(file)

        self.context.tasks.start(load, on_success=self._on_loaded, on_error=self._on_refused)

    def _on_loaded(self, done: NoticeImport) -> None:
        self.context.changes.publish(done.changes)
        self.context.navigator.toast(done.changes)
        years = {special.day.year for special in done.days}
        if years and self.years.value() not in years:
            self.years.set_value(max(years))
        self.reload()
        if done.problems:
            words = self.tr("第 {row} 行没有采用：{reason}")
            lines = [words.format(row=p.row, reason=spoken(p.reason)) for p in done.problems]
            self.context.prompts.message(self.tr("有几行没有采用"), lines)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, BranchCrmError):
            raise error
        self.context.prompts.error(error)


class _Runs:
    """Joins days in a row of the same kind and name."""

    def __init__(self) -> None:
        self._number = 0
        self._last: CalendarDay | None = None

    def key(self, day: CalendarDay) -> int:
        last, self._last = self._last, day
        follows = (
            last is not None
            and last.day + _DAY == day.day
            and (last.badge, last.name) == (day.badge, day.name)
        )
        self._number += 0 if follows else 1
        return self._number
