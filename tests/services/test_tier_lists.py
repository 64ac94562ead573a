"""The lists of tiering: who is about to fall and when, who moved, who would move and why."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from branchcrm.bootstrap import Book
from branchcrm.domain.errors import InvalidDraftError
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.tier_policy_presets import bank_policy, default_policy
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import add_customer, at_day, report_figures


def rows(path: Path) -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]


def test_the_watch_list_names_the_day_of_every_fall(book: Book, tmp_path: Path) -> None:
    services = at_day(book, date(2026, 7, 1))
    assert services.tier_lists.watched().as_of is None
    people = [add_customer(services, name) for name in ("林国栋", "何秀兰", "沈一帆")]
    services.tiers.set_policy(bank_policy())
    month = (date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31))
    balances = ((650, 60, 10), (590, 40, 10), (580, 60, 10))
    for end, figures, review in zip(
        month, balances, (date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)), strict=True
    ):
        services = at_day(book, review)
        for number, balance in zip(people, figures, strict=True):
            report_figures(services, number, {"aum_month_average": balance * 1_000_000}, end)
        services.tiers.retier()
        found = services.tier_lists.watched()
        falls = {one.name: (one.misses, one.falls_on) for one in found.customers}
        if review.month == 8:
            assert falls == {
                "何秀兰": (1, date(2026, 10, 1)),
                "林国栋": (1, date(2027, 1, 1)),
            }
            assert [one.name for one in found.customers] == ["何秀兰", "林国栋"]
            assert len(services.tier_lists.watched(1).customers) == 1
    assert falls == {"林国栋": (2, date(2027, 1, 1))}
    assert found.total == 1
    outcome = services.tier_lists.write_watched(tmp_path / "watch.xlsx")
    assert outcome.rows == 1
    heads, line = rows(tmp_path / "watch.xlsx")
    assert heads == [*("客户编号", "客户", "客户经理", "层级", "评分", "连续不达标次数", "降级日")]
    assert line[1:6] == ["林国栋", None, "高价值", None, 2]
    assert line[6] == datetime(2027, 1, 1)  # noqa: DTZ001 - a cell has no zone
    assert services.history.latest()[0].summary.text() == "导出降级关注名单 1 行到 watch.xlsx"


def test_the_lists_of_moves_hold_everybody_with_scores_and_reasons(
    services: Services, clerk: Services, tmp_path: Path
) -> None:
    assert services.tier_lists.write_moved(tmp_path / "none.xlsx").rows == 0
    services.demo.fill(200, seed=11, progress=NoProgress())
    services.tiers.retier()
    lower = replace(default_policy(), high_cut=Decimal(60))
    trial = services.tier_trials.preview(lower, 3)
    assert len(trial.moves) == 3 < trial.moved
    outcome = services.tier_lists.write_trial(tmp_path / "trial.xlsx", lower)
    assert outcome.rows == trial.moved
    heads, *lines = rows(tmp_path / "trial.xlsx")
    assert heads[3:] == ["原层级", "新层级", "原评分", "新评分", "原因"]
    assert {line[7] for line in lines} <= {"分数线 70 → 60", "缓冲重算"}
    assert all(isinstance(line[5], float | int) for line in lines)
    services.tier_drafts.save(lower)
    services.tier_drafts.apply()
    moved = services.tier_lists.write_moved(tmp_path / "moved.xlsx")
    assert moved.rows == trial.moved
    assert {line[0] for line in rows(tmp_path / "moved.xlsx")[1:]} == {line[0] for line in lines}
    with pytest.raises(InvalidDraftError):
        services.tier_lists.write_trial(tmp_path / "x.xlsx", replace(lower, mid_cut=Decimal(90)))
    assert not (tmp_path / "x.xlsx").exists()
    assert clerk.tier_lists.watched().as_of is not None
