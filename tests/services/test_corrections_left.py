"""A correction that the program made by itself is taken back: names stay, other cells are asked."""

from pathlib import Path

import pytest

from branchcrm.services.import_terms import ImportRequest, RowPlace
from branchcrm.services.use_cases import Services

HEAD = "客户姓名,手机,身份证号,出生日期,余额(万元),最后交易日"
SHEET = "a"
NAME, PHONE, DOCUMENT, BIRTHDAY, BALANCE, LAST_TRADE = range(6)


def table(path: Path, row: str) -> Path:
    path.write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    return path


def left(path: Path, column: int, **more: object) -> ImportRequest:
    cell = (RowPlace(path.stem, 2), column)
    return ImportRequest(as_written=frozenset({cell}), **more)  # type: ignore[arg-type]  # as named


def test_a_name_stays_as_it_is_written(services: Services, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "张　三（已故）,13900000271,,,,")
    checked = services.imports.check(path, ImportRequest())
    assert [cell.fixed for cell in checked.problems[0].found] == ["张三"]
    assert services.imports.import_file(path, left(path, NAME)).outcome.counts.created == 1
    assert services.customers.search("已故").hits[0].row.name == "张　三（已故）"


@pytest.mark.parametrize(
    ("row", "column", "suggestion", "shown"),
    [
        ("林国栋,13900000271/010-88886666,,,,", PHONE, "13900000271、010-88886666", "139****0271"),
        ("林国栋,,110105491231002,,,", DOCUMENT, "11010519491231002X", "110***********002X"),
        ("林国栋,13900000271,,45352,,", BIRTHDAY, "2024-03-01", "2024-03-01"),
        ("林国栋,13900000271,,,,45352", LAST_TRADE, "2024-03-01", "2024-03-01"),
        ("林国栋,13900000271,,,约5,", BALANCE, "", ""),
    ],
)
def test_another_cell_is_handed_back_with_the_correction_as_suggestion(
    services: Services, tmp_path: Path, row: str, column: int, suggestion: str, shown: str
) -> None:
    path = table(tmp_path / "a.csv", row)
    checked = services.imports.check(path, ImportRequest())
    assert checked.outcome.counts.fixed == 1
    checked = services.imports.check(path, left(path, column))
    counts = checked.outcome.counts
    assert (counts.rejected, counts.fixed) == (1, 0)
    (found,) = (cell for cell in checked.problems[0].found if cell.is_fatal)
    assert (found.column, found.code) == (column, "fix_taken_back")
    assert found.suggestion == suggestion
    assert found.offered.startswith(shown)
    typed = {(RowPlace(path.stem, 2), column): suggestion}
    again = services.imports.import_file(path, left(path, column, edits=typed))
    assert again.outcome.counts.created == 1


def test_only_the_named_cell_of_a_row_is_left(services: Services, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "张　三,13900000271、13800005678,,,,")
    report = services.imports.import_file(path, left(path, NAME))
    assert report.outcome.counts.created == 1
    assert report.outcome.counts.fixed == 1
    short = left(path, LAST_TRADE + 5)
    assert services.imports.check(path, short).outcome.counts.rejected == 0
