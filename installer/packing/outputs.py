"""Makes the setup program and the portable zip, and reports the sizes of every part."""

import shutil
from pathlib import Path

from packing.settings import WINDOWS, Build
from packing.tools import run, say, tool

MEBIBYTE = 1 << 20
PORTABLE_NOTE = (
    "账本保存在这个文件夹里的 books。\r\nBooks are kept in the folder books beside this file.\r\n"
)


def make_setup(build: Build, *ways: str) -> Path:
    """Pack the folder into one setup program that needs no rights; `ways` are NSIS options."""
    say("· setup")
    target = build.out / f"{build.program.name}-{build.version}-setup.exe"
    places = {
        "NAME": build.program.name,
        "CAPTION": build.program.caption,
        "VERSION": build.version,
        "NUMBERS": build.four_part_version,
        "PUBLISHER": build.program.publisher,
        "PROGRAM_ID": build.program.id,
        "WINDOW": build.program.window,
        "COMMAND": build.program.command,
        "FOLDER": str(build.folder),
        "OUT": str(target),
    }
    options = [f"-D{name}={value}" for name, value in places.items()]
    maker = tool("makensis", package="nsis")
    run([maker, "-V2", "-INPUTCHARSET", "UTF8", *ways, *options, WINDOWS / "setup.nsi"])
    return target


def make_portable(build: Build) -> Path:
    """Pack the folder into a zip that keeps its books beside the program."""
    say("· portable zip")
    name = f"{build.program.name}-{build.version}-portable"
    mark = build.folder / "portable.txt"
    mark.write_text(PORTABLE_NOTE, encoding="utf-8-sig", newline="")
    try:
        made = shutil.make_archive(
            str(build.out / name), "zip", root_dir=build.out, base_dir=build.program.name
        )
    finally:
        mark.unlink()
    return Path(made)


def sizes(build: Build, *files: Path) -> str:
    """Give the size of every part of the program and of the packed files."""
    parts = [build.python, build.app, *sorted(build.libraries.iterdir(), key=size, reverse=True)]
    lines = [f"{size(part) / MEBIBYTE:8.1f} MB  {part.relative_to(build.folder)}" for part in parts]
    largest = [line for line in lines if not line.startswith("     0.")]
    total = f"{size(build.folder) / MEBIBYTE:8.1f} MB  installed"
    packed = [f"{size(file) / MEBIBYTE:8.1f} MB  {file.name}" for file in files]
    return "\n".join([*largest, total, *packed])


def size(path: Path) -> int:
    """Give the bytes of a file, or of everything in a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
