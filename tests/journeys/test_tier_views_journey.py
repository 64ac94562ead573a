"""A branch looks at its tiers over time, for fairness, by other layers, and at who is close."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from branchcrm.domain.fairness import Promise
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.layer import CLASS_LABELS, Layer
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_time import Basis
from tests.journeys.driver import Driver
from ui.tiers.fairness_view import FairnessView
from ui.tiers.history_view import HistoryView
from ui.tiers.layers_view import LayersView
from ui.tiers.offers_view import OffersView
from ui.tiers.tier_page import FAIRNESS, HISTORY, LAYERS, OFFERS, TierPage


def _page(driver: Driver, view: str) -> TierPage:
    driver.press("Alt+3")
    page = driver.page
    assert isinstance(page, TierPage)
    page.switch.choose(view)
    driver.settle()
    return page


def test_two_days_are_compared_down_to_the_customers(demo: Driver) -> None:
    view = _page(demo, HISTORY).shown
    assert isinstance(view, HistoryView)
    assert view.migration is not None
    days = demo.services.tier_views.times.review_days()
    assert (view.second.value(), view.first.value()) == (days[0], days[1])
    view.matrix.setFocus()
    view.matrix.choose((Tier.MID, Tier.MID))
    QTest.keyClick(view.matrix, Qt.Key.Key_Right)
    QTest.keyClick(view.matrix, Qt.Key.Key_Return)
    demo.settle()
    assert view.matrix.chosen == (Tier.MID, Tier.LOW)
    listed = len(view.movers.table.rows.ids)
    assert listed == view.migration.moves.get((Tier.MID, Tier.LOW), 0)
    view.matrix.choose((Tier.HIGH, Tier.HIGH))
    demo.settle()
    view.movers.table.go_to(0)
    view.movers.table.open_current()
    demo.settle()
    assert demo.page_key == "customer"


def test_the_rule_of_today_looks_at_last_year(demo: Driver) -> None:
    view = _page(demo, HISTORY).shown
    assert isinstance(view, HistoryView)
    demo.type_into("first_day", "2025-09-17")
    assert demo.sees("之前没有评审过")
    view.basis.choose(Basis.RULE_OF_TODAY)
    demo.settle()
    assert view.migration is not None
    assert not view.notice.isVisible()
    assert view.migration.first.counts[Tier.HIGH].customers > 0


def test_a_cell_of_the_board_opens_the_customers_behind_it(demo: Driver) -> None:
    demo.press("Alt+3")
    page = demo.page
    assert isinstance(page, TierPage)
    matrix = page.overview.migration.matrix
    matrix.setFocus()
    QTest.keyClick(matrix, Qt.Key.Key_Space)
    demo.settle()
    assert page.switch.value() == HISTORY
    view = page.shown
    assert isinstance(view, HistoryView)
    assert view.matrix.chosen == (Tier.HIGH, Tier.HIGH)


def test_fairness_is_checked_by_a_button_and_groups_stand_side_by_side(demo: Driver) -> None:
    view = _page(demo, FAIRNESS).shown
    assert isinstance(view, FairnessView)
    assert demo.sees("仅供参考，不进入规则")
    assert demo.sees("60 岁及以上")
    assert demo.sees("投诉记录")
    demo.click("检查公正性")
    assert view.report is not None
    assert view.report.is_fair
    assert demo.sees(f"全部 {len(Promise)} 项承诺")
    assert demo.sees("没有人变差")
    complaints = next(one for one in view.report.results if one.promise is Promise.COMPLAINTS)
    assert complaints.checked > 0
    assert demo.sees(f"换了 {complaints.checked} 起投诉，没有人的结果变化")
    assert view.check_button.isEnabled()


def test_other_layers_lead_to_their_customers_and_wallets_make_core_customers(
    demo: Driver,
) -> None:
    view = _page(demo, LAYERS).shown
    assert isinstance(view, LayersView)
    for layer in Layer:
        view.layers.choose(layer)
        demo.settle()
        shown = len(view.classes.table.rows.ids)
        assert shown == len(CLASS_LABELS[layer])
    view.layers.choose(Layer.ABC)
    demo.settle()
    assert demo.sees("金额最高的 20% 客户")
    view.layers.choose(Layer.CORE)
    demo.settle()
    assert view.board is not None
    view.classes.table.set_current_id(1)
    demo.settle()
    members = view.board.members(Layer.CORE, "core")
    assert list(view.members.table.rows.ids) == members
    view.members.table.set_current_id(members[0])
    demo.click("填写钱包资料…")
    demo.save_form(total="99亿")
    assert members[0] not in view.board.members(Layer.CORE, "core")
    wallet = demo.services.tier_views.layers.wallet(CustomerId(members[0]))
    assert wallet.total_cents == 990_000_000_000
    demo.press("Ctrl+Z")
    assert members[0] in view.board.members(Layer.CORE, "core")


def test_who_is_close_is_told_and_looked_back_on(demo: Driver) -> None:
    view = _page(demo, OFFERS).shown
    assert isinstance(view, OffersView)
    assert view.near is not None
    assert view.near.count
    assert demo.sees("没有告知")
    view.reach.choose(10)
    demo.settle()
    near = view.near.customers
    untold = next(one for one in near if one.offered_at is None)
    view.list.table.rows.check_only([int(untold.customer_id)])
    demo.click("记为已告知")
    told = {one.customer_id for one in view.near.customers if one.offered_at is not None}
    assert untold.customer_id in told
    demo.press("Ctrl+Z")
    told = {one.customer_id for one in view.near.customers if one.offered_at is not None}
    assert untold.customer_id not in told
