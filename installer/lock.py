"""Makes the requirements files anew from pyproject.toml; run it after changing a dependency."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COMMON = (
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-config",
    "--custom-compile-command",
    "python installer/lock.py",
)
UNIVERSAL = ("--universal", "--python-version", "3.11")
WINDOWS = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.13")
LOCKS: dict[str, tuple[str, ...]] = {
    "requirements.txt": ("pyproject.toml", *UNIVERSAL),
    "requirements-build.txt": ("--group", "build", *UNIVERSAL),
    "requirements-dev.txt": ("pyproject.toml", "--group", "dev", *UNIVERSAL),
    "requirements-windows.txt": ("pyproject.toml", *WINDOWS),
}


def main(arguments: list[str]) -> int:
    """Write every lock; with --upgrade take the newest versions that fit."""
    for lock, options in LOCKS.items():
        constraint = () if lock == "requirements.txt" else ("--constraint", "requirements.txt")
        command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *COMMON]
        code = subprocess.run(  # noqa: S603 - our own fixed command
            [*command, *options, *constraint, *arguments, "--output-file", lock],
            cwd=ROOT,
            check=False,
        ).returncode
        if code != 0:
            return code
        print(lock)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
