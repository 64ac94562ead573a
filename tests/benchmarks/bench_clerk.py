"""A clerk's work on the whole book, beside a QSqlTableModel, LIKE and pandas on the same customers.

The peers read an unencrypted copy without a journal, made for them and thrown away.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from branchcrm.domain.bulk_edit import BulkAction, BulkStep
from branchcrm.domain.customer import CustomerDraft, CustomerFilter, CustomerOrder, CustomerSort
from branchcrm.domain.ids import CustomerId
from branchcrm.services.use_cases import Services
from tests.benchmarks.clerk_peers import COLUMNS, FrameClerk, ModelClerk, plain_copy
from tests.benchmarks.measure import Line, milliseconds, opened, peak_mib

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PAGE = 128
MANY = 10_000
RELATED = "amount_fell(3 months) >= 20% and contact_channel(90 days) = phone"
SHARE = 0.9
Times = dict[str, float]


def measure(folder: Path) -> list[Line]:
    """Measure the same work three times: ours, in a model of Qt, in a frame of pandas."""
    book, services = opened(folder)
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        begun = peak_mib()
        ours = dict(_ours(services))
        held = [peak_mib() - begun]
        plain = Path(place) / "plain.db"
        with book.unit_of_work.read() as work:
            plain_copy(work.connection, plain)
        begun = peak_mib()
        model = dict(_peer(ModelClerk(plain), len(services.customers.ids(*_LIST))))
        held.append(peak_mib() - begun)
        begun = peak_mib()
        with book.unit_of_work.read() as work:
            frame = dict(_peer(FrameClerk(plain, work.connection), 0))
        held.append(peak_mib() - begun)
        with book.unit_of_work.read() as work:
            read = "SELECT id FROM customer"
            floor = milliseconds(lambda: work.connection.exec_driver_sql(read).all(), repeat=2)
    book.close()
    lines = [
        Line(
            what=what,
            ours=took,
            naive=model.get(what),
            pandas=frame.get(what),
            floor=floor if what.startswith("sort") else None,
        )
        for what, took in ours.items()
    ]
    lines[
        0
    ].note = "memory above the start, MiB: ours {:,.0f}, model {:,.0f}, pandas {:,.0f}".format(
        *held
    )
    return lines


_LIST = (CustomerFilter(), CustomerOrder())


def _ours(services: Services) -> Iterator[tuple[str, float]]:
    customers = services.customers
    yield "open the list", milliseconds(lambda: customers.rows(customers.ids(*_LIST)[:PAGE]))
    for column in CustomerSort:
        order = CustomerOrder(column=column, is_descending=False)
        yield f"sort by {column}", _best(partial(customers.ids, _LIST[0], order))
    ids = customers.ids(*_LIST)
    start = int(len(ids) * SHARE)
    page = ids[start : start + PAGE]
    yield "jump to nine tenths", milliseconds(lambda: customers.rows(page))
    asked = CustomerFilter(where=services.filters.read(RELATED))
    yield "filter, two related", _best(lambda: customers.ids(asked, CustomerOrder()))
    draft = _draft(services, ids[start])
    services.duplicates.twins(CustomerDraft(name="热身"))
    yield (
        "twins of a new customer",
        milliseconds(lambda: services.duplicates.twins(draft), repeat=3),
    )
    step = BulkStep(action=BulkAction.SET, field="source", value="批量测量")
    yield (
        f"edit {MANY:,}",
        milliseconds(lambda: services.bulk_edits.apply(list(ids[:MANY]), [step])),
    )
    yield f"undo edit {MANY:,}", milliseconds(services.history.undo)
    two = [CustomerId(row.id) for row in customers.rows(ids[:PAGE]) if row.kind == "person"][:2]
    yield "merge two", milliseconds(lambda: services.merges.merge(two))
    yield "undo the merge", milliseconds(services.history.undo)


def _draft(services: Services, number: int) -> CustomerDraft:
    """Give the draft of somebody who is in the book already."""
    facts = services.customers.get(CustomerId(number)).facts
    return CustomerDraft(name=facts.name, phone="13800000000")


def _peer(clerk: "ModelClerk | FrameClerk", total: int) -> Iterator[tuple[str, float]]:
    yield "open the list", milliseconds(clerk.open)
    for column, name in COLUMNS.items():
        yield f"sort by {column}", milliseconds(partial(clerk.sort, name))
    place = int((total or clerk.total()) * SHARE)
    yield "jump to nine tenths", milliseconds(lambda: clerk.jump(place))
    if isinstance(clerk, FrameClerk):
        clerk.load_related()
        yield "filter, two related", milliseconds(clerk.filter_related)
    yield "twins of a new customer", milliseconds(lambda: clerk.twins(place))
    yield f"edit {MANY:,}", milliseconds(lambda: clerk.edit(MANY))


def _best(work: Callable[[], Any]) -> float:
    return milliseconds(work, repeat=2)
