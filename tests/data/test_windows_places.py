"""Where a book may lie on Windows: on a disk of the machine, however deep, in any words."""

import sys
from pathlib import Path

import pytest

from branchcrm.data.place import BookPlace, NetworkDriveError, is_on_network

LONGEST_OF_WINDOWS = 260

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="places as Windows names them")


def test_a_book_on_a_share_is_refused_with_the_reason() -> None:
    with pytest.raises(NetworkDriveError, match="网络驱动器"):
        BookPlace(Path(r"\\server\share\账本")).require_local()


def test_a_share_in_its_extended_form_is_one_all_the_same() -> None:
    assert is_on_network(Path(r"\\?\UNC\server\share\账本"))


def test_a_deep_folder_is_found_and_is_local(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["人民路网点的客户账本 很深的文件夹"] * 16)
    place = BookPlace(deep)
    place.require_local()
    place.backups.mkdir(parents=True)
    place.keys.write_text("{}", encoding="utf-8")
    assert len(str(deep)) > LONGEST_OF_WINDOWS
    assert [path.name for path in place.folder.iterdir()] == ["backups", "keys.json"]


def test_a_folder_of_the_machine_is_local(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path / "还没有的 文件夹" / "账本")
