"""Knows by their keys the customers that an import creates, in little memory."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

MOST_LOOSE: Final = 50_000


class KeyIndex:
    """Customers by the hashes of their keys.

    The latest lie in a dictionary, the others packed in sorted runs, each at least twice as long as
    the next: sixteen bytes a key, where a million rows of a dictionary would take hundreds of MB.
    """

    def __init__(self, most_loose: int = MOST_LOOSE) -> None:
        """Know nobody yet; pack whenever there are so many loose ones."""
        self._most_loose = most_loose
        self._loose: dict[int, int] = {}
        self._runs: list[tuple[Numbers, Numbers]] = []
        self._found: dict[int, int] = {}

    def look_up(self, keys: Sequence[int]) -> None:
        """Make ready to be asked for these keys, and for no others until the next time."""
        self._found = {}
        if len(self._loose) > self._most_loose:
            self._pack()
        if not self._runs:
            return
        import numpy as np  # noqa: PLC0415 - only large files come here

        asked = np.unique(np.array(keys, np.int64))
        for known, numbers in self._runs:
            places = np.minimum(np.searchsorted(known, asked), known.size - 1)
            is_known = known[places] == asked
            found = zip(asked[is_known].tolist(), numbers[places[is_known]].tolist(), strict=True)
            self._found.update(found)

    def get(self, key: int) -> int | None:
        """Give the customer of a key, or None."""
        return self._loose.get(key, self._found.get(key))

    def knows_none(self, keys: set[int]) -> bool:
        """Tell whether all the keys are nobody's."""
        return self._loose.keys().isdisjoint(keys) and self._found.keys().isdisjoint(keys)

    def add(self, key: int, number: int) -> None:
        """Know a customer by a key, unless it is somebody's already."""
        if key not in self._found:
            self._loose.setdefault(key, number)

    def add_all(self, numbers: Mapping[int, int]) -> None:
        """Know customers by keys that are nobody's."""
        self._loose.update(numbers)

    def _pack(self) -> None:
        import numpy as np  # noqa: PLC0415 - only large files come here

        count = len(self._loose)
        keys = np.fromiter(self._loose.keys(), np.int64, count)
        numbers = np.fromiter(self._loose.values(), np.int64, count)
        self._loose = {}
        while self._runs and self._runs[-1][0].size < 2 * keys.size:
            older = self._runs.pop()
            keys = np.concatenate((older[0], keys))
            numbers = np.concatenate((older[1], numbers))
        order = np.argsort(keys)
        self._runs.append((keys[order], numbers[order]))
