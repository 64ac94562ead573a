"""The parts of an .xlsx package: which sheet is which file, and the workbook's flags."""

import html
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Final

_MOST_BYTES: Final = 16 * 1024 * 1024
_TAG: Final = re.compile(rb"<(?:\w+:)?(sheet|Relationship|workbookPr)\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class Package:
    """The sheets' part names in workbook order, and whether dates count from 1904."""

    parts: dict[str, str]
    counts_from_1904: bool


def read_package(archive: zipfile.ZipFile) -> Package:
    """Read the workbook part and its relations."""
    relations = {
        tag.get("Id", ""): tag.get("Target", "")
        for name, tag in _tags(archive, "xl/_rels/workbook.xml.rels")
        if name == "Relationship"
    }
    parts: dict[str, str] = {}
    counts_from_1904 = False
    for name, tag in _tags(archive, "xl/workbook.xml"):
        if name == "workbookPr":
            counts_from_1904 = tag.get("date1904", "0") in {"1", "true"}
        elif name == "sheet":
            target = relations.get(tag.get("id", ""), "")
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            parts[tag.get("name", "")] = posixpath.normpath(part)
    return Package(parts, counts_from_1904)


def _tags(archive: zipfile.ZipFile, part: str) -> list[tuple[str, dict[str, str]]]:
    try:
        with archive.open(part) as stream:
            content = stream.read(_MOST_BYTES)
    except KeyError:
        return []
    return [(match[1].decode(), _attributes(match[2])) for match in _TAG.finditer(content)]


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode().rpartition(":")[2]: html.unescape(
            (double or single).decode("utf-8", "replace")
        )
        for name, double, single in _ATTRIBUTE.findall(text)
    }
