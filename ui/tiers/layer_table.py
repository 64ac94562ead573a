"""The classes of one layer as a table: people, money, and their shares."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from branchcrm.domain.layer import CLASS_LABELS, LayerTable
from branchcrm.domain.wording import mark
from ui.kit.formats import Formats
from ui.kit.table_column import Column, Kind
from ui.kit.table_model import IdTableModel
from ui.kit.table_view import TableView
from ui.kit.translation import translate


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class in words."""

    place: int
    key: str
    name: str
    people: str
    money: str
    people_share: str
    money_share: str


class ClassTable(QWidget):
    """A line per class; the current one tells who is listed beside it."""

    class_chosen = Signal(str)

    def __init__(self, formats: Formats) -> None:
        """Begin empty."""
        super().__init__()
        self._formats = formats
        self._rows: dict[int, ClassRow] = {}
        model = IdTableModel(_columns(), self._fetch, _place_of)
        self.table = TableView(model, self)
        model.setParent(self.table)
        self.table.setAccessibleName(translate(mark("分类")))
        self.table.current_changed.connect(self._on_table_current_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)

    def show_layer(self, table: LayerTable, key: str) -> None:
        """Show a layer with one of its classes in front."""
        formats, labels = self._formats, CLASS_LABELS[table.layer]
        self._rows = {
            place: ClassRow(
                place=place,
                key=line.key,
                name=translate(labels[line.key]),
                people=formats.count(line.customers),
                money=formats.money_short(line.amount_cents),
                people_share=formats.ratio(line.people_share),
                money_share=formats.ratio(line.money_share),
            )
            for place, line in enumerate(table.lines, start=1)
        }
        self.table.rows.invalidate()
        self.table.show_ids(list(self._rows))
        wanted = next((p for p, row in self._rows.items() if row.key == key), 1)
        self.table.set_current_id(wanted)

    def key(self) -> str:
        """Give the class in front."""
        row = self._rows.get(self.table.current_id() or 0)
        return row.key if row else ""

    def _on_table_current_changed(self, place: object) -> None:
        row = self._rows.get(place) if isinstance(place, int) else None
        if row is not None:
            self.class_chosen.emit(row.key)

    def _fetch(self, ids: Sequence[int]) -> Sequence[ClassRow]:
        return [self._rows[number] for number in ids if number in self._rows]


def _columns() -> list[Column]:
    titles = (
        ("name", mark("分类"), 168),
        ("people", mark("人数"), 72),
        ("people_share", mark("人数占比"), 84),
        ("money", mark("金额"), 96),
        ("money_share", mark("金额占比"), 84),
    )
    return [
        Column(
            key=key,
            title=translate(words),
            text=_reader(key),
            width=width,
            kind=Kind.TEXT if key == "name" else Kind.MONEY,
            stretches=key == "name",
            is_sortable=False,
        )
        for key, words, width in titles
    ]


def _reader(key: str) -> Callable[[ClassRow], str]:
    def read(row: ClassRow) -> str:
        return str(getattr(row, key))

    return read


def _place_of(row: ClassRow) -> int:
    return row.place
