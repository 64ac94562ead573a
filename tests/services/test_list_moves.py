"""The customer list tells who moved between tiers lately."""

from datetime import timedelta

from branchcrm.bootstrap import Book
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import say
from branchcrm.services.tiers import after_changes
from branchcrm.services.use_cases import Services
from tests.services.tier_stories import TODAY, add_people, add_trades, at_day


def moves(services: Services, people: dict[str, int]) -> dict[str, tuple[Tier, Tier] | None]:
    """Give what the list shows as each customer's move."""
    names = {number: name for name, number in people.items()}
    rows = services.customers.rows(list(people.values()))
    return {names[row.id]: row.tier_move for row in rows if row.tier_move is not None}


def test_a_line_shows_the_last_move_of_thirty_days(book: Book, services: Services) -> None:
    people = add_people(
        services, {f"客户{number}": [(number * 3, 100 + number * 50)] for number in range(1, 31)}
    )
    services.tiers.retier()
    assert moves(services, people) == {}  # a first tier is no move
    add_trades(services, people["客户1"], [(0, 90_000), (1, 9_000), (2, 9_000)])
    with services.context.write("import.transactions", say("导入交易")) as work:
        after_changes(work, [people["客户1"]])
        work.commit()
    assert moves(services, people) == {"客户1": (Tier.LOW, Tier.HIGH)}
    later = at_day(book, TODAY + timedelta(days=30))
    assert moves(later, people) == {"客户1": (Tier.LOW, Tier.HIGH)}
    much_later = at_day(book, TODAY + timedelta(days=31))
    assert moves(much_later, people) == {}
