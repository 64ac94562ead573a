"""Waits for the reading program without losing sight of cancel and deadline."""

import sys
import time
from typing import IO

if sys.platform == "win32":
    import ctypes
    import msvcrt

    def wait_readable(stream: IO[bytes], seconds: float) -> bool:
        """Tell whether bytes, or the end, are there within the time."""
        handle = msvcrt.get_osfhandle(stream.fileno())
        ready = ctypes.c_ulong(0)
        deadline = time.monotonic() + seconds
        while True:
            is_open = ctypes.windll.kernel32.PeekNamedPipe(
                handle, None, 0, None, ctypes.byref(ready), None
            )
            if not is_open or ready.value:
                return True
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.005)

else:
    import select

    def wait_readable(stream: IO[bytes], seconds: float) -> bool:
        """Tell whether bytes, or the end, are there within the time."""
        return bool(select.select([stream], [], [], seconds)[0])
