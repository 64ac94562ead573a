"""What must not lie in the repository: machine paths, registry hosts, secrets, strange tops."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from sources import ROOT

TOP_LEVEL = re.compile(
    r"main\.py|branchcrm|ui|resources|pyproject\.toml|tests|installer|docs|README\.md"
    r"|CHANGELOG\.md|LICENSE|requirements(-\w+)?\.txt|\..+"
)
# Assembled from parts, so that this file does not name them itself.
MACHINE_PATHS = re.compile(
    r"(?<![\w.])/(?:" + "|".join(["wor" + "k", "roo" + "t", "opt/py"]) + ")/"
)
HOMES = re.compile(r"/home/[a-z]+/|[A-Z]:\\Users\\[A-Za-z]+\\")
HOSTS = re.compile(
    "|".join(["pyp" + r"i\.org", "python" + "hosted", "npm" + "js", "debian" + r"\.org"])
)
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b"
    r"|\bxox[abp]-[0-9A-Za-z-]{10,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}"
)
LARGEST_BYTES = 3_000_000


def tracked() -> list[Path]:
    """List the files that git keeps, or skip where this is no clone."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a clone")
    listed = subprocess.run(  # noqa: S603 - git, with fixed arguments
        [git, "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


def tracked_texts() -> dict[str, str]:
    """Read the tracked files that are text."""
    texts = {}
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            texts[path.relative_to(ROOT).as_posix()] = content.decode("utf-8")
    return texts


@pytest.mark.parametrize(
    "banned", [MACHINE_PATHS, HOMES, HOSTS, SECRETS], ids=lambda one: one.pattern
)
def test_no_tracked_file_names_what_belongs_to_one_machine(banned: re.Pattern[str]) -> None:
    places = [
        f"{name}:{number} {match[0]}"
        for name, text in tracked_texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if (match := banned.search(line))
    ]
    assert not places, "\n".join(places)


def test_the_top_level_holds_only_what_the_project_names() -> None:
    tops = {path.relative_to(ROOT).parts[0] for path in tracked()}
    assert {top for top in tops if not TOP_LEVEL.fullmatch(top)} == set()


def test_no_tracked_file_is_a_leftover_or_too_large_to_review() -> None:
    leftovers = re.compile(r"\.(pyc|log|tmp|bak|orig|rej|swp)$|~\$")
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if leftovers.search(path.name) or path.stat().st_size > LARGEST_BYTES
    ]
    assert wrong == []


def test_unfinished_work_is_not_committed() -> None:
    unfinished = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X"]) + r")\b")
    places = [
        f"{name}: {match[0]}"
        for name, text in tracked_texts().items()
        if name.endswith((".py", ".qss", ".md"))
        for match in unfinished.finditer(text)
    ]
    assert places == []
