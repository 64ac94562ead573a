"""The distribution holds everything the program needs, wherever it is started from."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from sources import ROOT

NOT_SHIPPED = {"__pycache__"}
FIND_RESOURCES = (
    "from ui.kit import resources; print(resources.__file__);"
    "print(resources.resource_path('tokens.json').exists())"
)


@dataclass(frozen=True, slots=True)
class Installed:
    """A fresh environment with only the wheel, and a strange working directory."""

    folder: Path
    wheel: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the environment's Python far from the repository."""
        python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        elsewhere = self.folder.parent / "elsewhere"
        elsewhere.mkdir(exist_ok=True)
        settings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        return subprocess.run(  # noqa: S603 - the environment made here
            [str(python), *arguments],
            cwd=elsewhere,
            env=settings | {"PYTHONUTF8": "1", "BRANCHCRM_PASSWORD": "wheel-check-1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it, its libraries borrowed from the running environment."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(  # noqa: S603 - our own build
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    environment = folder / "environment"
    venv.EnvBuilder(with_pip=False).create(environment)
    (packages,) = environment.rglob("site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    libraries = packages / "borrowed-libraries.pth"
    libraries.write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return Installed(environment, wheel)


def files_below(top: str) -> set[str]:
    """List what the repository has below one of its folders."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / top).rglob("*")
        if path.is_file() and NOT_SHIPPED.isdisjoint(path.parts)
    }


def test_the_wheel_has_every_file_of_the_program(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        shipped = set(archive.namelist())
    resources = {f"ui/{name}" for name in files_below("resources")}
    assert (files_below("branchcrm") | files_below("ui") | resources) - shipped == set()


def test_the_wheel_has_nothing_else(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"branchcrm", "ui"}


def test_the_installed_command_makes_a_book_from_anywhere(installed: Installed) -> None:
    made = installed.run("-m", "branchcrm", "--book", "book", "--json", "init")
    assert made.returncode == 0, made.stderr
    assert '"recovery_key"' in made.stdout
    english = installed.run("-m", "branchcrm", "--book", "nowhere", "--lang", "en", "search", "x")
    assert english.returncode == 1
    assert english.stderr.isascii(), english.stderr


def test_the_installed_window_finds_its_resources(installed: Installed) -> None:
    answer = installed.run("-c", FIND_RESOURCES)
    place, found = answer.stdout.split("\n")[:2]
    assert Path(place).is_relative_to(installed.folder), answer.stderr
    assert found == "True"
