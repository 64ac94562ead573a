"""The gates that every change passes: format, lint, types, floors, tests, coverage."""

import sys
import time
from pathlib import Path

from setting_up.shell import run_shown
from setting_up.words import mark, note, step

GATES: dict[str, tuple[str, ...]] = {
    "format": ("-m", "ruff", "format", "--check", "."),
    "lint": ("-m", "ruff", "check", "."),
    "types": ("-m", "mypy"),
    "floors": ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    "tests": ("-m", "pytest", "-n", "2", "--cov", "--cov-report="),
    "coverage": ("-m", "coverage", "report"),
}
NAMES = tuple(GATES)


def run_all(python: Path, root: Path, only: tuple[str, ...]) -> int:
    """Run the gates one after the other, all of them even when one fails.

    The exit code is 0 when all passed.
    """
    results: dict[str, tuple[int, float]] = {}
    for name in only:
        step(name, " ".join(GATES[name][1:]))
        started = time.monotonic()
        code = run_shown([str(python), *GATES[name]], root, QT_QPA_PLATFORM="offscreen")
        results[name] = (code, time.monotonic() - started)
    step("结果", "Results")
    for name, (code, seconds) in results.items():
        sign = mark("✓", "ok", sys.stdout) if code == 0 else mark("✗", "x", sys.stdout)
        note(f"{sign} {name} ({seconds:.0f} s)")
    return int(any(code for code, _ in results.values()))
