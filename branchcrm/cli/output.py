"""Prints results: one JSON document, or plain lines for a person."""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from branchcrm.cli.command import Result

GAP = "  "


def json_text(result: Result) -> str:
    """Give the one JSON document of a result."""
    return json.dumps(result, ensure_ascii=False, indent=2, default=_plain)


def plain_text(result: Result) -> str:
    """Give a result for a person: names and values, and tables for lists of records."""
    lines: list[str] = []
    for name, value in result.items():
        if isinstance(value, Sequence) and not isinstance(value, str):
            lines.extend(_listed(name, value))
        elif isinstance(value, Mapping):
            lines.append(f"{name}:")
            lines.extend(f"{GAP}{key}: {_shown(inner)}" for key, inner in value.items())
        else:
            lines.append(f"{name}: {_shown(value)}")
    return "\n".join(lines)


def _listed(name: str, values: Sequence[object]) -> list[str]:
    records = [value for value in values if isinstance(value, Mapping)]
    if not records or len(records) != len(values):
        return [f"{name}: {'、'.join(_shown(value) for value in values)}"]
    heads = list(dict.fromkeys(key for record in records for key in record))
    table = [heads, *([_shown(record.get(head)) for head in heads] for record in records)]
    widths = [max(_width(row[place]) for row in table) for place in range(len(heads))]
    return [
        GAP.join(cell + " " * (widths[place] - _width(cell)) for place, cell in enumerate(row))
        for row in table
    ]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=_plain)
    return str(_plain(value))


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, frozenset | set | tuple):
        return list(value)
    return value if isinstance(value, int | float | str | bool) else str(value)
