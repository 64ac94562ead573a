"""A branch looks at its tiers: counts, lists, the rule, who moved, a fresh review, undo."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_advice import advice
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_policy import Period, Rises
from branchcrm.domain.tier_policy_presets import (
    bank_policy,
    default_policy,
    potential_policy,
    steps_policy,
)
from branchcrm.services.exports import ExportRequest
from tests.journeys.driver import Driver
from ui.customers.portrait_page import PortraitPage
from ui.customers.source_rows import SourceRowsDialog
from ui.kit.count_tabs import CountTabs
from ui.kit.labels import TierBadge
from ui.kit.pyramid import TierPyramid
from ui.kit.questions import FileChoice
from ui.kit.translation import translate
from ui.paper.page import PaperPage
from ui.paper.pieces import Words
from ui.tiers.rule_bench import BandsBench, ScoreBench
from ui.tiers.tier_page import TierPage

HIGH = CustomerFilter(tiers=frozenset({Tier.HIGH}))
MIDDLE = CustomerFilter(tiers=frozenset({Tier.MID}))
LOW = CustomerFilter(tiers=frozenset({Tier.LOW}))


def _tabs(driver: Driver) -> list[str]:
    (tabs,) = driver.page.findChildren(CountTabs)
    buttons = (tabs.tab(key) for key in ("all", *Tier))
    return [button.accessibleName().partition(" ")[0] for button in buttons if button]


def _board(driver: Driver) -> TierPage:
    driver.press("Alt+3")
    page = driver.page
    assert isinstance(page, TierPage)
    return page


def test_the_board_shows_counts_money_rule_and_leads_to_the_lists(demo: Driver) -> None:
    page = _board(demo)
    counts = demo.services.customers.counts(CustomerFilter())
    assert page.overview.board is not None
    shown = {tier: c.customers for tier, c in page.overview.board.overview.counts.items()}
    assert shown == {tier: counts[tier] for tier in Tier}
    assert demo.sees("综合价值评分 v1")
    assert demo.sees("低于分数线 3 分以上，连续 2 次评审才降")
    assert demo.sees("的客户贡献了")
    pyramid = page.overview.structure.pyramid
    pyramid.setFocus()
    QTest.keyClick(pyramid, Qt.Key.Key_Down)
    QTest.keyClick(pyramid, Qt.Key.Key_Return)
    demo.settle()
    assert demo.page_key == "customers"
    rows = demo.services.customers.counts(CustomerFilter())
    assert rows[Tier.MID] == shown[Tier.MID]


def test_the_report_goes_out_as_a_pdf(demo: Driver, tmp_path: Path) -> None:
    _board(demo)
    demo.prompts.answers.append(tmp_path / "报表.pdf")
    demo.click("导出报表")
    demo.settle()
    choice = demo.prompts.asked[-1]
    assert isinstance(choice, FileChoice)
    assert any("*.pdf" in one for one in choice.filters)
    assert (tmp_path / "报表.pdf").read_bytes().startswith(b"%PDF")
    assert any("报表.pdf" in notice for notice in demo.notices)


def test_a_mover_leads_to_the_customer_with_the_receipt(demo: Driver) -> None:
    page = _board(demo)
    assert page.overview.board is not None
    assert page.overview.board.moves
    page.overview.moves.choice.choose("up")
    moves = page.overview.moves.list.moves
    for row in range(moves.rowCount()):
        words = moves.data(moves.index(row), Qt.ItemDataRole.AccessibleTextRole)
        assert "→" in str(words)
    page.overview.moves.choice.choose("all")
    rect = page.overview.moves.list.visualRect(moves.index(0))
    place = QPoint(rect.x() + 30, rect.center().y())
    QTest.mouseClick(page.overview.moves.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    demo.settle()
    assert demo.page_key == "customer"
    assert demo.sees(page.overview.board.moves[0].name)


def test_every_figure_of_a_receipt_opens_the_rows_that_make_it(demo: Driver) -> None:
    services = demo.services
    number = CustomerId(services.customers.ids(HIGH, CustomerOrder())[0])
    demo.place.context.navigator.open_customer(int(number))
    demo.settle()
    receipt = services.tiers.receipt(number)
    assert receipt is not None
    for line in receipt.lines:
        demo.click(f"打开{line.label.text()}的原始记录")
        (shown,) = demo.window.findChildren(SourceRowsDialog)
        sheet = shown.sheets[line.measure]
        assert shown.measures.value() == line.measure
        assert demo.sees("与分层依据一致", shown)
        assert sheet.found == line.value
        assert len(shown.table.rows.ids) == len(sheet.rows) > 0
        rows = [shown.table.rows.row_at(place)[1] for place in range(len(sheet.rows))]
        if line.measure is Measure.AMOUNT:
            assert sum(row.amount_cents for row in rows) == line.value
            shown.measures.choose(Measure.FREQUENCY)
            assert demo.sees("行购买落在", shown)
        demo.close_dialogs()
    told = [sentence.text() for sentence in advice(receipt)]
    assert told[0].endswith("就会降级")
    assert all(demo.sees(words) for words in told)
    demo.press("Ctrl+P")
    paper = demo.page
    assert isinstance(paper, PaperPage)
    assert paper.document is not None
    pieces = [piece for sheet in paper.document.sheets for _, piece in sheet.pieces]
    printed = [piece.text for piece in pieces if isinstance(piece, Words)]
    assert set(told) <= set(printed)


def test_a_review_without_fresh_figures_says_that_nothing_changed(demo: Driver) -> None:
    page = _board(demo)
    demo.click("重算分层")
    assert any("层级没有变化" in notice for notice in demo.notices)
    assert page.retier_button.isEnabled()


def test_another_rule_is_shown_applied_and_taken_back(demo: Driver) -> None:
    page = _board(demo)
    demo.services.tiers.set_policy(steps_policy())
    demo.click("重算分层")
    assert demo.sees("三项固定档位评分 v2")
    assert demo.sees("≤180")
    assert any("重算分层" in notice for notice in demo.notices)
    demo.press("Ctrl+Z")
    assert page.overview.board is not None
    assert page.overview.board.overview.version == 1
    assert demo.sees("综合价值评分 v1")


def test_bands_are_shown_as_bands_and_those_without_a_balance_are_named(demo: Driver) -> None:
    page = _board(demo)
    demo.services.tiers.set_policy(bank_policy(), is_sure=True)
    demo.click("重算分层")
    assert demo.sees("600 万元及以上")
    assert demo.sees("位未分层：没有月日均资产的数字")
    assert not page.overview.heat.isVisible()
    demo.click(page.overview.structure.unclassified.text())
    assert demo.page_key == "customers"


def test_a_tier_by_hand_is_marked_in_list_and_portrait_and_told_per_person(demo: Driver) -> None:
    page = _board(demo)
    dialog = page.overview.workshop.show_overrides()
    assert demo.sees("还没有人工定过层级")
    dialog.accept()
    services = demo.services
    number = CustomerId(services.customers.ids(LOW, CustomerOrder())[0])
    until = services.context.clock.today() + timedelta(days=60)
    services.tier_overrides.set(number, Tier.HIGH, "重点企业主", until)
    demo.click("人工定层级")
    assert demo.sees("共 1 次，生效中 1，已取消或替换 0，已到期 0")
    page.overview.workshop.show_overrides().accept()
    demo.place.context.navigator.open_customer(int(number))
    demo.settle()
    assert demo.sees("按规则是低价值")
    assert demo.sees("人工定为高价值")


def test_the_watch_list_says_who_would_fall_when(demo: Driver) -> None:
    page = _board(demo)
    page.overview.moves.choice.choose("watch")
    demo.settle()
    assert page.overview.board is not None
    if page.overview.board.watched:
        words = page.overview.moves.list.moves.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert "未达标" in str(words)
    else:
        assert demo.sees("没有需要关注的客户")
    assert page.overview.moves.list.moves.rowCount() == len(page.overview.board.watched)


def test_a_rule_is_tried_by_hand_applied_and_taken_back(demo: Driver) -> None:
    page = _board(demo)
    demo.click("调整规则…")
    bench = page.overview.workshop.card.bench
    assert isinstance(bench, ScoreBench)
    bench.numbers[Measure.AMOUNT].setValue(40)
    assert demo.sees("权重合计应为 100，现在是 90")
    assert not page.overview.workshop.buttons.apply.isEnabled()
    QTest.keyClick(bench.weights[Measure.FREQUENCY], Qt.Key.Key_PageUp)
    QTest.keyClick(bench.weights[Measure.FREQUENCY], Qt.Key.Key_PageUp)
    QTest.keyClick(bench.cuts, Qt.Key.Key_Space)
    QTest.keyClick(bench.cuts, Qt.Key.Key_Left)
    page.overview.workshop.settle()
    demo.settle()
    trial = page.overview.workshop.trial
    assert trial is not None
    assert demo.sees("高价值 ≥ 69（原 70）")
    assert demo.sees(f"全部 {trial.moved}")
    shown = page.overview.moves.list.moves
    assert shown.rowCount() == len(trial.moves) == trial.moved
    demo.click("规则说明…")
    demo.save_form(name="综合价值评分（秋季）", principles="只看往来\n相同者同分")
    demo.prompts.answers.append(True)
    demo.button("应用 v2…").click()
    demo.settle()
    counts = demo.services.customers.counts(CustomerFilter())
    assert {tier: trial.after[tier].customers for tier in Tier} == counts
    assert demo.sees("综合价值评分（秋季） v2")
    assert demo.sees("原则：只看往来；相同者同分")
    dialog = page.overview.workshop.show_versions()
    assert demo.sees("v1 综合价值评分", dialog)
    assert demo.sees("起草 王敏 · 复核 王敏", dialog)
    dialog.reject()
    demo.undo()
    assert demo.services.tiers.policy().version == 1
    assert demo.sees("草稿 v2")
    demo.click("放弃草稿")
    assert demo.services.tier_drafts.draft() is None
    assert demo.sees("综合价值评分 v1")


def test_every_version_of_the_rule_can_be_read_for_ever(demo: Driver) -> None:
    page = _board(demo)
    demo.services.tiers.set_policy(bank_policy(), is_sure=True)
    demo.services.tiers.set_policy(steps_policy(), is_sure=True)
    page.refresh()
    demo.settle()
    dialog = page.overview.workshop.show_versions()
    for words in (
        "往来金额 50，往来频次 20，最近往来 15，产品种类 15 · 中价值 ≥ 35，高价值 ≥ 70",
        "近 12 个月 · 每月 · 达标即升 · 低于分数线 3 分以上，连续 2 次评审才降",
        "每项得分 = 权重 × 严格低于该客户的客户占比，四项相加",
        "月日均资产 · 金卡 ≥ 5 万元，财富 ≥ 20 万元，钻石 ≥ 50 万元，私行 ≥ 600 万元",
        "最近往来 25，往来频次 30，往来金额 45",
    ):
        assert demo.sees(words, dialog)
    dialog.reject()


def test_the_tiers_are_named_otherwise_and_rise_with_the_next_period(demo: Driver) -> None:
    page = _board(demo)
    demo.click("调整规则…")
    page.overview.workshop.start_from(potential_policy())
    demo.settle()
    assert demo.sees("潜力客户 ≥ 35")
    card = page.overview.workshop.card
    for box, value in ((card.rises_box, Rises.NEXT_PERIOD), (card.period_box, Period.QUARTER)):
        box.set_value(value)
        box.chosen.emit(value)
    page.overview.workshop.settle()
    demo.settle()
    demo.prompts.answers.append(True)
    demo.click("应用 v2…")
    assert demo.sees("下期起升")
    assert demo.sees("每季度")
    rule = demo.services.tiers.policy().policy
    assert (rule.rises, rule.period) == (Rises.NEXT_PERIOD, Period.QUARTER)
    number = demo.services.customers.ids(MIDDLE, CustomerOrder())[0]
    demo.place.context.navigator.open_customer(int(number))
    demo.settle()
    assert demo.sees("为什么是潜力客户")


def test_the_names_of_a_rule_stand_wherever_a_tier_is_named(demo: Driver, tmp_path: Path) -> None:
    page = _board(demo)
    rule = replace(default_policy(), labels=("普通", "潜力客户", "钻石"))
    demo.click("调整规则…")
    page.overview.workshop.start_from(rule)
    demo.settle()
    demo.prompts.answers.append(True)
    demo.click("应用 v2…")
    demo.settle()
    named = [badge.accessibleName() for badge in page.findChildren(TierBadge)]
    assert {"钻石", "潜力客户", "普通"} <= set(named)
    assert not {"高价值", "中价值", "低价值"} & set(named)
    pyramid = page.findChild(TierPyramid)
    assert isinstance(pyramid, TierPyramid)
    assert pyramid.accessibleName().startswith("钻石 ")
    demo.press("Alt+2")
    assert _tabs(demo) == ["全部", "钻石", "潜力客户", "普通", "未分层"]
    shown = demo.services.filters.catalogue().get("tier")
    assert shown is not None
    assert shown.choices["mid"] == "潜力"
    assert demo.services.filters.read("层级 = 钻石") == demo.services.filters.read("tier = high")
    demo.services.exports.export(tmp_path / "名单.xlsx", ExportRequest(), translate=translate)
    sheet = openpyxl.load_workbook(tmp_path / "名单.xlsx").worksheets[0]
    place = [cell.value for cell in sheet[1]].index("层级（只读）")
    tiers = {row[place] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert tiers == {"钻石", "潜力客户", "普通", "未分层"}
    demo.undo()
    demo.settle()
    assert _tabs(demo) == ["全部", "高价值", "中价值", "低价值", "未分层"]


def test_bands_are_tried_from_a_ready_made_rule(demo: Driver) -> None:
    page = _board(demo)
    demo.click("调整规则…")
    page.overview.workshop.start_from(bank_policy())
    demo.settle()
    bench = page.overview.workshop.card.bench
    assert isinstance(bench, BandsBench)
    bench.lines[0].setValue(30)
    assert demo.sees("分档线应从小到大排列")
    bench.lines[0].setValue(6)
    page.overview.workshop.settle()
    demo.settle()
    assert page.overview.workshop.card.policy is not None
    demo.click("恢复为 v1")
    assert isinstance(page.overview.workshop.card.bench, ScoreBench)
    demo.click("放弃草稿")


def test_a_tier_is_set_by_hand_on_the_portrait_and_given_back(demo: Driver) -> None:
    number = next(int(n) for n in demo.services.customers.ids(LOW, CustomerOrder()))
    demo.place.context.navigator.open_customer(number)
    demo.settle()
    page = demo.page
    assert isinstance(page, PortraitPage)
    page._on_header_wished("override")
    demo.save_form(reason="")
    assert demo.sees("填写理由", demo.dialog)
    demo.save_form(reason="重点企业主")
    assert demo.services.customers.rows([number])[0].tier is Tier.HIGH
    assert demo.sees("重点企业主（王敏）")
    demo.click("恢复按规则")
    assert demo.services.customers.rows([number])[0].tier is Tier.LOW
    assert not demo.sees("重点企业主（王敏）")
