"""Lists show twelve months up to today, or up to the last transactions of an older book."""

from datetime import date

from branchcrm.bootstrap import Book, open_book
from branchcrm.data.columns import day_number
from branchcrm.data.derived import summarise
from branchcrm.data.tables import customer_transaction
from branchcrm.domain.changes import Aspect
from branchcrm.domain.clock import fixed_clock, offset_seconds
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.ids import CustomerId
from branchcrm.domain.interaction import InteractionDraft
from branchcrm.domain.visit import VisitDraft
from branchcrm.domain.wording import say
from branchcrm.services.use_cases import Services


def add(services: Services, name: str) -> CustomerId:
    return CustomerId(services.customers.add(CustomerDraft(name=name)).only_id(Aspect.CUSTOMER))


def buy(services: Services, customer_id: CustomerId, day: date, cents: int) -> None:
    with services.context.write("transaction.add", say("登记交易")) as work:
        columns = ["customer_id", "day", "amount_cents", "created_at"]
        rows = [(int(customer_id), day_number(day), cents, 0)]
        work.rows.insert_many(customer_transaction, columns, rows)
        work.commit()


def amounts(services: Services, *customers: CustomerId) -> list[int]:
    return [row.amount_12m_cents for row in services.customers.rows(customers)]


def test_an_old_book_is_summed_up_to_its_own_last_day(services: Services) -> None:
    first, second = add(services, "周雅琴"), add(services, "何秀兰")
    buy(services, first, date(2010, 1, 5), 100)
    buy(services, second, date(2010, 12, 23), 300)
    assert amounts(services, first, second) == [100, 300]
    buy(services, second, date(2011, 6, 1), 50)
    assert amounts(services, first, second) == [0, 350]


def test_who_comes_without_any_record_is_summed_as_everybody_is(book: Book) -> None:
    services = book.services(book.actor())
    known = add(services, "周雅琴")
    buy(services, known, date(2026, 9, 1), 300)
    add(services, "何秀兰")
    query = "SELECT * FROM customer_summary ORDER BY customer_id"
    with book.unit_of_work.database.write() as connection:
        before = connection.exec_driver_sql(query).all()
        connection.exec_driver_sql("DELETE FROM customer_summary")
        summarise(connection, None, date(2026, 9, 17), 0)
        assert connection.exec_driver_sql(query).all() == before
    assert len(before) == len(("周雅琴", "何秀兰"))


def test_figures_that_fell_behind_are_written_wherever_they_come_from(book: Book) -> None:
    services = book.services(book.actor())
    known, other = add(services, "周雅琴"), add(services, "何秀兰")
    buy(services, known, date(2026, 9, 1), 300)
    services.interactions.log(known, InteractionDraft(result="reached", note="来电"))
    services.visits.add(known, VisitDraft(at="2026-09-20", purpose="回访"))
    query = "SELECT * FROM customer_summary ORDER BY customer_id"
    behind = (
        "UPDATE customer_summary SET branch_id = 7, is_live = 0, amount_12m_cents = 1,"
        " trades_12m = 9, last_trade_on = NULL, last_contact_at = NULL, last_seen_on = NULL,"
        " next_visit_at = NULL, next_visit_id = NULL, open_complaints = 3"
    )
    with book.unit_of_work.database.write() as connection:
        before = connection.exec_driver_sql(query).all()
        for customers in (None, [known, other]):
            connection.exec_driver_sql(behind)
            summarise(connection, customers, date(2026, 9, 17), offset_seconds(book.clock))
            assert connection.exec_driver_sql(query).all() == before


def test_a_table_that_was_not_written_is_not_looked_at(book: Book) -> None:
    services = book.services(book.actor())
    known = add(services, "周雅琴")
    for number in range(20):
        add(services, f"客户{number}")
    buy(services, known, date(2026, 9, 1), 300)
    query = "SELECT amount_12m_cents, open_complaints FROM customer_summary WHERE customer_id = ?"
    with book.unit_of_work.database.write() as connection:
        connection.exec_driver_sql("UPDATE customer_summary SET amount_12m_cents = 1")
        connection.exec_driver_sql("UPDATE customer_summary SET open_complaints = 3")
        summarise(connection, [known], date(2026, 9, 17), 0, tables={"customer_transaction"})
        assert connection.exec_driver_sql(query, (known,)).one() == (300, 3)


def test_a_new_day_moves_the_window_for_everybody(book: Book, services: Services) -> None:
    customer_id = add(services, "周雅琴")
    buy(services, customer_id, date(2025, 9, 18), 100)
    buy(services, customer_id, date(2026, 9, 17), 300)
    assert amounts(services, customer_id) == [400]
    later = open_book(book.place.folder, fixed_clock(date(2026, 9, 18)))
    assert later.unit_of_work.catch_up()
    assert amounts(services, customer_id) == [300]
    assert not later.unit_of_work.catch_up()
    later.close()
