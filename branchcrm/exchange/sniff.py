"""Tells what a file really is from its bytes, whatever its name says."""

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from branchcrm.domain.wording import mark, say
from branchcrm.exchange.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    FileTooLargeError,
    NotAWorkbookError,
    TemporaryLockFileError,
    UnsupportedFormatError,
)

MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_UNPACKED_BYTES = 4 * 1024 * 1024 * 1024
# Real sheets, even a million blank formatted rows, stay below; a bomb is near 1000.
MAX_RATIO = 250
RATIO_MATTERS_FROM_BYTES = 64 * 1024 * 1024

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP_MAGIC = b"PK\x03\x04"


class Container(StrEnum):
    """The kinds of files that the reader takes apart."""

    WORKBOOK = "workbook"
    STRICT_WORKBOOK = "strict_workbook"
    BINARY_WORKBOOK = "binary_workbook"
    OPEN_DOCUMENT = "open_document"
    OLD_WORKBOOK = "old_workbook"
    HTML = "html"
    CARDS = "cards"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is, its name for messages, and how much it holds once unpacked."""

    container: Container
    name: str
    unpacked_bytes: int


_UNSUPPORTED_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", mark("PDF 文档")),
    (b"\x89PNG", mark("图片")),
    (b"\xff\xd8\xff", mark("图片")),
    (b"GIF8", mark("图片")),
    (b"BM", mark("图片")),
    (b"Rar!", mark("压缩包")),
    (b"7z\xbc\xaf", mark("压缩包")),
    (b"\x1f\x8b", mark("压缩包")),
    (b"MZ", mark("程序文件")),
    (b"\x7fELF", mark("程序文件")),
    (b"SQLite format 3", mark("数据库文件")),
    (b"{\\rtf", mark("Word 文档")),
    (b"BEGIN:VCALENDAR", mark("日历文件")),
    (b"PAR1", mark("Parquet 数据文件")),
)
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("WordDocument", mark("Word 文档")),
    ("PowerPoint Document", mark("PowerPoint 演示文稿")),
    ("VisioDocument", mark("Visio 绘图")),
)
_UNSUPPORTED_ENDINGS = {
    ".et": mark("WPS 表格（.et）"),
    ".ett": mark("WPS 表格（.et）"),
    ".wps": mark("WPS 文字"),
    ".dbf": mark("dBase 数据表"),
    ".mdb": mark("Access 数据库"),
    ".accdb": mark("Access 数据库"),
    ".numbers": mark("Numbers 表格"),
}
_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|style|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(rb"\s*<(?:\?xml|\w+:?\w*[\s>])")


def sniff(content: bytes, name: str) -> Sniffed:
    """Tell what the file is.

    Raises:
        FileRefusedError: empty, encrypted, damaged, too large, or of a kind we do not read.
    """
    _refuse_by_name(name)
    if not content:
        raise EmptyFileError(file=name)
    if len(content) > MAX_FILE_BYTES:
        raise too_large(name, len(content), MAX_FILE_BYTES)
    if content.startswith(_OLE_MAGIC):
        return _sniff_ole(content, name)
    if content.startswith(_ZIP_MAGIC):
        return _sniff_zip(content, name)
    return _sniff_text(content, name)


def too_large(name: str, size: int, limit: int) -> FileTooLargeError:
    """Make the refusal of a file beyond a limit, sizes in MB."""
    return FileTooLargeError(file=name, size=f"{size >> 20} MB", limit=f"{limit >> 20} MB")


def _refuse_by_name(name: str) -> None:
    if name.startswith("~$"):
        raise TemporaryLockFileError(file=name)
    for ending, label in _UNSUPPORTED_ENDINGS.items():
        if name.lower().endswith(ending):
            raise UnsupportedFormatError(file=name, format=say(label))


def _sniff_ole(content: bytes, name: str) -> Sniffed:
    if _has_ole_entry(content, "EncryptedPackage"):
        raise EncryptedFileError(file=name)
    for stream, label in _OLE_STREAMS:
        if _has_ole_entry(content, stream):
            raise UnsupportedFormatError(file=name, format=say(label))
    return Sniffed(Container.OLD_WORKBOOK, name, len(content))


def _has_ole_entry(content: bytes, stream: str) -> bool:
    return (stream + "\0").encode("utf-16-le") in content


def _sniff_zip(content: bytes, name: str) -> Sniffed:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            unpacked = _unpacked_bytes(entries, len(content), name)
            names = {entry.filename.replace("\\", "/").lstrip("/") for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                raise EncryptedFileError(file=name)
            return Sniffed(_zip_container(archive, names, name), name, unpacked)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as problem:
        raise DamagedFileError(file=name) from problem


def _unpacked_bytes(entries: list[zipfile.ZipInfo], packed: int, name: str) -> int:
    unpacked = sum(entry.file_size for entry in entries)
    ratio_is_wild = unpacked > RATIO_MATTERS_FROM_BYTES and unpacked > packed * MAX_RATIO
    if unpacked > MAX_UNPACKED_BYTES or ratio_is_wild:
        raise too_large(name, unpacked, MAX_UNPACKED_BYTES)
    return unpacked


def _zip_container(archive: zipfile.ZipFile, names: set[str], name: str) -> Container:
    if "xl/workbook.bin" in names:
        return Container.BINARY_WORKBOOK
    if any(entry.startswith("xl/worksheets/") for entry in names):
        return _workbook_dialect(archive, names)
    if "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")[:200]:
        return Container.OPEN_DOCUMENT
    if any(entry.startswith("word/") for entry in names):
        raise UnsupportedFormatError(file=name, format=say(mark("Word 文档")))
    if any(entry.startswith("ppt/") for entry in names):
        raise UnsupportedFormatError(file=name, format=say(mark("PowerPoint 演示文稿")))
    if "[Content_Types].xml" in names:
        raise DamagedFileError(file=name)
    raise UnsupportedFormatError(file=name, format=say(mark("压缩包")))


def _workbook_dialect(archive: zipfile.ZipFile, names: set[str]) -> Container:
    if "xl/workbook.xml" not in names:
        return Container.WORKBOOK
    with archive.open("xl/workbook.xml") as part:
        start = part.read(4096)
    return Container.STRICT_WORKBOOK if b"purl.oclc.org/ooxml" in start else Container.WORKBOOK


def _is_text_table(start: bytes) -> bool:
    """Tell whether a beginning can be that of a table in text: lines, and no binary signs."""
    return b"\0" not in start and b"\n" in start.replace(b"\r", b"\n").strip()


def _sniff_text(content: bytes, name: str) -> Sniffed:
    for magic, label in _UNSUPPORTED_MAGIC:
        if content.startswith(magic) and (len(magic) > 2 or b"\0" in content[:64]):  # noqa: PLR2004 - two letters may start a text
            raise UnsupportedFormatError(file=name, format=say(label))
    start = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if start[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        start = content[:8192].decode("utf-16", "replace").encode("utf-8")
    if start.lstrip()[:11].upper() == b"BEGIN:VCARD":
        return Sniffed(Container.CARDS, name, len(content))
    if _HTML_START.match(start):
        return Sniffed(Container.HTML, name, len(content))
    if _XML_START.match(start):
        raise UnsupportedFormatError(file=name, format=say(mark("XML 文件")))
    if start.lstrip()[:1] == b"{":
        raise UnsupportedFormatError(file=name, format=say(mark("JSON 数据文件")))
    if name.lower().endswith(_WORKBOOK_ENDINGS) and not _is_text_table(start):
        raise NotAWorkbookError(file=name)
    return Sniffed(Container.TEXT, name, len(content))
