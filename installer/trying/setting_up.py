"""Setting up, trying the installed program, upgrading it and removing it."""

import shutil
from dataclasses import replace
from pathlib import Path

from packing.outputs import make_setup
from packing.settings import ROOT, Build
from trying.machine import LONGEST_WAIT_S, Machine, require, wait_until, windows_path, without_wmi

OLDER = "0.0.9"
CUSTOMERS = 300
LINKS = 2
BUSY = 5
RELEASED = ROOT / "tests" / "databases"
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall"
QUICK = ("-XSetCompressor /FINAL zlib",)


def try_setup(machine: Machine) -> str:
    """Install the older version without a question, so that there is something to upgrade."""
    _remove_rest(machine)
    older = _older(machine.build)
    stale = older.app / "branchcrm" / "gone_in_this_version.py"
    stale.write_text("", encoding="utf-8")
    try:
        setup = make_setup(older, *QUICK)
    finally:
        stale.unlink()
    machine.run([windows_path(setup), "/S"])
    without_wmi(machine.installed)
    require((machine.installed / machine.build.program.window).exists(), "no launcher installed")
    require(_version(machine) == OLDER, f"installed programs list {_version(machine)}")
    links = machine.links
    require(len(links) == LINKS, f"links: {links}")
    return f"version {OLDER}, links on the desktop and in the start menu"


def try_self_check(machine: Machine) -> str:
    """Let the installed program try itself."""
    target = machine.results / "self-check"
    shutil.rmtree(target, ignore_errors=True)
    program = machine.installed / machine.build.program.window
    machine.run([program, "--self-check", windows_path(target)])
    report = (target / "self-check.txt").read_text(encoding="utf-8")
    require(report.endswith("\nok\n"), report)
    require("system speaks zh_CN" in report, f"the system's language is not found: {report}")
    return report.strip().replace("\n", "; ")


def try_upgrade(machine: Machine) -> str:
    """Set the newer version up over the older one; books and preferences stay as they were."""
    words = ["demo", "--customers", str(CUSTOMERS)]
    book = ["--book", windows_path(machine.kept / "book 王敏")]
    if not (machine.kept / "book 王敏").exists():
        machine.answer(machine.installed, *book, *words)
    before = _customers(machine, *book)
    preferences = machine.kept / "preferences.ini"
    if not preferences.exists():
        preferences.write_text("[General]\nmode=dark\n", encoding="utf-8")
    _refused_while_it_runs(machine)
    kept = preferences.read_bytes()
    machine.run([windows_path(_newest(machine.build)), "/S"])
    without_wmi(machine.installed)
    stale = machine.installed / "app" / "branchcrm" / "gone_in_this_version.py"
    require(not stale.exists(), "a file of the older version is still there")
    require(_version(machine) == machine.build.version, f"still version {_version(machine)}")
    after = _customers(machine, *book)
    require(before == after > 0, f"{before} customers before, {after} after the upgrade")
    require(preferences.read_bytes() == kept, "the preferences were changed")
    books = ", ".join(_books_of_older_schemas(machine))
    return (
        f"refused while it runs; {OLDER} → {machine.build.version}, {after} customers and the"
        f" preferences kept; books of schema {books} opened whole"
    )


def try_removal(machine: Machine) -> str:
    """Remove the program without a question; only books and preferences stay."""
    machine.run([machine.installed / "uninstall.exe", "/S"])
    wait_until(lambda: not machine.installed.exists(), "the program's folder is gone")
    require(_version(machine) == "", "the program is still in the list of installed programs")
    require(not machine.links, f"links stay: {machine.links}")
    classes = machine.wine.drive().parent / "user.reg"
    require(machine.kept.exists(), "the books are gone")
    wait_until(lambda: "BranchCRM" not in _classes(classes), "file kinds are forgotten")
    return f"nothing stays but {sorted(path.name for path in machine.kept.iterdir())}"


def _refused_while_it_runs(machine: Machine) -> None:
    """See that neither setup nor removal touches a program that is open."""
    program = machine.installed / machine.build.program.window
    window = machine.begin([program])
    locks = machine.kept / "locks"
    wait_until(lambda: locks.exists() and any(locks.iterdir()), "the window runs")
    before = sorted(machine.installed.rglob("*"))
    uninstall = machine.installed / "uninstall.exe"
    place = windows_path(machine.installed)
    setup = machine.refusal_of([windows_path(_newest(machine.build)), "/S"])
    # Told its place, it does not go on in a copy of itself; it reads that place without quotes.
    removal = machine.refusal_of([uninstall, "/S", *f"_?={place}".split(" ")])
    machine.run(["taskkill", "/f", "/im", program.name])
    window.wait(LONGEST_WAIT_S)
    require(setup == BUSY, f"setup over a running program ended with {setup}")
    require(removal == BUSY, f"removal of a running program ended with {removal}")
    after = sorted(machine.installed.rglob("*"))
    require(before == after, "something was changed although the program runs")


def _books_of_older_schemas(machine: Machine) -> list[str]:
    """Open a book of each schema that people have, and see the copy that is made before."""
    schemas = sorted(int(path.name.removeprefix("v")) for path in RELEASED.iterdir())
    for schema in schemas:
        folder = machine.kept / f"旧账本 v{schema}"
        shutil.copytree(RELEASED / f"v{schema}", folder)
        book = ["--book", windows_path(folder)]
        answer = machine.answer(machine.installed, *book, "verify")
        copies = list((folder / "backups").glob(f"before-upgrade-v{schema}-*.db"))
        require(len(copies) == 1 or schema == schemas[-1], f"no copy of schema {schema}: {answer}")
        shutil.rmtree(folder)
    return [str(schema) for schema in schemas]


def _older(build: Build) -> Build:
    return replace(build, version=OLDER)


def _newest(build: Build) -> Path:
    return build.out / f"{build.program.name}-{build.version}-setup.exe"


def _customers(machine: Machine, *book: str) -> int:
    return int(machine.answer(machine.installed, *book, "customers")["total"])


def _version(machine: Machine) -> str:
    """Give the version in the list of installed programs, or nothing."""
    key = f"{UNINSTALL}\\{machine.build.program.name}"
    text = machine.wine.run(
        ["cmd", "/c", f"reg query {key} /v DisplayVersion & exit 0"], machine.wine.prefix
    )
    words = text.split()
    return words[-1] if "REG_SZ" in words else ""


def _classes(registry: Path) -> str:
    """Give the lines of the user's registry that name file kinds."""
    lines = registry.read_text("utf-8", "replace").splitlines()
    return "\n".join(line for line in lines if line.startswith("[Software\\\\Classes"))


def _remove_rest(machine: Machine) -> None:
    """Begin like a machine on which the program never was."""
    shutil.rmtree(machine.installed, ignore_errors=True)
    shutil.rmtree(machine.kept, ignore_errors=True)
