"""What goes onto paper: masked unless by right, and written down."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from branchcrm.domain.customer import CustomerDraft, CustomerFilter, CustomerOrder
from branchcrm.domain.errors import NotAllowedError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.rights import Actor, Role
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.domain.visit import VisitDraft
from branchcrm.domain.wording import say
from branchcrm.services.papers import PaperService
from branchcrm.services.use_cases import Services

PHONE = "13800005678"
ZHOU = CustomerId(1)


@pytest.fixture
def filled(services: Services) -> Services:
    """A customer with trades and a visit."""
    services.customers.add(CustomerDraft(name="周雅琴", phone=PHONE))
    for day, amount in (("2026-09-01", "300"), ("2026-09-02", "20"), ("2024-01-01", "9")):
        services.transactions.add(ZHOU, TransactionDraft(date=day, amount=amount))
    services.visits.add(ZHOU, VisitDraft(at="2026-09-18 10:00", purpose="理财到期"))
    return services


def test_a_card_holds_everything_with_masked_numbers(filled: Services) -> None:
    card = filled.papers.card(ZHOU)
    assert card.customer.facts.phone == "138****5678"
    assert len(card.months) == 12
    assert card.months[-1] == (date(2026, 9, 1), 32_000)
    assert sum(cents for _, cents in card.months) == 32_000
    assert card.visit is not None
    assert card.visit.purpose == "理财到期"
    assert len(card.trades) == 3


def test_a_card_without_a_visit_has_none(services: Services) -> None:
    services.customers.add(CustomerDraft(name="林国栋"))
    assert services.papers.card(CustomerId(1)).visit is None


def test_full_numbers_on_paper_need_the_right_and_are_written_down(filled: Services) -> None:
    assert filled.papers.card(ZHOU, is_full=True).customer.facts.phone == PHONE
    filled.papers.note_printed(say("客户卡"), [ZHOU], is_full=True)
    logged = filled.history.latest(limit=1)[0]
    assert logged.summary.text() == "打印客户卡（完整）"
    assert not logged.is_reversible
    filled.papers.note_printed(say("客户卡"))
    assert filled.history.latest(limit=1)[0].summary.text() == "打印客户卡（脱敏）"
    context = filled.context
    auditor = Actor(
        staff_id=context.actor.staff_id,
        name="审计",
        role=Role.AUDITOR,
        branch_id=context.actor.branch_id,
    )

    papers = PaperService(replace(context, actor=auditor))
    with pytest.raises(NotAllowedError):
        papers.card(ZHOU, is_full=True)
    with pytest.raises(NotAllowedError):
        papers.note_printed(say("客户卡"), is_full=True)


def test_a_list_and_a_day_go_onto_paper(filled: Services) -> None:
    total, rows = filled.papers.customers(CustomerFilter(), CustomerOrder())
    assert (total, rows[0].phone) == (1, "138****5678")
    day = date(2026, 9, 18)
    assert [one.purpose for one in filled.papers.visits(day)] == ["理财到期"]
    assert filled.papers.visits(day + timedelta(days=1)) == []
    head = filled.papers.head()
    assert (head.branch, head.person, f"{head.at:%H:%M}") == ("人民路网点", "王敏", "14:32")
