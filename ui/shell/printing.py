"""Sends a document to paper."""

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget


def print_document(document: QTextDocument, parent: QWidget) -> bool:
    """Ask for the printer and print; tell whether it was printed."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - rarely needed

    printer = QPrinter()
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    document.print_(printer)
    return True
