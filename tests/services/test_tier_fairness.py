"""Who a customer is, where the row stands, and whether the customer complained changes no tier."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.data.traits import PERSONAL
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.complaint import ComplaintDraft
from branchcrm.domain.complaint_kind import Level, Severity
from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.fairness import Promise
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import say
from branchcrm.services.tier_reviews import plan_review
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import TODAY, Line, add_people

CROWD: Mapping[str, Sequence[Line]] = {
    f"客户{place}": [(place * 7 % 90 + 1, 200 + place * 90), (place % 5 * 30 + 2, 50 * place)]
    for place in range(1, 26)
}
ANY_BOOK = settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])


def tiers(services: Services) -> dict[str, tuple[Tier, int | None]]:
    ids = services.customers.ids(CustomerFilter(), CustomerOrder())
    rows = services.customers.rows(list(ids))
    return {row.name: (row.tier, row.score_centi) for row in rows}


@pytest.fixture
def crowd(services: Services) -> Services:
    add_people(services, CROWD)
    services.tiers.retier()
    return services


@ANY_BOOK
@given(
    order=st.permutations(range(len(CROWD))),
    traits=st.lists(
        st.tuples(
            st.sampled_from(["male", "female", None]),
            st.integers(1930, 2010),
            st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
        ),
        min_size=len(CROWD),
        max_size=len(CROWD),
    ),
)
def test_names_gender_age_and_address_change_no_result(
    crowd: Services, order: list[int], traits: list[tuple[str | None, int, str]]
) -> None:
    rule = crowd.tiers.policy().policy
    with crowd.context.write("tier.fairness", say("检查公正性")) as work:
        before = plan_review(work, rule, TODAY).columns
        ids = before.ids.tolist()
        for place, (gender, year, words) in zip(order, traits, strict=True):
            work.connection.exec_driver_sql(
                "UPDATE customer SET name = ?, gender = ?, birth_year = ?, birth_month = 2,"
                " birth_day = 3, address = ?, note = ?, phone = ?, employer = ? WHERE id = ?",
                (words or "无名", gender, year, words, words, words, words, ids[place]),
            )
        after = plan_review(work, rule, TODAY).columns
    assert after.values.tobytes() == before.values.tobytes()
    assert after.levels.tobytes() == before.levels.tobytes()


@ANY_BOOK
@given(order=st.permutations(sorted(CROWD)), turn=st.integers(0, 1))
def test_ids_and_the_order_of_rows_change_no_tier(
    crowd: Services,
    tmp_path_factory: pytest.TempPathFactory,
    clock: FixedClock,
    order: list[str],
    turn: int,
) -> None:
    folder = tmp_path_factory.mktemp("permuted") / "book"
    book = create_book(folder, FirstUser(branch="人民路网点", name="王敏"), clock).book
    services = book.services(book.actor())
    add_people(services, {name: CROWD[name][:: 1 - 2 * turn] for name in order})
    services.tiers.retier()
    found = tiers(services)
    book.close()
    assert found == tiers(crowd)


def test_complaining_lowers_no_tier_at_once_at_the_next_review_or_a_month_later(
    crowd: Services, clock: FixedClock
) -> None:
    before = tiers(crowd)
    assert any(tier is Tier.MID for tier, _ in before.values())
    found = crowd.customers.ids(CustomerFilter(), CustomerOrder())
    for number in list(found):
        for _ in range(2):
            crowd.complaints.log(
                ComplaintDraft(
                    subject="网点排队超过 1 小时",
                    text="取号后等待 70 分钟",
                    customer_id=CustomerId(number),
                    severity=Severity.URGENT,
                    level=Level.VERY_COMPLEX,
                    amount_cents=9_000_000,
                )
            )
    assert tiers(crowd) == before
    assert crowd.tiers.retier().changes is None
    assert tiers(crowd) == before
    report = crowd.tier_views.fairness.check()
    result = next(one for one in report.results if one.promise is Promise.COMPLAINTS)
    assert result.is_kept
    assert result.checked == 2 * len(CROWD)
    assert result.finding.text() == f"换了 {2 * len(CROWD)} 起投诉，没有人的结果变化"
    clock.moment += timedelta(days=20)
    crowd.tiers.retier()
    with_complaints = tiers(crowd)
    with crowd.context.write("test.quiet", say("删除投诉")) as work:
        work.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for table in ("complaint_event", "complaint_pause", "complaint"):
            work.connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - from above
        plan = plan_review(work, crowd.tiers.policy().policy, crowd.context.clock.today())
        counts = plan.counts()
    assert counts == {
        tier: [standing[0] for standing in with_complaints.values()].count(tier) for tier in Tier
    }


def test_a_small_book_is_checked_on_everybody(crowd: Services) -> None:
    report = crowd.tier_views.fairness.check()
    personal = next(one for one in report.results if one.promise is Promise.PERSONAL)
    assert personal.checked == len(CROWD)
    assert set(PERSONAL) >= {"name", "gender", "birth_year", "address", "id_number", "note"}
