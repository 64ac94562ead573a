"""Gives every text of the window in the user's language."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from typing_extensions import override

from branchcrm.domain.wording import Sentence


class CatalogueTranslator(QTranslator):
    """Answers `tr` from a catalogue of source sentences, whatever the class that asks."""

    def __init__(self, texts: Mapping[str, str], parent: QObject | None = None) -> None:
        """Take the loaded catalogue: source sentence to translation."""
        super().__init__(parent)
        self._texts = dict(texts)

    @override
    def isEmpty(self) -> bool:
        return not self._texts

    @override
    def translate(
        self,
        context: str | bytes | bytearray | memoryview | None,
        sourceText: str | bytes | bytearray | memoryview | None,
        disambiguation: str | bytes | bytearray | memoryview | None = None,
        n: int = -1,
    ) -> str:
        source = sourceText if isinstance(sourceText, str) else bytes(sourceText or b"").decode()
        return self._texts.get(source, "")


class Language:
    """Switches the application between its languages."""

    def __init__(self, app: QCoreApplication) -> None:
        """Belong to the application whose translators are switched."""
        self._app = app
        self._installed: list[QTranslator] = []

    def use(self, language: str, texts: Mapping[str, str]) -> None:
        """Install our catalogue and Qt's own texts for a language (`zh` or `en`)."""
        for former in self._installed:
            self._app.removeTranslator(former)
        self._installed = [CatalogueTranslator(texts, self._app)]
        if language == "zh":
            qt_texts = QTranslator(self._app)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if qt_texts.load("qtbase_zh_CN", folder):
                self._installed.append(qt_texts)
        locale = QLocale.Language.English if language == "en" else QLocale.Language.Chinese
        QLocale.setDefault(QLocale(locale))
        for translator in self._installed:
            self._app.installTranslator(translator)


def translate(source: str) -> str:
    """Give a source sentence in the language of the window, outside any QObject."""
    return QCoreApplication.translate("kit", source)


def spoken(sentence: Sentence) -> str:
    """Give a domain sentence in the language of the window."""
    return sentence.text(translate)
