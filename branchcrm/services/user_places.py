"""Where a user's books lie on this machine; the window and the command ask the same place."""

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path

PORTABLE_VARIABLE = "BRANCHCRM_PORTABLE"
"""Set by the Windows launcher of the portable folder, to that folder."""


def books_folder() -> Path:
    """Give the folder of the user's books: beside a portable program, else the user's data."""
    portable = os.environ.get(PORTABLE_VARIABLE)
    return Path(portable) / "books" if portable else user_data_path("BranchCRM", appauthor=False)


def usual_book() -> Path:
    """Give the folder of the user's book where no other is named."""
    return books_folder() / "book"


def settings_folder() -> Path:
    """Give the folder of what a user prefers: beside a portable program, else the user's own."""
    portable = os.environ.get(PORTABLE_VARIABLE)
    return (
        Path(portable) / "settings" if portable else user_config_path("BranchCRM", appauthor=False)
    )
