"""The portable folder: books and preferences lie beside the program, nowhere else."""

import shutil
import zipfile

from trying.machine import Machine, require, without_wmi
from trying.window import open_and_close

CUSTOMERS = 60


def try_portable(machine: Machine) -> str:
    """Unpack the zip below a Chinese name with a space, and work with it."""
    shutil.rmtree(machine.kept, ignore_errors=True)
    place = machine.wine.drive("便携 U盘")
    shutil.rmtree(place, ignore_errors=True)
    build = machine.build
    with zipfile.ZipFile(
        build.out / f"{build.program.name}-{build.version}-portable.zip"
    ) as packed:
        packed.extractall(place)
    folder = place / build.program.name
    without_wmi(folder)
    made = machine.answer(folder, "demo", "--customers", str(CUSTOMERS))
    require(made["customers"] == CUSTOMERS, f"made: {made}")
    window = folder / build.program.window
    open_and_close(machine, [window, "--demo"], folder / "settings", window.name)
    kept = sorted(path.name for path in (folder / "books").iterdir())
    require("book" in kept, f"beside the program: {kept}")
    require(not machine.kept.exists(), f"{machine.kept} was made")
    return f"beside the program: {kept}"
