"""Tiers of a real book over time, their fairness, other layers, and the way up."""

from datetime import date

import pytest

from branchcrm.bootstrap import Book
from branchcrm.domain import figure
from branchcrm.domain.changes import Aspect
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import InvalidDraftError, NotAllowedError, NotFoundError
from branchcrm.domain.fairness import Promise
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.layer import CLASS_LABELS, Layer
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_measure import Measure
from branchcrm.domain.tier_offer import NotNearError
from branchcrm.domain.tier_policy_presets import bank_policy
from branchcrm.domain.tier_time import Basis, TimePoint, move_sums
from branchcrm.domain.wallet import Wallet, WalletDraft
from branchcrm.domain.wording import say
from branchcrm.services.tiers import after_changes
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import TODAY, add_people, add_trades, at_day, report_figures

_AUGUST = date(2026, 8, 1)


def _crowd(services: Services, count: int = 30) -> dict[str, int]:
    return add_people(
        services,
        {f"客户{n}": [(n * 3 + 50, 100 + n * 50)] for n in range(1, count + 1)},
    )


def _twice(book: Book, services: Services) -> dict[str, int]:
    """Review a crowd in August and again in September, when one of them has bought a lot."""
    people = _crowd(services)
    at_day(book, _AUGUST).tiers.retier()
    now = at_day(book, TODAY)
    add_trades(now, people["客户1"], [(0, 90_000), (1, 9_000), (2, 9_000)])
    now.tiers.retier()
    return people


# the time machine


def test_the_tiers_of_a_day_are_those_of_the_review_that_counted_then(
    book: Book, services: Services
) -> None:
    people = _twice(book, services)
    assert services.tier_views.times.review_days() == [TODAY, _AUGUST]
    august = services.tier_views.times.snapshot(TimePoint(day=date(2026, 9, 1)))
    assert august.as_of == _AUGUST
    early = services.tier_views.times.snapshot(TimePoint(day=date(2026, 7, 31)))
    assert early.as_of is None
    assert early.counts[Tier.NONE].customers == 30
    found = services.tier_views.times.migration(TimePoint(day=_AUGUST), TimePoint(day=TODAY))
    assert sum(found.moves.values()) == 30
    risen = [way for way in found.moves if way[0] is not way[1] and way[1] is Tier.HIGH]
    movers = services.tier_views.times.movers(found, risen[0])
    assert people["客户1"] in [mover.customer_id for mover in movers]
    assert movers[0].to_score_centi is not None
    assert len(services.tier_views.times.movers(found, risen[0], 0)) == 0
    assert move_sums(found.moves).up >= 1


def test_what_was_found_after_a_day_does_not_count_for_that_day(
    book: Book, services: Services
) -> None:
    people = _crowd(services)
    at_day(book, _AUGUST).tiers.retier()
    before = services.tier_views.times.snapshot(TimePoint(day=_AUGUST)).counts
    later = at_day(book, date(2026, 8, 20))
    add_trades(later, people["客户1"], [(0, 90_000), (1, 9_000), (2, 9_000)])
    with later.context.write("import.transactions", say("导入交易")) as work:
        work.mention([people["客户1"]])
        after_changes(work, [people["客户1"]])
        work.commit()
    assert services.tier_views.times.snapshot(TimePoint(day=_AUGUST)).counts == before
    assert services.tier_views.times.snapshot(TimePoint(day=date(2026, 8, 20))).counts != before


def test_a_day_before_a_second_review_of_its_month_has_the_tiers_it_had(
    book: Book, services: Services
) -> None:
    people = _crowd(services)
    early = at_day(book, date(2026, 9, 1))
    early.tiers.retier()
    before = early.tiers.overview().counts
    now = at_day(book, TODAY)
    add_trades(now, people["客户1"], [(0, 90_000), (1, 9_000), (2, 9_000)])
    now.tiers.retier()
    assert now.tiers.overview().counts != before
    then = now.tier_views.times.snapshot(TimePoint(day=date(2026, 9, 10)))
    assert then.as_of == date(2026, 9, 1)
    told = now.tiers.overview(date(2026, 9, 10)).counts
    assert {tier: count.customers for tier, count in told.items()} == {
        tier: count.customers for tier, count in before.items()
    }
    assert then.counts == told


def test_the_rule_of_today_can_be_asked_about_a_day_without_any_review(services: Services) -> None:
    _crowd(services)
    then = TimePoint(day=date(2026, 7, 1), basis=Basis.RULE_OF_TODAY)
    now = TimePoint(day=TODAY, basis=Basis.RULE_OF_TODAY)
    found = services.tier_views.times.migration(then, now)
    assert found.first.counts[Tier.NONE].customers == 9
    assert found.second.counts[Tier.NONE].customers == 0
    assert found.second.counts[Tier.MID].amount_cents > 0
    assert move_sums(found.moves).came == 9
    came = services.tier_views.times.movers(found, (Tier.NONE, Tier.LOW))
    assert came
    assert came[0].from_score_centi is None


def test_a_removed_customer_is_in_no_matrix(book: Book, services: Services) -> None:
    people = _twice(book, services)
    services.customers.remove([CustomerId(people["客户9"])])
    found = services.tier_views.times.migration(TimePoint(day=_AUGUST), TimePoint(day=TODAY))
    assert sum(found.moves.values()) == 29


# fairness


def test_every_promise_is_kept_on_the_own_book_and_nothing_of_the_trial_stays(
    services: Services,
) -> None:
    people = _crowd(services)
    names = {number: services.customers.get(CustomerId(number)).name for number in people.values()}
    last = services.history.latest(limit=1)[0].id
    report = services.tier_views.fairness.check()
    assert report.is_fair
    assert [result.promise for result in report.results] == list(Promise)
    assert report.customers == 30
    assert services.history.latest(limit=1)[0].id == last
    assert names == {n: services.customers.get(CustomerId(n)).name for n in people.values()}
    assert all(check.is_ok for check in services.history.verify())


def test_an_empty_book_and_one_of_balances_can_be_checked(services: Services) -> None:
    assert services.tier_views.fairness.check().customers == 0
    people = _crowd(services, 3)
    for number in people.values():
        report_figures(services, number, {figure.AUM_MONTH_AVERAGE: 60_000_000}, date(2026, 8, 31))
    services.tiers.retier(policy=bank_policy())
    assert services.tier_views.fairness.check().is_fair


def test_a_clerk_may_not_look_at_groups_of_people(clerk: Services) -> None:
    with pytest.raises(NotAllowedError):
        clerk.tier_views.fairness.differences()


def test_groups_are_counted_by_gender_and_age(services: Services) -> None:
    for number in range(12):
        draft = CustomerDraft(
            name=f"客户{number}",
            gender="male" if number % 2 else "female",
            birthday=f"{1950 + number * 4}-05-06",
        )
        person = services.customers.add(draft).only_id(Aspect.CUSTOMER)
        add_trades(services, person, [(3, 100 + number)])
    assert services.tier_views.fairness.differences() == []
    services.tiers.retier()
    groups = services.tier_views.fairness.differences()
    assert [(one.key, one.people) for one in groups] == [
        ("male", 6),
        ("female", 6),
        ("1", 4),
        ("2", 3),
        ("3", 5),
    ]


# other layers


def test_everybody_is_in_one_class_of_every_layer(services: Services) -> None:
    people = _crowd(services)
    services.tiers.retier()
    board = services.tier_views.layers.board()
    for layer, table in board.tables.items():
        assert sum(line.customers for line in table.lines) == 30, layer
        assert [line.key for line in table.lines] == list(CLASS_LABELS[layer])
        listed = [n for line in table.lines for n in board.members(layer, line.key)]
        assert sorted(listed) == sorted(people.values())
    assert board.concentration is not None
    assert board.concentration.top_customers == 6
    assert board.spread is not None
    assert sum(board.spread.counts) == 30
    assert [cut for cut, _ in board.spread.cuts] == [35, 70]
    best = board.members(Layer.KIND, "person")
    assert best[0] == people["客户30"]


def test_a_book_without_trades_has_layers_too(services: Services) -> None:
    board = services.tier_views.layers.board()
    assert board.concentration is None
    assert board.spread is None
    add_people(services, {"甲": []})
    services.tiers.retier()
    board = services.tier_views.layers.board()
    assert board.spread is None
    assert board.members(Layer.ACTIVITY, "never")


def test_a_spread_of_balances_has_their_lines(services: Services) -> None:
    people = _crowd(services, 3)
    for number, cents in zip(people.values(), (0, 6_000_000, 70_000_000), strict=True):
        report_figures(services, number, {figure.AUM_MONTH_AVERAGE: cents}, date(2026, 8, 31))
    services.tiers.retier(policy=bank_policy())
    spread = services.tier_views.layers.board().spread
    assert spread is not None
    assert not spread.is_score
    assert sum(spread.counts) == 3
    assert [cut for cut, _ in spread.cuts] == [50_000, 200_000, 500_000, 6_000_000]


def test_a_wallet_makes_a_core_customer_and_no_tier(services: Services) -> None:
    lines = [(10, 9_000), (100, 9_000), (200, 9_000), (300, 9_000)]
    people = add_people(services, {"甲": lines, "乙": [(5, 100)], "丙": []})
    best = CustomerId(people["甲"])
    assert services.tier_views.layers.wallet(best) == Wallet(total_cents=None, rival_cents=None)
    board = services.tier_views.layers.board()
    assert board.members(Layer.CORE, "missing") == [best]
    draft = WalletDraft(total="50000", rival="9000", source="客户自述")
    services.tier_views.layers.keep_wallet(best, draft)
    services.tier_views.layers.keep_wallet(best, WalletDraft(total="60000", source="员工估计"))
    kept = services.tier_views.layers.wallet(best)
    assert (kept.total_cents, kept.rival_cents) == (6_000_000, 900_000)
    assert kept.source in {"员工估计", "客户自述"}
    assert services.tier_views.layers.board().members(Layer.CORE, "core") == [best]
    services.tier_views.layers.keep_wallet(
        CustomerId(people["丙"]), WalletDraft(total="9", source="员工估计")
    )
    services.tiers.retier()
    assert services.customers.get(CustomerId(people["丙"])).tier is Tier.NONE
    services.history.undo()
    with pytest.raises(InvalidDraftError):
        services.tier_views.layers.keep_wallet(best, WalletDraft())
    with pytest.raises(NotFoundError):
        services.tier_views.layers.keep_wallet(CustomerId(999), draft)


# the rows behind a receipt


def test_the_rows_behind_every_figure_come_to_it(services: Services) -> None:
    people = _crowd(services)
    assert services.tier_views.sources.sheets(CustomerId(people["客户3"])) == []
    services.tiers.retier()
    sheets = services.tier_views.sources.sheets(CustomerId(people["客户3"]))
    assert [sheet.measure for sheet in sheets] == [
        Measure.AMOUNT,
        Measure.FREQUENCY,
        Measure.RECENCY,
        Measure.PRODUCTS,
    ]
    assert all(sheet.agrees for sheet in sheets)
    assert sheets[0].rows[0].product == "产品2"


def test_a_reported_figure_opens_its_file(services: Services) -> None:
    people = add_people(services, {"甲": []})
    number = people["甲"]
    figures = {figure.AUM_MONTH_AVERAGE: 60_000_000, figure.AMOUNT_12M: 500_000}
    report_figures(services, number, figures, date(2026, 8, 31))
    services.tiers.retier()
    amount, frequency, *_ = services.tier_views.sources.sheets(CustomerId(number))
    assert amount.agrees
    assert amount.rows[0].origin == "名单.xlsx"
    assert frequency.rows == ()
    services.tiers.retier(policy=bank_policy())
    (balance,) = services.tier_views.sources.sheets(CustomerId(number))
    assert balance.agrees


# the way to the next tier


def test_who_is_near_is_told_and_looked_back_on(book: Book, services: Services) -> None:
    assert services.tier_views.offers.near().count == 0
    assert services.tier_views.offers.outcome().rounds == 0
    people = _crowd(services, 60)
    august = at_day(book, _AUGUST)
    august.tiers.retier()
    near = august.tier_views.offers.near()
    assert near.count == len(near.customers) > 3
    assert all(one.way is not None and one.offered_at is None for one in near.customers)
    assert august.tier_views.offers.near(limit=1).count == near.count
    chosen = [one.customer_id for one in near.customers[:2]]
    changes = august.tier_views.offers.offer(chosen, "再来一次就是中价值")
    told = {one.customer_id for one in august.tier_views.offers.near().customers if one.offered_at}
    assert told == set(chosen)
    now = at_day(book, TODAY)
    for number in chosen:
        add_trades(now, int(number), [(0, 90_000), (1, 9_000), (2, 9_000)])
    now.tiers.retier()
    outcome = now.tier_views.offers.outcome()
    assert outcome.rounds == 1
    assert (outcome.offered.hits, outcome.offered.total) == (2, 2)
    assert outcome.others.total == near.count - 2
    assert not outcome.is_enough
    services.history.undo(changes.operation_id)
    assert services.tier_views.offers.outcome().rounds == 0
    assert len(people) == 60


def test_who_is_not_near_is_not_told(services: Services) -> None:
    people = _crowd(services)
    with pytest.raises(NotNearError):
        services.tier_views.offers.offer([CustomerId(people["客户1"])])
    services.tiers.retier()
    near = {one.customer_id for one in services.tier_views.offers.near(1).customers}
    far = next(CustomerId(number) for number in people.values() if number not in near)
    with pytest.raises(NotNearError):
        services.tier_views.offers.offer([far], reach=1)
    with pytest.raises(NotNearError):
        services.tier_views.offers.offer([])
    with pytest.raises(InvalidDraftError):
        services.tier_views.offers.near(0)
    assert services.tier_views.offers.outcome().rounds == 0


def test_a_round_whose_review_was_taken_back_is_left_out(services: Services) -> None:
    _crowd(services, 60)
    review = services.tiers.retier().changes
    near = services.tier_views.offers.near()
    services.tier_views.offers.offer([near.customers[0].customer_id])
    assert review is not None
    services.history.undo(review.operation_id)
    services.tiers.retier()
    outcome = services.tier_views.offers.outcome()
    assert (outcome.offered.total, outcome.others.total) == (0, 0)


def test_one_in_the_recycle_bin_is_not_near(services: Services) -> None:
    _crowd(services, 60)
    services.tiers.retier()
    near = services.tier_views.offers.near()
    services.customers.remove([near.customers[0].customer_id])
    assert services.tier_views.offers.near().count == near.count - 1
