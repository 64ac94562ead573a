"""Runs the `branchcrm` command as `python -m branchcrm`."""

import sys

from branchcrm.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
