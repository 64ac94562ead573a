"""Reads what a column heading says: its name without ornaments, and the unit it names."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from branchcrm.domain.characters import without_invisible
from branchcrm.reference.chinese_script import simplify

UNIT_FACTORS = {
    "元": 1,
    "人民币": 1,
    "rmb": 1,
    "cny": 1,
    "千元": 1_000,
    "千": 1_000,
    "万元": 10_000,
    "万": 10_000,
    "w": 10_000,
    "百万元": 1_000_000,
    "百万": 1_000_000,
    "亿元": 100_000_000,
    "亿": 100_000_000,
}
_UNIT_WORDS = "|".join(sorted(UNIT_FACTORS, key=len, reverse=True))
_BRACKETED_UNIT = re.compile(
    rf"[(\[【]\s*(?:单位[::]?)?\s*(?:人民币)?({_UNIT_WORDS})\s*[)\]】]|[/_-]({_UNIT_WORDS})$",
    re.IGNORECASE,
)
_UNIT_ROW_CELL = re.compile(
    rf"^[(\[]?(?:单位[::]?)?(?:(?:人民币)?({_UNIT_WORDS})|个|笔|户|人|次|%|件|-)[)\]]?$",
    re.IGNORECASE,
)
_SHEET_UNIT = re.compile(rf"(?:金额)?单位[::]\s*(?:人民币)?({_UNIT_WORDS})", re.IGNORECASE)
_ORNAMENTS = re.compile(
    r"[\s*:：_\-.\"'“”#]+|[(\[](?:必填|选填|可选|必须|required|optional)[)\]]", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One column: where it stands, what it says, how that is compared, and its unit."""

    column: int
    text: str
    key: str
    parts: tuple[str, ...] = ()
    unit_factor: int | None = None
    unit: str = ""


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """Give a heading in the form that is compared: even characters, no ornaments, no unit."""
    even = _even(text)
    even = even if even.isascii() else simplify(even)
    even = _BRACKETED_UNIT.sub("", even)
    return _ORNAMENTS.sub("", even).strip().lower()


def bare_key(key: str) -> str:
    """Give a compared form without what stands in brackets."""
    return _BRACKETS.sub("", key)


def make_heading(column: int, levels: list[str]) -> Heading:
    """Make the heading of a column from its level texts, the group first."""
    text = "/".join(re.sub(r"\s+", " ", level).strip() for level in levels)
    unit = _unit_in(text)
    return Heading(
        column=column,
        text=text,
        key=heading_key(text),
        parts=tuple(heading_key(level) for level in reversed(levels)),
        unit_factor=UNIT_FACTORS[unit] if unit else None,
        unit=unit,
    )


def unit_of_cell(text: str) -> str | None:
    """Give the unit that a cell of a unit row names, `` for a count, None for anything else."""
    found = _UNIT_ROW_CELL.match(_even(text).replace(" ", "").lower())
    return None if found is None else (found[1] or "")


def unit_of_sheet(text: str) -> str:
    """Give the unit that a line above the table declares for all amounts (单位：万元)."""
    found = _SHEET_UNIT.search(_even(text))
    return found[1].lower() if found else ""


def _unit_in(text: str) -> str:
    found = _BRACKETED_UNIT.search(_even(text))
    return (found[1] or found[2]).lower() if found else ""


def _even(text: str) -> str:
    return unicodedata.normalize("NFKC", without_invisible(text)).strip()
