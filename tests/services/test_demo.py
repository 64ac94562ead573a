"""Filling a book with an invented branch."""

import json
from pathlib import Path

import pytest
from typing_extensions import override

from branchcrm.bootstrap import Book
from branchcrm.cli.main import main
from branchcrm.domain.customer import CustomerDraft, CustomerFilter
from branchcrm.domain.errors import CancelledError
from branchcrm.domain.progress import NoProgress
from branchcrm.domain.tier import Tier
from branchcrm.domain.wording import Sentence
from branchcrm.services.demo import RealCustomersError
from branchcrm.services.use_cases import Services


class Impatient(NoProgress):
    """Stops the work at its first report."""

    @override
    def report(self, done: int, total: int, note: Sentence | None = None) -> None:
        raise CancelledError


def total(services: Services) -> int:
    return sum(services.customers.counts(CustomerFilter()).values())


def test_a_demo_book_is_filled_in_one_operation_that_undo_takes_back(services: Services) -> None:
    counts = services.demo.fill(300, 2500, seed=3)
    assert (counts.customers, counts.transactions) == (300, 2500)
    assert counts.interactions > 300
    assert counts.visits > 50
    assert counts.complaints > 10
    assert total(services) == 300
    services.history.undo()
    assert total(services) == 0


def test_a_demo_book_has_about_as_many_contacts_as_are_wished(services: Services) -> None:
    counts = services.demo.fill(300, 300, interactions=900)
    assert 700 < counts.interactions < 1200


def test_the_tiers_come_out_believable_and_some_moved(services: Services) -> None:
    services.demo.fill(1000)
    counts = services.customers.counts(CustomerFilter())
    assert 60 < counts[Tier.HIGH] < 220
    assert counts[Tier.LOW] > counts[Tier.MID] > counts[Tier.HIGH] > counts[Tier.NONE] > 0
    assert services.tiers.retier(dry_run=True).counts == counts


def test_people_of_the_pictures_are_found_and_seen(services: Services) -> None:
    services.demo.fill(120)
    hit = services.customers.search("zyq").hits[0]
    assert hit.row.name == "周雅琴"
    assert hit.row.amount_12m_cents == 68_420_00
    assert hit.row.next_visit_at is not None
    assert hit.row.manager == "王敏"


def test_a_demo_book_can_be_filled_again(services: Services) -> None:
    demo = services.demo
    demo.fill(60)
    demo.fill(40, seed=2)
    assert total(services) == 100


def test_a_book_with_real_customers_is_refused(services: Services) -> None:
    services.customers.add(CustomerDraft(name="张三", phone="13812345678"))
    with pytest.raises(RealCustomersError):
        services.demo.fill(10)
    assert total(services) == 1


def test_stopping_leaves_nothing(services: Services) -> None:
    with pytest.raises(CancelledError):
        services.demo.fill(50, progress=Impatient())
    assert total(services) == 0
    services.demo.fill(0)
    assert total(services) == 0


def test_the_book_holds_together_afterwards(book: Book, services: Services) -> None:
    services.demo.fill(500)
    with book.unit_of_work.read() as work:
        assert work.connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert work.connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def run(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, int]:
    assert main(["demo", "--json", "--today", "2026-09-17", *words]) == 0
    found: dict[str, int] = json.loads(capsys.readouterr().out)
    return found


def test_the_command_makes_an_open_book_and_prints_its_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BRANCHCRM_PASSWORD", raising=False)
    folder = str(tmp_path / "book")
    found = run(capsys, "--book", folder, "--customers", "50", "--transactions", "70")
    assert set(found) == {"customers", "transactions", "interactions", "complaints", "visits"}
    assert (found["customers"], found["transactions"]) == (50, 70)
    assert main(["search", "周雅琴", "--book", folder]) == 0


def test_the_command_takes_the_password_and_refuses_a_wrong_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRANCHCRM_PASSWORD", "平安喜乐-2026")
    folder = str(tmp_path / "book")
    run(capsys, "--book", folder, "--customers", "5")
    assert main(["demo", "--book", folder, "--customers", "-1"]) == 2
    assert main(["demo", "--book", folder, "--customers", "many"]) == 2
    monkeypatch.delenv("BRANCHCRM_PASSWORD")
    assert main(["search", "周", "--book", folder]) == 1


def test_the_invented_views_show_somebody(services: Services) -> None:
    services.demo.fill(120)
    assert services.views.all()
    for view in services.views.all():
        look = services.views.look_of(view.name)
        assert len(look.columns) == len(view.draft.columns)
        assert len(services.customers.ids(look.asked, look.order)) > 0
        assert services.filters.read(view.draft.condition) == look.asked.where


def test_an_interrupted_command_leaves_no_book(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("branchcrm.cli.command.Session.report", stop)
    folder = tmp_path / "book"
    assert main(["demo", "--book", str(folder), "--customers", "5"]) == 130
    assert not list(folder.glob("book.db*"))
