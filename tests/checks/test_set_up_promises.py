"""The set-up promises of the repository, checked without a network."""

import ast
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sources import PRODUCT, ROOT, sources

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = PROJECT["project"]["dependencies"]
GROUPS = PROJECT["dependency-groups"]
LOCKS = {
    "requirements.txt": RUNTIME,
    "requirements-windows.txt": RUNTIME,
    "requirements-dev.txt": [*RUNTIME, *GROUPS["dev"]],
    "requirements-build.txt": GROUPS["build"],
}
IMPORT_NAMES = {
    "chinesecalendar": "chinese_calendar",
    "pyside6-essentials": "PySide6",
    "rustpy-xlsxwriter": "rustpy_xlsxwriter",
}
# Zone names for Windows, which has none of its own, are read by the standard library; of qtawesome
# only the font is taken.
NEVER_IMPORTED = {"tzdata", "qtawesome"}
PIN = re.compile(r"^([\w.-]+)==([\w.+-]+)")


def pins(lock: str) -> dict[str, set[str]]:
    """Give every locked name with its versions."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := PIN.match(line):
            found.setdefault(match[1], set()).add(match[2])
    return found


def asked_for_directly(lock: str) -> set[str]:
    """Give the names that a lock says come from pyproject.toml itself."""
    direct, current = set(), ""
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        if match := PIN.match(line):
            current = match[1]
        elif "branchcrm (pyproject.toml" in line:
            direct.add(current)
    return direct


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_exactly_what_pyproject_asks_for(lock: str) -> None:
    wanted = [Requirement(line) for line in LOCKS[lock]]
    locked = pins(lock)
    assert {canonicalize_name(one.name) for one in wanted} == asked_for_directly(lock)
    for one in wanted:
        versions = locked[canonicalize_name(one.name)]
        assert all(one.specifier.contains(version) for version in versions), one


@pytest.mark.parametrize("lock", ["requirements-dev.txt", "requirements-windows.txt"])
def test_locks_agree_with_the_runtime_lock(lock: str) -> None:
    runtime, other = pins("requirements.txt"), pins(lock)
    shared = runtime.keys() & other.keys()
    assert {name: other[name] for name in shared if not other[name] <= runtime[name]} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_a_hash_and_no_lock_names_a_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "index-url" not in text.replace("--no-emit-index-url", "")


def test_the_ci_script_calls_the_test_command_that_the_readme_shows() -> None:
    command = "python3 installer/start.py test"
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_dependency_is_imported_by_the_program() -> None:
    imported = {
        name.split(".")[0]
        for source in sources(*PRODUCT)
        for node in ast.walk(source.tree)
        for name in imported_names(node)
    }
    unused = [
        requirement
        for requirement in RUNTIME
        if (name := canonicalize_name(Requirement(requirement).name)) not in NEVER_IMPORTED
        and IMPORT_NAMES.get(name, name.replace("-", "_")) not in imported
    ]
    assert unused == []


def imported_names(node: ast.AST) -> list[str]:
    """Give what an import statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
