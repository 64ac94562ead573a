"""Installs the locked Windows wheels and keeps of them what the program needs."""

import hashlib
import shutil
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from packing.settings import LOCK, WINDOWS, Build
from packing.tools import pip, run, say


@dataclass(frozen=True, slots=True)
class Keep:
    """One line of the keep list."""

    pattern: str
    is_kept: bool


def add_libraries(build: Build) -> None:
    """Put the libraries into the program's folder, slimmed."""
    say("· Windows wheels by hash")
    raw = build.work / "libraries"
    mark, wanted = raw / "complete", hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if not mark.exists() or mark.read_text(encoding="ascii") != wanted:
        shutil.rmtree(raw, ignore_errors=True)
        _install(build, raw)
        mark.write_text(wanted, encoding="ascii")
    rules = keep_list()
    build.libraries.mkdir(parents=True)
    for path in sorted(raw.rglob("*")):
        name = path.relative_to(raw).as_posix()
        if path.is_file() and name != "complete" and is_kept(name, rules):
            target = build.libraries / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)


def _install(build: Build, target: Path) -> None:
    tag = build.interpreter.tag
    options = ["--platform", "win_amd64", "--python-version", f"{tag[0]}.{tag[1:]}"]
    options += ["--implementation", "cp", "--abi", f"cp{tag}", "--abi", "abi3", "--abi", "none"]
    options += ["--only-binary=:all:", "--no-deps", "--require-hashes", "--no-compile"]
    # pip asks the Python it runs on, not the one it installs for.
    options.append("--ignore-requires-python")
    command = [*pip(), "install", "--quiet", *options]
    run([*command, "--target", target, "--requirement", LOCK])


def keep_list() -> list[Keep]:
    """Read which files are kept."""
    lines = (WINDOWS / "keep.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [Keep(line.removeprefix("-"), not line.startswith("-")) for line in wanted]


def is_kept(name: str, rules: list[Keep]) -> bool:
    """Tell whether a file goes into the program: the last rule that matches decides."""
    kept = False
    for rule in rules:
        if fnmatchcase(name, rule.pattern):
            kept = rule.is_kept
    return kept
