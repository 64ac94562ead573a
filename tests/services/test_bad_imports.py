"""What can go wrong around an import: the book stays as it was, or holds the file whole."""

from pathlib import Path

import pytest
from typing_extensions import override

from branchcrm.domain.errors import CancelledError
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.wording import Sentence
from branchcrm.exchange.errors import ConflictedFileError, DamagedFileError
from branchcrm.services.use_cases import Services

HEAD = "客户姓名,手机,存款余额(元)"


def table(path: Path, *rows: str, head: str = HEAD) -> Path:
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return path


def many(path: Path) -> Path:
    rows = (f"客户{number:04d},1390000{number:04d},{number}.50" for number in range(1500))
    return table(path, *rows)


def state(services: Services) -> tuple[int, int]:
    """Count the customers and the operations of the book."""
    with services.context.read() as work:
        customers = work.connection.exec_driver_sql("SELECT count(*) FROM customer").scalar_one()
    return int(customers), len(services.history.latest())


class _Stopping(NoProgress):
    """Stops at a given report."""

    def __init__(self, last: int) -> None:
        self._left = last

    @override
    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        self._left -= 1
        if self._left < 0:
            raise CancelledError


def test_an_import_can_be_cancelled_at_every_step_and_leaves_nothing(
    services: Services, tmp_path: Path
) -> None:
    path = many(tmp_path / "a.csv")
    before = state(services)
    step = 0
    while True:
        try:
            report = services.imports.import_file(path, progress=_Stopping(step))
        except CancelledError:
            assert state(services) == before
            step += 1
            continue
        break
    assert step > 3
    assert report.outcome.counts.created == 1500
    assert [check.name for check in services.history.verify() if not check.is_ok] == []


def test_a_text_with_both_sides_of_a_merge_is_refused_with_its_row(
    services: Services, tmp_path: Path
) -> None:
    sides = ["<<<<<<< HEAD", "林国栋,139,1", "=======", "林国栋,138,2", ">>>>>>> other"]
    path = table(tmp_path / "a.csv", "周雅琴,13800005678,1", *sides)
    with pytest.raises(ConflictedFileError, match="第 3 行"):
        services.imports.import_file(path)
    assert state(services)[0] == 0


def test_decimal_commas_are_refused_with_what_was_meant(services: Services, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", '林国栋,13900000271,"12,5"', '周雅琴,13800005678,"1.234,50"')
    report = services.imports.import_file(path)
    assert report.outcome.counts.rejected == 2
    issues = [row.issues[0] for rows in report.tally.rejections.values() for row in rows]
    assert [(one.code, one.suggestion) for one in issues] == [
        ("amount_comma", "12.5"),
        ("amount_comma", "1234.50"),
    ]


def test_a_unit_price_with_a_decimal_comma_is_not_taken_for_a_hundredfold(
    services: Services, tmp_path: Path
) -> None:
    head = "客户编号,日期,数量,单价,产品"
    path = table(tmp_path / "a.csv", 'C1,2026-03-01,2,"12,50",灯', head=head)
    (reason,) = services.imports.import_file(path).outcome.reasons
    assert reason.code == "amount_comma"
    thousands = table(tmp_path / "b.csv", 'C1,2026-03-01,2,"1,250.00",灯', head=head)
    assert services.imports.import_file(thousands).outcome.counts.created == 1


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv"])
def test_text_is_read_under_any_name(services: Services, tmp_path: Path, name: str) -> None:
    report = services.imports.import_file(table(tmp_path / name, "林国栋,13900000271,1"))
    assert report.outcome.counts.created == 1


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.xlsx"])
def test_a_web_page_is_read_under_any_name(services: Services, tmp_path: Path, name: str) -> None:
    cells = "".join(f"<td>{one}</td>" for one in ("林国栋", "13900000271", "1"))
    heads = "".join(f"<th>{one}</th>" for one in HEAD.split(","))
    page = f"<html><body><table><tr>{heads}</tr><tr>{cells}</tr></table></body></html>"
    (tmp_path / name).write_text(page, encoding="utf-8")
    assert services.imports.import_file(tmp_path / name).outcome.counts.created == 1


def test_a_file_that_breaks_off_changes_nothing(services: Services, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04" + bytes(200))
    before = state(services)
    with pytest.raises(DamagedFileError):
        services.imports.import_file(tmp_path / "a.xlsx")
    assert state(services) == before
