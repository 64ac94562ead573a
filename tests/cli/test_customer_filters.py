"""One filter language narrows the list on the screen and the list that goes out."""

import json
from pathlib import Path
from typing import Any

import pytest

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.cli.main import main
from branchcrm.domain.clock import SystemClock


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An open book with a person of 王敏's, and an enterprise and a school of nobody's."""
    path = tmp_path_factory.mktemp("filters") / "book"
    create_book(path, FirstUser(branch="人民路网点", name="王敏"), SystemClock()).book.close()
    for words in (
        ("name=周雅琴", "manager=王敏", "stage=沉睡"),
        ("name=滨江茶业有限公司", "kind=企业"),
        ("name=滨江小学", "kind=institution", "phone=13812345678"),
    ):
        assert main(["add", "customer", *words, "--book", str(path)]) == 0
    return path


def listed(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """Give the names that `customers` lists."""
    assert main(["customers", "--sort", "code", *words, "--json", "--book", str(folder)]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert document["total"] == len(document["rows"])
    return [row["name"] for row in document["rows"]]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ((), ["周雅琴", "滨江茶业有限公司", "滨江小学"]),
        (("--where", "kind=企业"), ["滨江茶业有限公司"]),
        (("--where", "kind=institution, text=滨江"), ["滨江小学"]),
        (("--where", "manager=王敏,tier=none"), ["周雅琴"]),
        (("--where", "stage=active", "--tier", "none,高"), ["滨江茶业有限公司", "滨江小学"]),
        (("--stage", "dormant,流失"), ["周雅琴"]),
        (("--where", "客户经理 = 王敏 或 手机 不为空"), ["周雅琴", "滨江小学"]),
        (("--where", "not (manager is empty)"), ["周雅琴"]),
        (("--view", "mine"), ["周雅琴"]),
        (("--view", "lost", "--where", "stage=active"), []),
        (("--tier", "high", "--where", "tier=none"), []),
    ],
)
def test_a_filter_lists_those_it_names(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], names: list[str]
) -> None:
    assert listed(folder, capsys, *words) == names


@pytest.mark.parametrize("where", ["kind=企业", "manager=王敏,tier=none", "stage=active"])
def test_the_same_filter_goes_into_a_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    names = listed(folder, capsys, "--where", where)
    words = ["export", "customers", str(tmp_path / "c.xlsx"), "--where", where, "--json"]
    assert main([*words, "--book", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == len(names)


@pytest.mark.parametrize(("view", "rows"), [("all", 2), ("none", 2), ("high", 0), ("removed", 0)])
def test_a_view_narrows_a_filter_further(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], view: str, rows: int
) -> None:
    words = ["export", "customers", str(tmp_path / "c.xlsx"), "--where", "stage=active"]
    assert main([*words, "--view", view, "--json", "--book", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["rows"] == rows


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("customers", "--where", "tier=purple"), "mid 中"),
        (("customers", "--tier", "purple"), "none 未分层"),
        (("customers", "--stage", "active,purple"), "winback 挽回中"),
        (("customers", "--where", "colour=red"), "没有“colour”这个字段"),
        (("customers", "--where", "tier=high and"), "第 14 个字"),
        (("customers", "--view", "没有此视图"), "没有找到视图"),
        (("export", "customers", "c.xlsx", "--where", "(tier=high"), "少了一个右括号"),
        (("customers", "--where", "manager=无此人"), "无此人"),
        (("add", "customer", "name=周雅琴", "kind=大象"), "enterprise 企业"),
        (("add", "customer", "name=周雅琴", "gender=大象"), "female 女"),
        (("add", "customer", "name=周雅琴", "id_type=大象"), "passport 护照"),
        (("edit", "customer", "1", "stage=大象"), "dormant 沉睡"),
    ],
)
def test_an_unknown_value_is_refused_in_words(
    folder: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert main([*words, "--book", str(folder), "--lang", "zh_CN"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert said in captured.err
    assert len(captured.err.strip().splitlines()) <= 3
