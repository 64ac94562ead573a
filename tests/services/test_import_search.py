"""Whom an import creates is found by search as everybody else is, whatever the rows after do."""

from pathlib import Path

import pytest

from branchcrm.data.search_index import reindex
from branchcrm.services.import_terms import ImportRequest, OnMatch
from branchcrm.services.use_cases import Services

HEADS = "客户编号,客户姓名,手机,身份证号,备注,类型"
PEOPLE = (
    "K1,林国栋,13900000271,11010519491231002X,理财到期,",
    ",重庆长江商贸有限公司,010-88886666,,,企业",
    "K3,周雅琴,13800005678 / 13700000001,,关注国债,",
    "K4,,13600000001,,,",
)
FILLERS = tuple(f"F{number},甲{number},1350000{number:04d},,," for number in range(1200))
LATER = ("K1,林国梁,13900000272,,改投基金,", "K3,,,,,", "C-000002,单雄信,13500009999,,,")
OTHERS = "客户编号,联系时间,沟通方式,沟通内容\nK1,2026-09-10 10:00,微信,问了黄金\n"


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEADS, *rows]) + "\n", encoding="utf-8")
    return path


def whole_index(services: Services, *, is_anew: bool) -> list[tuple[object, ...]]:
    """Give every token with the customers who have it, as the index stands or written anew."""
    with services.context.unit_of_work.database.write() as connection:
        run = connection.exec_driver_sql
        if is_anew:
            reindex(connection, [row[0] for row in run("SELECT id FROM customer")])
        run("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, customer_search, instance)")
        found = run("SELECT DISTINCT term, doc FROM temp.vocabulary ORDER BY 1, 2").all()
        run("DROP TABLE temp.vocabulary")
    return [tuple(row) for row in found]


@pytest.mark.parametrize("rows", [PEOPLE, (*PEOPLE, *LATER), (*PEOPLE, *FILLERS, *LATER)])
def test_the_index_is_as_if_it_were_written_anew(
    services: Services, tmp_path: Path, rows: tuple[str, ...]
) -> None:
    request = ImportRequest(on_match=OnMatch.OVERWRITE)
    services.imports.import_file(table(tmp_path / "a.csv", *rows), request)
    held = whole_index(services, is_anew=False)
    assert len(held) > 100
    assert held == whole_index(services, is_anew=True)


def test_rows_of_other_sheets_change_what_was_just_indexed(
    services: Services, tmp_path: Path
) -> None:
    services.imports.import_file(table(tmp_path / "a.csv", *PEOPLE))
    (tmp_path / "b.csv").write_text(OTHERS, encoding="utf-8")
    services.imports.import_file(tmp_path / "b.csv", ImportRequest(kind="interactions"))
    held = whole_index(services, is_anew=False)
    assert held == whole_index(services, is_anew=True)
    assert [hit.row.code for hit in services.customers.search("黄金").hits] == ["K1"]
