"""Gives texts that are made outside any widget in the language of the window."""

from PySide6.QtCore import QCoreApplication

from branchcrm.domain.wording import Sentence

PAGE_CONTEXT = "|page"
"""What a word list puts behind a word for its translation as the name of a page."""


def translate(source: str) -> str:
    """Give a source sentence in the language of the window, outside any QObject."""
    return QCoreApplication.translate("kit", source)


def page_title(source: str) -> str:
    """Give the name of a page: the word list's own `客户|page`, else the word itself."""
    qualified = source + PAGE_CONTEXT
    found = translate(qualified)
    return translate(source) if found == qualified else found


def spoken(words: Sentence | str) -> str:
    """Give a domain sentence in the language of the window; a person's own words as they are."""
    return words.text(translate) if isinstance(words, Sentence) else words
