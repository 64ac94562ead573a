"""Paths of any length on Windows, also where its own limit of 260 letters is still in force.

Raising that limit needs a setting that only an administrator can make, besides the word of the
program's manifest. A path in the extended form is taken at any length without either.
"""

import os
import sys
from pathlib import Path
from typing import Final

# Folders end twelve letters before the limit of files, and a book adds names of its own.
LONGEST_AS_IT_IS: Final = 200
_EXTENDED: Final = "\\\\?\\"
_EXTENDED_SHARE: Final = "\\\\?\\UNC\\"
_SHARE: Final = "\\\\"


def reachable(path: Path) -> Path:
    """Give a path in the form in which this system takes it."""
    return Path(extended(os.path.abspath(path))) if sys.platform == "win32" else path  # noqa: PTH100 - the extended form knows no `..`


def extended(text: str) -> str:
    """Give an absolute Windows path in the extended form, where it is long."""
    if len(text) <= LONGEST_AS_IT_IS or text.startswith(_EXTENDED):
        return text
    if text.startswith(_SHARE):
        return _EXTENDED_SHARE + text.removeprefix(_SHARE)
    return _EXTENDED + text


def unextended(text: str) -> str:
    """Give a path, or its drive, as people write it."""
    if text.startswith(_EXTENDED_SHARE):
        return _SHARE + text.removeprefix(_EXTENDED_SHARE)
    return text.removeprefix(_EXTENDED)
