"""The six-digit codes of Chinese regions (GB/T 2260), with those that no longer exist."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PROVINCE = 2
_CITY = 4


@dataclass(frozen=True, slots=True)
class Region:
    """One region; a former one is known from older papers only."""

    code: str
    name: str
    is_former: bool


@cache
def _table() -> dict[str, Region]:
    text = files("branchcrm.reference").joinpath("regions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {row[0]: Region(row[0], row[1], len(row) > 2) for row in rows}  # noqa: PLR2004 - a third column marks former regions


def is_known_region(code: str) -> bool:
    """Tell whether a code is or was that of a region."""
    return code in _table()


def region_name(code: str) -> str | None:
    """Give the full name of a region, its province and city in front."""
    table = _table()
    if code not in table:
        return None
    above = (code[:_PROVINCE] + "0000", code[:_CITY] + "00", code)
    names = [table[one].name for one in dict.fromkeys(above) if one in table]
    return "".join(names)


def counties(start: str = "") -> list[Region]:
    """Give today's counties and districts whose codes start so."""
    return [
        region
        for code, region in _table().items()
        if code.startswith(start) and not code.endswith("00") and not region.is_former
    ]
