"""The import command loses its disk or its life: the book holds the file whole or not at all."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from branchcrm.bootstrap import FirstUser, create_book, open_book
from branchcrm.domain.clock import FixedClock
from branchcrm.services.use_cases import Services

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of POSIX")

ROWS = 3000
MOMENTS = 8
ROOT = Path(__file__).parents[2]
# The command under a limit on the size of any file, as a full disk would be.
LIMITED = (
    "import resource, sys; size = int(sys.argv.pop(1));"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (size, size));"
    "from branchcrm.cli.main import main; sys.exit(main(sys.argv[1:]))"
)


def table(path: Path) -> Path:
    rows = (f"客户{number:04d},1390000{number:04d},{number}.50" for number in range(ROWS))
    path.write_text("\n".join(["客户姓名,手机,存款余额(元)", *rows]), encoding="utf-8")
    return path


def start(*words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


def customers(services: Services) -> int:
    with services.context.read() as work:
        count = work.connection.exec_driver_sql("SELECT count(*) FROM customer").scalar_one()
    return int(count)


def wrong_checks(services: Services) -> list[str]:
    return [check.name for check in services.history.verify() if not check.is_ok]


def test_a_full_disk_is_one_clear_message_and_the_book_is_as_it_was(
    tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "book"
    create_book(folder, FirstUser(branch="人民路网点", name="王敏"), clock).book.close()
    path = str(table(tmp_path / "a.csv"))
    room = max(one.stat().st_size for one in folder.rglob("*") if one.is_file()) + 100_000
    process = start("-c", LIMITED, str(room), "import", path, "--book", str(folder))
    _, words = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "磁盘空间" in words.decode()
    assert b"Traceback" not in words
    book = open_book(folder, clock)
    services = book.services(book.actor())
    assert (customers(services), wrong_checks(services)) == (0, [])
    assert services.imports.import_file(Path(path)).outcome.counts.created == ROWS
    book.close()


def test_killing_the_command_in_the_middle_leaves_the_whole_file_or_nothing(
    tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "book"
    create_book(folder, FirstUser(branch="人民路网点", name="王敏"), clock).book.close()
    words = ("-m", "branchcrm", "import", str(table(tmp_path / "a.csv")), "--book", str(folder))
    began = time.monotonic()
    start(*words, "--dry-run").communicate(timeout=120)
    span = 1.2 * (time.monotonic() - began)
    moments = random.Random(20261128)  # noqa: S311 - moments, not secrets
    for number in range(MOMENTS):
        process = start(*words)
        try:
            process.wait(span * (number + moments.random()) / MOMENTS)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        book = open_book(folder, clock)
        services = book.services(book.actor())
        assert customers(services) in {0, ROWS}
        assert wrong_checks(services) == []
        book.close()
