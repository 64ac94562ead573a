"""The first customers of a book come in without indexes, and leave the book with all of them."""

from pathlib import Path

import pytest
from typing_extensions import override

from branchcrm.domain.errors import CancelledError
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.wording import Sentence
from branchcrm.services.import_terms import ImportRequest
from branchcrm.services.use_cases import Services


class _Stops(NoProgress):
    @override
    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        if done:
            raise CancelledError


def _customers(path: Path) -> Path:
    path.write_text("客户编号,客户姓名,手机号\nR1,林国栋,13900000271\nR2,周雅琴,13800005678\n")
    return path


def _indexes(services: Services) -> set[tuple[str, str]]:
    with services.context.read() as work:
        rows = work.connection.exec_driver_sql(
            "SELECT name, ifnull(sql, '') FROM sqlite_master WHERE type = 'index'"
        ).all()
    return {(str(row[0]), str(row[1])) for row in rows}


@pytest.mark.parametrize("is_dry", [True, False])
def test_an_import_leaves_every_index(services: Services, tmp_path: Path, *, is_dry: bool) -> None:
    before = _indexes(services)
    request = ImportRequest(kind="customers")
    report = services.imports.import_file(_customers(tmp_path / "a.csv"), request, dry_run=is_dry)
    assert report.outcome.counts.created == 2
    assert _indexes(services) == before


def test_a_cancelled_import_leaves_every_index(services: Services, tmp_path: Path) -> None:
    before = _indexes(services)
    with pytest.raises(CancelledError):
        services.imports.import_file(_customers(tmp_path / "a.csv"), progress=_Stops())
    assert _indexes(services) == before
