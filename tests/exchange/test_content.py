"""A file that changes, is held by Excel or goes away while it is read: each with its word."""

import errno
from pathlib import Path

import pytest
from typing_extensions import override

from branchcrm.exchange.errors import (
    EmptyFileError,
    FileChangedError,
    FileIsFolderError,
    FileLostError,
    FileMissingError,
    FileRefusedError,
    FileTooLargeError,
    FileUnreadableError,
)
from branchcrm.exchange.reader.content import content_of
from branchcrm.exchange.sniff import MAX_FILE_BYTES


class _SavedMeanwhile(type(Path())):  # type: ignore[misc]  # the path class of this system
    """A file that another program saves while it is read."""

    @override
    def read_bytes(self) -> bytes:
        content = bytes(super().read_bytes())
        self.write_bytes(content + b"\n")
        return content


class _Failing(type(Path())):  # type: ignore[misc]  # likewise
    """A file that the system refuses in the middle."""

    problem: OSError = OSError()

    @override
    def read_bytes(self) -> bytes:
        raise self.problem


def test_a_file_that_is_saved_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = _SavedMeanwhile(tmp_path / "a.csv")
    path.write_bytes(b"x")
    with pytest.raises(FileChangedError, match=r"a\.csv"):
        content_of(path)


def _windows(number: int) -> OSError:
    problem = OSError(errno.EINVAL, "refused")
    problem.winerror = number  # type: ignore[attr-defined,unused-ignore]  # Windows alone sets it
    return problem


@pytest.mark.parametrize(
    ("problem", "refusal"),
    [
        (PermissionError(errno.EACCES, "sharing violation"), FileUnreadableError),
        (_windows(32), FileUnreadableError),
        (_windows(33), FileUnreadableError),
        (OSError(errno.EIO, "gone"), FileLostError),
        (OSError(errno.ETIMEDOUT, "gone"), FileLostError),
        (OSError(errno.EHOSTUNREACH, "gone"), FileLostError),
        (_windows(59), FileLostError),
        (_windows(64), FileLostError),
        (FileNotFoundError(errno.ENOENT, "gone"), FileMissingError),
    ],
)
def test_a_file_that_is_held_or_goes_away_is_refused_with_its_reason(
    tmp_path: Path, problem: OSError, refusal: type[FileRefusedError]
) -> None:
    path = _Failing(tmp_path / "a.csv")
    path.problem = problem
    path.write_bytes(b"x")
    with pytest.raises(refusal) as caught:
        content_of(path)
    assert caught.value.happened
    assert caught.value.remedy


def test_a_folder_an_empty_file_and_a_giant_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FileIsFolderError):
        content_of(tmp_path)
    (tmp_path / "empty.csv").touch()
    with pytest.raises(EmptyFileError):
        content_of(tmp_path / "empty.csv")
    with (tmp_path / "giant.csv").open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(FileTooLargeError):
        content_of(tmp_path / "giant.csv")
    with pytest.raises(FileMissingError):
        content_of(tmp_path / "missing.csv")
