"""Filters on the customer and on related records: the list of ids, against Python over the rows."""

from pathlib import Path

from branchcrm.domain.customer import CustomerFilter, CustomerOrder
from tests.benchmarks.measure import Line, milliseconds, opened

FILTERS = {
    "summary alone": "tier = high|mid and (no_contact >= 30 or open_complaints > 0)",
    "two related records": "amount_fell(3 months) >= 20% and contact_channel(90 days) = phone",
    "bought, never bought": 'bought contains 理财 and bought != "国债"',
    "birthday this month": "birthday in this month",
}
_ROWS = (
    "SELECT c.*, s.*, (SELECT count(*) FROM interaction i WHERE i.customer_id = c.id)"
    " FROM customer c JOIN customer_summary s ON s.customer_id = c.id WHERE c.removed_at IS NULL"
)


def measure(folder: Path) -> list[Line]:
    """Measure filters; the naive way fetches every row to decide, the floor reads bare ids."""
    book, services = opened(folder)
    with book.unit_of_work.read() as work:
        connection = work.connection
        ids = "SELECT customer_id FROM customer_summary WHERE is_live = 1"
        floor = milliseconds(lambda: connection.exec_driver_sql(ids).all(), repeat=3)
        naive = milliseconds(lambda: connection.exec_driver_sql(_ROWS).mappings().all())
    lines = []
    for what, text in FILTERS.items():
        asked = CustomerFilter(where=services.filters.read(text))
        ours = milliseconds(
            lambda asked=asked: services.customers.ids(asked, CustomerOrder()),  # type: ignore[misc]
            repeat=3,
        )
        lines.append(Line(what=what, ours=ours, naive=naive, floor=floor))
    book.close()
    return lines
