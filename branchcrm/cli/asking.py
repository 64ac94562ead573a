"""Finds out whether a person can be asked something at the terminal."""

import sys

if sys.platform == "win32":
    import ctypes
    import msvcrt

    def can_ask() -> bool:
        """Tell whether a console is read: Windows takes its null device for a terminal too."""
        if not sys.stdin.isatty():
            return False
        mode = ctypes.c_ulong(0)
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(sys.stdin.fileno()))
        return bool(ctypes.windll.kernel32.GetConsoleMode(handle, ctypes.byref(mode)))

else:

    def can_ask() -> bool:
        """Tell whether a terminal is read."""
        return sys.stdin.isatty()
