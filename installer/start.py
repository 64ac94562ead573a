"""Sets everything up on a fresh machine, then starts the demonstration or all the checks.

This file is read by Pythons that are too old for the rest, so it stays in plain old syntax.
"""

import sys

TOO_OLD = (
    "需要 Python 3.11 或更新的版本，现在是 %(version)s。装好后用它再运行这条命令。\n"
    "Python 3.11 or newer is needed, this is %(version)s. "
    "Install it and run this command with it.\n"
)


def main() -> int:
    """Say what is missing on an old Python, else set up and start."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an old Python gets a sentence, not a traceback
        sys.stderr.write(TOO_OLD % {"version": sys.version.split()[0]})
        return 1
    from setting_up.command import run  # noqa: PLC0415 - only a new enough Python can read it

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
