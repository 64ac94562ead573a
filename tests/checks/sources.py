"""Reads the repository's own Python for the checks."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("main.py", "branchcrm", "ui")
EVERYTHING = (*PRODUCT, "tests", "installer")
FROZEN = "branchcrm/data/migrations/versions/"


@dataclass(frozen=True, slots=True)
class Source:
    """One Python file: its path in the repository, text and syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """Give the module's own name."""
        return Path(self.path).stem


@cache
def sources(*tops: str) -> tuple[Source, ...]:
    """Read every Python file below the given top-level places, frozen migrations left out."""
    paths = (path for top in tops for path in _python_files(ROOT / top))
    found = []
    for path in paths:
        relative = path.relative_to(ROOT).as_posix()
        if not relative.startswith(FROZEN):
            text = path.read_text(encoding="utf-8")
            found.append(Source(relative, text, ast.parse(text)))
    return tuple(found)


def called_name(call: ast.Call) -> str:
    """Give the plain name of what a call calls: `tr` for `self.tr(…)`."""
    target = call.func
    if isinstance(target, ast.Attribute):
        return target.attr
    return target.id if isinstance(target, ast.Name) else ""


def decorator_names(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> set[str]:
    """Give the plain names of a definition's decorators."""
    names = set()
    for decorator in node.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        names.add(target.attr if isinstance(target, ast.Attribute) else ast.unparse(target))
    return names


def _python_files(top: Path) -> Iterator[Path]:
    if top.is_file():
        yield top
    elif top.is_dir():
        yield from sorted(top.rglob("*.py"))
