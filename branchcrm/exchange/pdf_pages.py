"""Writes pages of text and lines as PDF, with Chinese that every reader has a font for.

The text stays text: it is written in the character collection Adobe-GB1, which PDF readers know
by name, so nothing is embedded and a file of a hundred pages stays small (ISO 32000-1, 9.7.5.2).
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

A4_MM: Final = (210.0, 297.0)
_POINTS_PER_MM: Final = 72 / 25.4
_FIRST_WIDE: Final = 0x7F
_FONT: Final = "STSong-Light"
_CATALOGUE, _TREE, _TYPEFACE, _CHARACTERS, _SHAPE, _ABOUT = range(1, 7)
_FIRST_PAGE: Final = 7


def text_width_mm(text: str, size: float) -> float:
    """Give the width of a line: Latin letters are half as wide as Chinese characters."""
    halves = sum(2 if ord(one) >= _FIRST_WIDE else 1 for one in text)
    return halves * size / 2 / _POINTS_PER_MM


def fitted(text: str, room_mm: float, size: float) -> str:
    """Shorten a line that is wider than its room."""
    if text_width_mm(text, size) <= room_mm:
        return text
    room = room_mm - text_width_mm("…", size)
    kept = text
    while kept and text_width_mm(kept, size) > room:
        kept = kept[:-1]
    return f"{kept}…"


def wrapped(text: str, room_mm: float, size: float) -> list[str]:
    """Break a text into lines that fit, at blanks of Latin text where possible."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        rest = paragraph.strip()
        while rest:
            count = max(1, _fitting(rest, room_mm, size))
            blank = rest.rfind(" ", 1, count + 1) if count < len(rest) else -1
            cut = blank if blank > count // 2 else count
            lines.append(rest[:cut].rstrip())
            rest = rest[cut:].lstrip()
    return lines


def _fitting(text: str, room_mm: float, size: float) -> int:
    width = 0.0
    for place, character in enumerate(text):
        width += text_width_mm(character, size)
        if width > room_mm:
            return place
    return len(text)


@dataclass(slots=True)
class PdfPage:
    """One page; places are millimetres from its top left corner."""

    width: float
    height: float
    _marks: list[str] = field(default_factory=list)

    def text(self, left: float, base: float, text: str, size: float) -> None:
        """Write a line that stands on a base."""
        x, y = left * _POINTS_PER_MM, (self.height - base) * _POINTS_PER_MM
        code = "".join(one for one in text if one >= " ").encode("utf-16-be", "replace").hex()
        self._marks.append(f"BT /F {size:g} Tf {x:.2f} {y:.2f} Td <{code}> Tj ET")

    def text_right(self, right: float, base: float, text: str, size: float) -> None:
        """Write a line that ends at a right edge."""
        self.text(right - text_width_mm(text, size), base, text, size)

    def line(self, left: float, right: float, at: float, *, is_strong: bool = False) -> None:
        """Draw a rule across."""
        y = (self.height - at) * _POINTS_PER_MM
        pen = "0.8 w 0 G" if is_strong else "0.4 w 0.8 G"
        first, last = left * _POINTS_PER_MM, right * _POINTS_PER_MM
        self._marks.append(f"{pen} {first:.2f} {y:.2f} m {last:.2f} {y:.2f} l S")

    def packed(self) -> bytes:
        """Give the page's marks as a compressed stream."""
        return zlib.compress("\n".join(self._marks).encode("ascii"))


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfAbout:
    """What a file says about itself."""

    title: str
    author: str
    at: datetime


def write_pages(path: Path, pages: Sequence[PdfPage], about: PdfAbout) -> None:
    """Write a PDF file of pages."""
    parts = [
        f"<< /Type /Catalog /Pages {_TREE} 0 R /Lang (zh-CN) >>".encode(),
        _tree(len(pages)),
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{_FONT} /Encoding /UniGB-UTF16-H"
        f" /DescendantFonts [{_CHARACTERS} 0 R] >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{_FONT} /CIDSystemInfo"
        " << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500]"
        f" /FontDescriptor {_SHAPE} 0 R >>".encode(),
        f"<< /Type /FontDescriptor /FontName /{_FONT} /Flags 6 /FontBBox [-25 -254 1000 880]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>".encode(),
        f"<< /Title {_said(about.title)} /Author {_said(about.author)} /Creator (BranchCRM)"
        f" /CreationDate (D:{about.at:%Y%m%d%H%M%SZ}) >>".encode(),
    ]
    for number, page in enumerate(pages):
        body = page.packed()
        width, height = page.width * _POINTS_PER_MM, page.height * _POINTS_PER_MM
        parts.append(
            f"<< /Type /Page /Parent {_TREE} 0 R /MediaBox [0 0 {width:.2f} {height:.2f}]"
            f" /Resources << /Font << /F {_TYPEFACE} 0 R >> >>"
            f" /Contents {_FIRST_PAGE + 2 * number + 1} 0 R >>".encode()
        )
        head = f"<< /Length {len(body)} /Filter /FlateDecode >>\nstream\n".encode()
        parts.append(head + body + b"\nendstream")
    path.write_bytes(_file(parts))


def _tree(count: int) -> bytes:
    kids = " ".join(f"{_FIRST_PAGE + 2 * number} 0 R" for number in range(count))
    return f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode()


def _said(text: str) -> str:
    return f"<feff{text.encode('utf-16-be', 'replace').hex()}>"


def _file(parts: Sequence[bytes]) -> bytes:
    whole = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places: list[int] = []
    for number, part in enumerate(parts, start=1):
        places.append(len(whole))
        whole += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    start = len(whole)
    whole += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode()
    whole += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(parts) + 1} /Root {_CATALOGUE} 0 R /Info {_ABOUT} 0 R >>\n"
    whole += f"{trailer}startxref\n{start}\n%%EOF\n".encode()
    return bytes(whole)
