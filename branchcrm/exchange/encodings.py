"""Decodes text files written by any Chinese program."""

import codecs
import csv
import re
from collections.abc import Iterator
from io import StringIO

from branchcrm.exchange.errors import (
    DamagedFileError,
    EmptyFileError,
    MojibakeFileError,
    UnknownEncodingError,
)
from branchcrm.exchange.text_repair import is_mostly_mojibake, repaired_whole

REPAIRED = "repaired"
DELIMITERS = (",", "\t", ";", "|")
_SAMPLE_LINES = 50
_SAMPLE_BYTES = 200_000
_MAX_CONTROL_SHARE = 0.01
_MIN_COMMON_SHARE = 0.6
_NUL_SHARE_OF_UTF16 = 0.1
_TWO_BYTES = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes, name: str) -> tuple[str, str]:
    """Give the text and the name of its encoding.

    Raises:
        UnknownEncodingError: no Chinese encoding fits.
        DamagedFileError: the bytes are no text at all.
        EmptyFileError: nothing but blanks.
        MojibakeFileError: the text was garbled and characters were lost.
    """
    for encoding in _candidates(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_binary(text):
            raise DamagedFileError(file=name)
        text = text.removeprefix("\ufeff")
        if not text.strip():
            raise EmptyFileError(file=name)
        meant = repaired_whole(text)
        if meant:
            return meant, REPAIRED
        if is_mostly_mojibake(text):
            raise MojibakeFileError(file=name)
        return text, encoding
    raise UnknownEncodingError(file=name)


def _candidates(content: bytes) -> Iterator[str]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            yield encoding
            return
    sample = content[:_SAMPLE_BYTES]
    if sample.count(0) > len(sample) * _NUL_SHARE_OF_UTF16:
        yield "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    yield "utf-8"
    yield from ("big5", "gb18030") if _is_rather_big5(sample) else ("gb18030", "big5")


def _is_rather_big5(sample: bytes) -> bool:
    pairs = _TWO_BYTES.findall(sample)
    if not pairs:
        return False
    as_gb = sum(1 for pair in pairs if b"\xb0" <= pair[:1] <= b"\xd7" and pair[1] >= 0xA1)  # noqa: PLR2004 - level 1 of GB 2312
    as_big5 = sum(1 for pair in pairs if b"\xa4" <= pair[:1] <= b"\xc6")
    return as_gb < len(pairs) * _MIN_COMMON_SHARE and as_big5 > as_gb


def _looks_binary(text: str) -> bool:
    sample = text[:20_000]
    controls = sum(1 for letter in sample if letter < " " and letter not in "\t\r\n\f\v")
    return controls > len(sample) * _MAX_CONTROL_SHARE


def find_delimiter(text: str) -> str:
    """Tell what separates the columns: the mark that cuts most lines into equally many parts."""
    lines = [line for line in text[:_SAMPLE_BYTES].splitlines()[:_SAMPLE_LINES] if line.strip()]
    return max(DELIMITERS, key=lambda mark: _evenness(lines, mark))


def _evenness(lines: list[str], delimiter: str) -> tuple[float, int]:
    rows = csv.reader(StringIO("\n".join(lines)), delimiter=delimiter)
    widths = [len(row) for row in rows if row]
    if not widths:
        return 0.0, 0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    if usual == 1:
        return 0.0, 0
    return widths.count(usual) / len(widths) * min(usual, 3), usual
