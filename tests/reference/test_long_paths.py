"""Windows paths of any length, and how they are shown to people."""

import sys
from pathlib import Path

import pytest

from branchcrm.reference.long_paths import LONGEST_AS_IT_IS, extended, reachable, unextended

DEEP = "\\".join(["人民路网点的账本"] * 30)


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        (rf"C:\{DEEP}\book.db", rf"\\?\C:\{DEEP}\book.db"),
        (rf"\\server\share\{DEEP}.xlsx", rf"\\?\UNC\server\share\{DEEP}.xlsx"),
    ],
)
def test_a_long_path_is_extended_and_shown_as_it_was_written(written: str, taken: str) -> None:
    assert len(written) > LONGEST_AS_IT_IS
    assert extended(written) == taken
    assert extended(taken) == taken
    assert unextended(taken) == written


@pytest.mark.parametrize("path", [r"C:\账本\book.db", r"\\server\share\客户 台账.xlsx"])
def test_a_short_path_stays_as_it_is(path: str) -> None:
    assert extended(path) == path
    assert unextended(path) == path


@pytest.mark.skipif(sys.platform == "win32", reason="a limit of Windows alone")
def test_other_systems_know_no_such_limit(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["很深的文件夹"] * 60)
    assert reachable(deep) == deep
