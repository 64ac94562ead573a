"""Folds traditional characters into simplified ones, for search keys only."""

from functools import cache
from typing import Protocol


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


@cache
def _converter() -> _Converter:
    import opencc  # noqa: PLC0415 - loads its tables

    converter: _Converter = opencc.OpenCC("t2s")
    return converter


def simplify(text: str) -> str:
    """Give a text in simplified characters; a name is never shown or stored so."""
    return text if text.isascii() else _converter().convert(text)
