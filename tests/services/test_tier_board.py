"""What the board of tiers shows: counts, movers, the RFM grid, past days."""

from datetime import date

from branchcrm.bootstrap import Book
from branchcrm.data.columns import day_number
from branchcrm.data.tables import customer_transaction
from branchcrm.domain import figure
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.tier import Tier
from branchcrm.domain.tier_policy_json import policy_from_json, policy_to_json
from branchcrm.domain.tier_policy_presets import bank_policy, default_policy
from branchcrm.domain.wording import Sentence, say
from branchcrm.services.tiers import after_changes
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import (
    TODAY,
    add_customer,
    add_people,
    add_trades,
    at_day,
    report_figures,
)

PEOPLE = {f"客户{number}": [(number * 9, 100 + number * 40)] for number in range(1, 13)}


def test_a_book_that_was_never_reviewed_has_an_empty_board(services: Services) -> None:
    board = services.tiers.board()
    assert board.overview.as_of is None
    assert board.moves == ()
    assert board.grid is None


def test_the_grid_counts_everybody_who_bought(services: Services) -> None:
    people = add_people(services, PEOPLE)
    add_trades(services, people["客户1"], [(1, 5_000), (2, 5_000)])
    services.tiers.retier()
    grid = services.tiers.board().grid
    assert grid is not None
    assert sum(cell.customers for cell in grid.values()) == 12
    assert grid[5, 5].customers == 1
    assert grid[5, 5].average_cents == 1_014_000
    assert grid[1, 5].average_cents is None


def test_too_few_buyers_or_other_figures_have_no_grid(services: Services) -> None:
    people = add_people(services, {"甲": [(1, 10)], "乙": [(2, 20)]})
    services.tiers.retier()
    assert services.tiers.board().grid is None
    services.tiers.retier(policy=bank_policy())
    assert services.tiers.board().grid is None
    assert services.tiers.receipt(CustomerId(people["甲"])) is None


def test_the_board_lists_the_movers_of_the_latest_review(book: Book, services: Services) -> None:
    people = add_people(services, PEOPLE)
    services.tiers.retier()
    add_trades(services, people["客户12"], [(0, 90_000), (1, 900), (2, 900)])
    later = at_day(book, date(2026, 10, 1))
    later.tiers.retier()
    board = later.tiers.board()
    names = [move.name for move in board.moves]
    assert "客户12" in names
    assert sum(board.move_counts.values()) == len(names)


def test_the_day_counts_the_moves_of_the_week_and_names_the_latest(
    book: Book, services: Services
) -> None:
    people = add_people(services, PEOPLE)
    services.tiers.retier()
    assert services.today.board().figures.tier_up == 0
    add_trades(services, people["客户12"], [(0, 90_000), (1, 900), (2, 900)])
    later = at_day(book, date(2026, 10, 1))
    later.tiers.retier()
    day, counts = later.today.board(), later.tiers.board().move_counts
    assert day.figures.tier_up + day.figures.tier_down == sum(counts.values())
    assert "客户12" in [move.name for move in day.tier_moves]
    assert day.figures.tier_up >= 1
    own = later.today.board(later.context.actor.staff_id)
    assert (own.figures.tier_up, own.figures.tier_down, list(own.tier_moves)) == (0, 0, [])


def test_tenure_is_read_from_the_first_trade(services: Services) -> None:
    people = add_people(services, {"甲": [(900, 10), (5, 20)], "乙": [(30, 10)], "丙": [(600, 5)]})
    factors = [
        {"measure": "tenure", "weight": 60},
        {"measure": "recency", "weight": 40},
    ]
    rule = policy_from_json(policy_to_json(default_policy()) | {"factors": factors})
    services.tiers.retier(policy=rule)
    receipt = services.tiers.receipt(CustomerId(people["甲"]))
    assert receipt is not None
    assert [line.value for line in receipt.lines] == [900, 5]
    receipt = services.tiers.receipt(CustomerId(people["丙"]))
    assert receipt is not None
    assert [line.value for line in receipt.lines] == [600, 600]


def test_reported_figures_serve_a_rule_that_looks_at_one_of_them(services: Services) -> None:
    reported = add_customer(services, "名单客户")
    rule = policy_from_json(
        policy_to_json(default_policy()) | {"factors": [{"measure": "products", "weight": 100}]}
    )
    report_figures(services, reported, {figure.AMOUNT_12M: 900_000}, date(2026, 9, 1))
    outcome = services.tiers.retier(policy=rule)
    assert outcome.counts[Tier.LOW] == 1


def test_a_balance_rule_counts_the_newest_balance(services: Services) -> None:
    customer = add_customer(services, "储户")
    document = {
        "kind": "bands",
        "measure": "balance",
        "unit": "万元",
        "thresholds": [5],
        "tiers": ["low", "high"],
    }
    services.tiers.retier(policy=policy_from_json(document))
    report_figures(services, customer, {figure.BALANCE: 6_000_000}, date(2026, 9, 1))
    receipt = services.tiers.receipt(CustomerId(customer))
    assert receipt is not None
    assert receipt.tier is Tier.HIGH
    moves = services.tiers.board().moves
    assert [(move.from_tier, move.to_tier) for move in moves] == [(Tier.NONE, Tier.HIGH)]
    [move] = services.timelines.all(CustomerId(customer))
    assert move.detail == say("首次定级")


class _Meddler:
    """Does something else in the book while a review is being worked out."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.is_done = False

    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        del total, note
        if done and not self.is_done:
            self.is_done = True
            customer = add_customer(self.services, "新来的")
            add_trades(self.services, customer, [(1, 8_000)])
            self.services.tiers.set_policy(default_policy())


def test_what_happens_while_a_review_is_worked_out_is_reviewed_too(services: Services) -> None:
    add_people(services, PEOPLE)
    outcome = services.tiers.retier(_Meddler(services))
    assert sum(outcome.counts.values()) == 13


def test_a_change_to_removed_customers_alone_needs_no_review(services: Services) -> None:
    people = add_people(services, PEOPLE)
    services.tiers.retier()
    services.customers.remove([CustomerId(people["客户1"])])
    with services.context.write("import.transactions", say("导入交易")) as work:
        assert after_changes(work, [people["客户1"]]) == ()
        work.commit()
    assert services.tiers.overview().counts[Tier.NONE].customers == 0


def test_a_customer_who_loses_every_figure_loses_the_tier(services: Services) -> None:
    people = add_people(services, PEOPLE)
    services.tiers.retier()
    newest = services.transactions.of_customer(CustomerId(people["客户1"]))[0]
    services.transactions.remove(newest.id)
    services.tiers.retier()
    assert services.tiers.receipt(CustomerId(people["客户1"])) is None
    assert services.tiers.overview().counts[Tier.NONE].customers == 1


def test_an_empty_book_is_reviewed_once_and_then_says_the_same(services: Services) -> None:
    first = services.tiers.retier()
    assert first.changes is not None
    assert [notice.text() for notice in first.notices] == [
        "账本里还没有客户有这条规则要看的数字，没有人能分层"
    ]
    assert services.tiers.retier().changes is None
    add_people(services, {"甲": [(1, 10)]})
    assert services.tiers.overview(date(2026, 9, 30)).counts[Tier.LOW].customers == 0
    with services.context.write("import.transactions", say("导入交易")) as work:
        after_changes(work, [1])
        work.commit()
    assert services.tiers.overview().counts[Tier.LOW].customers == 1


def test_value_is_analysed_as_of_a_day_and_for_an_empty_book(services: Services) -> None:
    empty = services.values.rfm()
    assert empty.scores is None
    assert empty.sample.reference_day == date(2026, 9, 17)
    add_people(services, PEOPLE)
    found = services.values.pareto(None)
    assert found.result is not None
    assert found.sample.reference_day == date(2026, 9, 9)
    assert services.values.pareto(1, date(2026, 8, 1)).result is None


def test_a_purchase_for_nothing_is_one_of_rfm(services: Services) -> None:
    people = add_people(services, {f"客户{n}": [(n, n)] for n in range(1, 6)})
    given = add_people(services, {"赠品": [], "都有": [(4, 10)]})
    days = [("赠品", 2), ("赠品", 9), ("都有", 4), ("都有", 3)]
    columns = ["customer_id", "day", "amount_cents", "kind", "created_at"]
    with services.context.write("import.transactions", say("导入交易")) as work:
        lines = [(given[who], day_number(TODAY) - ago, 0, "purchase", 0) for who, ago in days]
        work.rows.insert_many(customer_transaction, columns, lines)
        work.commit()
    sample = services.values.rfm(None).sample
    assert sample.ids.size == len(people) + len(given)
    place = {int(number): row for row, number in enumerate(sample.ids)}
    rows = [place[given[name]] for name in ("赠品", "都有")]
    assert sample.frequency[rows].tolist() == [2, 2]
    least = min(sample.recency.tolist())
    assert sample.recency[rows].tolist() == [least + 1, least + 2]


def test_one_who_only_gave_goods_back_is_in_the_last_class(services: Services) -> None:
    people = add_people(services, PEOPLE | {"退货人": [(20, -300)], "旁观者": []})
    found = services.values.pareto(12)
    assert found.result is not None
    assert found.sample.ids.tolist() == [people[name] for name in people if name != "旁观者"]
    assert found.result.classes[-1] == "C"
    assert sum(found.result.counts().values()) == 13
    assert services.values.rfm(12).sample.ids.size == 12


def test_those_who_would_fall_next_are_listed_with_their_day(
    book: Book, services: Services
) -> None:
    people = add_people(services, PEOPLE)
    add_trades(services, people["客户12"], [(0, 90_000), (1, 900), (2, 900)])
    services.tiers.retier()
    for name, number in people.items():
        if name != "客户12":
            add_trades(services, number, [(0, 200_000), (1, 9_000), (2, 90), (3, 90)])
    october = at_day(book, date(2026, 10, 1))
    october.tiers.retier()
    board = october.tiers.board()
    assert board.watched_count == 1
    (watched,) = board.watched
    assert (watched.name, watched.tier, watched.misses) == ("客户12", Tier.HIGH, 1)
    assert watched.falls_on == date(2026, 11, 1)
    assert watched.score_centi is not None
    october.customers.remove([watched.customer_id])
    board = october.tiers.board()
    assert (board.watched, board.watched_count) == ((), 0)
    assert october.tier_lists.watched(0).total == 0
    assert watched.customer_id not in [move.customer_id for move in board.moves]
    assert sum(board.move_counts.values()) == len(board.moves)


def test_a_tier_by_hand_is_not_watched_as_long_as_it_lasts(book: Book, services: Services) -> None:
    people = add_people(services, PEOPLE)
    add_trades(services, people["客户12"], [(0, 90_000), (1, 900), (2, 900)])
    services.tiers.retier()
    for name, number in people.items():
        if name != "客户12":
            add_trades(services, number, [(0, 200_000), (1, 9_000), (2, 90), (3, 90)])
    october = at_day(book, date(2026, 10, 1))
    october.tiers.retier()
    number = CustomerId(people["客户12"])
    october.tier_overrides.set(number, Tier.HIGH, "重点客户", date(2026, 12, 1))
    assert october.tier_lists.watched().total == 0
    october.tier_overrides.lift(number)
    assert october.tier_lists.watched().total == 1
