"""Makes the program's own Python environment from lock files, once."""

import hashlib
import json
import os
import platform
import shutil
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from setting_up.pip import Pip
from setting_up.refusals import NO_QT
from setting_up.shell import ask
from setting_up.words import SetupError, step

QT_STARTS = "from PySide6.QtWidgets import QApplication; QApplication(['start'])"
OURS = ("branchcrm", "ui", "main.py")


def lead_back(folder: Path, root: Path) -> None:
    """Let the installed program's path file lead back to the clone by a relative path.

    pip writes the whole path as UTF-8 and Python up to 3.12 reads it in the system's encoding: a
    clone below a Chinese user name would not be found. A relative path is plain ASCII.
    """
    for path_file in folder.rglob("*branchcrm.pth"):
        path_file.write_text(os.path.relpath(root, path_file.parent) + "\n", encoding="ascii")


@dataclass(frozen=True, slots=True)
class Environment:
    """The `.venv` of one clone: where it lies and what it is made from."""

    root: Path

    @property
    def folder(self) -> Path:
        """Give the folder of the environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """Give the environment's Python."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def log(self) -> Path:
        """Give the file that keeps everything the tools printed."""
        return self.root / "build" / "set-up.log"

    def is_ready(self, locks: tuple[str, ...]) -> bool:
        """Tell whether exactly these locks were installed by this Python."""
        stamps = self._stamps()
        return self.python.exists() and all(
            stamps.get(lock) == self._fingerprint(lock) for lock in locks
        )

    def make(self, locks: tuple[str, ...]) -> None:
        """Make the environment and install the locks and the program itself.

        Raises:
            SetupError: pip, the network or a library for this Python cannot be had.
        """
        pip = Pip(self.folder, self.python, self.log)
        if not (self._can_be_used() and pip.can_fill()):
            shutil.rmtree(self.folder, ignore_errors=True)
            pip.make_environment()
        for lock in locks:
            step(f"安装 {lock} 里的程序库", f"Installing the libraries of {lock}")
            # A lock is complete: asked for what a package needs, older pips look past its pins.
            options = ("--require-hashes", "--no-deps", "--only-binary", ":all:")
            file = str(self.root / lock)
            pip.install([*options, "-r", file], lock, total=len(self._pins(lock)))
        step("安装程序本身", "Installing the program itself")
        pip.install(
            ["--no-deps", "--no-build-isolation", "--editable", str(self.root)], "branchcrm"
        )
        lead_back(self.folder, self.root)
        ours = [str(self.root / name) for name in OURS]
        ask([str(self.python), "-m", "compileall", "-q", *ours])
        self._check_qt()
        self.stamp(locks)

    def stamp(self, locks: tuple[str, ...]) -> None:
        """Note that the locks are installed, so that the next start need not look."""
        stamps = self._stamps() | {lock: self._fingerprint(lock) for lock in locks}
        self._stamp_file.write_text(json.dumps(stamps, indent=1), encoding="utf-8")

    @property
    def _stamp_file(self) -> Path:
        return self.folder / "set-up.json"

    def _stamps(self) -> dict[str, str]:
        try:
            return dict(json.loads(self._stamp_file.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def _fingerprint(self, lock: str) -> str:
        """Name everything that an installed lock depends on."""
        project = tomllib.loads((self.root / "pyproject.toml").read_text(encoding="utf-8"))
        place = [platform.python_version(), sys.platform, str(self.root)]
        parts = [project["project"], project["build-system"], place]
        content = (self.root / lock).read_bytes() + json.dumps(parts).encode()
        return hashlib.sha256(content).hexdigest()

    def _pins(self, lock: str) -> set[str]:
        lines = (self.root / lock).read_text(encoding="utf-8").splitlines()
        return {line.split("==")[0] for line in lines if "==" in line and line[0] not in " #"}

    def _can_be_used(self) -> bool:
        if not self.python.exists():
            return False
        version = ask([str(self.python), "-c", "import platform; print(platform.python_version())"])
        return version.text.strip() == platform.python_version()

    def _check_qt(self) -> None:
        started = ask([str(self.python), "-c", QT_STARTS], QT_QPA_PLATFORM="offscreen")
        if started.code != 0:
            raise SetupError(NO_QT, details=started.tail)
