"""Keeps out of a start what it need not do: sources read once more, garbage looked for."""

import builtins
import gc

import PySide6.QtCore  # noqa: F401 - puts its own import in force, which is taken back here

_PLAIN_IMPORT = "__orig_import__"


def prepare_start() -> None:
    """Import without PySide6's look into the source of every module, and collect nothing.

    PySide6 reads the source of whatever is imported to learn which modules want its own spelling
    of names; ours do not. The window's collector takes over from Python's when it is there.
    """
    builtins.__import__ = getattr(builtins, _PLAIN_IMPORT, builtins.__import__)
    gc.disable()
