"""What a build is made from and where it puts things."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = ROOT / "installer" / "windows"
LOCK = ROOT / "requirements-windows.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interpreter:
    """Where the Windows Python comes from; the hash is checked before anything is unpacked."""

    kind: str
    sha256: str
    tag: str
    folder: str = ""
    package: str = ""
    version: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """How the program is called on Windows."""

    name: str
    caption: str
    publisher: str
    id: str
    window: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One build: its inputs and its folders."""

    interpreter: Interpreter
    program: Program
    version: str
    out: Path

    @property
    def folder(self) -> Path:
        """The program's folder as it is installed."""
        return self.out / self.program.name

    @property
    def work(self) -> Path:
        """Where inputs are unpacked and intermediate files lie."""
        return self.out / "work"

    @property
    def python(self) -> Path:
        """The interpreter's folder in the program."""
        return self.folder / "python"

    @property
    def libraries(self) -> Path:
        """The libraries' folder in the program."""
        return self.folder / "Lib"

    @property
    def app(self) -> Path:
        """Our own code and resources in the program."""
        return self.folder / "app"

    @property
    def four_part_version(self) -> str:
        """The version as Windows writes it: four numbers."""
        numbers = self.version.split(".")
        return ".".join((numbers + ["0"] * 4)[:4])


def load_build(out: Path) -> Build:
    """Read the settings of a build."""
    settings = tomllib.loads((WINDOWS / "settings.toml").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return Build(
        interpreter=Interpreter(**settings["interpreter"]),
        program=Program(**settings["program"]),
        version=project["version"],
        out=out.resolve(),
    )
