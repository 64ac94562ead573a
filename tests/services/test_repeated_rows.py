"""Rows that only repeat what the book holds are told at a glance as the careful look tells them."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from branchcrm.domain.own_field import OwnFieldDraft, OwnKind
from branchcrm.services import imports
from branchcrm.services.import_check import ImportCheck, KnownRows
from branchcrm.services.import_terms import Decision, ImportRequest, OnMatch, RowPlace
from branchcrm.services.repeated_rows import RepeatedRows
from branchcrm.services.use_cases import Services

HEADS = "客户编号,客户姓名,手机,座机,身份证号,生日,开户日期,客户经理,地址,客户状态,备注,爱好,余额"
FIRST = (
    "K1,林国栋,13900000271,010-88886666,11010519491231002X,,2020-03-01,王敏,滨江路,,理财,棋,10",
    "K2,周雅琴,13800005678,,,1990-02-03,,赵倩,,潜在客户,,,",
    "K3,,13700000001,,,,,,,,,,",
    "K4,单雄信,13600000001,,,农历1980-5-6,,,,,,,",
    ",陈一,,,,,,,,,,,",
)
AGAIN = (
    "K1,,,,,,,,,,,,",
    "K1,林国栋,,,,,,,江滨路,,,,",
    "K1,林国栋,13900000271,,11010519491231002X,1949-12-31,2020-03-01,王敏,,,,,10",
    "K1,,,010-88887777,,,,,,,,,",
    "K1,,,,,,,赵倩,,,,,",
    "K1,,,,,,,,,,,牌,",
    "K1,林国梁,,,,,,,,,,,",
    "K2,周雅琴,,,,2月3日,,,,,,,",
    "K2,周雅琴,,,,1990-02-04,,赵倩,,客户,,,",
    "K2,K2,,,,,,,,,,,",
    "K3,K3,13700000001,,,,,,,,,,",
    "K3,,13700000002,,,,,,,,,,7",
    ",单雄信,13600000001,,,农历1980-5-6,,,,,,,",
    "K9,单雄信,13600000001,,,,,,,,,,",
    ",陈一,,,,,,,,,,,",
    "K5,新客,13500000001,,,,,,,,,,",
)


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADS, *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def known(services: Services, tmp_path: Path) -> None:
    """Fill the book with what the file says first."""
    services.own_fields.add(OwnFieldDraft(name="爱好", kind=OwnKind.TEXT))
    services.imports.import_file(table(tmp_path / "first.csv", *FIRST))


def look_with_care(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RepeatedRows, "says_nothing_more", lambda *_: False)


def without_time(check: ImportCheck) -> ImportCheck:
    return replace(check, outcome=replace(check.outcome, seconds=0.0))


REQUESTS = [ImportRequest(on_match=one) for one in OnMatch] + [
    ImportRequest(
        on_match=OnMatch.SKIP,
        decisions={
            RowPlace("again", 4): Decision(on_match=OnMatch.OVERWRITE),
            RowPlace("again", 5): Decision(fields=frozenset(["address"])),
        },
    )
]


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("request_", REQUESTS)
def test_a_glance_and_a_careful_look_come_to_the_same(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request_: ImportRequest
) -> None:
    path = table(tmp_path / "again.csv", *AGAIN)
    quick = services.imports.check(path, request_)
    written = services.imports.import_file(path, request_)
    held = whole(services)
    services.history.undo(services.history.latest(limit=1)[0].id)
    look_with_care(monkeypatch)
    assert without_time(services.imports.check(path, request_)) == without_time(quick)
    again = services.imports.import_file(path, request_)
    assert again.outcome.counts == written.outcome.counts == quick.outcome.counts
    assert whole(services) == held


@pytest.mark.usefixtures("known")
def test_of_too_many_rows_that_differ_a_check_keeps_the_place(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path / "again.csv", *AGAIN)
    everything = services.imports.check(path, ImportRequest()).known
    monkeypatch.setattr(imports, "KnownRows", partial(KnownRows, 2))
    check = services.imports.check(path, ImportRequest())
    assert check.known == everything[:2]
    assert check.known_beyond == tuple(one.place for one in everything[2:])


@pytest.mark.usefixtures("known")
def test_the_same_rows_again_are_unchanged(services: Services, tmp_path: Path) -> None:
    counts = services.imports.import_file(table(tmp_path / "b.csv", *FIRST)).outcome.counts
    assert counts.unchanged == len(FIRST)


def whole(services: Services) -> list[tuple[object, ...]]:
    """Give what the book holds of those who are not in the recycle bin."""
    with services.context.read() as work:
        run = work.connection.exec_driver_sql
        return [
            *run(
                "SELECT name, code, phone, more_phones, birth_year, birth_month, birth_day, stage,"
                " address, note, manager_id, sort_key FROM customer WHERE removed_at IS NULL"
                " ORDER BY code"
            ),
            *run("SELECT text FROM own_value ORDER BY customer_id"),
            *run("SELECT measure, value FROM customer_figure ORDER BY customer_id, measure"),
        ]
