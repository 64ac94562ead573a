"""The language of the window: Chinese is the source, other languages come from word lists."""

import json
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

import branchcrm
from branchcrm.domain.tier_names import USUAL, TierNames
from branchcrm.domain.wording import mark
from ui.kit.tier_names import install_tier_names
from ui.kit.translation import translate

CHINESE = "zh_CN"
ENGLISH = "en"
LANGUAGES = (CHINESE, ENGLISH)
OWN_NAMES = {CHINESE: mark("简体中文"), ENGLISH: "English"}

_MAGIC = bytes.fromhex("3cb86418caef9c95cd211cbf60a1bddd")
_HASHES, _MESSAGES = 0x42, 0x69
_END, _TRANSLATION, _SOURCE = 1, 3, 6


def usual_language(spoken: Sequence[str]) -> str:
    """Give the language for a person whose system speaks these, the dearest first.

    Chinese unless the system asks for English before it: the program is made for Chinese branches.
    """
    for name in spoken:
        tongue = name.replace("_", "-").partition("-")[0].lower()
        if tongue in {"zh", "en"}:
            return CHINESE if tongue == "zh" else ENGLISH
    return CHINESE


def word_list(language: str) -> dict[str, str]:
    """Read every room's word list of a language; Chinese needs none."""
    folder = Path(branchcrm.__file__).parent / "locale" / language
    words: dict[str, str] = {}
    for path in sorted(folder.glob("*.json")):
        words.update(json.loads(path.read_text(encoding="utf-8")))
    return words


def compiled(words: Mapping[str, str]) -> bytes:
    """Give a word list in the form that Qt reads, valid in every context.

    Qt's own reader is used because a translator written in Python cannot say "I do not know
    this one": PySide turns its answer into an empty text, and the widget stays blank.
    """
    messages = bytearray()
    places = []
    for source, translation in words.items():
        key = source.encode()
        places.append((_key_hash(key), len(messages)))
        text = translation.encode("utf-16-be")
        messages += struct.pack(">BI", _TRANSLATION, len(text)) + text
        messages += struct.pack(">BI", _SOURCE, len(key)) + key + bytes([_END])
    hashes = b"".join(struct.pack(">II", *place) for place in sorted(places))
    return _MAGIC + _section(_HASHES, hashes) + _section(_MESSAGES, bytes(messages))


class LanguageSwitch(QObject):
    """Puts one language in force for the whole program, at any time."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with the source language."""
        super().__init__(parent)
        self.language = CHINESE
        self._words = b""
        self._installed: list[QTranslator] = []
        self._names = USUAL
        self._own_words = b""
        self._own: QTranslator | None = None

    def use(self, language: str) -> None:
        """Switch to a language; texts that are asked for from now on are in it."""
        self.release()
        self.language = language
        QLocale.setDefault(QLocale(language if language != ENGLISH else "en_GB"))
        self._install_qt_texts(language)
        if language != CHINESE:
            self._words = compiled(word_list(language))
            translator = QTranslator(self)
            translator.load(self._words, "")
            self._install(translator)
        self._put_own_words()

    def name_tiers(self, names: TierNames) -> None:
        """Let sentences and marks call the tiers as the rule of the book does."""
        install_tier_names(names)
        if names != self._names:
            self._names = names
            self._put_own_words()

    @property
    def other_name(self) -> str:
        """The name of the language that is not in force, in that language."""
        return OWN_NAMES[ENGLISH if self.language == CHINESE else CHINESE]

    def release(self) -> None:
        """Take the language out of force again."""
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()
        self._drop_own_words()

    def _put_own_words(self) -> None:
        """Lay the rule's words over those of the language."""
        self._drop_own_words()
        words = self._names.words(translate)
        if words:
            self._own_words = compiled(words)
            self._own = QTranslator(self)
            self._own.load(self._own_words, "")
            QCoreApplication.installTranslator(self._own)

    def _drop_own_words(self) -> None:
        if self._own is not None:
            QCoreApplication.removeTranslator(self._own)
            self._own = None

    def _install_qt_texts(self, language: str) -> None:
        translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(f"qtbase_{language}", folder):
            self._install(translator)

    def _install(self, translator: QTranslator) -> None:
        QCoreApplication.installTranslator(translator)
        self._installed.append(translator)


def _section(tag: int, content: bytes) -> bytes:
    return struct.pack(">BI", tag, len(content)) + content


def _key_hash(key: bytes) -> int:
    """Give the ELF hash by which Qt finds a source text."""
    number = 0
    for byte in key:
        number = (number << 4) + byte
        high = number & 0xF0000000
        number = (number ^ (high >> 24)) & ~high & 0xFFFFFFFF
    return number or 1
