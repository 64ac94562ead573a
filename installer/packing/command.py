"""The build command: every step in order, then the report."""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from packing.administrators import has_msi_tools, make_msi
from packing.imports import require_imports
from packing.interpreter import add_interpreter
from packing.launchers import add_launchers
from packing.libraries import add_libraries
from packing.outputs import make_portable, make_setup, sizes
from packing.program import add_program, precompile
from packing.settings import ROOT, Build, load_build
from packing.tools import BuildError, say
from packing.wine import wine_python


def main(arguments: Sequence[str]) -> int:
    """Build everything and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "windows")
    parser.add_argument("--folder-only", action="store_true", help="no setup, no zip, no .msi")
    parser.add_argument("--pack-only", action="store_true", help="pack the folder as it stands")
    options = parser.parse_args(arguments)
    try:
        build = load_build(options.out)
        if not options.pack_only:
            make_folder(build)
        if options.folder_only:
            say(sizes(build))
            return 0
        say(pack(build))
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def make_all(build: Build, *ways: str) -> str:
    """Make the folder and everything that is packed of it; give the sizes."""
    make_folder(build)
    return pack(build, *ways)


def pack(build: Build, *ways: str) -> str:
    """Make the setup, the portable zip and where it can the .msi of the folder; give the sizes."""
    packed = [make_setup(build, *ways), make_portable(build)]
    if has_msi_tools():
        packed.append(make_msi(build))
    else:
        say("· no package for administrators: wixl is not here (Debian packages wixl, msitools)")
    report = sizes(build, *packed)
    (build.out / "sizes.txt").write_text(report + "\n", encoding="utf-8")
    return report


def make_folder(build: Build) -> None:
    """Make the program's folder from nothing."""
    shutil.rmtree(build.folder, ignore_errors=True)
    build.folder.mkdir(parents=True)
    add_interpreter(build)
    add_libraries(build)
    add_program(build)
    require_imports(build)
    add_launchers(build)
    precompile(build, _python_for_bytecode(build))


def _python_for_bytecode(build: Build) -> list[str | Path] | None:
    if os.name == "nt":
        return [build.python / "python.exe"]
    return wine_python(build)
