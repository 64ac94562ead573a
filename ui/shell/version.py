"""Which version of the program this is."""

from pathlib import Path


def program_version() -> str:
    """Give the version of the installed program, or that of the repository it runs from."""
    import tomllib  # noqa: PLC0415 - off the path to the first paint
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - likewise

    try:
        return version("branchcrm")
    except PackageNotFoundError:
        project = Path(__file__).resolve().parents[2] / "pyproject.toml"
    try:
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, KeyError):
        return ""
