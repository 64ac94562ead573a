"""Finds out whether a window could be shown here."""

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

X_FIRST_PORT = 6000
WAIT_SECONDS = 1.0


def has_display(settings: Mapping[str, str] = os.environ) -> bool:
    """Tell whether a screen answers; a left-over DISPLAY variable alone does not count."""
    if not sys.platform.startswith("linux"):
        return True
    wayland = settings.get("WAYLAND_DISPLAY")
    if wayland:
        path = Path(settings.get("XDG_RUNTIME_DIR", "/")) / wayland
        if _answers(socket.AF_UNIX, str(path)):
            return True
    host, _, number = settings.get("DISPLAY", "").rpartition(":")
    screen = number.split(".")[0]
    if not screen.isdigit():
        return False
    if host in {"", "unix"}:
        path = Path("/tmp/.X11-unix") / f"X{screen}"  # noqa: S108 - where X keeps its sockets
        return _answers(socket.AF_UNIX, str(path)) or _answers(socket.AF_UNIX, f"\0{path}")
    return _answers(socket.AF_INET, (host, X_FIRST_PORT + int(screen)))


def _answers(family: int, address: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as connection:
        connection.settimeout(WAIT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            return False
    return True
