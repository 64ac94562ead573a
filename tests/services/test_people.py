"""Contact persons, links on both pages, households with their sums, the second call of a day."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError, NotFoundError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.people import (
    CircularLinkError,
    ContactPersonDraft,
    GroupKind,
    LinkedAlreadyError,
    LinkKind,
    LinkRemovedError,
    SelfLinkError,
    circle,
)
from branchcrm.domain.ties import Ties
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.services.use_cases import Services


def add(services: Services, name: str, phone: str = "") -> CustomerId:
    draft = CustomerDraft(name=name, phone=phone)
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def test_a_contact_person_is_kept_changed_removed_and_brought_back(services: Services) -> None:
    owner = add(services, "恒泰五金")
    services.people.add_contact(
        owner, ContactPersonDraft(name=" 陈静 ", role="财务", phone="138 1234 5678")
    )
    kept = services.people.of_customer(owner).contacts[0]
    assert (kept.name, kept.role, kept.phone) == ("陈静", "财务", "138****5678")
    draft = services.people.contact_draft(kept.id)
    services.people.edit_contact(kept.id, draft)
    with services.context.read() as work:
        assert work.people.contact(kept.id).phone == "13812345678"
    services.people.edit_contact(kept.id, ContactPersonDraft(name="陈静", phone="010-88886666"))
    assert services.people.of_customer(owner).contacts[0].phone == "010-******66"
    services.people.remove_contact(kept.id)
    assert services.people.of_customer(owner).count == 0
    services.history.undo()
    assert services.people.of_customer(owner).contacts[0].id == kept.id
    with pytest.raises(NotFoundError):
        services.people.contact_draft(999)


def test_a_contact_person_needs_a_name_and_a_right_phone(services: Services) -> None:
    owner = add(services, "恒泰五金")
    with pytest.raises(InvalidDraftError) as refused:
        services.people.add_contact(owner, ContactPersonDraft(phone="12", role="长" * 51))
    assert {one.field for one in refused.value.problems} == {"name", "phone", "role"}


def test_a_referrer_shows_on_both_pages_and_counts(services: Services) -> None:
    old, fresh = add(services, "林国栋", "13912340271"), add(services, "周雅琴")
    assert services.people.referral_rate().share == 0
    services.people.link(fresh, old, LinkKind.REFERRER, "老客户介绍")
    here, there = (services.people.of_customer(one).relations[0] for one in (fresh, old))
    assert (here.name, here.label, here.phone) == ("林国栋", "介绍人", "139****0271")
    assert (there.name, there.label, there.is_back) == ("周雅琴", "被介绍客户", True)
    rate = services.people.referral_rate()
    assert (rate.customers, rate.referred, rate.referrers, rate.share) == (2, 1, 1, 0.5)
    assert (rate.rate, rate.conversion) == (0.5, 0)
    services.transactions.add(fresh, TransactionDraft(date="2026-09-01", amount="100"))
    brought = services.people.of_customer(old).referrals
    assert brought is not None
    assert (brought.count, brought.bought, brought.branch.conversion) == (1, 1, 1)
    assert services.people.of_customer(fresh).referrals is None
    services.people.unlink(here.link_id)
    services.people.unlink(here.link_id)
    assert services.people.of_customer(old).count == 0


def test_an_empty_book_has_no_referral_rate(services: Services) -> None:
    rate = services.people.referral_rate()
    assert (rate.share, rate.rate, rate.conversion) == (None, None, None)


def test_nobody_in_the_recycle_bin_is_linked(services: Services) -> None:
    one, gone = add(services, "赵一"), add(services, "钱二")
    services.customers.remove([gone])
    with pytest.raises(LinkRemovedError, match="钱二在回收站里"):
        services.people.link(one, gone, LinkKind.REFERRER)
    with pytest.raises(LinkRemovedError, match="钱二在回收站里"):
        services.people.join(one, gone, GroupKind.HOUSEHOLD)
    with pytest.raises(LinkRemovedError, match="钱二在回收站里"):
        services.customers.add(CustomerDraft(name="孙三"), Ties(referrer=gone))
    assert services.head_counts.count() == 1


def test_links_to_oneself_in_circles_and_twice_are_refused(services: Services) -> None:
    one, two, three = (add(services, name) for name in ("赵一", "钱二", "孙三"))
    with pytest.raises(SelfLinkError):
        services.people.link(one, one, LinkKind.GUARANTOR)
    services.people.link(one, two, LinkKind.REFERRER)
    services.people.link(two, three, LinkKind.REFERRER)
    with pytest.raises(CircularLinkError, match="圈") as refused:
        services.people.link(three, one, LinkKind.REFERRER)
    assert "孙三 → 赵一 → 钱二 → 孙三" in str(refused.value)
    with pytest.raises(LinkedAlreadyError, match="钱二"):
        services.people.link(one, three, LinkKind.REFERRER)
    services.people.link(one, two, LinkKind.GUARANTOR)
    services.people.link(one, three, LinkKind.GUARANTOR)
    with pytest.raises(LinkedAlreadyError):
        services.people.link(one, three, LinkKind.GUARANTOR)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=12))
def test_a_way_is_found_exactly_where_there_is_one(links: list[tuple[int, int]]) -> None:
    def next_of(place: CustomerId) -> list[CustomerId]:
        return [CustomerId(there) for here, there in links if here == place]

    way = circle(CustomerId(0), CustomerId(6), next_of)
    reached = {0}
    for _ in links:
        reached |= {there for here, there in links if here in reached}
    assert bool(way) == (6 in reached)
    assert all(pair in links for pair in pairwise(way))


def test_a_household_adds_up_its_members_and_ends_with_the_last_but_one(services: Services) -> None:
    one, two, stranger = (add(services, name) for name in ("周雅琴", "周明轩", "何秀兰"))
    services.people.join(one, two, GroupKind.HOUSEHOLD, "配偶")
    services.transactions.add(one, TransactionDraft(date="2026-09-01", amount="100"))
    services.transactions.add(two, TransactionDraft(date="2026-09-02", amount="50"))
    assert services.people.of_customer(stranger).groups == ()
    household = services.people.of_customer(two).groups[0]
    assert household.name == "周雅琴家"
    assert household.amount_12m_cents == 15_000
    assert household.last_contact is None
    services.interactions.log(two, InteractionDraft(kind="phone", note="谈续作"))
    found = services.people.of_customer(one)
    assert found.count == 1
    spoken = found.groups[0].last_contact
    assert spoken is not None
    assert spoken.name == "周明轩"
    with pytest.raises(SelfLinkError):
        services.people.join(one, one, GroupKind.HOUSEHOLD)
    with pytest.raises(LinkedAlreadyError, match="周雅琴家"):
        services.people.join(stranger, two, GroupKind.HOUSEHOLD)
    with pytest.raises(InvalidDraftError):
        services.people.join(one, stranger, GroupKind.COMPANY, "长" * 51)
    services.people.join(one, stranger, GroupKind.HOUSEHOLD)
    services.people.leave(two, GroupKind.HOUSEHOLD)
    services.people.leave(two, GroupKind.HOUSEHOLD)
    assert len(services.people.of_customer(one).groups[0].members) == 2
    services.people.leave(stranger, GroupKind.HOUSEHOLD)
    assert services.people.of_customer(one).groups == ()
    services.history.undo()
    assert len(services.people.of_customer(stranger).groups[0].members) == 2


def test_a_second_call_to_the_household_on_a_day_is_known(
    services: Services, clock: FixedClock
) -> None:
    one, two = add(services, "周雅琴"), add(services, "周明轩")
    services.people.join(one, two, GroupKind.HOUSEHOLD)
    services.interactions.log(two, InteractionDraft(kind="phone", note="谈续作"))
    assert [(call.name, call.staff) for call in services.people.calls_today(one)] == [
        ("周明轩", "王敏")
    ]
    assert services.people.calls_today(two) == []
    clock.moment += timedelta(days=1)
    assert services.people.calls_today(one) == []


def test_names_of_groups_of_companies(services: Services) -> None:
    one, two = add(services, "恒泰"), add(services, "恒通")
    services.people.join(one, two, GroupKind.COMPANY)
    assert services.people.of_customer(two).groups[0].name == "恒泰集团"
