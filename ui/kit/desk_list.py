"""A list of customers: what is said of each and why, with ticks and what can be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from branchcrm.domain.ids import CustomerId
from branchcrm.domain.wording import mark
from ui.kit.bulk_bar import BulkBar
from ui.kit.page_parts import EmptyState
from ui.kit.table_column import CellStyle, Column, Kind, check_column
from ui.kit.table_model import IdTableModel
from ui.kit.table_view import TableView
from ui.kit.translation import translate


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRow:
    """One customer of a list: what is said of them, and why."""

    customer_id: int
    name: str
    tier: str
    fact: str
    why: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What a column of the list is called, and whether it holds figures, which stand right."""

    title: str
    is_figure: bool = False
    width: int = 180


class DeskList(QWidget):
    """A table of customers with what can be done about the ticked ones."""

    opened = Signal(object)

    def __init__(
        self, name: str, fact: Head, why: Head, empty: str, *, has_ticks: bool = True
    ) -> None:
        """Name the list, the heads of its two columns, and what an empty one says."""
        super().__init__()
        self.setProperty("ground", "surface")
        self._rows_of: Callable[[Sequence[int]], Sequence[DeskRow]] = _nobody
        columns = _columns(fact, why)
        model = IdTableModel(columns if has_ticks else columns[1:], self._fetch, _id_of)
        self.table = TableView(model, self)
        model.setParent(self.table)
        self.table.setAccessibleName(name)
        ticked, everything = mark("已选 {count} 位"), mark("选择全部 {count} 位")
        self.bulk = BulkBar(self.table, translate(ticked), translate(everything))
        self.empty = EmptyState(empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bulk)
        self.table.opened.connect(self.opened)

    def show_rows(self, rows: Sequence[DeskRow]) -> None:
        """Show rows that are all there."""
        known = {row.customer_id: row for row in rows}

        def rows_of(ids: Sequence[int]) -> Sequence[DeskRow]:
            return [known[number] for number in ids if number in known]

        self.show_ids(list(known), rows_of)

    def show_ids(
        self, ids: Sequence[int], rows_of: Callable[[Sequence[int]], Sequence[DeskRow]]
    ) -> None:
        """Show customers whose rows are made when they are painted; ticks stay with them."""
        self._rows_of = rows_of
        listed = set(ids)
        ticked = [number for number in self.table.checked_ids() if number in listed]
        self.table.rows.invalidate()
        self.table.show_ids(ids)
        self.table.rows.check_only(ticked)
        self._stack.setCurrentWidget(self.table if len(ids) else self.empty)

    def chosen(self) -> list[CustomerId]:
        """Give the ticked customers, or the current one where none is ticked."""
        ids = list(self.table.checked_ids())
        current = self.table.current_id()
        if not ids and current is not None:
            ids = [current]
        return [CustomerId(number) for number in ids]

    def _fetch(self, ids: Sequence[int]) -> Sequence[DeskRow]:
        return self._rows_of(ids)


def _columns(fact: Head, why: Head) -> list[Column]:
    """Give the columns; where the last one holds figures, the names take what room is left."""
    return [
        check_column(translate(mark("选择"))),
        Column(
            key="customer",
            title=translate(mark("客户")),
            text=_name,
            width=208,
            min_width=120,
            stretches=why.is_figure,
            is_sortable=False,
        ),
        Column(
            key="tier",
            title=translate(mark("层级")),
            text=_tier,
            width=88,
            kind=Kind.TIER,
            is_sortable=False,
        ),
        Column(
            key="fact",
            title=fact.title,
            text=_fact,
            width=fact.width,
            kind=Kind.MONEY if fact.is_figure else Kind.TEXT,
            style=_style,
            is_sortable=False,
        ),
        Column(
            key="why",
            title=why.title,
            text=_why,
            width=why.width if why.is_figure else 360,
            kind=Kind.MONEY if why.is_figure else Kind.MUTED,
            stretches=not why.is_figure,
            is_sortable=False,
        ),
    ]


def _nobody(_ids: Sequence[int]) -> Sequence[DeskRow]:
    return ()


def _id_of(row: DeskRow) -> int:
    return row.customer_id


def _name(row: DeskRow) -> str:
    return row.name


def _tier(row: DeskRow) -> str:
    return row.tier


def _fact(row: DeskRow) -> str:
    return row.fact


def _why(row: DeskRow) -> str:
    return row.why


def _style(row: DeskRow) -> CellStyle | None:
    return CellStyle(row.tone) if row.tone else None
