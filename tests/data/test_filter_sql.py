"""Every filter names exactly those whom a look at every row names, and forgets nobody else."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings

from branchcrm.bootstrap import Book, FirstUser, create_book
from branchcrm.data.customer_tables import BOTH, offset_s
from branchcrm.data.filter_birthdays import birthday_rows
from branchcrm.data.filter_sql import FilterSql
from branchcrm.data.tables import customer_figure
from branchcrm.data.tables_holding import holding
from branchcrm.data.tables_people import consent, contact_ban, customer_tag
from branchcrm.data.unit_of_work import Work
from branchcrm.domain.clock import fixed_clock
from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from branchcrm.domain.filter_catalogue import BUILT_IN, built_in
from branchcrm.domain.filter_condition import Condition, Node
from branchcrm.domain.filter_field import Operator
from branchcrm.domain.filter_parser import parse_filter
from branchcrm.domain.wording import say
from branchcrm.services.use_cases import Services
from tests.conftest import TODAY
from tests.data.filter_oracle import Oracle, oracle_of
from tests.domain.filter_making import filters

World = tuple[Services, Oracle]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A small book with something of everything, and the same as plain objects."""
    folder = tmp_path_factory.mktemp("filters") / "book"
    book = create_book(folder, FirstUser(branch="人民路网点", name="王敏"), fixed_clock(TODAY)).book
    services = book.services(book.actor())
    services.demo.fill(90)
    enrich(services)
    yield services, world_of(book, services)
    book.close()


def enrich(services: Services) -> None:
    """Add what demo data has little of: tags, consents, bans, month averages."""
    with services.context.write("customer.edit", say("补充")) as work:
        for number in range(1, 91):
            enrich_one(work, number)
        work.commit()


def enrich_one(work: Work, number: int) -> None:
    """Add some of each to a customer, by its number."""
    day, owner = TODAY - timedelta(days=40), {"customer_id": number}
    if number % 3 == 0:
        work.rows.insert(customer_tag, owner | {"name": ("VIP", "老客户", "and")[number % 9 // 3]})
    averages = ((0, number * 1000), (4, 90_000), (1, number * 500)) if number % 4 == 0 else ()
    for months, value in averages:
        figure = {"measure": "aum_month_average", "value": value, "source": "名单.xlsx"}
        work.rows.insert(
            customer_figure, owner | figure | {"as_of": day - timedelta(days=30 * months)}
        )
    for step in range(number % 5):
        work.rows.insert(consent, owner | answer_of(number, step) | {"at": work.clock.now()})
    for step in range(number % 3):
        held = {"product_id": number % 5 + step + 1, "amount_cents": 100_000}
        removed = work.clock.now() if number % 7 == 0 else None
        times: dict[str, object] = {"created_at": work.clock.now(), "removed_at": removed}
        work.rows.insert(holding, times | owner | held)
    if number % 20 == 0:
        work.rows.insert(contact_ban, owner | {"reason": "本人要求", "since": day})


def answer_of(number: int, step: int) -> dict[str, object]:
    """Make one of a customer's answers about being contacted."""
    return {
        "purpose": ("marketing", "survey")[step % 2],
        "channel": ("phone", "sms")[step // 2],
        "is_given": (number + step) % 4 > 0,
        "evidence": "柜面",
        "given_on": TODAY - timedelta(days=40 - step % 2),
        "expires_on": TODAY - timedelta(days=1) if number % 7 == 0 else None,
        "withdrawn_on": TODAY if number % 11 == 0 else None,
    }


def world_of(book: Book, services: Services) -> Oracle:
    """Read the book as plain objects."""
    with services.context.read() as work:
        known: dict[str, set[int]] = {}

        def search(text: str) -> set[int]:
            if text not in known:
                with services.context.read() as fresh:
                    known[text] = set(fresh.customers.search(text).ids)
            return known[text]

        return oracle_of(work, offset_s(book.unit_of_work.clock), search)


def listed(services: Services, node: Node | None) -> set[int]:
    """Give whom a filter names."""
    return set(services.customers.ids(CustomerFilter(where=node), CustomerOrder()))


def named(services: Services, node: Node, *, is_whole: bool) -> set[int]:
    """Give whom a filter names, customer by customer or in passes over the whole book."""
    with services.context.read() as work:
        clock = work.clock
        writer = FilterSql(
            clock.today(),
            offset_s(clock),
            lambda said: list(work.customers.search(said).ids),
            work.asker,
            is_whole=is_whole,
        )
        condition = writer.condition(node)
        sql = f"SELECT customer.id FROM {BOTH} WHERE is_live = 1 AND {condition}"  # noqa: S608
        return set(work.connection.exec_driver_sql(sql, writer.places).scalars())


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(node=filters())
@example(node=parse_filter("not (amount_fell(3 months) >= 20%)", built_in()))
@example(node=parse_filter("consent(marketing) = phone and contacts(30 days) = 0", built_in()))
@example(node=parse_filter("birthday in last 104 weeks", built_in()))
def test_a_filter_names_whom_a_look_at_every_row_names(world: World, node: Node) -> None:
    services, oracle = world
    wanted = oracle.ids(node)
    assert listed(services, node) == wanted
    for is_whole in (False, True):
        assert named(services, node, is_whole=is_whole) == wanted
    counts = services.customers.counts(CustomerFilter(where=node))
    assert sum(counts.values()) == len(wanted)


@pytest.mark.parametrize(
    "text",
    [
        "tier = high|mid and (no_contact >= 30 or open_complaints > 0)",
        "amount_fell(3 months) >= 20%",
        "average_fell(3 months) >= 20%",
        "birthday in this month",
        "birthday in next 90 days",
        "bought contains 理财 and bought(365 days) != 国债",
        "holds contains 理财",
        "holds is not empty and holds != 国债",
        "manager = me",
        "manager = 李浩",
        "contact_channel(90 days) = phone|wechat",
        "contact_need(300 days) is not empty",
        "visit_purpose(90 days) contains 到",
        "visits_done(200 days) >= 1",
        "complaints(365 days) > 0",
        "consent(survey) = phone",
        "do_not_contact",
        "tag = VIP|老客户",
        "text = 周",
        "trades(90 days) >= 2",
        "amount(90 days) in 1000..50000",
        "month_average > 100",
        "near_fall = no and name contains 王",
        "referrals > 0 or in_household",
        "phone contains 138",
        "last_contact in last 60 days",
        "next_visit in next 30 days",
        "gender = female",
        "employer is not empty",
    ],
)
def test_an_everyday_filter_finds_some_and_not_all(world: World, text: str) -> None:
    services, oracle = world
    node = services.filters.read(text)
    assert node is not None
    found = listed(services, node)
    assert found == oracle.ids(node)
    assert 0 < len(found) < len(oracle.people)
    turned = services.filters.read(f"not ({text})")
    assert listed(services, turned) == set(oracle.people) - found


@pytest.mark.parametrize("field", [one for one in BUILT_IN if one.is_column], ids=lambda f: f.key)
def test_every_column_is_shown_and_sorts_both_ways(world: World, field: object) -> None:
    services, oracle = world
    one = built_in().get(str(field.key))  # type: ignore[attr-defined]
    assert one is not None
    for is_descending in (True, False):
        order = CustomerOrder(by=one, is_descending=is_descending)
        ids = list(services.customers.ids(CustomerFilter(), order))
        assert set(ids) == set(oracle.people)
        shown = [row.more[one.key] for row in services.customers.rows(ids, fields=[one])]
        filled = [value for value in shown if value is not None]
        assert shown[: len(filled)] == filled
        if one.key not in {"phone", "email", "address", "note"}:
            assert filled == sorted(filled, reverse=is_descending)


def test_numbers_in_columns_are_masked(world: World) -> None:
    services, _oracle = world
    phone = built_in().get("phone")
    assert phone is not None
    found = services.filters.read("phone is not empty")
    ids = sorted(listed(services, found))
    for row in services.customers.rows(ids, fields=[phone]):
        assert "*" in str(row.more["phone"])
        assert row.more["phone"] == row.phone


def test_birthdays_fall_on_the_days_that_lists_of_the_day_know() -> None:
    rows = birthday_rows(date(2026, 2, 28), date(2026, 2, 28))
    assert ("solar", 2, 28, 0) in rows
    assert ("solar", 2, 29, 0) in rows
    assert ("solar", 2, 29, 0) not in birthday_rows(date(2028, 2, 28), date(2028, 2, 28))
    assert ("lunar", 8, 15, 0) in birthday_rows(date(2026, 9, 25), date(2026, 9, 25))
    assert ("lunar", 12, 30, 0) in birthday_rows(date(2027, 2, 5), date(2027, 2, 5))
    assert ("lunar", 6, 1, 1) in birthday_rows(date(2025, 7, 25), date(2025, 7, 25))
    assert ("lunar", 6, 1, 0) not in birthday_rows(date(2025, 7, 25), date(2025, 7, 25))
    assert len(birthday_rows(date(2020, 1, 1), date(2029, 1, 1))) > 366
    assert birthday_rows(date(2026, 1, 2), date(2026, 1, 1)) == (("", 0, 0, 0),)
    assert birthday_rows(date.max, date.max) == (("solar", 12, 31, 0),)


def test_a_range_without_days_is_no_filter_of_days() -> None:
    writer = FilterSql(TODAY, 0, lambda _text: [])
    birthday, created = built_in().get("birthday"), built_in().get("created")
    assert birthday is not None
    assert created is not None
    with pytest.raises(TypeError, match="a stretch of days"):
        writer.condition(Condition(birthday, Operator.WITHIN, ("x",)))
    with pytest.raises(TypeError, match="a day is needed"):
        writer.condition(parse_bad(created))


def parse_bad(field: object) -> Condition:
    """Make a range that no parser gives."""
    from branchcrm.domain.filter_condition import Between  # noqa: PLC0415 - only here

    return Condition(field, Operator.WITHIN, (Between("x", "y"),))  # type: ignore[arg-type]
