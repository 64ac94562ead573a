"""Keeps the program alive on Python 3.11, where PySide6 6.12 uses up references to constants."""

import ctypes
import sys

_FIRST_WITH_IMMORTAL_NONE = (3, 12)
_MANY = 1 << 40


def keep_none_alive() -> None:
    """Give None, True and False more references than the window can ever use up.

    Every Qt call without a result takes one reference of None too many, some with an answer one
    of True or False; when none is left, Python 3.11 ends the program. From 3.12 on they cannot
    be used up.
    """
    if sys.version_info < _FIRST_WITH_IMMORTAL_NONE and sys.implementation.name == "cpython":
        for constant in (None, True, False):
            ctypes.c_ssize_t.from_address(id(constant)).value += _MANY
