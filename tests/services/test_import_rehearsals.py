"""A check goes through the whole import beside the book: others write, and it counts the same."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from typing_extensions import override

from branchcrm.data.rehearsal import RehearsedRows
from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import CancelledError
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.wording import Sentence, say
from branchcrm.services.import_run import TAKING
from branchcrm.services.import_terms import ImportRequest, OnMatch
from branchcrm.services.use_cases import Services

MORE_THAN_A_BATCH = 1100
PEOPLE = ["客户编号,客户姓名,手机,客户经理,余额(元)", "K1,林国栋,13900000271,王敏,10"]
LIN = CustomerDraft(name="林国栋", code="K1")
TABLES: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "customers": (PEOPLE, [",林国栋,13900000271,,11", "K1,,,,11", "K1,,,,11"]),
    "transactions": (
        ["客户编号,交易日期,金额(元),产品", "K1,2026-03-01,12,灯"],
        ["K9,2026-03-01,12,灯", "K1,2026-03-01,12,灯", ",2026-03-01,12,灯"],
    ),
    "interactions": (
        ["客户编号,联系时间,沟通方式,沟通内容", "K1,2026-09-10 10:00,微信,发了资料"],
        ["K1,2026-09-10 10:00,微信,发了资料", "K9,2026-09-10 10:00,微信,发了资料"],
    ),
    "visits": (
        ["客户编号,回访时间,方式,事由,回访结果", "K1,2026-09-10 10:00,电话,到期提醒,"],
        ["K1,2026-09-10 10:00,电话,到期提醒,已续存", "K1,2026-09-10 10:00,电话,到期提醒,已续存"],
    ),
    "holdings": (
        ["客户编号,月份,月日均AUM(万元)", "K1,2026-08,12.5"],
        ["K1,2026-08,12.5", "K1,2026-08,13", "K9,2026-08,13"],
    ),
    "complaints": (
        ["投诉编号,客户编号,受理时间,投诉原因,事实,状态", "B-1,K1,2026-09-10,定价收费,多收,处理中"],
        ["B-1,K1,2026-09-10,定价收费,多收,处理中", "B-2,K9,2026-09-10,定价收费,多收,处理中"],
    ),
}
FILLERS = {
    "customers": "F{0},甲{0},1370000{0:04d},,1",
    "transactions": "F{0},2026-03-01,1,灯",
    "interactions": "F{0},2026-09-10 10:00,微信,资料",
    "visits": "F{0},2026-09-10 10:00,电话,提醒,",
    "holdings": "F{0},2026-08,1",
    "complaints": "A-{0},F{0},2026-09-10,定价收费,多收,处理中",
}


def table(path: Path, kind: str) -> Path:
    """Write rows that speak of one another over more than a batch."""
    first, last = TABLES[kind]
    between = [FILLERS[kind].format(number) for number in range(MORE_THAN_A_BATCH)]
    path.write_text("\n".join([*first, *between, *last]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder in which the book lies."""
    return tmp_path / "book"


def operations(services: Services) -> int:
    return len(services.history.latest())


class _Writing(NoProgress):
    """Writes into the book while the rows are checked."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.has_written = False

    @override
    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        if not self.has_written and note is not None and note.text() == TAKING:
            self._services.customers.add(CustomerDraft(name="中途登记"))
            self.has_written = True


class _Stopping(NoProgress):
    """Stops while the rows are checked."""

    @override
    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        if note is not None and note.text() == TAKING:
            raise CancelledError


@contextmanager
def _long_work(services: Services) -> Iterator[None]:
    """Hold the turn to write in another thread until the block is left."""
    begun, over = threading.Event(), threading.Event()

    def write() -> None:
        with services.context.write("import", say("导入 {file}", file="客户.xlsx")):
            begun.set()
            over.wait(60)

    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write)
        assert begun.wait(10)
        try:
            yield
        finally:
            over.set()
        written.result()


@pytest.mark.parametrize("kind", list(TABLES))
def test_a_check_counts_what_the_import_then_does(
    services: Services, tmp_path: Path, kind: str
) -> None:
    services.customers.add(LIN)
    path = table(tmp_path / "a.csv", kind)
    request = ImportRequest(kind=kind, on_match=OnMatch.OVERWRITE)
    before = operations(services)
    checked = services.imports.import_file(path, request, dry_run=True)
    assert operations(services) == before
    done = services.imports.import_file(path, request)
    assert checked.outcome.counts == done.outcome.counts
    assert checked.outcome.reasons == done.outcome.reasons
    again = services.imports.import_file(path, request, dry_run=True)
    assert again.outcome.counts.created == 0


def test_others_write_while_rows_are_checked(
    services: Services, tmp_path: Path, folder: Path
) -> None:
    writing = _Writing(services)
    path = table(tmp_path / "a.csv", "customers")
    services.imports.check(path, ImportRequest(), writing)
    assert writing.has_written
    assert len(services.customers.search("中途登记").hits) == 1
    assert not list(folder.rglob(".beside-*"))


def test_rows_are_checked_while_long_work_writes(services: Services, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "customers")
    with _long_work(services):
        check = services.imports.check(path, ImportRequest())
    assert check.outcome.counts.created == MORE_THAN_A_BATCH + 1


def test_a_check_that_is_stopped_leaves_no_file_behind(
    services: Services, tmp_path: Path, folder: Path
) -> None:
    path = table(tmp_path / "a.csv", "customers")
    left_over = folder / ".beside-of-a-run-that-was-killed"
    left_over.write_bytes(b"x")
    with pytest.raises(CancelledError):
        services.imports.check(path, ImportRequest(), _Stopping())
    assert not list(folder.rglob(".beside-*"))


def test_what_is_rehearsed_is_written_beside_the_book_under_another_key(
    services: Services, folder: Path
) -> None:
    with services.context.rehearse() as work:
        assert isinstance(work.rows, RehearsedRows)
        codes = [f"K{n}" for n in range(900)]
        work.imports.add_customers({"name": ["林国栋" * 2000] * len(codes), "code": codes})
        (beside,) = folder.rglob(".beside-*")
        written = beside.read_bytes()
        assert work.imports.by_codes(["K7"], 1) == {}
    assert "林国栋".encode() not in written
