"""The rows of large files are made ready in a program of its own; the import is the same."""

import os
import pickle
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from typing_extensions import override

from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.errors import BranchCrmError, CancelledError
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.wording import Sentence
from branchcrm.exchange.errors import (
    EmptyFileError,
    FileMissingError,
    ReaderCrashedError,
    ReaderLimitError,
)
from branchcrm.exchange.reader.frames import frame, frame_length, write_frame
from branchcrm.exchange.reader.program import Program, ProgramEndedError, ProgramSilentError
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.services import preparation as module
from branchcrm.services.import_terms import ImportRequest, OnMatch
from branchcrm.services.preparation import PreparationFailedError, preparation
from branchcrm.services.preparer import __main__ as program
from branchcrm.services.preparer.__main__ import serve
from branchcrm.services.preparer.sending import BROKEN, DONE, FAILED, REFUSED, SendingSink
from branchcrm.services.row_preparing import PreparingPlan
from branchcrm.services.use_cases import Services

HEADS = "客户编号,客户姓名,手机,身份证号,生日,开户日期,客户经理,余额(元)"
ROWS = (
    "K1,林国栋,13900000271,11010519491231002X,,2020-03-01,王敏,10.5",
    "K2,周雅琴(女士),13800005678 / 010-88886666,,1990-02-03,,赵倩,",
    "K3,,13700000001,,,,,",
    ",客户零一,,,农历1980-5-6,,,",
    "K4,坏手机,138,,,,,3",
    "K1,林国栋,13900000272,,,,,11",
    "K2,周雅琴,,,,2021-01-02,赵倩,9",
    "合计,,,,,,,21.5",
)
PLAN = PreparingPlan(request=ImportRequest(), today=date(2026, 9, 17), mappings={})


def table(path: Path, *rows: str, heads: str = HEADS) -> Path:
    path.write_text("\n".join([heads, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every file for a large one."""
    monkeypatch.setattr(module, "APART_BYTES", 0)


CUSTOMERS = (
    "SELECT c.name, code, kind, stage, gender, phone, more_phones, id_number, c.note, reading,"
    " sort_key, birth_calendar, birth_year, birth_month, birth_day, opened_on, m.name"
    " FROM customer c LEFT JOIN staff m ON m.id = manager_id WHERE removed_at IS NULL ORDER BY c.id"
)
OTHERS = (
    "SELECT measure, value, as_of, source FROM customer_figure ORDER BY id",
    "SELECT DISTINCT first_row, content FROM import_block ORDER BY 1, 2",
    "SELECT DISTINCT kind, counts FROM import_batch",
)


def book(services: Services) -> list[tuple[object, ...]]:
    """Give what the book holds of customers, and the raw rows of imports."""
    with services.context.read() as work:
        run = work.connection.exec_driver_sql
        return [tuple(row) for sql in (CUSTOMERS, *OTHERS) for row in run(sql)]


class _Stopping(NoProgress):
    """Stops at the first row."""

    @override
    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        if done:
            raise CancelledError


@pytest.mark.usefixtures("apart")
def test_a_large_file_is_imported_as_a_small_one_is(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path / "a.csv", *ROWS)
    request = ImportRequest(on_match=OnMatch.OVERWRITE)
    apart = services.imports.import_file(path, request)
    held = book(services)
    services.history.undo(services.history.latest(limit=1)[0].id)
    monkeypatch.setattr(module, "APART_BYTES", 1 << 30)
    here = services.imports.import_file(path, request)
    assert here.outcome.counts == apart.outcome.counts
    assert (here.outcome.counts.created, here.outcome.counts.updated) == (4, 2)
    assert (here.outcome.reasons, here.outcome.notices) == (
        apart.outcome.reasons,
        apart.outcome.notices,
    )
    assert book(services) == held
    assert here.tally.doubts == apart.tally.doubts
    assert here.tally.rejections == apart.tally.rejections
    row = apart.tally.rejections["a"][0].row
    assert (row.number, row.cells[1]) == (6, "坏手机")


@pytest.mark.usefixtures("apart")
def test_records_of_other_kinds_come_through_too(services: Services, tmp_path: Path) -> None:
    services.customers.add(CustomerDraft(name="林国栋", code="K1"))
    path = table(
        tmp_path / "a.csv",
        "K1,2026-03-01,12,灯",
        "K1,坏日子,12,灯",
        heads="客户编号,交易日期,金额(元),产品",
    )
    counts = services.imports.import_file(path).outcome.counts
    assert (counts.created, counts.rejected) == (1, 1)


@pytest.mark.usefixtures("apart")
def test_what_the_programs_refuse_is_said_in_its_own_words(
    services: Services, tmp_path: Path
) -> None:
    with pytest.raises(EmptyFileError):
        services.imports.import_file(table(tmp_path / "a.csv", heads=""))
    with pytest.raises(BranchCrmError, match=r"表头"):
        services.imports.import_file(table(tmp_path / "b.csv", "x,y", heads="甲,乙"))
    with pytest.raises(FileMissingError):
        services.imports.import_file(tmp_path / "none.csv")


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("dry_run", [True, False])
def test_an_import_that_is_stopped_ends_both_programs_and_leaves_nothing(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, dry_run: bool
) -> None:
    started: list[Program] = []
    make = Program.__init__

    def note(self: Program, *arguments: object) -> None:
        make(self, *arguments)  # type: ignore[arg-type]  # as they came
        started.append(self)

    monkeypatch.setattr(Program, "__init__", note)
    path = table(tmp_path / "a.csv", *ROWS)
    before = book(services)
    with pytest.raises(CancelledError):
        services.imports.import_file(path, progress=_Stopping(), dry_run=dry_run)
    assert [one._process.poll() is None for one in started] == [False, False]
    assert book(services) == before


@pytest.fixture
def dying(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a module that ends at once in the place of one of ours."""
    make = Program.__init__

    def end_at_once(module_name: str) -> None:
        def start(self: Program, name: str, *arguments: object) -> None:
            make(self, "no_such_module" if name == module_name else name, *arguments)  # type: ignore[arg-type]  # likewise

        monkeypatch.setattr(Program, "__init__", start)

    return end_at_once


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize("name", ["branchcrm.exchange.reader", "branchcrm.services.preparer"])
def test_a_program_that_dies_is_one_clear_message(
    services: Services, tmp_path: Path, dying: Callable[[str], None], name: str
) -> None:
    dying(name)
    path = table(tmp_path / "a.csv", *ROWS)
    with pytest.raises(ReaderCrashedError) as caught:
        services.imports.import_file(path)
    assert len(caught.value.lines()) == 3
    assert book(services) == []


@pytest.mark.usefixtures("apart")
@pytest.mark.parametrize(
    ("silence", "error"),
    [(ProgramSilentError, ReaderLimitError), (ProgramEndedError, ReaderCrashedError)],
)
def test_a_program_that_says_nothing_is_given_up(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    silence: type[Exception],
    error: type[Exception],
) -> None:
    def receive(self: Program, *arguments: object) -> bytes:
        del self, arguments
        raise silence

    monkeypatch.setattr(Program, "receive", receive)
    path = table(tmp_path / "a.csv", *ROWS)
    with preparation(path, PLAN, lambda: None) as file, pytest.raises(error):
        file.begin()


@pytest.mark.usefixtures("apart")
def test_a_fault_of_the_preparing_program_comes_with_its_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = pickle.dumps((FAILED, ("Traceback: here",)))
    monkeypatch.setattr(Program, "receive", lambda *_: answer)
    path = table(tmp_path / "a.csv", *ROWS)
    said = pytest.raises(PreparationFailedError, match="here")
    with preparation(path, PLAN, lambda: None) as file, said:
        file.begin()


def spoken(*messages: list[object], plan: object = PLAN) -> list[str]:
    """Give the names of what the preparing program answers to a reading."""
    heard = BytesIO()
    heard.write(frame(pickle.dumps(plan)))
    for message in messages:
        write_frame(heard, message)
    heard.seek(0)
    answers = BytesIO()
    serve(heard, answers)
    answers.seek(0)
    names = []
    while head := answers.read(4):
        names.append(pickle.loads(answers.read(frame_length(head)))[0])  # noqa: S301 - our own
    return names


FILE: list[object] = ["file", {"digest": "00"}, ["客户"]]
SHEET: list[object] = [
    "sheet",
    {
        "name": "客户",
        "is_hidden": False,
        "rows": 2,
        "counts_from_1904": False,
        "hidden_rows": 0,
        "hidden_columns": [],
        "merges": [],
    },
]
READ: list[object] = ["rows", 1, 2, [[1, ["客户姓名", "手机"]], [2, ["林国栋", "13900000271"]]]]


def test_the_preparing_program_answers_in_order() -> None:
    names = spoken(FILE, SHEET, READ, ["sheet_end", 2], ["end"])
    assert names == ["sheet", "block", "begin", "customers", "end", DONE]


def test_a_reading_that_breaks_off_is_told() -> None:
    assert spoken(FILE, SHEET, READ) == ["sheet", "block", BROKEN]
    assert spoken(FILE, ["refused", "EmptyFileError", {"file": "a"}]) == [REFUSED]
    assert spoken(FILE, SHEET, READ, ["end"], plan=None) == [FAILED]


def test_rows_of_every_kind_are_sent() -> None:
    heads = ["客户编号", "交易日期", "金额(元)", "产品"]
    lines = [[1, heads], [2, ["K1", "2026-03-01", 12, "灯"]], [3, ["合计", "", 12, ""]]]
    blank: list[object] = ["rows", 1, 2, [[1, ["甲"]], [2, ["乙"]]]]
    names = spoken(
        FILE,
        SHEET,
        ["rows", 1, 3, lines],
        SHEET,
        blank,
        ["rows", 3, 0, []],
        ["end"],
    )
    sheet = ["sheet", "block", "begin", "skip", "records", "end"]
    assert names == [*sheet, "sheet", "block", "unknown", DONE]


class _Gone(BytesIO):
    """A pipe that nobody reads any more."""

    @override
    def flush(self) -> None:
        raise BrokenPipeError


class _Leaving(_Gone):
    """A pipe whose reader leaves at a moment of our choice."""

    def __init__(self) -> None:
        super().__init__()
        self.has_left = Event()

    @override
    def flush(self) -> None:
        assert self.has_left.wait(60)
        super().flush()


def test_what_is_ready_does_not_wait_for_who_left() -> None:
    pipe = _Leaving()
    sink = SendingSink(pipe)
    for _ in range(3):
        sink.send(DONE)
    pipe.has_left.set()
    with pytest.raises(BrokenPipeError):
        sink.close()
    with pytest.raises(BrokenPipeError):
        sink.send(DONE)


def test_the_preparing_program_ends_when_nobody_hears_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    heard = BytesIO(frame(pickle.dumps(PLAN)))
    with pytest.raises(BrokenPipeError):
        serve(heard, _Gone())

    def nobody_hears(*_: object) -> int:
        raise BrokenPipeError

    with (tmp_path / "answers").open("wb") as answers:
        monkeypatch.setattr(os, "dup", lambda _: os.open(answers.name, os.O_WRONLY))
        monkeypatch.setattr(program, "serve", lambda *_: 0)
        assert program.main() == 0
        monkeypatch.setattr(program, "serve", nobody_hears)
        assert program.main() == 1


def test_a_file_without_a_sheet_has_no_head(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path / "a.csv", *ROWS)
    with preparation(path, PLAN, lambda: None) as file:
        assert isinstance(file.begin(), SheetHead)
    monkeypatch.setattr(module, "APART_BYTES", 0)
    monkeypatch.setattr(Program, "receive", lambda *_: pickle.dumps((DONE, ())))
    with preparation(path, PLAN, lambda: None) as file:
        assert file.begin() is None
