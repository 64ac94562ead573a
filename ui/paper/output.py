"""Sends a document to a printer or into a PDF, every text as text."""

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from branchcrm.domain.errors import BranchCrmError
from branchcrm.domain.wording import mark
from ui.paper.ink import Ink
from ui.paper.sheets import Document

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_DPI = 600


class NotPrintedError(BranchCrmError):
    """Nothing came onto paper or into the file."""

    happened = mark("没有打印：{target} 不接受写入")
    kept = mark("原来的文件没有改动")
    remedy = mark("检查打印机是否联机，或关闭占用 PDF 的程序后再试")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintWish:
    """Where a document goes and how."""

    printer: str = ""
    copies: int = 1
    is_grey: bool = False


def printer_names() -> list[str]:
    """Give the printers of this computer, the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415 - rarely needed

    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return sorted(names, key=lambda name: name != usual)


def print_document(document: Document, wish: PrintWish, title: str) -> None:
    """Print.

    Raises:
        NotPrintedError: the printer takes nothing.
    """
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415 - rarely needed

    printer = QPrinter(QPrinterInfo.printerInfo(wish.printer), QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCopyCount(wish.copies)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(document.size_id))
    printer.setPageOrientation(_orientation(document))
    grey, colour = QPrinter.ColorMode.GrayScale, QPrinter.ColorMode.Color
    printer.setColorMode(grey if wish.is_grey else colour)
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrintedError(target=wish.printer)
    _draw(painter, document, printer, printer.resolution(), Ink(is_grey=wish.is_grey))


def write_pdf(document: Document, target: Path, title: str, *, is_grey: bool = False) -> None:
    """Write a PDF, whole or not at all.

    Raises:
        NotPrintedError: the file cannot be written; what stood there still stands.
    """
    try:
        number, name = tempfile.mkstemp(prefix=".", suffix=".pdf", dir=target.parent)
        os.close(number)
    except OSError as problem:
        raise NotPrintedError(target=target.name) from problem
    beside = Path(name)
    try:
        _write_pdf(document, beside, title, Ink(is_grey=is_grey))
        beside.replace(target)
    except OSError as problem:
        raise NotPrintedError(target=target.name) from problem
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _write_pdf(document: Document, path: Path, title: str, ink: Ink) -> None:
    writer = QPdfWriter(str(path))
    writer.setTitle(title)
    writer.setCreator("BranchCRM")
    writer.setResolution(_DPI)
    writer.setPageLayout(
        QPageLayout(QPageSize(document.size_id), _orientation(document), QMarginsF(0, 0, 0, 0))
    )
    painter = QPainter()
    if not painter.begin(writer):
        raise NotPrintedError(target=path.name)
    _draw(painter, document, writer, _DPI, ink)


def _orientation(document: Document) -> QPageLayout.Orientation:
    wide, upright = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait
    return wide if document.is_wide else upright


def _draw(
    painter: QPainter, document: Document, device: "QPrinter | QPdfWriter", dpi: int, ink: Ink
) -> None:
    try:
        for number in range(len(document.sheets)):
            if number:
                device.newPage()
            painter.save()
            painter.scale(dpi / 96, dpi / 96)
            document.paint(painter, number, ink)
            painter.restore()
    finally:
        painter.end()
