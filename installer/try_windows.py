"""Tries the Windows program under Wine: set-up, self-check, tests, upgrade, removal, portable."""

import sys

from trying.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
