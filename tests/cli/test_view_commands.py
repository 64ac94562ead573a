"""Views on the command line: kept, listed, used by lists and exports."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.cli.main import main
from branchcrm.domain.clock import SystemClock
from tests.cli.runner import refused, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An open book with two customers."""
    path = tmp_path / "book"
    create_book(path, FirstUser(branch="人民路网点", name="王敏"), SystemClock()).book.close()
    for words in (("name=周雅琴", "manager=王敏"), ("name=滨江小学", "kind=institution")):
        assert main(["add", "customer", *words, "--book", str(path)]) == 0
    return path


def test_a_view_is_kept_listed_used_and_taken_away(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--where", "客户类型 = 机构", "--columns", "name,source", "--sort", "source")
    saved = run(folder, capsys, "views", "save", "单位", *words)
    assert saved["id"] == 1
    (view,) = run(folder, capsys, "views")["views"]
    assert view["columns"] == ["name", "source"]
    assert (view["owner"], view["sort"], view["shared"]) == ("王敏", "source", False)
    assert run(folder, capsys, "views", "--lang", "en")["views"][0]["where"] == (
        "kind = institution"
    )
    chinese = run(folder, capsys, "views", "--lang", "zh_CN")
    assert chinese["views"][0]["where"] == "客户类型 = 机构"
    assert {one["name"] for one in chinese["ready"]} >= {"all", "mine", "vip", "lost", "bin"}
    listed = run(folder, capsys, "customers", "--view", "单位")
    assert [row["name"] for row in listed["rows"]] == ["滨江小学"]
    out = str(tmp_path / "c.xlsx")
    assert run(folder, capsys, "export", "customers", out, "--view", "单位")["rows"] == 1
    run(folder, capsys, "views", "save", "单位", "--shared", "--pin")
    (view,) = run(folder, capsys, "views")["views"]
    assert view["shared"]
    assert view["pinned"]
    assert view["columns"] == ["name", "source"]
    run(folder, capsys, "views", "rename", "单位", "--to", "学校")
    assert run(folder, capsys, "views", "remove", "学校")["id"] == 1
    assert run(folder, capsys, "views")["total"] == 0
    run(folder, capsys, "undo")
    assert run(folder, capsys, "views")["total"] == 1


def test_what_cannot_be_kept_is_refused_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "要写视图名称" in refused(folder, capsys, "views", "save")
    assert "没有“x”这一列" in refused(folder, capsys, "views", "save", "甲", "--columns", "x")
    assert "看不懂" in refused(folder, capsys, "views", "save", "甲", "--where", "tier =")
    assert "没有找到视图" in refused(folder, capsys, "views", "remove", "甲")
    assert "没有找到客户经理" in refused(
        folder, capsys, "views", "save", "甲", "--where", "manager = 无此人"
    )


def test_a_view_brings_its_columns_and_its_order_to_lists_and_files(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, capsys, "add", "customer", "name=何秀兰", "source=介绍", "phone=13812345678")
    run(folder, capsys, "edit", "customer", "1", "source=网点", "birthday=农历八月十五")
    columns = "source,tag,phone,created,do_not_contact,amount_12m,score,birthday"
    run(folder, capsys, "views", "save", "来源", "--columns", columns, "--sort", "-source")
    rows = run(folder, capsys, "customers", "--view", "来源")["rows"]
    assert [row["name"] for row in rows] == ["周雅琴", "何秀兰", "滨江小学"]
    assert (rows[0]["source"], rows[0]["birthday"]) == ("网点", "农历08-15")
    assert rows[0]["do_not_contact"] is False
    assert len(rows[0]["created"]) == len("2026-09-17")
    assert rows[1]["phone"] == "138****5678"
    assert rows[2]["source"] is None
    out = tmp_path / "c.xlsx"
    run(folder, capsys, "export", "customers", str(out), "--view", "来源")
    lines = list(load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert lines[0][:5] == ("客户编号", "姓名", "来源", "标签（只读）", "手机")
    assert [line[1] for line in lines[1:]] == ["周**", "何**", "滨江小学"]
    assert lines[0][7] == "近12个月金额（只读）"
    assert isinstance(lines[1][7], str)


def test_every_field_orders_a_list_both_ways(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, capsys, "edit", "customer", "1", "source=甲")
    run(folder, capsys, "edit", "customer", "2", "source=乙")

    def names(*words: str) -> list[str]:
        return [row["name"] for row in run(folder, capsys, "customers", "--sort", *words)["rows"]]

    assert names("来源") == list(reversed(names("-source")))
    assert names("+name") == names("name") == list(reversed(names("-name")))
    assert names("+kind") == list(reversed(names("kind")))
    assert "没有“complaint”这一列" in refused(folder, capsys, "customers", "--sort", "complaint")
    assert main(["customers", "--sort", "--json", "--book", str(folder)]) == 2


def test_a_list_is_sorted_by_any_column(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = run(folder, capsys, "customers", "--sort", "kind")["rows"]
    assert len(rows) == 2
