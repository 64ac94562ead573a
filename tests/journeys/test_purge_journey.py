"""Erasing a customer from the recycle bin, in the window and by command."""

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.purge import PurgeHeldError
from branchcrm.domain.transaction import TransactionDraft
from tests.journeys.driver import Driver
from ui.kit.questions import Question


def removed(driver: Driver, name: str) -> CustomerId:
    draft = CustomerDraft(name=name)
    number = CustomerId(driver.services.customers.add(draft).only_id(Aspect.CUSTOMER))
    driver.services.customers.remove([number])
    return number


def test_a_customer_is_erased_after_the_code_was_typed(driver: Driver) -> None:
    number = removed(driver, "周雅琴")
    driver.add_customer(name="林国栋")
    driver.open_page("customers", view="bin")
    driver.place.context.navigator.open_customer(int(number))
    driver.settle()
    driver.prompts.answers = [False]
    driver.click("永久删除…")
    assert driver.page_key == "customer"
    question = driver.prompts.asked[-1]
    assert isinstance(question, Question)
    assert (question.typed, question.title) == ("C-000001", "永久删除周雅琴？")
    assert question.text.startswith("周雅琴的资料，以及联系人、关系、授权、标签")
    driver.prompts.answers = [True]
    driver.click("永久删除…")
    assert driver.page_key == "customers"
    assert driver.notices[-1] == "永久删除 1 位客户"
    assert not any(isinstance(one, Exception) for one in driver.prompts.asked)
    with pytest.raises(NotFoundError):
        driver.services.customers.get(number)


def test_what_must_be_kept_is_told_instead(driver: Driver) -> None:
    number = removed(driver, "周雅琴")
    driver.services.customers.restore([number])
    driver.services.transactions.add(number, TransactionDraft(date="2026-09-01", amount="100"))
    driver.services.customers.remove([number])
    driver.place.context.navigator.open_customer(int(number))
    driver.settle()
    driver.click("永久删除…")
    assert isinstance(driver.prompts.asked[-1], PurgeHeldError)
    assert driver.page_key == "customer"
    driver.click("恢复")
    assert not driver.services.customers.get(number).is_removed
