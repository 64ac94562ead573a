"""Start the desktop program."""

import sys

from ui.quick_start import prepare_start

if __name__ == "__main__":
    prepare_start()
    from ui.app import main

    sys.exit(main(sys.argv[1:]))
