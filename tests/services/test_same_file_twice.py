"""Importing a file again changes nothing, whatever kind of record it holds."""

from pathlib import Path

import pytest

from branchcrm.services.import_terms import ImportCounts, ImportRequest, OnMatch
from branchcrm.services.use_cases import Services

PEOPLE = ("客户编号,姓名,手机", "C1,林国栋,13900000271", "C2,周雅琴,13800005678")
FILES = {
    "customers": (
        "客户编号,姓名,手机,生日,余额(万元),客户经理,备注",
        "C1,林国栋,13900000271,1984-11-03,12.5,王敏,理财",
        "C3,沈一帆,0571-88886666,农历八月十五,约5,新来的,",
    ),
    "transactions": (
        "客户编号,日期,金额,产品,单号",
        "C1,2026-03-01,100.00,定期理财,T1",
        "C1,2026-03-01,100.00,定期理财,T1",
        "C2,2026-03-02,-20.00,保险,T2",
    ),
    "holdings": (
        "客户编号,月份,月日均AUM,月末余额",
        "C1,2026-08,12.5万,130000",
        "C2,2026-08,5000,1",
    ),
    "interactions": (
        "客户编号,联系时间,方式,结果,内容,联系人员",
        "C1,2026-08-01 10:00,电话,已联系,问候,王敏",
        "C2,2026-08-02,微信,已联系,到期提醒,李浩",
    ),
    "visits": (
        "客户编号,回访时间,事由,状态,结果,回访人",
        "C1,2026-09-01 10:00,到期提醒,已完成,已续存,王敏",
        "C2,2026-10-08,生日,计划,,李浩",
    ),
    "complaints": (
        "投诉编号,客户编号,受理时间,类别,原因,事实,状态",
        "TS202609010001,C1,2026-09-01 10:00,借记卡,定价收费,多扣费,调查",
        ",C2,2026-09-02 11:00,贷款,服务态度,等候久,受理",
    ),
}


def table(path: Path, rows: tuple[str, ...]) -> Path:
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def counts(services: Services, path: Path, on_match: OnMatch = OnMatch.FILL) -> ImportCounts:
    return services.imports.import_file(path, ImportRequest(on_match=on_match)).outcome.counts


@pytest.mark.parametrize("on_match", [OnMatch.FILL, OnMatch.OVERWRITE])
@pytest.mark.parametrize("kind", FILES)
def test_the_second_import_of_a_file_writes_nothing(
    services: Services, tmp_path: Path, kind: str, on_match: OnMatch
) -> None:
    services.imports.import_file(table(tmp_path / "people.csv", PEOPLE))
    path = table(tmp_path / "a.csv", FILES[kind])
    first = counts(services, path, on_match)
    assert first.rejected == 0
    assert first.created + first.updated == len(FILES[kind]) - 1
    operations = len(services.history.latest())
    again = services.imports.import_file(path, ImportRequest(on_match=on_match)).outcome
    assert again.kinds == (kind,)
    assert (again.counts.unchanged, again.operation_id) == (len(FILES[kind]) - 1, None)
    assert len(services.history.latest()) == operations


def test_people_of_whom_only_a_name_is_known_are_known_again(
    services: Services, tmp_path: Path
) -> None:
    rows = ("姓名,单位,手机", "张伟,市图书馆,", "张伟,市图书馆,", "张伟,市医院,", "John Smith,,")
    path = table(tmp_path / "a.csv", rows)
    assert counts(services, path).created == 4
    assert counts(services, path).unchanged == 4
    more = table(tmp_path / "b.csv", (*rows, "张伟,市图书馆,"))
    again = counts(services, more)
    assert (again.created, again.unchanged) == (1, 4)


@pytest.mark.parametrize("name", ["阿卜杜·热合曼", "John Smith", "林國棟"])
def test_a_name_and_a_birthday_know_a_customer_again_however_the_name_is_written(
    services: Services, tmp_path: Path, name: str
) -> None:
    path = table(tmp_path / "a.csv", ("姓名,生日,单位", f"{name},1984-11-03,市图书馆"))
    assert counts(services, path).created == 1
    other = table(tmp_path / "b.csv", ("姓名,生日,邮箱", f"{name},1984-11-03,a@example.com"))
    assert counts(services, other).updated == 1


def test_two_people_of_one_name_and_nothing_else_keep_their_own_amounts(
    services: Services, tmp_path: Path
) -> None:
    path = table(tmp_path / "a.csv", ("姓名,单位,余额(万元)", "周雅琴,小学,6.8", "周雅琴,小学,86"))
    assert counts(services, path).created == 2
    again = counts(services, path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
