"""Finds the files that come with the window: tokens, style, pictures."""

from pathlib import Path

_UI = Path(__file__).resolve().parent.parent


def resource_path(*parts: str) -> Path:
    """Give the path of a resource, in an installed package or in the repository."""
    installed = _UI / "resources"
    root = installed if installed.is_dir() else _UI.parent / "resources"
    return root.joinpath(*parts)


def resource_text(*parts: str) -> str:
    """Read a resource as UTF-8 text."""
    return resource_path(*parts).read_text(encoding="utf-8")
