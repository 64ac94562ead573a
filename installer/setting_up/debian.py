"""Brings the system libraries and the Chinese font that Qt needs, where they are missing."""

import ctypes
import os
import shutil
import sys
from pathlib import Path

from setting_up.refusals import NO_APT, NO_PACKAGES, NOT_ROOT
from setting_up.shell import ask, run_logged
from setting_up.words import SetupError, step

# What is looked for → the Debian package that has it.
LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONT_PACKAGE = "fonts-noto-cjk"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_NAMES = ("cjk", "wqy", "sourcehan", "droidsansfallback", "arphic", "uming", "msyh", "simsun")


def can_load(library: str) -> bool:
    """Tell whether the system's loader finds a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    """Tell whether any font with Chinese characters is installed."""
    if shutil.which("fc-list"):
        return bool(ask(["fc-list", ":lang=zh-cn", "family"]).text.strip())
    return any(
        any(name in path.name.lower() for name in FONT_NAMES)
        for folder in FONT_FOLDERS
        for path in Path(folder).expanduser().rglob("*.[ot]t[cf]")
    )


def missing_packages(*, window: bool) -> list[str]:
    """List the Debian packages that this machine lacks, for a window or for offscreen work."""
    wanted = LIBRARIES | (WINDOW_LIBRARIES if window else {})
    packages = [package for library, package in wanted.items() if not can_load(library)]
    return packages if has_chinese_font() else [*packages, FONT_PACKAGE]


def bring_system_packages(log: Path, *, window: bool) -> None:
    """Install what Qt needs from the system, or say exactly what to install by hand."""
    if not sys.platform.startswith("linux"):
        return
    packages = missing_packages(window=window)
    if packages:
        step(
            f"安装 {len(packages)} 个系统组件(Qt 运行库、中文字体)",
            f"Installing {len(packages)} system packages (Qt's libraries, a Chinese font)",
        )
        install(packages, log)


def can_install() -> bool:
    """Tell whether packages can be brought here: Debian's tool and the right to use it."""
    return sys.platform == "linux" and bool(shutil.which("apt-get")) and os.geteuid() == 0


def install(packages: list[str], log: Path) -> None:
    """Install Debian packages with their progress shown.

    Raises:
        SetupError: not Debian, not root, or the packages cannot be fetched.
    """
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        raise SetupError(NO_APT, names=names)
    if not can_install():
        raise SetupError(NOT_ROOT, names=names)
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    fetched = run_logged(["apt-get", "update"], log, _describe, quiet)
    installed = run_logged(
        ["apt-get", "install", "--yes", "--no-install-recommends", *packages], log, _describe, quiet
    )
    if installed.code != 0:
        failed = installed if fetched.code == 0 else fetched
        raise SetupError(NO_PACKAGES, details=failed.tail, names=names)


def _describe(line: str) -> tuple[str, str] | None:
    words = line.rstrip(" .\n").split()
    if line.startswith("Get:"):
        return "下载 · Fetching", " ".join(words[4:6])
    if line.startswith("Unpacking"):
        return "解包 · Unpacking", " ".join(words[1:3])
    if line.startswith("Setting up"):
        return "配置 · Setting up", " ".join(words[2:4])
    return None
