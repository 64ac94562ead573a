"""The model of long lists: ids at once, rows by page, ticks that stay."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester

from ui.kit.table_checks import CheckedIds
from ui.kit.table_column import Column, Kind, check_column
from ui.kit.table_model import IdTableModel
from ui.kit.table_pages import KEPT_PAGES, PAGE_ROWS, RowPages


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    tier: str = "high"


class Source:
    """A stand-in for the book: it counts how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.gone: set[int] = set()

    def fetch(self, ids: Sequence[int]) -> list[Person]:
        self.asked.append(list(ids))
        return [Person(key, f"客户{key}") for key in ids if key not in self.gone]


def person_model(source: Source, ids: Sequence[int]) -> IdTableModel:
    columns = [
        check_column("选择"),
        Column(key="name", title="客户", text=lambda row: row.name),
        Column(
            key="tier",
            title="层级",
            kind=Kind.TIER,
            text=lambda row: row.tier,
            spoken=lambda _row: "高价值",
        ),
        Column(key="sum", title="金额(元)", kind=Kind.MONEY, text=lambda _row: "1.00"),
    ]
    model = IdTableModel(columns, source.fetch, lambda row: row.id)
    model.set_ids(ids)
    return model


def test_the_model_keeps_qts_contract(qtmodeltester: ModelTester) -> None:
    model = person_model(Source(), range(1, 300))
    qtmodeltester.check(model, force_py=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    qtmodeltester.check(person_model(Source(), []), force_py=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_a_row_is_loaded_with_its_page_only_when_it_is_read() -> None:
    source = Source()
    model = person_model(source, range(1, 1001))
    assert source.asked == []
    assert model.data(model.index(500, 1)) == "客户501"
    assert model.data(model.index(501, 1)) == "客户502"
    assert [len(ids) for ids in source.asked] == [PAGE_ROWS]


def test_rows_read_with_their_ids_are_not_read_again() -> None:
    source = Source()
    pages = RowPages[Person](source.fetch, lambda row: row.id)
    known = source.fetch([1, 2])
    source.asked.clear()
    pages.show(array("q", [2, 1]), known)
    assert [row and row.id for row in map(pages.row, range(2))] == [2, 1]
    assert source.asked == []
    pages.forget([1])
    assert pages.row(1) == known[0]
    assert source.asked == [[2, 1]]


def test_only_the_lately_painted_pages_stay_in_memory() -> None:
    source = Source()
    pages = RowPages[Person](source.fetch, lambda row: row.id)
    pages.show(array("q", range(1, PAGE_ROWS * (KEPT_PAGES + 1) + 1)))
    for number in range(KEPT_PAGES + 1):
        pages.row(number * PAGE_ROWS)
    asked = len(source.asked)
    pages.row(PAGE_ROWS)
    assert len(source.asked) == asked
    pages.row(0)
    assert len(source.asked) == asked + 1


def test_a_record_that_is_gone_shows_an_empty_line() -> None:
    source = Source()
    source.gone = {2}
    model = person_model(source, [1, 2, 3])
    assert model.data(model.index(1, 1)) == ""
    assert model.data(model.index(2, 1)) == "客户3"


def test_a_cell_is_spoken_with_its_heading_and_its_full_word() -> None:
    model = person_model(Source(), [7])
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, 2), spoken) == "层级：高价值"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "层级"
    assert model.headerData(0, Qt.Orientation.Horizontal) is None
    assert model.headerData(0, Qt.Orientation.Horizontal, spoken) == "选择"
    assert model.headerData(2, Qt.Orientation.Vertical) is None


def test_roles_that_paint_nothing_answer_nothing() -> None:
    source = Source()
    model = person_model(source, [7])
    for role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.BackgroundRole):
        assert model.data(model.index(0, 1), role) is None
    assert model.data(QModelIndex()) is None
    assert source.asked == []


def test_ticks_stay_with_their_ids_when_the_order_changes() -> None:
    model = person_model(Source(), [1, 2, 3])
    model.toggle_checked(0)
    model.set_ids([3, 2, 1])
    role = Qt.ItemDataRole.CheckStateRole
    assert model.data(model.index(2, 0), role) == Qt.CheckState.Checked
    assert model.data(model.index(0, 0), role) == Qt.CheckState.Unchecked
    assert model.data(model.index(0, 1), role) is None
    model.clear_checked()
    assert len(model.checked) == 0


def test_changed_rows_are_loaded_again_and_others_are_not() -> None:
    source = Source()
    model = person_model(source, range(1, 400))
    model.row_at(0)
    model.row_at(300)
    model.invalidate([301])
    model.row_at(0)
    model.row_at(300)
    assert len(source.asked) == 3
    model.invalidate()
    model.row_at(0)
    assert len(source.asked) == 4


def test_an_id_is_found_in_a_million() -> None:
    model = person_model(Source(), array("q", range(1, 1_000_001)))
    assert model.position_of(1_000_000) == 999_999
    assert model.position_of(2_000_000) == -1
    assert model.position_of(None) == -1
    assert model.id_at(-1) is None
    assert model.column_number("tier") == 2
    assert model.column_number("absent") == -1


@given(st.lists(st.tuples(st.sampled_from(["add", "discard", "toggle"]), st.integers(0, 500))))
def test_ticks_behave_like_a_set(steps: list[tuple[str, int]]) -> None:
    checked = CheckedIds()
    expected: set[int] = set()
    for step, key in steps:
        if step == "toggle":
            checked.toggle(key)
            expected ^= {key}
        elif step == "add":
            checked.add([key])
            expected.add(key)
        else:
            checked.discard([key])
            expected.discard(key)
    assert list(checked) == sorted(expected)
    assert len(checked) == len(expected)
    checked.clear()
    checked.add([])
    assert len(checked) == 0
