"""The bench of tier rules: many who move, a book that moved on, two people, taken back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft, CustomerFilter
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.rights import Actor, Role
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import ScorePolicy
from branchcrm.domain.tier_policy_presets import default_policy
from branchcrm.domain.tier_trial import BookMovedError
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.services.staff import StaffDraft
from branchcrm.services.use_cases import Services
from tests.journeys.driver import Driver
from ui.kit.questions import Question
from ui.settings.rows import SettingRow
from ui.shell.day_turn import DayTurn
from ui.tiers.board_view import BoardView
from ui.tiers.rule_bench import ScoreBench
from ui.tiers.tier_page import TierPage


def board_of(driver: Driver) -> BoardView:
    driver.press("Alt+3")
    page = driver.page
    assert isinstance(page, TierPage)
    return page.overview


def try_rule(driver: Driver, rule: ScorePolicy) -> BoardView:
    board = board_of(driver)
    driver.click("调整规则…")
    board.workshop.start_from(rule)
    driver.settle()
    assert board.workshop.trial is not None
    return board


def move_weights(driver: Driver, board: BoardView) -> None:
    bench = board.workshop.card.bench
    assert isinstance(bench, ScoreBench)
    bench.numbers[Measure.AMOUNT].setValue(45)
    bench.numbers[Measure.FREQUENCY].setValue(25)
    board.workshop.settle()
    driver.settle()


def counts(driver: Driver) -> dict[Tier, int]:
    return dict(driver.services.customers.counts(CustomerFilter()))


def colleague(driver: Driver) -> Services:
    """A second person who may change the rule, at another desk."""
    draft = StaffDraft(
        name="陈建国",
        role=Role.BRANCH_MANAGER,
        login="陈建国",
        password="平安喜乐-1",  # noqa: S106 - of an invented person
    )
    services = driver.services
    number = StaffId(services.staff.add(draft).only_id(Aspect.STAFF))
    branch_id = services.actor.branch_id
    actor = Actor(staff_id=number, name="陈建国", role=Role.BRANCH_MANAGER, branch_id=branch_id)
    return services.book.services(actor)


def test_a_rule_that_moves_more_than_half_asks_for_their_number(demo: Driver) -> None:
    before = counts(demo)
    rule = replace(default_policy(), mid_cut=Decimal(4), high_cut=Decimal(5))
    board = try_rule(demo, rule)
    trial = board.workshop.trial
    assert trial is not None
    assert trial.is_large
    demo.prompts.answers.append(False)
    demo.click("应用 v2…")
    asked = demo.prompts.asked[-1]
    assert isinstance(asked, Question)
    assert asked.text.startswith("超过一半的客户会变动。")
    assert asked.count == trial.moved
    assert counts(demo) == before
    assert demo.sees("草稿 v2")
    demo.prompts.answers.append(True)
    demo.click("应用 v2…")
    assert counts(demo) == {tier: trial.after[tier].customers for tier in Tier}
    demo.undo()
    assert counts(demo) == before


def test_a_book_that_moved_on_is_tried_again_before_a_rule_is_applied(demo: Driver) -> None:
    board = try_rule(demo, replace(default_policy(), high_cut=Decimal(60)))
    tried = board.workshop.trial
    fresh = demo.services.customers.add(CustomerDraft(name="刚来的客户"))
    day = demo.services.context.clock.today().isoformat()
    number = CustomerId(fresh.only_id(Aspect.CUSTOMER))
    demo.services.transactions.add(number, TransactionDraft(date=day, amount="90万"))
    demo.prompts.answers.append(True)
    demo.click("应用 v2…")
    assert isinstance(demo.prompts.asked[-1], BookMovedError)
    assert demo.services.tiers.policy().version == 1
    again = board.workshop.trial
    assert again is not None
    assert again is not tried
    demo.prompts.answers.append(True)
    demo.click("应用 v2…")
    assert demo.services.tiers.policy().version == 2
    assert counts(demo) == {tier: again.after[tier].customers for tier in Tier}


def test_what_was_moved_on_the_bench_stays_while_a_customer_is_looked_at(demo: Driver) -> None:
    board = try_rule(demo, replace(default_policy(), high_cut=Decimal(60)))
    demo.click("保存草稿")
    move_weights(demo, board)
    moved, trial = board.workshop.card.policy, board.workshop.trial
    assert trial is not None
    board.moves.opened.emit(int(trial.moves[0].customer_id), None)
    demo.settle()
    assert not isinstance(demo.page, TierPage)
    board = board_of(demo)
    demo.settle()
    assert board.workshop.card.policy == moved
    assert board.workshop.trial is not None
    demo.press("F5")
    demo.settle()
    assert board.workshop.card.policy == moved
    demo.click("保存草稿")
    kept = demo.services.tier_drafts.draft()
    assert kept is not None
    assert kept.policy == moved
    assert not demo.prompts.asked


def test_a_draft_that_was_given_up_elsewhere_leaves_the_bench_alone(demo: Driver) -> None:
    board = try_rule(demo, replace(default_policy(), high_cut=Decimal(60)))
    demo.click("保存草稿")
    move_weights(demo, board)
    moved = board.workshop.card.policy
    colleague(demo).tier_drafts.discard()
    demo.press("F5")
    demo.settle()
    assert board.workshop.card.policy == moved
    assert demo.services.tier_drafts.draft() is None
    demo.click("保存草稿")
    assert demo.services.tier_drafts.draft() is not None


def test_two_people_who_edit_one_draft_are_told_of_each_other(demo: Driver) -> None:
    other = colleague(demo)
    board = try_rule(demo, replace(default_policy(), high_cut=Decimal(60)))
    demo.click("提交复核")
    kept = demo.services.tier_drafts.draft()
    assert kept is not None
    other.tier_drafts.save(replace(default_policy(), high_cut=Decimal(65)), kept.edit)
    move_weights(demo, board)
    demo.prompts.answers.append(True)
    demo.click("提交复核")
    asked = demo.prompts.asked[-1]
    assert isinstance(asked, Question)
    assert asked.title == "陈建国刚刚改过同一份草稿"
    now = demo.services.tier_drafts.draft()
    assert now is not None
    assert (now.author, now.policy) == ("陈建国", board.workshop.card.policy)
    assert demo.sees("高价值 ≥ 65（原 70）")
    other.tier_drafts.save(replace(default_policy(), high_cut=Decimal(66)), now.edit)
    demo.prompts.answers.append(False)
    move_weights(demo, board)
    demo.click("保存草稿")
    assert demo.services.tier_drafts.draft() != now
    demo.click("保存草稿")
    kept = demo.services.tier_drafts.draft()
    assert kept is not None
    assert (kept.author, kept.policy) == ("王敏", board.workshop.card.policy)


def test_an_applied_rule_is_taken_back_within_a_day_and_from_the_history_later(
    demo: Driver, clock: FixedClock, tmp_path: Path
) -> None:
    before = counts(demo)
    board = try_rule(demo, replace(default_policy(), high_cut=Decimal(60)))
    trial = board.workshop.trial
    assert trial is not None
    assert demo.sees("每年联系")
    demo.prompts.answers.append(tmp_path / "名单")
    demo.click("导出名单")
    written = openpyxl.load_workbook(tmp_path / "名单.xlsx").worksheets[0]
    assert written.max_row - 1 == trial.moved
    demo.prompts.answers.append(True)
    demo.click("应用 v2…")
    clock.moment += timedelta(hours=23)
    demo.services.customers.add(CustomerDraft(name="刚来的客户"))
    dialog = board.workshop.show_versions()
    demo.click("撤销应用", dialog)
    assert demo.services.tiers.policy().version == 1
    expected = before | {Tier.NONE: before[Tier.NONE] + 1}
    assert counts(demo) == expected
    demo.prompts.answers.append(True)
    demo.click("应用 v2…")
    applied = demo.services.history.latest(limit=1)[0]
    assert applied.name == "tier.apply"
    clock.moment += timedelta(hours=25)
    dialog = board.workshop.show_versions()
    assert not demo.sees("撤销应用", dialog)
    dialog.reject()
    demo.open_page("settings", section="history")
    row = demo.window.findChild(SettingRow, f"operation_{int(applied.id)}")
    assert isinstance(row, SettingRow)
    demo.click("undo", row)
    assert demo.services.tiers.policy().version == 1
    assert counts(demo) == expected


def test_the_review_of_a_fresh_month_comes_while_the_window_is_open(
    demo: Driver, clock: FixedClock
) -> None:
    board = board_of(demo)
    assert demo.sees("2026-09-17 评审")
    clock.moment += timedelta(days=14)
    turn = demo.window.findChild(DayTurn)
    assert isinstance(turn, DayTurn)
    turn.look_at_clock()
    demo.settle()
    assert board.board is not None
    assert board.board.overview.as_of == clock.today()
    assert demo.sees("2026-10-01 评审")
    assert any("按 2026-10-01 重算分层" in notice for notice in demo.notices)
    demo.undo()
    assert demo.sees("2026-09-17 评审")


def test_the_lists_of_the_board_go_out(demo: Driver, tmp_path: Path) -> None:
    board = board_of(demo)
    assert board.board is not None
    for segment, expected in (
        ("all", sum(board.board.move_counts.values())),
        ("watch", board.board.watched_count),
    ):
        board.moves.choice.choose(segment)
        demo.settle()
        demo.prompts.answers.append(tmp_path / f"{segment}.xlsx")
        demo.click("导出名单")
        sheet = openpyxl.load_workbook(tmp_path / f"{segment}.xlsx").worksheets[0]
        assert sheet.max_row - 1 == expected


def test_taking_a_rule_back_after_a_later_review_names_whom_it_left(
    demo: Driver, clock: FixedClock
) -> None:
    board = try_rule(demo, replace(default_policy(), high_cut=Decimal(60)))
    demo.prompts.answers.append(True)
    demo.click("应用 v2…")
    applied = demo.services.history.latest(limit=1)[0]
    clock.moment += timedelta(days=14)
    turn = demo.window.findChild(DayTurn)
    assert isinstance(turn, DayTurn)
    turn.look_at_clock()
    demo.settle()
    assert board.board is not None
    assert board.board.overview.as_of == clock.today()
    kept = counts(demo)
    demo.open_page("settings", section="history")
    row = demo.window.findChild(SettingRow, f"operation_{int(applied.id)}")
    assert isinstance(row, SettingRow)
    demo.click("undo", row)
    assert counts(demo) == kept
    asked = demo.prompts.asked[-1]
    assert isinstance(asked, tuple)
    title, lines = asked
    assert title.endswith("条保留没动")
    assert lines[0].startswith("综合价值评分 v2：2026-10-01 已按它评审")
    assert demo.services.tiers.policy().version == 1
    board_of(demo)
    dialog = board.workshop.show_versions()
    assert demo.sees("v2 综合价值评分 · 已撤销", dialog)
    dialog.reject()


def test_a_rule_is_told_what_to_call_its_tiers(demo: Driver) -> None:
    board = try_rule(demo, default_policy())
    demo.click("规则说明…")
    demo.save_form(labels="黑金\n潜力客户")
    assert demo.sees("每个层级都要有名称，或者都不写")
    demo.save_form(labels="黑金\n潜力客户\n黑金")
    assert demo.sees("“黑金”是不止一个层级的名称")
    demo.save_form(labels="黑金\n潜力客户\n普通")
    policy = board.workshop.card.policy
    assert policy is not None
    assert policy.labels == ("普通", "潜力客户", "黑金")
    demo.settle()
    assert demo.sees("黑金 ≥ 70")
    demo.prompts.answers.append(True)
    demo.click("应用 v2…")
    assert demo.services.tier_naming.names().of(Tier.HIGH).text() == "黑金"
