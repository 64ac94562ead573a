"""Damages workbooks and text tables in ways that a seed decides: bytes, archive, XML, cells."""

import random
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Final, TypeAlias

Damage: TypeAlias = Callable[[random.Random, bytes], bytes]
_MOST_BYTES: Final = 4 << 20
_NASTY_TEXTS: Final = (
    *("", " ", "\u3000", "'", '"', "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", "+86", "-", "--", "0"),
    *("1e309", "-1e309", "NaN", "Infinity", "1.10105E+17", "9" * 400, "０１２", "½", "①", "\ufffd"),
    *("锟斤拷", "\ue863", "\U0001f600", "张\u200b三", "\u202e三张", "a" * 40_000, "同上", "不详"),
    *("2024-02-30", "0000-00-00", "9999-12-31", "农历八月十五", "3月1日", "03/04/2026", "45352"),
    *("12,50", "1.2万", "约5万", "(1,200)", "#N/A", "#REF!", "合计", "填表人：王敏", "<b>x</b>"),
    *("\x00", "\x0b", "\ud7ff", "_x0000_", "&#0;", "]]>", "姓名", "手机", "1" * 18, "TRUE", "是"),
    *(
        "13900000271/13800005678",
        "+1 425-555-0100",
        "转801",
        "110105194912310000",
        "密码",
        "*" * 11,
    ),
)
_NASTY_XML: Final = (
    *(b"<c/>", b'<c r="A0"/>', b'<c r="XFE1"><v>1</v></c>', b'<c r="A2" t="s"><v>99999</v></c>'),
    *(b'<c r="A2" t="s"><v>-1</v></c>', b'<c r="A2" t="x"><v>1</v></c>', b'<row r="0"/>'),
    *(b'<c r="A2" s="9999"><v>1</v></c>', b'<row r="99999999"/>', b'<row r="-1"><c/></row>'),
    *(b'<c r="A2" t="d"><v>2024-13-45T99:99</v></c>', b"<v>1e400</v>", b"<f>1/0</f>", b"&lol;"),
    *(b'<mergeCell ref="A1:XFD1048576"/>', b'<mergeCell ref="B2"/>', b"<!--", b"]]>", b"\xff\xfe"),
    *(b'<c r="A2" t="inlineStr"><is><t>x</t></is></c>', b'<c r="A2" t="b"><v>7</v></c>', b"\x00"),
)


def flip_bytes(chance: random.Random, content: bytes) -> bytes:
    """Change some bytes anywhere."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, content: bytes) -> bytes:
    """Break off somewhere."""
    return content[: chance.randrange(1, len(content))]


def repeat_part(chance: random.Random, content: bytes) -> bytes:
    """Put a stretch in twice, or somewhere else."""
    start = chance.randrange(len(content))
    stretch = content[start : start + chance.randint(1, 2000)] * chance.randint(1, 5)
    at = chance.randrange(len(content))
    return content[:at] + stretch + content[at:]


def drop_part(chance: random.Random, content: bytes) -> bytes:
    """Take a stretch out."""
    start = chance.randrange(len(content))
    return content[:start] + content[start + chance.randint(1, 500) :] or b"x"


def damage_archive(chance: random.Random, content: bytes) -> bytes:
    """Drop, double, rename, empty, swap or damage parts of the archive."""
    parts = _parts(content)
    at = chance.randrange(len(parts))
    name, part = parts[at]
    other = chance.randrange(len(parts))
    choice = chance.randrange(6)
    if choice == 0:
        del parts[at]
    elif choice == 1:
        parts.insert(at, (name + "2", part))
    elif choice == 2:
        parts[at] = (name.replace("xl/", "xl/../"), part)
    elif choice == 3:
        parts[at] = (name, b"")
    elif choice == 4:
        parts[at], parts[other] = (name, parts[other][1]), (parts[other][0], part)
    else:
        parts[at] = (name, flip_bytes(chance, part or b"x"))
    return _archive(chance, parts or [("x", b"x")])


def damage_xml(chance: random.Random, content: bytes) -> bytes:
    """Put foreign elements and broken values into a sheet, the styles or the workbook."""
    parts = _parts(content)
    places = [place for place, (name, _) in enumerate(parts) if name.endswith(".xml")]
    at = chance.choice(places)
    name, part = parts[at]
    for _ in range(chance.randint(1, 6)):
        spots = [place for place, byte in enumerate(part) if byte == ord("<")] or [0]
        spot = chance.choice(spots)
        part = part[:spot] + chance.choice(_NASTY_XML) + part[spot:]
    if chance.random() < 0.3:
        part = part.replace(b'r="', b'r="1' if chance.random() < 0.5 else b'r="Z')
    parts[at] = (name, part)
    return _archive(chance, parts)


def damage_cells(chance: random.Random, table: Sequence[Sequence[object]]) -> list[list[object]]:
    """Put nasty texts into cells, turn types, shift, repeat, drop and swap rows and columns."""
    rows = [list(row) for row in table]
    for _ in range(chance.randint(1, 25)):
        row = chance.choice(rows)
        choice = chance.randrange(8)
        if choice < 4 and row:
            row[chance.randrange(len(row))] = chance.choice(_NASTY_TEXTS)
        elif choice == 4 and row:
            numbers = (1.10105194912e17, -1, 0.1, 45352, 1e300, 2**53, True, None)
            row[chance.randrange(len(row))] = chance.choice(numbers)
        elif choice == 5:
            rows.insert(chance.randrange(len(rows)), list(chance.choice(rows)))
        elif choice == 6:
            row.insert(0, chance.choice(_NASTY_TEXTS))
        elif len(rows) > 1:
            rows.pop(chance.randrange(len(rows)))
    if chance.random() < 0.2:
        chance.shuffle(rows)
    return rows


BYTE_DAMAGES: Final[tuple[Damage, ...]] = (flip_bytes, cut, repeat_part, drop_part)
ARCHIVE_DAMAGES: Final[tuple[Damage, ...]] = (damage_archive, damage_xml)


def _parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [(one.filename, archive.read(one)) for one in archive.infolist()]


def _archive(chance: random.Random, parts: Sequence[tuple[str, bytes]]) -> bytes:
    stream = BytesIO()
    way = chance.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with zipfile.ZipFile(stream, "w", way) as archive:
        for name, part in parts:
            archive.writestr(name, part[:_MOST_BYTES])
    return stream.getvalue()
