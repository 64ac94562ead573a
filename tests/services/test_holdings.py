"""What customers hold: kept, corrected, taken off and brought back, in the window's words."""

from dataclasses import replace
from datetime import date

import pytest

from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError, NotFoundError
from branchcrm.domain.holding import HoldingDraft, checked_holding, total_cents
from branchcrm.domain.ids import CustomerId, HoldingId
from branchcrm.services.use_cases import Services

TODAY = date(2026, 9, 17)
DRAFT = HoldingDraft(product="稳健理财 90 天", amount="3万", since="6-22", matures="9-20")


@pytest.fixture
def zhou(services: Services) -> CustomerId:
    draft = CustomerDraft(name="周雅琴")
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def kept(services: Services, zhou: CustomerId, draft: HoldingDraft = DRAFT) -> HoldingId:
    return HoldingId(services.holdings.add(zhou, draft).only_id(Aspect.HOLDING))


def test_holdings_stand_by_their_last_day_with_their_sum(
    services: Services, zhou: CustomerId
) -> None:
    kept(services, zhou, HoldingDraft(product="活期存款", amount="100"))
    kept(services, zhou, replace(DRAFT, product="一年定期存款", matures="2027-03-11"))
    first = kept(services, zhou)
    held = services.holdings.of_customer(zhou)
    assert [one.facts.product for one in held] == ["稳健理财 90 天", "一年定期存款", "活期存款"]
    assert total_cents(held) == 6_010_000
    assert held[0].id == first
    assert [one.is_due_soon(TODAY) for one in held] == [True, False, False]
    assert [one.is_over(date(2026, 9, 21)) for one in held] == [True, False, False]


def test_a_holding_is_corrected_taken_off_and_brought_back(
    services: Services, zhou: CustomerId
) -> None:
    number = kept(services, zhou)
    draft = services.holdings.draft_of(number)
    assert (draft.since, draft.matures) == ("2026-06-22", "2026-09-20")
    changes = services.holdings.edit(number, replace(draft, amount="20000", since="", matures=""))
    assert changes.summary.text() == "更正持有产品：周雅琴 稳健理财 90 天"
    assert services.holdings.draft_of(number) == HoldingDraft(
        product="稳健理财 90 天", amount="20000.00"
    )
    services.holdings.remove(number)
    assert services.holdings.of_customer(zhou) == []
    assert services.holdings.get(number).is_removed
    services.history.undo()
    assert len(services.holdings.of_customer(zhou)) == 1
    services.holdings.remove(number)
    services.holdings.restore(number)
    assert len(services.holdings.of_customer(zhou)) == 1
    assert all(check.is_ok for check in services.history.verify())


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(DRAFT, product=" "), "product"),
        (replace(DRAFT, amount=""), "amount"),
        (replace(DRAFT, amount="-5"), "amount"),
        (replace(DRAFT, since="32 号"), "since"),
        (replace(DRAFT, since="2026-12-01", matures=""), "since"),
        (replace(DRAFT, matures="2026-01-01"), "matures"),
        (replace(DRAFT, note="长" * 201), "note"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(draft: HoldingDraft, field: str) -> None:
    with pytest.raises(InvalidDraftError) as refused:
        checked_holding(draft, TODAY)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_an_unknown_holding_is_named(services: Services) -> None:
    with pytest.raises(NotFoundError, match="99"):
        services.holdings.get(HoldingId(99))
    with pytest.raises(NotFoundError):
        services.holdings.add(CustomerId(99), DRAFT)


def test_holdings_go_with_a_merge_and_come_back_with_its_undo(
    services: Services, zhou: CustomerId
) -> None:
    draft = CustomerDraft(name="周雅芹")
    twin = CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))
    kept(services, twin)
    services.merges.merge([zhou, twin])
    assert len(services.holdings.of_customer(zhou)) == 1
    services.history.undo()
    assert (len(services.holdings.of_customer(zhou)), len(services.holdings.of_customer(twin))) == (
        0,
        1,
    )
