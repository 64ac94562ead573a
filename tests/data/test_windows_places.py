"""Where a book may lie on Windows: on a disk of the machine, however deep, in any words."""

import sys
from pathlib import Path

import pytest

from branchcrm.data.place import BookPlace, NetworkDriveError, is_on_network

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="places as Windows names them")


def test_a_book_on_a_share_is_refused_with_the_reason() -> None:
    with pytest.raises(NetworkDriveError, match="网络驱动器"):
        BookPlace(Path(r"\\server\share\账本")).require_local()


def test_a_folder_of_the_machine_is_local(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path / "还没有的 文件夹" / "账本")
