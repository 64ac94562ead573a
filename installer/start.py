"""Sets everything up on a fresh machine, then starts the demonstration or all the checks.

This file is read by Pythons that are too old for the rest, so it stays in plain old syntax.
"""

import sys

TOO_OLD = (
    "需要 Python 3.11 或更新的版本，现在是 %(version)s。装好后用它再运行这条命令。\n"
    "Python 3.11 or newer is needed, this is %(version)s. "
    "Install it and run this command with it.\n"
)
TOO_NARROW = (
    "需要 64 位的 Python，这是 32 位的 %(version)s。装好 64 位的以后用它再运行这条命令。\n"
    "A 64-bit Python is needed, this is a 32-bit %(version)s. "
    "Install a 64-bit one and run this command with it.\n"
)


def main() -> int:
    """Say what is missing on an old or 32-bit Python, else set up and start."""
    version = {"version": sys.version.split()[0]}
    if sys.version_info < (3, 11):  # noqa: UP036 - an old Python gets a sentence, not a traceback
        return _refuse(TOO_OLD % version)
    if sys.maxsize < 2**32:
        return _refuse(TOO_NARROW % version)
    from setting_up.command import run  # noqa: PLC0415 - only a new enough Python can read it

    return run(sys.argv[1:])


def _refuse(words: str) -> int:
    """Say why not; a console that lacks Chinese shows question marks and the English."""
    encoding = sys.stderr.encoding or "ascii"
    sys.stderr.write(words.encode(encoding, "replace").decode(encoding))
    return 1


if __name__ == "__main__":
    sys.exit(main())
