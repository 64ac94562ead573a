"""Own fields on the command line: defined, filled in, shown, asked for, retired."""

from pathlib import Path

import pytest

from branchcrm.bootstrap import FirstUser, create_book
from branchcrm.domain.clock import SystemClock
from tests.cli.runner import refused, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An open book without a customer."""
    path = tmp_path / "book"
    create_book(path, FirstUser(branch="人民路网点", name="王敏"), SystemClock()).book.close()
    return path


def test_a_field_is_defined_filled_in_asked_for_and_retired(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("kind=choice", "choices=朋友，网点,网络", "customers=个人,enterprise", "required=no")
    assert run(folder, capsys, "fields", "add", "推荐渠道", *words)["id"] == 1
    run(folder, capsys, "fields", "add", "年收入", "kind=money")
    customer = ("name=周雅琴", "推荐渠道=网点", "own.2=12万")
    number = run(folder, capsys, "add", "customer", *customer)["id"]
    run(folder, capsys, "add", "customer", "name=林国栋")
    assert run(folder, capsys, "show", str(number))["own"] == {
        "推荐渠道": "网点",
        "年收入": "120000.00",
    }
    listed = run(folder, capsys, "customers", "--where", "推荐渠道 = 网点 且 年收入 > 10万")
    assert [row["name"] for row in listed["rows"]] == ["周雅琴"]
    run(folder, capsys, "edit", "customer", str(number), "推荐渠道=朋友")
    run(folder, capsys, "edit", "customers", "年收入=1000", "--where", "推荐渠道 为空")
    assert run(folder, capsys, "show", "2")["own"] == {"年收入": "1000.00"}
    changes = run(folder, capsys, "history", str(number), "--field", "推荐渠道")["changes"]
    assert [(one["before"], one["after"]) for one in changes] == [("网点", "朋友"), (None, "网点")]
    run(folder, capsys, "restore-value", str(number), "推荐渠道")
    assert run(folder, capsys, "show", str(number))["own"]["推荐渠道"] == "网点"
    told = run(folder, capsys, "merge", "1", "2", "--keep", "年收入=2", "--dry-run")
    assert "own.2" in told["differs"]
    run(folder, capsys, "fields", "retire", "推荐渠道")
    assert "推荐渠道" not in run(folder, capsys, "show", str(number))["own"]
    run(folder, capsys, "fields", "restore", "推荐渠道")
    rows = run(folder, capsys, "fields")["rows"]
    assert [(row["name"], row["kind"], row["used"]) for row in rows] == [
        ("推荐渠道", "choice", 1),
        ("年收入", "money", 2),
    ]
    assert rows[0]["customers"] == ["person", "enterprise"]


def test_a_definition_is_changed_renamed_and_ordered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, capsys, "fields", "add", "推荐渠道", "kind=选项", "choices=朋友,网点")
    run(folder, capsys, "fields", "add", "喜欢的茶")
    run(folder, capsys, "fields", "rename", "推荐渠道", "来访渠道")
    run(folder, capsys, "fields", "rename", "来访渠道", "厅堂", "--choice", "网点")
    run(folder, capsys, "fields", "edit", "来访渠道", "choices=厅堂,电话", "required=是")
    run(folder, capsys, "fields", "order", "喜欢的茶")
    rows = run(folder, capsys, "fields", "list")["rows"]
    assert [row["name"] for row in rows] == ["喜欢的茶", "来访渠道"]
    assert rows[1]["choices"] == ["厅堂", "电话"]
    assert rows[1]["former_choices"] == ["朋友"]
    assert rows[1]["required"]
    assert "填写来访渠道后才能保存" in refused(folder, capsys, "add", "customer", "name=周雅琴")


def test_bad_words_are_refused_with_a_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(folder, capsys, "fields", "add", "推荐渠道")
    assert "已经是一个字段的名称" in refused(folder, capsys, "fields", "add", "推荐渠道")
    assert "填写字段名称" in refused(folder, capsys, "fields", "add")
    assert "可用：text 文字" in refused(folder, capsys, "fields", "add", "茶", "kind=颜色")
    said = refused(folder, capsys, "fields", "add", "茶", "kind=choice", "choices=a,A")
    assert "选项“A”写了两次" in said
    assert "没有“动物”这种客户" in refused(folder, capsys, "fields", "add", "茶", "customers=动物")
    assert "fields rename FIELD NAME" in refused(folder, capsys, "fields", "rename", "推荐渠道")
    assert "fields order" in refused(folder, capsys, "fields", "order")
    assert "没有找到自定义字段 花" in refused(folder, capsys, "fields", "retire", "花")
    assert "颜色=红" in refused(folder, capsys, "add", "customer", "name=周雅琴", "颜色=红")
