"""Where a book may lie, and what lies in its folder."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark
from branchcrm.reference.long_paths import reachable, unextended

NETWORK_FILE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs"})
WINDOWS_REMOTE_DRIVE = 4


class NetworkDriveError(BranchCrmError):
    """A book on a network drive is refused: WAL needs one machine."""

    happened = mark("不能把账本放在网络驱动器上：{path}")
    kept = mark("没有写入任何内容")
    remedy = mark("把账本放在本机磁盘；几台电脑之间请用导出和导入交换")


@dataclass(frozen=True, slots=True)
class BookPlace:
    """The folder of a book."""

    folder: Path

    def __post_init__(self) -> None:
        """Name the folder so that it is found however deep it lies."""
        object.__setattr__(self, "folder", reachable(self.folder))

    @property
    def database(self) -> Path:
        """The encrypted database file."""
        return self.folder / "book.db"

    @property
    def keys(self) -> Path:
        """The file with the key slots."""
        return self.folder / "keys.json"

    @property
    def backups(self) -> Path:
        """The folder of automatic backups."""
        return self.folder / "backups"

    def exists(self) -> bool:
        """Tell whether a book lies here."""
        return self.database.exists() and self.keys.exists()

    def require_local(self) -> None:
        """Refuse a folder on a network drive.

        Raises:
            NetworkDriveError: the folder lies on a network drive.
        """
        if is_on_network(self.folder):
            raise NetworkDriveError(path=unextended(str(self.folder)))


def is_on_network(folder: Path) -> bool:
    """Tell whether a folder, or its nearest existing parent, lies on a network drive."""
    absolute = folder.absolute()
    if sys.platform == "win32":
        return _is_remote_on_windows(absolute)
    return _file_system_of(absolute) in NETWORK_FILE_SYSTEMS


def _is_remote_on_windows(folder: Path) -> bool:
    drive = unextended(folder.drive)
    if drive.startswith("\\\\"):
        return True
    import ctypes  # noqa: PLC0415 - only on Windows

    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")  # type: ignore[attr-defined,unused-ignore]
    return bool(kind == WINDOWS_REMOTE_DRIVE)


def _file_system_of(folder: Path) -> str:
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        fields = line.split(" ")
        point = fields[1].replace("\\040", " ")
        inside = os.path.commonpath([point, str(folder)]) == point
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
