"""What becomes of one imported record, by what the book holds and what was asked."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Any

from branchcrm.data.stored import stored
from branchcrm.services.import_terms import OnMatch


class Taken(Enum):
    """What became of a row; DIFFERS is unchanged, though the file says something else."""

    CREATED = auto()
    UPDATED = auto()
    UNCHANGED = auto()
    DIFFERS = auto()
    SKIPPED = auto()


def changes_of(
    kept: Mapping[str, Any], offered: Mapping[str, object], on_match: OnMatch
) -> tuple[Taken, dict[str, object]]:
    """Tell what a known record takes from a row; blank values of the row change nothing."""
    if on_match is OnMatch.SKIP:
        return Taken.SKIPPED, {}
    different = {
        name: value
        for name, value in offered.items()
        if value is not None and stored(value) != kept[name]
    }
    taken = {
        name: value
        for name, value in different.items()
        if on_match is OnMatch.OVERWRITE or kept[name] is None
    }
    if taken:
        return Taken.UPDATED, taken
    return (Taken.DIFFERS if different else Taken.UNCHANGED), {}
