"""Reading next year's holiday notice from a sheet."""

from collections.abc import Sequence
from datetime import date, datetime

import pytest

from branchcrm.domain.work_calendar import DayKind, DaySource
from branchcrm.reference.holiday_notice import Notice, read_notice

TODAY = date(2026, 11, 22)


def read(*rows: Sequence[object], year: int | None = None) -> Notice:
    return read_notice(rows, today=TODAY, year=year)


def kinds(notice: Notice) -> dict[str, str]:
    return {special.day.isoformat(): special.kind.value for special in notice.days}


def reasons(notice: Notice) -> list[tuple[int, str]]:
    return [(problem.row, problem.reason.text()) for problem in notice.problems]


def test_a_sheet_of_days_with_kinds_and_names_is_read() -> None:
    notice = read(
        ["2027年部分节假日安排", None, None],
        ["日期", "类型", "节日"],
        [datetime(2027, 1, 1), "休", "元旦"],  # noqa: DTZ001 - a sheet's cell has no zone
        [date(2027, 1, 3), "调休上班", "元旦"],
        [20270210.0, "放假", "春节"],
        [46430, "班", ""],
        ["2月11日", "holiday", "春节"],
        [None, "", " "],
    )
    assert kinds(notice) == {
        "2027-01-01": "rest",
        "2027-01-03": "work",
        "2027-02-10": "rest",
        "2027-02-11": "rest",
        "2027-02-12": "work",
    }
    assert notice.years == (2027,)
    assert notice.days[0].name == "元旦"
    assert notice.days[0].source is DaySource.NOTICE
    assert notice.problems == ()


def test_the_official_layout_with_ranges_in_words_is_read() -> None:
    notice = read(
        ["2027年放假安排"],
        ["节日", "放假时间", "调休上班日期", "放假天数"],
        ["元旦", "1月1日（周五）至3日（周日），共3天", "", "3天"],
        ["春节", "2月5日至11日", "2月14日（周日）、2月20日", "7天"],
        ["跨年", "2027年12月31日~2028年1月2日", None],
    )
    found = kinds(notice)
    assert notice.problems == ()
    assert [found[f"2027-01-0{n}"] for n in (1, 2, 3)] == ["rest"] * 3
    assert sum(kind == "rest" for kind in found.values()) == 3 + 7 + 3
    assert [text for text, kind in found.items() if kind == "work"] == ["2027-02-14", "2027-02-20"]
    assert notice.years == (2027, 2028)


def test_first_and_last_day_in_two_columns_make_a_span() -> None:
    notice = read(
        ["开始日期", "结束日期", "类型", "名称"],
        ["2027-10-01", "2027-10-03", "放假", "国庆节"],
        ["2027-10-09", "", "上班", ""],
    )
    assert kinds(notice) == {
        "2027-10-01": "rest",
        "2027-10-02": "rest",
        "2027-10-03": "rest",
        "2027-10-09": "work",
    }


@pytest.mark.parametrize(
    ("heading", "cell", "kind"),
    [
        ("是否上班", "是", DayKind.WORK),
        ("is_workday", 0, DayKind.REST),
        ("isOffDay", "true", DayKind.REST),
        ("是否放假", "否", DayKind.WORK),
        ("类型", "不上班", DayKind.REST),
        ("类型", "工作日", DayKind.WORK),
    ],
)
def test_yes_and_no_columns_are_understood(heading: str, cell: object, kind: DayKind) -> None:
    assert read(["date", heading], ["2027-05-01", cell]).days[0].kind is kind


def test_a_sheet_without_a_heading_is_day_kind_name() -> None:
    notice = read(["2027/5/1", "休", "劳动节"], ["5月2日", "休"], year=2027)
    assert kinds(notice) == {"2027-05-01": "rest", "2027-05-02": "rest"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["2027-05-01", "值日"], "“值日”看不出是休还是班，写成“休”或“班”"),
        (["2027-05-01", ""], "没有写是休还是班"),
        (["2027-05-01"], "没有写是休还是班"),
        (["2027年2月29日至30日", "休"], "“2027年2月29日至30日”里有不存在的日期"),
        (["5月1日至3日", "休"], "“5月1日至3日”没有年份或月份，写成 年-月-日"),
        (["2027-01-01至2027-12-31", "休"], "2027-01-01 到 2027-12-31 不像一个假期"),
        (["", "休"], "这一行没有日期"),
    ],
)
def test_a_row_that_cannot_be_read_says_why(row: list[object], reason: str) -> None:
    notice = read(["日期", "类型"], row, ["2027-05-04", "班"])
    assert reasons(notice) == [(2, reason)]
    assert kinds(notice) == {"2027-05-04": "work"}


def test_a_row_with_neither_rest_nor_work_day_is_named() -> None:
    assert reasons(read(["节日", "放假时间"], ["元旦", ""])) == [(2, "这一行没有日期")]


def test_words_without_a_date_are_refused_with_the_reason_of_the_date_reader() -> None:
    (problem,) = read(["日期", "类型"], ["待定", "休"]).problems
    assert problem.row == 2


def test_a_later_row_overrides_an_earlier_one() -> None:
    notice = read(["日期", "类型"], ["2027-05-01", "休"], ["2027-05-01", "班"])
    assert kinds(notice) == {"2027-05-01": "work"}


def test_an_empty_sheet_gives_an_empty_notice() -> None:
    assert read() == Notice(days=(), problems=())
