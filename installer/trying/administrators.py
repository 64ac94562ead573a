"""The package for administrators: set up for everybody, brought up to date, taken away."""

import shutil
from dataclasses import replace
from pathlib import Path

from packing.administrators import has_msi_tools, make_msi
from packing.settings import Build
from trying.machine import Machine, require, windows_path, without_wmi
from trying.setting_up import OLDER


def try_administrators(machine: Machine) -> str:
    """Install an older package, the newer one over it, work with it, and remove it."""
    if not has_msi_tools():
        return "SKIPPED: not made here, wixl is missing"
    build = machine.build
    shutil.rmtree(machine.kept, ignore_errors=True)
    folder = machine.wine.drive("Program Files", build.program.name)
    stale = build.app / "branchcrm" / "gone_in_this_version.py"
    stale.write_text("", encoding="utf-8")
    try:
        older = make_msi(replace(build, version=OLDER))
    finally:
        stale.unlink()
    _install(machine, older)
    require((folder / stale.relative_to(build.folder)).exists(), f"not installed in {folder}")
    _install(machine, _newest(build))
    require(not (folder / stale.relative_to(build.folder)).exists(), "a file of before stays")
    shipped = _names(build.folder)
    installed = _names(folder)
    require(shipped == installed, f"differ: {sorted(shipped ^ installed)[:20]}")
    without_wmi(folder)
    machine.answer(folder, "demo", "--customers", "60")
    machine.run(["msiexec", "/x", windows_path(_newest(build)), "/qn"])
    require(not folder.exists(), f"stays: {sorted(folder.rglob('*'))[:20]}")
    require(not machine.links, f"links stay: {machine.links}")
    books = sorted(path.name for path in machine.kept.iterdir())
    require("book" in books, f"the books are gone: {books}")
    return (
        f"{OLDER} → {build.version} for everybody, {len(shipped)} files, nothing stays but {books}"
    )


def _install(machine: Machine, package: Path) -> None:
    machine.run(["msiexec", "/i", windows_path(package), "/qn"])


def _newest(build: Build) -> Path:
    return build.out / f"{build.program.name}-{build.version}.msi"


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
