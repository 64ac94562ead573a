"""The sample workbook is what its script makes, faults and all."""

import importlib.util
from pathlib import Path
from types import ModuleType

from openpyxl import Workbook, load_workbook

FOLDER = Path(__file__).parents[2] / "resources" / "sample"


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_sample", FOLDER / "make_sample.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def cells(book: Workbook) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_the_workbook_is_what_its_script_makes(tmp_path: Path) -> None:
    script().build().save(tmp_path / "again.xlsx")
    committed = load_workbook(FOLDER / "sample_branch.xlsx")
    again = load_workbook(tmp_path / "again.xlsx")
    assert cells(committed) == cells(again)
    for sheet in committed.worksheets:
        ranges = {str(each) for each in again[sheet.title].merged_cells.ranges}
        assert {str(each) for each in sheet.merged_cells.ranges} == ranges


def test_the_list_has_the_faults_of_real_lists() -> None:
    rows = cells(load_workbook(FOLDER / "sample_branch.xlsx"))["客户信息"]
    first = [row[0] for row in rows]
    assert first.count("序号") == 2
    assert "小计" in first
    assert "合计" in first
    assert any(isinstance(row[6], int) for row in rows)
    assert sum(isinstance(value, int) for value in first) == 60
