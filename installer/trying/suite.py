"""The tests, run by the Windows Python with the libraries that are shipped."""

import re
import shutil
from pathlib import Path

from packing.settings import ROOT, Build
from packing.tools import pip, run
from trying.machine import Machine, require, windows_path

LOCK = ROOT / "requirements-dev.txt"
TOOLS = (
    "colorama",
    "hypothesis",
    "iniconfig",
    "packaging",
    "pluggy",
    "pygments",
    "pytest",
    "pytest-qt",
    "pytest-randomly",
    "pytest-timeout",
    "sortedcontainers",
    "typing-extensions",
)
TESTS = (
    "tests/domain",
    "tests/data",
    "tests/services",
    "tests/exchange",
    "tests/ui/shell/test_windows_manners.py",
    "tests/ui/shell/test_single_instance.py",
    "tests/ui/shell/test_attention.py",
    "tests/journeys/test_exchange_journey.py",
)
LONGEST_S = 20_000
RUN = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QPA_FONTDIR"] = os.path.join(os.environ["SYSTEMROOT"], "Fonts")
os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = os.path.join(os.environ["TEMP"], "hypothesis")
os.chdir(sys.argv[1])
# Wine 8 has no CopyFile2; without it `shutil` copies as it always did.
import _winapi
del _winapi.CopyFile2
import PySide6, PySide6.QtWidgets
PySide6.__path__.append(sys.argv[2])
os.add_dll_directory(sys.argv[2])
import pytest
sys.exit(pytest.main(sys.argv[3:]))
"""


def try_suite(machine: Machine) -> str:
    """Run the tests of the floors below the window and one journey through it."""
    python = _python(machine.build)
    script = machine.build.work / "run-tests.py"
    script.write_text(RUN, encoding="utf-8")
    options = [
        "-v",
        "--tb=short",
        "--maxfail=12",
        "-p",
        "no:cacheprovider",
        "--timeout=3000",
        "-W",
        "ignore",
    ]
    places = [windows_path(place) for place in (script, ROOT, _driver(machine.build))]
    given = [*places, *options, *TESTS]
    text = machine.record([python, *given], machine.results / "tests.log", seconds=LONGEST_S)
    found = re.findall(r"=+ (\d+ passed.*?) =+", text)
    require(len(found) == 1, text[-2000:])
    return str(found[0])


def _driver(build: Build) -> Path:
    """Give the folder of Qt's own test driver, which is not shipped."""
    folder = build.work / "test-driver"
    folder.mkdir(exist_ok=True)
    for name in ("QtTest.pyd", "Qt6Test.dll"):
        shutil.copy2(build.work / "libraries" / "PySide6" / name, folder)
    return folder


def _python(build: Build) -> Path:
    """Give a Python that sees the shipped libraries, the test tools and the repository."""
    tools = build.work / "test-tools"
    if not tools.exists():
        _install(build, tools)
    folder = build.work / "python-for-tests"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(build.python, folder, ignore=shutil.ignore_patterns("_wmi.pyd"))
    tag = build.interpreter.tag
    places = [f"python{tag}.zip", "."]
    places += [windows_path(place) for place in (build.libraries, tools, ROOT)]
    (folder / f"python{tag}._pth").write_text("\n".join(places) + "\n", encoding="utf-8")
    return folder / "python.exe"


def _install(build: Build, target: Path) -> None:
    lines = LOCK.read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    wanted = [line for line in lines if line.partition("==")[0] in TOOLS]
    chosen = build.work / "test-tools.txt"
    texts = [re.sub(r";[^-]*", "", line, count=1) for line in wanted]
    chosen.write_text("\n".join(texts) + "\n", encoding="utf-8")
    tag = build.interpreter.tag
    options = ["--platform", "win_amd64", "--python-version", f"{tag[0]}.{tag[1:]}"]
    options += ["--only-binary=:all:", "--no-deps", "--require-hashes", "--no-compile", "--quiet"]
    command = [*pip(), "install", "--ignore-requires-python", *options]
    run([*command, "--target", target, "--requirement", chosen])
