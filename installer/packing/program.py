"""Copies our own code and the licences of everything that is shipped."""

import shutil
from pathlib import Path

from packing.settings import ROOT, Build
from packing.tools import run, say

OURS = ("branchcrm", "ui", "resources")
NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "make_sample.py")
LICENCE_WORDS = ("licen", "copying", "notice", "authors")


def add_program(build: Build) -> None:
    """Put our code, the resources and the licences into the program's folder."""
    say("· program and licences")
    build.app.mkdir(parents=True)
    shutil.copy2(ROOT / "main.py", build.app)
    for name in OURS:
        shutil.copytree(ROOT / name, build.app / name, ignore=NOT_SHIPPED)
    describe(build.app, "branchcrm", build.version)
    add_licences(build)


def describe(folder: Path, name: str, version: str) -> None:
    """Say beside the program which version it is, as an installed package does."""
    facts = folder / f"{name}-{version}.dist-info"
    facts.mkdir(parents=True, exist_ok=True)
    text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    (facts / "METADATA").write_text(text, encoding="utf-8", newline="\n")


def add_licences(build: Build) -> None:
    """Collect the licence of every library, of Python and our own in one folder."""
    folder = build.folder / "licences"
    folder.mkdir()
    shutil.copy2(ROOT / "LICENSE", folder / "BranchCRM.txt")
    shutil.copy2(build.python / "LICENSE.txt", folder / "Python.txt")
    raw = build.work / "libraries"
    for facts in sorted(raw.glob("*.dist-info")):
        name = facts.name.removesuffix(".dist-info")
        texts = [path for path in sorted(facts.rglob("*")) if is_licence(path)]
        target = folder / f"{name}.txt"
        parts = [(facts / "METADATA").read_text(encoding="utf-8").split("\n\n", 1)[0]]
        parts += [path.read_text(encoding="utf-8", errors="replace") for path in texts]
        target.write_text("\n\n".join(parts), encoding="utf-8")


def is_licence(path: Path) -> bool:
    """Tell whether a file of a library's description is a licence text."""
    return path.is_file() and any(word in path.name.lower() for word in LICENCE_WORDS)


def precompile(build: Build, python: list[str | Path] | None) -> bool:
    """Compile everything to bytecode with the Windows Python; tell whether that could be done.

    Libraries are shipped as bytecode alone. Our own source stays beside its bytecode: a crash
    report quotes its lines, and migrations are read from it.
    """
    if python is None:
        say("· not precompiled: neither Windows nor Wine is here")
        return False
    say("· bytecode")
    options = ["-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    run([*python, *options, "app"], build.folder)
    run([*python, *options, "-b", "Lib"], build.folder)
    for source in sorted(build.libraries.rglob("*.py")):
        if source.with_suffix(".pyc").exists():
            source.unlink()
    return True
