"""Search as you type, against ranked LIKE over the table, and fetching a hundred rows."""

from pathlib import Path
from random import Random
from typing import Any

from branchcrm.domain.customer import CustomerFilter, CustomerOrder, CustomerSort
from branchcrm.services.use_cases import Services
from tests.benchmarks.measure import Line, milliseconds, opened, spread

_SAMPLES = 60
_LIKE_RUNS = 5
_LIKE = (
    "SELECT id, count(*) OVER () FROM customer WHERE removed_at IS NULL AND (name LIKE ?1"
    " OR reading LIKE ?1 OR initials LIKE ?1 OR phone LIKE ?1 OR id_number LIKE ?1"
    " OR code LIKE ?1) ORDER BY name = ?2 DESC, sort_key LIMIT 100"
)


def measure(folder: Path) -> list[Line]:
    """Measure every kind of query on names and numbers that the book holds."""
    book, services = opened(folder)
    ids = services.customers.ids(CustomerFilter(), CustomerOrder(column=CustomerSort.CODE))
    random = Random(2)  # noqa: S311 - a sample, no secret
    kinds = texts_by_kind(services)
    with book.unit_of_work.read() as work:
        hundred = [str(number) for number in random.sample(list(ids), 100)]
        floor = milliseconds(lambda: _fetch(work.connection, hundred), repeat=20)
        lines = []
        for what, texts in kinds.items():
            services.customers.search(texts[0])
            ours, slow, busy = spread(services.customers.search, texts)
            naive, *_ = spread(lambda text: _like(work.connection, text), texts[:_LIKE_RUNS])
            note = f"p95 {slow:,.1f} ms, computing {busy:,.1f} ms"
            lines.append(Line(what=what, ours=ours, naive=naive, floor=floor, note=note))
    book.close()
    return lines


def texts_by_kind(services: Services) -> dict[str, list[str]]:
    """Give texts of every kind that clerks type, from customers of the book."""
    ids = services.customers.ids(CustomerFilter(), CustomerOrder(column=CustomerSort.CODE))
    random = Random(1)  # noqa: S311 - a sample, no secret
    with services.context.read() as work:
        rows = [_row(work.connection, random.choice(ids)) for _ in range(_SAMPLES)]
    return {
        "whole name": [row.name for row in rows],
        "one character": [row.name[-1] for row in rows],
        "two characters": [row.name[-2:] for row in rows],
        "pinyin": [row.reading[:12] for row in rows],
        "pinyin of given name": [" ".join(row.syllables.split()[1:3]) for row in rows],
        "initials": [row.initials[:3] for row in rows],
        "character and initials": [row.name[0] + row.initials[1:3] for row in rows],
        "phone, last four": [row.phone[-4:] for row in rows],
        "phone, inside": [row.phone[3:8] for row in rows],
        "phone, whole": [row.phone for row in rows],
        "ID, last four": [row.id_number[-4:] for row in rows if row.id_number],
        "code": [row.code for row in rows],
        "word of a note": [word for row in rows if (word := _word(row.note or row.said))],
        "nothing found": [f"{row.name[0]}龘{row.phone[-2:]}" for row in rows],
    }


def _row(connection: Any, number: int) -> Any:  # noqa: ANN401 - a row of mixed columns
    return connection.exec_driver_sql(
        "SELECT name, reading, syllables, initials, phone, id_number, code, note,"
        " (SELECT i.note FROM interaction i WHERE i.customer_id = customer.id LIMIT 1) AS said"
        " FROM customer WHERE id = ?",
        (number,),
    ).one()


def _word(note: str | None) -> str:
    return (note or "")[:2]


def _fetch(connection: Any, ids: list[str]) -> None:  # noqa: ANN401 - a connection
    marks = ",".join(ids)
    connection.exec_driver_sql(f"SELECT * FROM customer WHERE id IN ({marks})").all()  # noqa: S608


def _like(connection: Any, text: str) -> None:  # noqa: ANN401 - a connection
    connection.exec_driver_sql(_LIKE, (f"%{text}%", text)).all()
