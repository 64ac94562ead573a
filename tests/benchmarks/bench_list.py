"""The customer list: its order by every column, its pages, single saves."""

from pathlib import Path
from typing import Any

from branchcrm.domain.customer import CustomerDraft, CustomerFilter, CustomerOrder, CustomerSort
from branchcrm.domain.interaction import InteractionDraft
from tests.benchmarks.measure import Line, milliseconds, opened

_PAGE = 128
_SAVES = 20
_WHOLE = (
    "SELECT c.*, s.* FROM customer c LEFT JOIN customer_summary s ON s.customer_id = c.id"
    " WHERE c.removed_at IS NULL ORDER BY c.sort_key"
)


def measure(folder: Path) -> list[Line]:
    """Measure the list; the naive way fetches whole rows, the floor reads bare ids."""
    book, services = opened(folder)
    with book.unit_of_work.read() as work:
        floor = milliseconds(lambda: _ids(work.connection), repeat=3)
        naive = milliseconds(lambda: work.connection.exec_driver_sql(_WHOLE).mappings().all())
        lines = []
        for column in CustomerSort:
            order = CustomerOrder(column=column, is_descending=False)
            ours = milliseconds(
                lambda order=order: services.customers.ids(CustomerFilter(), order),  # type: ignore[misc]
                repeat=3,
            )
            lines.append(Line(what=f"sort by {column}", ours=ours, naive=naive, floor=floor))
        lines.append(_page(services, work.connection))
    lines += _saves(services)
    book.close()
    return lines


def _ids(connection: Any) -> None:  # noqa: ANN401 - a connection
    connection.exec_driver_sql("SELECT id FROM customer").all()


def _page(services: Any, connection: Any) -> Line:  # noqa: ANN401 - services and a connection
    ids = services.customers.ids(CustomerFilter(), CustomerOrder(column=CustomerSort.NAME))
    end = [int(number) for number in ids[-_PAGE:]]
    marks = ",".join(map(str, end))
    offset = max(len(ids) - _PAGE, 0)
    return Line(
        what="jump to the end",
        ours=milliseconds(lambda: services.customers.rows(end), repeat=9),
        naive=milliseconds(
            lambda: connection.exec_driver_sql(f"{_WHOLE} LIMIT {_PAGE} OFFSET {offset}").all()
        ),
        floor=milliseconds(
            lambda: connection.exec_driver_sql(
                f"SELECT * FROM customer WHERE id IN ({marks})"  # noqa: S608 - ids of the book
            ).all(),
            repeat=9,
        ),
        note="one page; naive: LIMIT and OFFSET",
    )


def _saves(services: Any) -> list[Line]:  # noqa: ANN401 - services
    numbers = iter(range(_SAVES + 1))

    def add() -> None:
        number = next(numbers)
        draft = CustomerDraft(name="测试客户", phone=f"139000{number:05d}")
        services.customers.add(draft)

    some = services.customers.ids(CustomerFilter(), CustomerOrder())[0]
    note = InteractionDraft(note="有意续作，约下周再谈")
    added = milliseconds(add, repeat=_SAVES)
    logged = milliseconds(lambda: services.interactions.log(some, note), repeat=_SAVES)
    for _ in range(2 * _SAVES):
        services.history.undo()
    return [
        Line(what="save a customer", ours=added, note="journal and index included"),
        Line(what="log an interaction", ours=logged, note="journal and index included"),
    ]
