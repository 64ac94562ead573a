"""Keying in, correcting, reversing and removing a customer's transactions."""

from datetime import date

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError, NotFoundError
from branchcrm.domain.ids import CustomerId, TransactionId
from branchcrm.domain.transaction import (
    FixedTransactionError,
    TransactionDraft,
    TransactionKind,
    checked_transaction,
    quantity_text,
)
from branchcrm.domain.wording import Sentence
from branchcrm.services.use_cases import Services

TODAY = date(2026, 9, 17)


@pytest.fixture
def zhou(services: Services) -> CustomerId:
    draft = CustomerDraft(name="周雅琴", phone="13800005678")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def keyed(services: Services, customer_id: CustomerId, **values: str) -> TransactionId:
    draft = TransactionDraft(**{"date": "9-12", "amount": "3万"} | values)
    changes = services.transactions.add(customer_id, draft)
    return TransactionId(changes.only_id(Aspect.TRANSACTION))


def problems_of(**values: str) -> dict[str, str]:
    with pytest.raises(InvalidDraftError) as refused:
        checked_transaction(TransactionDraft(**values), TODAY)
    return {problem.field: problem.reason.text() for problem in refused.value.problems}


def test_a_keyed_transaction_counts_in_the_customers_twelve_months(
    services: Services, zhou: CustomerId
) -> None:
    number = keyed(services, zhou, product="稳健理财 90 天", quantity="2", note="柜面办理")
    kept = services.transactions.get(number)
    assert (kept.day, kept.amount_cents, kept.product) == (
        date(2026, 9, 12),
        3_000_000,
        "稳健理财 90 天",
    )
    assert (kept.customer, kept.staff, kept.quantity_milli) == ("周雅琴", "王敏", 2000)
    customer = services.customers.get(zhou)
    assert customer.amount_12m_cents == 3_000_000
    assert customer.last_trade_on == date(2026, 9, 12)


def test_a_refund_is_negative_however_it_is_typed(services: Services, zhou: CustomerId) -> None:
    first = keyed(services, zhou, amount="-500")
    second = keyed(services, zhou, amount="500", kind="refund")
    kinds = {services.transactions.get(number).kind for number in (first, second)}
    amounts = {services.transactions.get(number).amount_cents for number in (first, second)}
    assert kinds == {TransactionKind.REFUND}
    assert amounts == {-50_000}
    assert services.transactions.draft_of(first).amount == "500.00"


def test_wrong_fields_are_all_named_with_what_is_expected() -> None:
    assert problems_of(date="明天", amount="0") == {
        "date": "交易日期不能晚于今天",
        "amount": "金额不能是 0",
    }
    assert problems_of() == {
        "date": "填写交易日期后才能保存",
        "amount": "填写金额后才能保存",
    }
    found = problems_of(
        date="某天", amount="很多", quantity="1.2345", note="长" * 2001, document_no="9" * 61
    )
    assert set(found) == {"date", "amount", "quantity", "note", "document_no"}
    assert set(problems_of(date="今天", amount="1", quantity="三")) == {"quantity"}
    assert set(problems_of(date="今天", amount="1", kind="reversal")) == {"kind"}
    assert set(problems_of(date="今天", amount="1", quantity="1e12")) == {"quantity"}


def test_a_quantity_is_shown_without_needless_zeros() -> None:
    assert quantity_text(None) == ""
    assert quantity_text(2000) == "2"
    assert quantity_text(2500) == "2.5"
    assert quantity_text(10_000_000) == "10000"


def test_a_correction_replaces_the_figures_and_can_be_undone(
    services: Services, zhou: CustomerId
) -> None:
    number = keyed(services, zhou)
    services.transactions.edit(number, TransactionDraft(date="9-13", amount="200", product="活期"))
    kept = services.transactions.get(number)
    assert (kept.day, kept.amount_cents, kept.product) == (date(2026, 9, 13), 20_000, "活期")
    services.history.undo()
    assert services.transactions.get(number).amount_cents == 3_000_000


def test_a_reversal_leaves_both_lines_and_nothing_in_the_sum(
    services: Services, zhou: CustomerId
) -> None:
    number = keyed(services, zhou, quantity="3")
    keyed(services, zhou, amount="10")
    back = TransactionId(services.transactions.reverse(number).only_id(Aspect.TRANSACTION))
    kept = services.transactions.get(back)
    assert (kept.kind, kept.reverses_id, kept.amount_cents) == (
        TransactionKind.REVERSAL,
        number,
        -3_000_000,
    )
    assert kept.quantity_milli == -3000
    assert services.transactions.get(number).reversed_by_id == back
    assert services.customers.get(zhou).amount_12m_cents == 1_000
    for fixed in (number, back):
        with pytest.raises(FixedTransactionError):
            services.transactions.reverse(fixed)
        with pytest.raises(FixedTransactionError):
            services.transactions.edit(fixed, TransactionDraft(date="9-1", amount="1"))
        with pytest.raises(FixedTransactionError):
            services.transactions.remove(fixed)


def test_a_removed_transaction_no_longer_counts_and_comes_back(
    services: Services, zhou: CustomerId
) -> None:
    number = keyed(services, zhou)
    services.transactions.remove(number)
    assert services.transactions.of_customer(zhou) == []
    assert services.customers.get(zhou).amount_12m_cents == 0
    services.transactions.restore(number)
    assert [kept.id for kept in services.transactions.of_customer(zhou, limit=5)] == [number]


def test_transactions_stand_on_the_timeline_with_their_words(
    services: Services, zhou: CustomerId
) -> None:
    keyed(services, zhou, product="稳健理财 90 天", note="柜面办理")
    keyed(services, zhou, date="9-14", amount="20")
    later, earlier = services.timelines.all(zhou)
    assert later.title.text() == "购买"
    assert earlier.title.text() == "购买 稳健理财 90 天"
    assert isinstance(earlier.detail, Sentence)
    assert earlier.detail.text() == "30,000.00，柜面办理"
    assert not earlier.has_time
    assert earlier.at.astimezone(services.context.clock.zone).date() == date(2026, 9, 12)


def test_an_unknown_transaction_is_named(services: Services) -> None:
    with pytest.raises(NotFoundError, match="99"):
        services.transactions.get(TransactionId(99))
    with pytest.raises(NotFoundError):
        keyed(services, CustomerId(99))
