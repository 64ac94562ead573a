"""The translations of the product's sentences: one folder per language, one file per room."""

import json
from dataclasses import dataclass, field
from importlib.resources import files

SOURCE_LANGUAGE = "zh_CN"
LANGUAGES = (SOURCE_LANGUAGE, "en")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every sentence of one language, by its Chinese source."""

    language: str = SOURCE_LANGUAGE
    sentences: dict[str, str] = field(default_factory=dict)

    def lookup(self, source: str) -> str:
        """Give the sentence in the language, or the source where it is the source language."""
        return self.sentences.get(source, source)


def load_catalogue(language: str) -> Catalogue:
    """Read the sentences of a language; the source language needs none.

    Raises:
        ValueError: the product does not speak the language.
    """
    if language not in LANGUAGES:
        message = f"no such language: {language}"
        raise ValueError(message)
    sentences: dict[str, str] = {}
    if language != SOURCE_LANGUAGE:
        folder = files("branchcrm") / "locale" / language
        for room in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if room.name.endswith(".json"):
                sentences |= json.loads(room.read_text(encoding="utf-8"))
    return Catalogue(language, sentences)
