"""Makes the icon and the two launchers with our name, version and manifest."""

import shutil
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from packing.settings import ROOT, WINDOWS, Build
from packing.tools import BuildError, run, say, tool

ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
LARGEST_IN_BYTE = 256


@dataclass(frozen=True, slots=True)
class Launcher:
    """One of the two programs that start Python."""

    file: str
    is_command: bool


def add_launchers(build: Build) -> None:
    """Compile both launchers into the program's folder."""
    say("· launchers")
    folder = build.work / "launchers"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "app.ico").write_bytes(icon_from(ROOT / "resources" / "icons" / "app.svg"))
    shutil.copy2(folder / "app.ico", build.folder / "app.ico")
    shutil.copy2(WINDOWS / "app.manifest", folder)
    window = Launcher(build.program.window, is_command=False)
    command = Launcher(build.program.command, is_command=True)
    for launcher in (window, command):
        _compile(build, launcher, folder)


def _compile(build: Build, launcher: Launcher, folder: Path) -> None:
    windres = tool("x86_64-w64-mingw32-windres", "windres", package="gcc-mingw-w64-x86-64")
    compiler = tool("x86_64-w64-mingw32-gcc", "gcc", package="gcc-mingw-w64-x86-64")
    places = {
        "NUMBERS": build.four_part_version.replace(".", ","),
        "VERSION": build.version,
        "PUBLISHER": build.program.publisher,
        "CAPTION": build.program.caption,
        "FILE": launcher.file,
    }
    text = (WINDOWS / "launcher.rc.in").read_text(encoding="utf-8")
    for name, value in places.items():
        text = text.replace(f"@{name}@", value)
    (folder / "launcher.rc").write_text(text, encoding="utf-8")
    run([windres, "--codepage=65001", "launcher.rc", "launcher.o"], folder)
    options = ["-municode", "-O2", "-s", "-static", "-Wall", "-Wextra"]
    options += ["-DCOMMAND"] if launcher.is_command else ["-mwindows"]
    options.append(f'-DPYTHON_DLL=L"python{build.interpreter.tag}.dll"')
    target = build.folder / launcher.file
    run([compiler, *options, WINDOWS / "launcher.c", "launcher.o", "-o", target], folder)


def icon_from(drawing: Path) -> bytes:
    """Draw an SVG in every size Windows asks for and give the .ico file."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt  # noqa: PLC0415 - only here
    from PySide6.QtGui import QGuiApplication, QImage, QPainter  # noqa: PLC0415 - only here
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - only here

    application = QGuiApplication.instance() or QGuiApplication(["icon", "-platform", "offscreen"])
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid() or application is None:
        message = f"{drawing} is not a drawing"
        raise BuildError(message)
    pictures = []
    for size in ICON_SIZES:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub lacks this overload
        pictures.append(bytes(content.data()))
    return pack_icon(pictures)


def pack_icon(pictures: Sequence[bytes]) -> bytes:
    """Give an .ico file of PNG pictures, one per size in `ICON_SIZES`."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for size, picture in zip(ICON_SIZES, pictures, strict=True):
        side = size % LARGEST_IN_BYTE
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return head + entries + b"".join(pictures)
