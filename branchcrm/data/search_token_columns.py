"""The search tokens of very many customers at once: the same ones, cut out by the column.

What is cut out of names and numbers of one length lies at the same places in all of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from branchcrm.data.search_tokens import (
    digits_of,
    indexed,
    joints,
    name_places,
    number_places,
    plain_code,
    signs_of,
    spoken,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Places = Callable[[int], tuple[slice, ...]]
_FEW: Final = 20
_WIDE: Final = "utf-32-le"


def token_texts(
    name_keys: Sequence[str],
    readings: Iterable[tuple[str, str]],
    phones: Sequence[str],
    id_numbers: Sequence[str],
    codes: Sequence[str],
) -> list[str]:
    """Give the tokens of every customer as one text; some come twice.

    A reading is the syllables of a name and its other readings; `phones` are digits, those of
    several numbers apart by spaces.
    """
    said = list(readings)
    return [
        f"{name} {said} {joint} {signs} {phone} {number} {code}"
        for name, said, joint, signs, phone, number, code in zip(
            _cut(list(map(indexed, name_keys)), "n", name_places),
            [_said(*reading) for reading in said],
            [_joints(name, *reading) for name, reading in zip(name_keys, said, strict=True)],
            map(signs_of, name_keys),
            _phones_cut(phones),
            _cut([number.lower() for number in id_numbers], "d", number_places),
            _cut(list(map(plain_code, codes)), "c", number_places),
            strict=True,
        )
    ]


@lru_cache(maxsize=16_384)
def _said(syllables: str, alternates: str) -> str:
    """Give the tokens of every reading of a name."""
    if not alternates:
        return spoken(syllables)
    every = " ".join(map(spoken, [syllables, *alternates.split("|")]))
    return " ".join(dict.fromkeys(every.split()))


def _joints(name: str, syllables: str, alternates: str) -> str:
    """Give the tokens of characters with the initials behind them, of every reading."""
    first = joints(name, syllables)
    if not alternates:
        return first
    return " ".join([first, *[joints(name, reading) for reading in alternates.split("|")]])


def _phones_cut(phones: Sequence[str]) -> list[str]:
    found = _cut(["" if " " in digits else digits for digits in phones], "h", number_places)
    for place, digits in enumerate(phones):
        if " " in digits:
            found[place] = " ".join(_cut(digits.split(), "h", number_places))
    return found


def _cut(texts: Sequence[str], mark: str, places: Places) -> list[str]:
    """Cut pieces out of every text, each behind the mark."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for place, length in enumerate(map(len, texts)):
        by_length[length].append(place)
    found = [""] * len(texts)
    for length, where in by_length.items():
        if len(where) < _FEW:
            for place in where:
                pieces = map(texts[place].__getitem__, places(length))
                found[place] = " ".join([mark + piece for piece in pieces])
        elif places(length):
            whole, width = _cut_alike(
                "".join([texts[place] for place in where]), length, mark, places
            )
            for number, place in enumerate(where):
                found[place] = whole[number * width : (number + 1) * width]
    return found


def _cut_alike(joined: str, length: int, mark: str, places: Places) -> tuple[str, int]:
    """Cut pieces out of texts of one length, which come joined; give them joined, and how long."""
    import numpy as np  # noqa: PLC0415 - only very many customers come here

    order = _order(length, places)
    signs = np.frombuffer(joined.encode(_WIDE), np.uint32).reshape(-1, length)
    held = np.empty((len(signs), length + 2), np.uint32)
    held[:, :length] = signs
    held[:, length:] = ord(mark), ord(" ")
    return held[:, order].tobytes().decode(_WIDE), order.size


@cache
def _order(length: int, places: Places) -> "NDArray[np.int64]":
    """Give which signs of a text follow one another; behind its last stand the mark and a space."""
    import numpy as np  # noqa: PLC0415 - as above

    order: list[int] = []
    for piece in places(length):
        order += [length, *range(*piece.indices(length)), length + 1]
    return np.array(order, np.int64)


def phone_digits(phone: str | None, more: str | None) -> str:
    """Give the digits of the phone numbers of a customer, apart by spaces."""
    first = digits_of(phone) if phone else ""
    if not more:
        return first
    others = " ".join(digits_of(number) for number in more.split("|") if number)
    return f"{first} {others}" if first else others
