"""The work calendar of a branch: asked, shown, extended by next year's notice."""

from datetime import date, time

import pytest

from branchcrm.domain.errors import FieldError
from branchcrm.domain.rights import Right
from branchcrm.domain.wording import say
from branchcrm.domain.work_calendar import DayKind
from branchcrm.services.calendar import BUSINESS_HOURS, EmptyNoticeError
from branchcrm.services.use_cases import Services

NOTICE = [
    ["日期", "类型", "名称"],
    ["2027-01-01", "休", "元旦"],
    ["2027-01-02", "班", "元旦"],
    ["以后再说", "休", ""],
]


def test_a_workday_in_an_unpublished_year_comes_with_a_notice(services: Services) -> None:
    calendar = services.calendar
    assert calendar.workday(date(2026, 9, 28), 3).day == date(2026, 10, 8)
    answer = calendar.workday(date(2026, 12, 31), 1)
    assert answer.day == date(2027, 1, 1)
    assert [notice.text() for notice in answer.notices] == [
        "未导入2027年放假安排，按周一至周五推算"
    ]


@pytest.mark.parametrize(
    ("day", "count"), [(date(9999, 12, 30), 1), (date(2026, 1, 1), 10_001), (date(1, 1, 1), -1)]
)
def test_a_day_out_of_reach_is_refused_in_words(services: Services, day: date, count: int) -> None:
    with pytest.raises(FieldError):
        services.calendar.workday(day, count)


def test_an_imported_notice_counts_at_once_and_can_be_undone(services: Services) -> None:
    calendar = services.calendar
    done = calendar.import_notice(NOTICE)
    assert [problem.row for problem in done.problems] == [4]
    assert done.changes.summary.text() == "导入 2027 年放假安排：2 天"
    assert calendar.workday(date(2026, 12, 31), 1).day == date(2027, 1, 2)
    assert calendar.workday(date(2026, 12, 31), 1).notices == ()
    again = calendar.import_notice([["日期", "类型"], ["2027-01-02", "休"]])
    assert calendar.workday(date(2026, 12, 31), 1).day == date(2027, 1, 4)
    services.history.undo(again.changes.operation_id)
    services.history.undo(done.changes.operation_id)
    assert calendar.workday(date(2026, 12, 31), 1).day == date(2027, 1, 1)


def test_a_sheet_without_a_day_changes_nothing_and_says_why(services: Services) -> None:
    with pytest.raises(EmptyNoticeError, match="没有读到任何日期（第 2 行"):
        services.calendar.import_notice([["日期", "类型"], ["待定", "休"]])
    with pytest.raises(EmptyNoticeError, match="第 1 行：这一行没有日期"):
        services.calendar.import_notice([])


def test_a_month_shows_its_badges_and_names(services: Services) -> None:
    days = services.calendar.days(date(2026, 9, 19), date(2026, 9, 25))
    assert [day.badge for day in days] == [None, DayKind.WORK, None, None, None, None, DayKind.REST]
    assert days[-1].name == "中秋节"
    assert [day.is_workday for day in days[:3]] == [False, True, True]


def test_the_branch_may_set_a_day_of_its_own_and_take_it_back(services: Services) -> None:
    day = date(2026, 11, 23)
    services.calendar.set_day(day, DayKind.REST, "设备检修")
    assert not services.calendar.calendar().is_workday(day)
    services.calendar.set_day(day, DayKind.WORK)
    assert services.calendar.calendar().is_workday(day)
    services.calendar.clear_day(day)
    assert services.calendar.calendar().name(day) == ""


def test_the_branchs_hours_end_its_deadlines(services: Services) -> None:
    with services.context.write("test.hours", say("营业时间")) as work:
        work.settings.set(BUSINESS_HOURS, [["08:30", "11:30"], ["13:00", "17:30"]])
        work.commit()
    hours = services.calendar.calendar().hours
    assert (hours.opening, hours.closing) == (time(8, 30), time(17, 30))


def test_only_who_may_edit_settings_may_import(services: Services) -> None:
    use_case = type(services.calendar).import_notice
    assert use_case.required_right is Right.EDIT_SETTINGS  # type: ignore[attr-defined]
