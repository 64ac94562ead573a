"""The search tokens of customers who are about to be created, from the columns that keep them."""

from collections.abc import Mapping, Sequence
from typing import Any

from branchcrm.data.search_token_columns import phone_digits, token_texts
from branchcrm.data.search_tokens import number_tokens, plain_code
from branchcrm.data.search_words import tokens_of_note


def created_tokens(columns: Mapping[str, Sequence[Any]], count: int) -> list[str]:
    """Give the tokens of each of some customers, those of the note included."""
    nothing: Sequence[Any] = [None] * count

    def texts(name: str) -> Sequence[str]:
        return [text or "" for text in columns.get(name, nothing)]

    numbers = zip(texts("id_number"), texts("uscc"), strict=True)
    found = token_texts(
        texts("name_key"),
        zip(texts("syllables"), texts("reading_alternates"), strict=True),
        list(map(phone_digits, texts("phone"), texts("more_phones"))),
        [one or two for one, two in numbers],
        texts("code"),
    )
    return [
        f"{text} {tokens_of_note(note)}" if note else text
        for text, note in zip(found, columns.get("note", nothing), strict=True)
    ]


def with_code(tokens: str, code: str) -> str:
    """Add those of a code that was given later."""
    return f"{tokens} {number_tokens('c', plain_code(code))}"
