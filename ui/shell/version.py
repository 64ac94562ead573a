"""Which version of the program this is."""

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """Give the version of the program."""
    try:
        return version("branchcrm")
    except PackageNotFoundError:
        return "0"
