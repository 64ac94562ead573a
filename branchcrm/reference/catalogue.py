"""Loads the translations of the program's texts."""

import json
from functools import cache
from importlib.resources import files


@cache
def catalogue(language: str) -> dict[str, str]:
    """Give every source sentence with its translation; Chinese is the source itself.

    Each room keeps its own file under `locale/<language>/`. A language without files
    gives an empty catalogue, so that the source is shown.
    """
    folder = files("branchcrm").joinpath("locale").joinpath(language.split("_", maxsplit=1)[0])
    texts: dict[str, str] = {}
    if not folder.is_dir():
        return texts
    for room in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if room.name.endswith(".json"):
            texts.update(json.loads(room.read_text(encoding="utf-8")))
    return texts


def translated(source: str, language: str) -> str:
    """Give a source sentence in a language, or itself where there is no translation."""
    return catalogue(language).get(source, source)
