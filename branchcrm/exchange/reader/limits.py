"""Ceilings on memory and time that the reading program sets itself before it opens a file."""

import sys
from typing import Final

MEMORY_LIMIT_BYTES: Final = 3 * 1024 * 1024 * 1024
BASE_BYTES: Final = 640 * 1024 * 1024
BYTES_PER_UNPACKED_BYTE: Final = 12
BASE_SECONDS: Final = 20
SECONDS_PER_MEGABYTE: Final = 1
# A computer that is busy, or looks at every file for viruses, takes long to start a program.
STARTS_WITHIN_SECONDS: Final = 60


def limit_memory(packed_bytes: int, unpacked_bytes: int) -> None:
    """Let an allocation beyond the limit fail; on Windows the parent's job object does it."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        wanted = BASE_BYTES + 2 * packed_bytes + BYTES_PER_UNPACKED_BYTE * unpacked_bytes
        limit = min(wanted, MEMORY_LIMIT_BYTES)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(unpacked_bytes: int) -> None:
    """End the program when it computes longer than a file of this size can need."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        seconds = seconds_for(unpacked_bytes)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def seconds_for(unpacked_bytes: int) -> int:
    """Tell how long reading a file of this unpacked size may take."""
    return BASE_SECONDS + (unpacked_bytes >> 20) * SECONDS_PER_MEGABYTE
