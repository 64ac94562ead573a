"""Gives texts that are made outside any widget in the language of the window."""

from PySide6.QtCore import QCoreApplication

from branchcrm.domain.wording import Sentence


def translate(source: str) -> str:
    """Give a source sentence in the language of the window, outside any QObject."""
    return QCoreApplication.translate("kit", source)


def spoken(sentence: Sentence) -> str:
    """Give a domain sentence in the language of the window."""
    return sentence.text(translate)
