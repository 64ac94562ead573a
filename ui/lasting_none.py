"""Keeps the program alive on Python 3.11, where PySide6 6.12 uses up references to None."""

import ctypes
import sys

_FIRST_WITH_IMMORTAL_NONE = (3, 12)
_MANY = 1 << 40


def keep_none_alive() -> None:
    """Give None more references than the window can ever use up.

    Every Qt call without a result takes one reference of None too many; when none is left,
    Python 3.11 ends the program. From 3.12 on None cannot be used up.
    """
    if sys.version_info < _FIRST_WITH_IMMORTAL_NONE and sys.implementation.name == "cpython":
        ctypes.c_ssize_t.from_address(id(None)).value += _MANY
