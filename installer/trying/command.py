"""The try: every step in order, a log, and a code that never passes silently."""

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from packing.command import make_all
from packing.settings import ROOT, load_build
from packing.stand_ins import add_stand_ins
from packing.tools import BuildError, say
from packing.wine import find_program, find_wine
from trying.administrators import try_administrators
from trying.machine import Machine
from trying.needs import APT, PACKAGES, missing_packages, missing_words
from trying.portable import try_portable
from trying.readme import try_readme
from trying.setting_up import QUICK, try_removal, try_self_check, try_setup, try_upgrade
from trying.suite import try_suite
from trying.window import try_window

SKIPPED = 77
SKIP_WORDS = f"""
SKIPPED: nothing was tried. Wine is not installed here.
没有试用：这台机器没有 Wine。
Debian: {APT} {" ".join(PACKAGES)}
"""
STEPS: tuple[Callable[[Machine], str], ...] = (
    try_setup,
    try_self_check,
    try_window,
    try_upgrade,
    try_suite,
    try_removal,
    try_portable,
    try_administrators,
    try_readme,
)


def main(arguments: Sequence[str]) -> int:
    """Try everything; 0 when all went well, 77 when nothing could be tried."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "windows")
    parser.add_argument("--built", action="store_true", help="take what was built before")
    names = [step.__name__.removeprefix("try_") for step in STEPS]
    parser.add_argument("--quick", action="store_true", help="a setup packed quickly, but larger")
    parser.add_argument("--only", nargs="+", choices=names, help="these steps alone")
    options = parser.parse_args(arguments)
    build = load_build(options.out)
    if find_program() is None:
        sys.stderr.write(SKIP_WORDS)
        return SKIPPED
    missing = missing_packages()
    if missing:
        sys.stderr.write(missing_words(missing))
        return 1
    try:
        if not options.built:
            say(make_all(build, *(QUICK if options.quick else ())))
    except BuildError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    wine = find_wine(build)
    if wine is None:
        sys.stderr.write(SKIP_WORDS)
        return SKIPPED
    add_stand_ins(build, wine)
    wanted = options.only or names
    with Machine(build, wine) as machine:
        for step, name in zip(STEPS, names, strict=True):
            if name in wanted and not _went_well(step, name, machine):
                return 1
        machine.note("ok")
    return 0


def _went_well(step: Callable[[Machine], str], name: str, machine: Machine) -> bool:
    begun = time.perf_counter()
    try:
        seen = step(machine)
    except Exception:  # noqa: BLE001 - whatever it was, it goes into the log
        machine.note(f"FAILED  {name}\n{traceback.format_exc()}")
        return False
    machine.note(f"ok      {name} ({time.perf_counter() - begun:.0f} s): {seen}")
    return True
