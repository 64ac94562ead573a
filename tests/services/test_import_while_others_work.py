"""An import locks the book only to write, and takes the very file that was looked at."""

from pathlib import Path

import pytest
from typing_extensions import override

from branchcrm.domain.customer import CustomerDraft
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.wording import Sentence
from branchcrm.exchange.errors import FileChangedError
from branchcrm.services.import_terms import ImportRequest
from branchcrm.services.use_cases import Services


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["客户姓名,手机", *rows]), encoding="utf-8")
    return path


def customers(services: Services) -> object:
    with services.context.read() as work:
        return work.connection.exec_driver_sql("SELECT count(*) FROM customer").scalar()


class _Writing(NoProgress):
    """Writes into the book while a file is being read."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.has_written = False

    @override
    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        if not self.has_written and total == 0:
            self._services.customers.add(CustomerDraft(name="中途登记"))
            self.has_written = True


def test_others_may_write_while_a_file_is_read(services: Services, tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", "林国栋,13900000271")
    writing = _Writing(services)
    services.imports.import_file(path, progress=writing)
    assert writing.has_written
    assert customers(services) == 2


def test_a_file_that_changed_since_it_was_looked_at_is_refused(
    services: Services, tmp_path: Path
) -> None:
    path = table(tmp_path / "a.csv", "林国栋,13900000271")
    digest = services.imports.inspect(path).digest
    table(path, "周雅琴,13800005678")
    with pytest.raises(FileChangedError):
        services.imports.import_file(path, ImportRequest(digest=digest))
    assert customers(services) == 0
