"""A portrait in the window: who it is at once, then cards and a timeline that goes on."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.transaction import TransactionDraft
from tests.journeys.driver import Driver
from tests.services.tier_stories import add_trades, report_figures
from ui.customers.holding_card import HoldingCard
from ui.customers.people_card import PeopleCard
from ui.customers.portrait_page import PortraitPage


def customer(driver: Driver, name: str) -> CustomerId:
    draft = CustomerDraft(name=name)
    return CustomerId(driver.services.customers.add(draft).only_id(Aspect.CUSTOMER))


def opened(driver: Driver, number: CustomerId) -> PortraitPage:
    driver.place.context.navigator.open_customer(int(number))
    page = driver.page
    assert isinstance(page, PortraitPage)
    return page


def test_a_long_timeline_goes_on_as_it_is_scrolled_and_is_searched_whole(driver: Driver) -> None:
    number = customer(driver, "周雅琴")
    driver.services.interactions.log(number, InteractionDraft(note="想比较 180 天产品"))
    add_trades(driver.services, number, [(days % 300, 100 + days) for days in range(5_000)])
    page = opened(driver, number)
    driver.settle()
    timeline = page.body.timeline
    assert driver.sees("全部 5,001", timeline)
    first = timeline.entry_count
    assert first < 200
    timeline.list.setFocus()
    QTest.keyClick(timeline.list, Qt.Key.Key_End)
    driver.settle()
    assert timeline.entry_count > first
    QTest.keyClick(timeline.list, Qt.Key.Key_J)
    assert timeline.list.currentIndex().row() > first
    timeline.search.setText("5,099")
    driver.settle()
    assert [entry.line for entry in timeline.list.lines.entries] == ["5,099.00"]
    timeline.search.setText("没有这个")
    driver.settle()
    assert driver.sees("没有找到", timeline)
    timeline.search.clear()
    timeline.segments.choose("interaction")
    driver.settle()
    assert [entry.title for entry in timeline.list.lines.entries] == ["外拨 · 已接通"]
    page.clear_filters()
    driver.settle()
    assert timeline.entry_count == first


def test_an_older_answer_never_covers_the_customer_opened_last(driver: Driver) -> None:
    zhou, lin = customer(driver, "周雅琴"), customer(driver, "林国栋")
    today = driver.services.context.clock.today()
    for number, amount in ((zhou, "111"), (lin, "222")):
        day = (today - timedelta(days=1)).isoformat()
        driver.services.transactions.add(number, TransactionDraft(date=day, amount=amount))
    page = opened(driver, zhou)
    assert page.status_text() == "周雅琴"
    opened(driver, lin)
    assert page.portrait is None
    assert page.status_text() == "林国栋"
    assert not page.findChildren(PeopleCard)
    opened(driver, zhou)
    opened(driver, lin)
    driver.settle()
    assert page.portrait is not None
    assert page.portrait.customer.id == lin
    assert [entry.line for entry in page.body.timeline.list.lines.entries] == ["222.00"]


def test_what_changes_elsewhere_is_taken_in_without_leaving_the_place(driver: Driver) -> None:
    number = customer(driver, "周雅琴")
    start = date(2026, 9, 16)
    for days in range(80):
        draft = TransactionDraft(date=(start - timedelta(days=days)).isoformat(), amount="100")
        driver.services.transactions.add(number, draft)
    page = opened(driver, number)
    driver.settle()
    bar = page.body.timeline.list.verticalScrollBar()
    bar.setValue(bar.maximum())
    driver.settle()
    read, place = page.body.timeline.entry_count, bar.value()
    assert read == 80
    driver.place.context.navigator.run(
        lambda: driver.services.interactions.log(number, InteractionDraft(note="想续作"))
    )
    driver.settle()
    assert page.body.timeline.entry_count == 81
    assert bar.value() == place


def holding_card(page: PortraitPage) -> HoldingCard:
    return next(one for one in page.findChildren(HoldingCard) if one.isVisibleTo(page))


def test_what_a_customer_holds_is_kept_corrected_and_taken_off(driver: Driver) -> None:
    number = customer(driver, "周雅琴")
    page = opened(driver, number)
    driver.settle()
    assert driver.sees("还没有登记持有产品", page)
    driver.click("登记", holding_card(page))
    driver.save_form(product="稳健理财 90 天", amount="3万", matures=date(2026, 9, 20))
    assert driver.sees("09-20 周日 到期", page)
    assert driver.sees("30,000.00", holding_card(page))
    [kept] = driver.services.holdings.of_customer(number)
    holding_card(page).open_form(kept.id)
    driver.save_form(amount="20000", matures=date(2026, 9, 1))
    assert driver.sees("已到期", page)
    assert driver.sees("20,000.00", holding_card(page))
    holding_card(page).remove(kept.id)
    driver.settle()
    assert driver.sees("还没有登记持有产品", page)
    driver.undo()
    assert driver.sees("20,000.00", holding_card(page))
    report_figures(
        driver.services,
        int(number),
        {"aum_month_average": 48_000_000, "balance": 5_000_000},
        date(2026, 8, 31),
    )
    page.refresh()
    driver.settle()
    assert driver.sees("月日均（2026-08）", page)
    assert driver.sees("480,000.00", page)
