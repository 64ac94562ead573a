"""Makes the customers, trades and balances that tier stories need, in one operation."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from branchcrm.bootstrap import Book
from branchcrm.data.columns import day_number
from branchcrm.data.tables import customer_figure
from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import FixedClock
from branchcrm.domain.customer import CustomerDraft, CustomerFacts, CustomerKind
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.transaction import TransactionDraft, checked_transaction
from branchcrm.domain.wording import say
from branchcrm.services.tiers import after_changes
from branchcrm.services.use_cases import Services

TODAY = date(2026, 9, 17)
Line = tuple[int, int]


def add_customer(services: Services, name: str) -> int:
    """Create a customer and give the id."""
    return services.customers.add(CustomerDraft(name=name)).only_id(Aspect.CUSTOMER)


def add_trades(services: Services, customer: int, lines: Sequence[Line]) -> None:
    """Keep trades given as days ago and yuan, in one operation."""
    today = services.context.clock.today()
    with services.context.write("transaction.add", say("登记交易")) as work:
        for days_ago, yuan in lines:
            draft = TransactionDraft(
                date=(today - timedelta(days=days_ago)).isoformat(),
                amount=str(yuan),
                product=f"产品{days_ago % 3}",
            )
            facts = checked_transaction(draft, today)
            product = work.products.find_or_add(facts.product, line=facts.product)
            actor = services.context.actor.staff_id
            work.transactions.add(CustomerId(customer), facts, product, actor, work.clock.now())
        work.commit()


def add_people(services: Services, people: Mapping[str, Sequence[Line]]) -> dict[str, int]:
    """Create customers with their trades; give their ids by name."""
    found = {}
    with services.context.write("customer.add", say("新建客户")) as work:
        branch = services.context.actor.branch_id
        for name in people:
            facts = CustomerFacts(kind=CustomerKind.PERSON, name=name)
            found[name] = int(work.customers.add(facts, branch, work.clock.now()))
        work.commit()
    for name, lines in people.items():
        add_trades(services, found[name], lines)
    return found


def report_figures(
    services: Services, customer: int, figures: Mapping[str, int], day: date
) -> None:
    """Keep figures as an import would, tiers included."""
    with services.context.write("import.customers", say("导入客户")) as work:
        for measure, value in figures.items():
            work.rows.insert(
                customer_figure,
                {
                    "customer_id": customer,
                    "measure": measure,
                    "as_of": day,
                    "value": value,
                    "source": "名单.xlsx",
                },
            )
        after_changes(work, [customer])
        work.commit()


def at_day(book: Book, day: date) -> Services:
    """Move the book's clock to a day and give the services there."""
    clock = book.clock
    assert isinstance(clock, FixedClock)
    clock.moment = datetime.combine(day, datetime.min.time(), ZoneInfo("Asia/Shanghai"))
    return book.services(book.actor())


def stored_day(day: date) -> int:
    """Give a day as a figure."""
    return day_number(day)
