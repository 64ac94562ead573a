"""The figures follow the day: they roll beside the window, and the screens read again."""

from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.services.use_cases import Services
from ui.kit.page import PageContext
from ui.shell.day_turn import DayTurn


@pytest.fixture
def turn(context: PageContext, qtbot: QtBot) -> DayTurn:  # noqa: ARG001 - needs the application
    return DayTurn(context, context.tasks)


def test_figures_that_are_behind_roll_and_the_screens_are_told(
    turn: DayTurn, context: PageContext, services: Services, clock: FixedClock, qtbot: QtBot
) -> None:
    draft = CustomerDraft(name="何秀兰", phone="13712348812")
    customer = CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))
    services.transactions.add(customer, TransactionDraft(date="2026-09-16", amount="5万"))
    clock.moment += timedelta(days=30)
    with qtbot.waitSignal(context.changes.renewed):
        turn.catch_up()
        turn.catch_up()
    assert not services.today.catch_up()


def test_nothing_is_told_where_nothing_was_behind(
    turn: DayTurn, context: PageContext, qtbot: QtBot
) -> None:
    context.services.today.catch_up()
    told: list[str] = []
    context.changes.renewed.connect(lambda: told.append("renewed"))
    with qtbot.waitSignal(context.tasks.idle):
        turn.catch_up()
    assert not told


def test_the_screens_read_again_when_midnight_passes(
    turn: DayTurn, context: PageContext, clock: FixedClock, qtbot: QtBot
) -> None:
    turn.look_at_clock()
    assert context.tasks.is_idle
    clock.moment += timedelta(days=1)
    with qtbot.waitSignal(context.tasks.idle), qtbot.waitSignal(context.changes.renewed):
        turn.look_at_clock()


def test_the_review_of_a_fresh_period_is_told(
    turn: DayTurn, context: PageContext, services: Services, clock: FixedClock, qtbot: QtBot
) -> None:
    draft = CustomerDraft(name="何秀兰")
    customer = CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))
    services.transactions.add(customer, TransactionDraft(date="2026-09-16", amount="5万"))
    services.tiers.retier()
    clock.moment += timedelta(days=14)
    with qtbot.waitSignal(context.changes.changed) as told:
        turn.catch_up()
    (changes,) = told.args
    assert changes.touches(Aspect.TIER)
