"""Walks what our code imports, so that nothing the program needs is left out of what is shipped."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from packing.interpreter import LEFT_OUT_MODULES
from packing.settings import Build
from packing.tools import BuildError, say

ENDINGS = (".py", ".pyc", ".pyd")


def require_imports(build: Build) -> None:
    """Refuse to ship a program that imports what is not shipped.

    Raises:
        BuildError: the message names every module that is missing and who imports it.
    """
    say("· imports")
    missing = missing_imports(build.app, build.libraries)
    if missing:
        lines = "\n".join(f"  {name}  ({place})" for name, place in sorted(missing.items()))
        message = f"imported, but not shipped: lock it, or keep it in keep.txt\n{lines}"
        raise BuildError(message)


def missing_imports(app: Path, libraries: Path) -> dict[str, str]:
    """Give the modules that are imported and lie nowhere, each with one file that imports it."""
    missing = {}
    for source in sorted(app.rglob("*.py")):
        tree = ast.parse(source.read_text(encoding="utf-8"))
        for name in _imported(tree):
            own = name.partition(".")[0]
            is_python = own in sys.stdlib_module_names and own not in LEFT_OUT_MODULES
            is_known = is_python or _lies(app, name) or _lies(libraries, name)
            if not is_known:
                missing[name] = source.relative_to(app).as_posix()
    return missing


def _imported(tree: ast.AST) -> Iterator[str]:
    """Name every module of every import, also of those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _lies(folder: Path, name: str) -> bool:
    place = folder.joinpath(*name.split("."))
    if place.is_dir():
        return True
    beside = place.parent
    return beside.is_dir() and any(
        entry.suffix in ENDINGS and entry.name.partition(".")[0] == place.name
        for entry in beside.iterdir()
    )
