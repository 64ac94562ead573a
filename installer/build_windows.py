"""Builds the Windows program: setup, portable folder, sizes and licences, on Linux or Windows."""

import sys

from packing.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
