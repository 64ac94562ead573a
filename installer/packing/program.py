"""Copies our own code and the licences of everything that is shipped."""

import shutil
from pathlib import Path

from packing.settings import ROOT, WINDOWS, Build
from packing.tools import BuildError, run, say

OURS = ("branchcrm", "ui", "resources")
NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "make_sample.py")
LICENCES = WINDOWS / "licences"
COMMON_LICENCES = ("LGPL-3.0.txt", "GPL-3.0.txt", "LGPL-2.1.txt", "Apache-2.0.txt")
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
    """Collect the licence of every library, of Python and our own in one folder.

    Raises:
        BuildError: a library comes without its licence text.
    """
    folder = build.folder / "licences"
    folder.mkdir()
    shutil.copy2(ROOT / "LICENSE", folder / "BranchCRM.txt")
    shutil.copy2(build.python / "LICENSE.txt", folder / "Python.txt")
    for shared in COMMON_LICENCES:
        shutil.copy2(LICENCES / shared, folder)
    missing = []
    for facts in sorted((build.work / "libraries").glob("*.dist-info")):
        texts = licence_texts(facts)
        if not texts:
            missing.append(facts.name)
        head = (facts / "METADATA").read_text(encoding="utf-8").split("\n\n", 1)[0]
        target = folder / f"{facts.name.removesuffix('.dist-info')}.txt"
        target.write_text("\n\n".join([head, *texts]), encoding="utf-8")
    if missing:
        message = f"no licence text, add one to {LICENCES}: {', '.join(missing)}"
        raise BuildError(message)


def licence_texts(facts: Path) -> list[str]:
    """Give a library's licence texts: its own, and what we keep where it lacks or needs one."""
    found = [path for path in sorted(facts.rglob("*")) if is_licence(path)]
    kept = LICENCES / f"{facts.name.partition('-')[0]}.txt"
    paths = [kept, *found] if kept.exists() else found
    return [path.read_text(encoding="utf-8", errors="replace") for path in paths]


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
