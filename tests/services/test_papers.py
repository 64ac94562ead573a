"""What goes onto paper: masked unless by right, and written down."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import NotAllowedError
from branchcrm.domain.holding import HoldingDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.list_order import order_by
from branchcrm.domain.own_field import OwnFieldDraft
from branchcrm.domain.people import ContactPersonDraft
from branchcrm.domain.rights import Right, Role
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.domain.visit import VisitDraft
from branchcrm.domain.wording import say
from branchcrm.services.exports import ExportRequest
from branchcrm.services.papers import PaperService
from branchcrm.services.use_cases import Services

PHONE = "13800005678"
ZHOU = CustomerId(1)


@pytest.fixture
def filled(services: Services) -> Services:
    """A customer with trades and a visit."""
    for name, kind in (("家庭年收入", "money"), ("备用联系", "text"), ("旧字段", "text")):
        services.own_fields.add(OwnFieldDraft(name=name, kind=kind))
    services.own_fields.retire(services.own_fields.named("旧字段").id)
    own = {"own.1": "12万", "own.2": f"打 {PHONE}"}
    draft = CustomerDraft(name="周雅琴", phone=PHONE, address="杭州市西湖区人民路 88 号", own=own)
    services.customers.add(draft)
    services.holdings.add(ZHOU, HoldingDraft(product="稳健理财", amount="30000"))
    services.people.add_contact(ZHOU, ContactPersonDraft(name="周可欣", phone=PHONE))
    for day, amount in (("2026-09-01", "300"), ("2026-09-02", "20"), ("2024-01-01", "9")):
        services.transactions.add(ZHOU, TransactionDraft(date=day, amount=amount))
    services.visits.add(ZHOU, VisitDraft(at="2026-09-18 10:00", purpose="理财到期"))
    return services


def test_a_card_holds_everything_with_masked_numbers(filled: Services) -> None:
    card = filled.papers.card(ZHOU)
    facts = card.customer.facts
    assert (card.name, facts.name, facts.phone) == ("周雅琴", "周**", "138****5678")
    assert facts.address == "杭州市西湖区********"
    assert facts.own == {"own.1": 12_000_000, "own.2": "打 138****5678"}
    assert [one.name for one in card.own] == ["家庭年收入", "备用联系"]
    assert [one.facts.product for one in card.holdings] == ["稳健理财"]
    assert [one.name for one in card.people.contacts] == ["周**"]
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
    full = filled.papers.card(ZHOU, is_full=True)
    assert (full.customer.facts.phone, full.customer.name) == (PHONE, "周雅琴")
    seen = filled.history.latest(limit=1)[0]
    assert seen.summary.text() == "在打印预览中查看完整资料：周雅琴的客户卡"
    filled.papers.note_printed(say("客户卡"), [ZHOU], full_right=Right.EXPORT_FULL)
    logged = filled.history.latest(limit=1)[0]
    assert logged.summary.text() == "打印客户卡（完整）"
    assert not logged.is_reversible
    filled.papers.note_printed(say("客户卡"))
    assert filled.history.latest(limit=1)[0].summary.text() == "打印客户卡（脱敏）"


@pytest.mark.parametrize("role", [Role.CLERK, Role.AUDITOR])
def test_who_may_only_export_masked_gets_masked_paper(filled: Services, role: Role) -> None:
    context = filled.context
    papers = PaperService(replace(context, actor=replace(context.actor, role=role)))
    assert papers.card(ZHOU).customer.facts.phone == "138****5678"
    for refused in (
        lambda: papers.card(ZHOU, is_full=True),
        lambda: papers.customers(ExportRequest(is_full=True)),
        lambda: papers.note_printed(say("客户卡"), full_right=Right.EXPORT_FULL),
    ):
        with pytest.raises(NotAllowedError):
            refused()


def test_a_list_follows_the_columns_and_the_order_of_its_view(filled: Services) -> None:
    filled.customers.add(CustomerDraft(name="林国栋", code="L-1"))
    catalogue = filled.filters.catalogue()
    keys = ("name", "phone", "own.1", "last_seen")
    fields = tuple(one for one in map(catalogue.get, keys) if one is not None)
    order = order_by("name", catalogue, is_descending=False)
    assert order is not None
    filled.consents.ban(ZHOU, "本人要求")
    found = filled.papers.customers(ExportRequest(fields=fields, order=order))
    assert found.headings == (
        "客户编号",
        "姓名",
        "手机",
        "家庭年收入",
        "最近往来",
        "不再联系",
    )
    assert [row[:2] for row in found.rows] == [("L-1", "林**"), ("C-000001", "周**")]
    assert found.rows[1][2:] == ("138****5678", "5–20 万", "2026-09-02", "本人要求")
    full = filled.papers.customers(ExportRequest(fields=fields, order=order, is_full=True))
    assert full.rows[1][1:4] == ("周雅琴", PHONE, "120,000.00")
    assert full.is_right == (False, False, False, True, False, False)
    seen = filled.history.latest(limit=1)[0]
    assert seen.summary.text() == "在打印预览中查看完整资料：客户名单 2 位"


def test_a_list_without_chosen_columns_has_the_usual_ones(filled: Services) -> None:
    found = filled.papers.customers(ExportRequest())
    assert (found.total, found.rows[0][1]) == (1, "周**")
    assert "近 12 个月金额" in found.headings


def test_a_day_goes_onto_paper(filled: Services, clock: FixedClock) -> None:
    day = date(2026, 9, 18)
    assert [(one.customer, one.purpose) for one in filled.papers.visits(day)] == [
        ("周**", "理财到期")
    ]
    assert filled.papers.visits(day + timedelta(days=1)) == []
    (full,) = filled.papers.visits(day, is_full=True)
    assert (full.customer, full.phone) == ("周雅琴", "138****5678")
    filled.visits.add(ZHOU, VisitDraft(at="2026-09-17 16:00", purpose="今天"))
    (own,) = filled.papers.visits(clock.today(), is_full=True)
    assert own.phone == PHONE
    head = filled.papers.head()
    assert (head.branch, head.person, f"{head.at:%H:%M}") == ("人民路网点", "王敏", "14:32")
