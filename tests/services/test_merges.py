"""Several records made into one, and every record brought back exactly."""

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchcrm.data.tables import metadata
from branchcrm.domain.changes import Aspect
from branchcrm.domain.consent import ConsentDraft
from branchcrm.domain.customer import CustomerDraft, CustomerKind
from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.merge import (
    MergeChoiceError,
    MergeKindError,
    MergeRemovedError,
    MergeSelfError,
)
from branchcrm.domain.people import CircularLinkError, ContactPersonDraft, GroupKind, LinkKind
from branchcrm.domain.transaction import TransactionDraft
from branchcrm.domain.visit import VisitDraft
from branchcrm.services.use_cases import Services

KEPT_OUT = {"operation", "operation_change", "operation_subject", "preference"}


def add(services: Services, name: str, **more: str) -> CustomerId:
    draft = CustomerDraft(name=name, **more)  # type: ignore[arg-type]
    return CustomerId(services.customers.add(draft).only_id(Aspect.CUSTOMER))


def content(services: Services) -> Mapping[str, list[tuple[object, ...]]]:
    """Give every row of the book outside the journal."""
    with services.context.read() as work:
        return {
            table.name: [
                tuple(row)
                for row in work.connection.exec_driver_sql(
                    f'SELECT * FROM "{table.name}" ORDER BY 1, 2'  # noqa: S608 - our own names
                )
            ]
            for table in metadata.sorted_tables
            if table.name not in KEPT_OUT
        }


def test_everything_moves_and_comes_back(services: Services) -> None:
    one = add(services, "周雅琴", phone="13812345678", note="喜欢上午")
    two = add(services, "周雅芹", phone="13912345678", note="有孩子", email="a@b.cn")
    other, referrer = add(services, "周明轩"), add(services, "林国栋")
    services.transactions.add(two, TransactionDraft(date="2026-09-01", amount="100"))
    services.interactions.log(two, InteractionDraft(kind="phone", note="谈续作"))
    services.visits.add(two, VisitDraft(at="2026-09-20", kind="phone", purpose="续作"))
    services.people.add_contact(two, ContactPersonDraft(name="陈静"))
    services.people.link(two, referrer, LinkKind.REFERRER)
    services.people.link(one, two, LinkKind.GUARANTOR)
    services.people.join(two, other, GroupKind.HOUSEHOLD)
    services.consents.record(two, ConsentDraft(evidence="柜面"))
    services.consents.ban(other, "要求")
    services.attachments.set_tags(one, ["教育金"])
    services.attachments.set_tags(two, ["教育金", "理财到期"])
    before = content(services)
    plan = services.merges.plan([one, two])
    assert plan.moving["交易"] == 1
    assert {field.name for field in plan.fields} >= {"name", "phone", "note", "email"}
    merged = services.merges.merge([one, two])
    kept = services.customers.get(one)
    assert kept.facts.note == "喜欢上午\n有孩子"
    assert kept.facts.more_phones == ("139****5678",)
    assert kept.facts.email == "a@b.cn"
    assert kept.amount_12m_cents == 10_000
    assert services.customers.get(two).is_removed
    assert services.merges.survivor_of(two) == one
    people = services.people.of_customer(one)
    assert [(found.name, found.label) for found in people.relations] == [("林国栋", "介绍人")]
    assert set(services.attachments.tags(one)) == {"教育金", "理财到期"}
    services.transactions.add(one, TransactionDraft(date="2026-09-02", amount="7"))
    services.history.undo()
    services.history.undo(merged.operation_id)
    assert content(services) == before
    assert services.merges.survivor_of(two) is None


def test_an_undo_keeps_what_a_colleague_did_since(services: Services, clerk: Services) -> None:
    one, two = add(services, "周雅琴"), add(services, "周雅琴", email="a@b.cn")
    merged = services.merges.merge([one, two])
    draft = clerk.customers.draft_of(one)
    clerk.customers.edit(one, CustomerDraft(name=draft.name, email="new@b.cn"))
    clerk.transactions.add(one, TransactionDraft(date="2026-09-02", amount="7"))
    undone = services.history.undo(merged.operation_id)
    assert services.customers.get(one).facts.email == "new@b.cn"
    assert services.customers.get(one).amount_12m_cents == 700
    assert not services.customers.get(two).is_removed
    assert services.customers.get(two).facts.email == "a@b.cn"
    assert ["周雅琴" in kept.row for kept in undone.kept] == [True]


def test_chosen_fields_stay(services: Services) -> None:
    one = add(services, "周雅琴", phone="13812345678", note="甲", birthday="1980-01-02")
    two = add(services, "周雅芹", phone="13912345678", note="乙", birthday="1980-01-03")
    services.merges.merge([one, two], {"name": two, "phone": two, "note": two, "more_phones": two})
    facts = services.customers.get(one).facts
    assert (facts.name, facts.phone, facts.note, facts.more_phones) == (
        "周雅芹",
        "139****5678",
        "乙",
        (),
    )
    assert services.customers.search("周雅芹").total == 1


def test_what_can_never_be_one_is_refused(services: Services) -> None:
    one, two = add(services, "周雅琴"), add(services, "周明轩")
    firm = add(services, "恒泰", kind=CustomerKind.ENTERPRISE)
    before = content(services)
    for chosen in ([one, one], [one], [one, two, two]):
        with pytest.raises(MergeSelfError):
            services.merges.merge(chosen)
    with pytest.raises(MergeKindError, match="企业"):
        services.merges.merge([one, firm])
    for keep in ({"shoe_size": one}, {"name": firm}):
        with pytest.raises(MergeChoiceError):
            services.merges.plan([one, two], keep)
    assert content(services) == before
    services.customers.remove([two])
    with pytest.raises(MergeRemovedError, match="周明轩"):
        services.merges.merge([one, two])


def test_referrers_never_end_in_a_circle_and_a_household_of_one_ends(services: Services) -> None:
    one, two, three, four = (add(services, name) for name in ("赵一", "钱二", "孙三", "李四"))
    services.people.link(one, two, LinkKind.REFERRER)
    services.people.link(two, three, LinkKind.REFERRER)
    with pytest.raises(CircularLinkError, match="赵一 → 钱二 → 赵一"):
        services.merges.merge([one, three])
    services.people.link(four, three, LinkKind.REFERRER)
    services.people.join(one, four, GroupKind.HOUSEHOLD)
    services.people.join(one, two, GroupKind.COMPANY)
    services.merges.merge([one, four])
    people = services.people.of_customer(one)
    assert [(found.name, found.is_back) for found in people.relations] == [("钱二", False)]
    assert [group.kind for group in people.groups] == [GroupKind.COMPANY]


def test_a_plan_shows_every_kind_of_field_and_other_records(services: Services) -> None:
    one = add(services, "周雅琴", gender="female", more_phones="010-88886666", stage="active")
    two = add(services, "周雅琴", birthday="农历八月十五", stage="lost")
    services.merges.merge([two, add(services, "周雅琴")])
    plan = services.merges.plan([one, two])
    shown = {field.name: (field.label, dict(field.values)) for field in plan.fields}
    assert shown["gender"][1] == {one: "女", two: ""}
    assert shown["birthday"][1][two] == "农历08-15"
    assert shown["more_phones"][1][one] == "010-******66"
    assert shown["stage"][1] == {one: "现有", two: "流失"}


_STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["trade", "log", "visit", "contact", "refer", "vouch", "home", "tag", "ban", "agree"]
        ),
        st.integers(0, 4),
        st.integers(0, 4),
    ),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=_STEPS, chosen=st.permutations(range(5)), size=st.integers(2, 4))
def test_whatever_hangs_on_customers_undo_brings_the_book_back(
    services: Services, steps: list[tuple[str, int, int]], chosen: list[int], size: int
) -> None:
    customers = [add(services, f"周{number}", note=f"{number}") for number in range(5)]
    for what, first, second in steps:
        _hang(services, what, customers[first], customers[second])
    before = content(services)
    try:
        merged = services.merges.merge([customers[place] for place in chosen[:size]])
    except CircularLinkError:
        assert content(services) == before
        return
    survivors = {customers[chosen[0]], *(customers[place] for place in chosen[size:])}
    for table, rows in content(services).items():
        if table in {"customer_transaction", "interaction", "visit", "contact_person", "consent"}:
            assert {row[1] for row in rows} & set(customers) <= survivors, table
            assert len(rows) == len(before[table])
    services.history.undo(merged.operation_id)
    assert content(services) == before


def _hang(services: Services, what: str, one: CustomerId, other: CustomerId) -> None:
    try:
        _do(services, what, one, other)
    except BranchCrmError:
        assert what in {"refer", "vouch", "home", "visit"}


def _do(services: Services, what: str, one: CustomerId, other: CustomerId) -> None:
    if what == "trade":
        services.transactions.add(one, TransactionDraft(date="2026-09-01", amount="100"))
    elif what == "log":
        services.interactions.log(one, InteractionDraft(kind="phone", note="谈续作"))
    elif what == "visit":
        services.visits.add(one, VisitDraft(at="2026-09-20", kind="phone", purpose="续作"))
    elif what == "contact":
        services.people.add_contact(one, ContactPersonDraft(name="陈静"))
    elif what == "refer":
        services.people.link(one, other, LinkKind.REFERRER)
    elif what == "vouch":
        services.people.link(one, other, LinkKind.GUARANTOR)
    elif what == "home":
        services.people.join(one, other, GroupKind.HOUSEHOLD)
    elif what == "tag":
        services.attachments.set_tags(one, [f"标签{other}"])
    elif what == "ban":
        services.consents.ban(one, "要求")
    else:
        services.consents.record(one, ConsentDraft(evidence="柜面"))
