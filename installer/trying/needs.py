"""What a try needs of this machine: told all at once, before anything is built."""

import shutil
from collections.abc import Callable
from functools import partial

from packing.wine import LOCALE_SOURCE

APT = "apt-get install --yes --no-install-recommends"
PACKAGES = (
    "wine64",
    "xvfb",
    "imagemagick",
    "locales",
    "nsis",
    "gcc-mingw-w64-x86-64",
    "wixl",
    "msitools",
)


def _has(name: str) -> bool:
    return shutil.which(name) is not None


# Debian's package of each tool; where there is no `wixl` the .msi is left out, and said so.
_NEEDS: dict[str, Callable[[], bool]] = {
    "xvfb": partial(_has, "Xvfb"),
    "imagemagick": partial(_has, "import"),
    "locales": LOCALE_SOURCE.exists,
    "nsis": partial(_has, "makensis"),
    "gcc-mingw-w64-x86-64": partial(_has, "x86_64-w64-mingw32-gcc"),
}


def missing_packages() -> list[str]:
    """Name the Debian packages without which a try could not go to its end."""
    return [package for package, is_there in _NEEDS.items() if not is_there()]


def missing_words(packages: list[str]) -> str:
    """Say what is missing and how it comes."""
    names = " ".join(packages)
    return (
        "Nothing was built or tried: tools are missing here.\n"
        "没有生成也没有试用：这台机器缺少工具。\n"
        f"Debian: {APT} {names}\n"
    )
