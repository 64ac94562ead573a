"""The list in the window: a jump to its end, a wheel frame, what is typed until it is painted."""

import os
from array import array
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView
from typing_extensions import override

from branchcrm.domain.customer import CustomerFilter, CustomerOrder, CustomerRow
from branchcrm.services.use_cases import Services
from tests.benchmarks.measure import Line, milliseconds, opened
from ui.customers.list_columns import customer_columns
from ui.kit.formats import Formats
from ui.kit.table_model import IdTableModel
from ui.kit.table_view import TableView
from ui.kit.theme import Theme
from ui.lasting_none import keep_none_alive

_FRAMES = 25
_MILLION = 1_000_000
_ROOT = QModelIndex()
AnyIndex = QModelIndex | QPersistentModelIndex


class _Naive(QAbstractTableModel):
    """A model as it is usually written: one query per shown cell, a value per role."""

    def __init__(self, services: Services, ids: "array[int]") -> None:
        super().__init__()
        self._services, self._ids = services, ids

    @override
    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        return len(self._ids)

    @override
    def columnCount(self, parent: AnyIndex = _ROOT) -> int:
        return 8

    @override
    def data(self, index: AnyIndex, role: int = 0) -> Any:
        if role != int(Qt.ItemDataRole.DisplayRole):
            return None
        row = self._services.customers.rows([self._ids[index.row()]])[0]
        return str((row.name, row.tier, row.phone, row.manager, row.code)[index.column() % 5])


def measure(folder: Path) -> list[Line]:
    """Measure painting; the naive table asks the book for every cell, the floor only fetches."""
    keep_none_alive()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Theme().apply(app)
    book, services = opened(folder)
    ids = services.customers.ids(CustomerFilter(), CustomerOrder())
    ours, naive = _ours(book.clock, services), QTableView()
    naive.setModel(_Naive(services, ids))
    for view in (ours, naive):
        view.resize(1100, 760)
        view.show()
    ours.show_ids(ids)
    end = [int(number) for number in ids[-128:]]
    floor = milliseconds(lambda: services.customers.rows(end), repeat=9)
    lines = [
        Line(
            what="jump to the end, painted",
            ours=milliseconds(lambda: _jump(ours, len(ids)), repeat=9),
            naive=milliseconds(lambda: _scroll(naive, 1), repeat=3),
            floor=floor,
        ),
        Line(
            what="wheel frame",
            ours=milliseconds(lambda: _wheel(ours), repeat=_FRAMES),
            naive=milliseconds(lambda: _scroll(naive, 2), repeat=3),
        ),
    ]
    lines += _million(ours, ids)
    book.close()
    return lines


def _ours(clock: Any, services: Services) -> TableView:  # noqa: ANN401 - a clock
    columns = customer_columns(Formats(clock))
    model = IdTableModel(columns, services.customers.rows, _id_of)
    view = TableView(model)
    model.setParent(view)
    return view


def _id_of(row: CustomerRow) -> int:
    return int(row.id)


def _jump(view: TableView, total: int) -> None:
    view.rows.invalidate()
    view.scrollToTop()
    view.go_to(total - 1)
    view.viewport().grab()


def _wheel(view: TableView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(bar.value() - 3 * view.row_height())
    view.viewport().grab()


def _scroll(view: QTableView, part: int) -> None:
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // part)
    view.viewport().grab()


def _million(view: TableView, ids: "array[int]") -> list[Line]:
    """Show a million lines: the customers of the book, over and over."""
    many = array("q", (ids * (_MILLION // len(ids) + 1))[:_MILLION])
    return [
        Line(
            what="show a million ids, painted",
            ours=milliseconds(lambda: _show(view, many), repeat=3),
            note="8 MB of ids",
        ),
        Line(
            what="jump to the end of a million",
            ours=milliseconds(lambda: _jump(view, _MILLION), repeat=9),
        ),
    ]


def _show(view: TableView, ids: "array[int]") -> None:
    view.show_ids(ids)
    view.viewport().grab()
