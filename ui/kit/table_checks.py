"""Remembers which ids are ticked, from a single one to a million at once."""

from array import array
from collections.abc import Iterable, Iterator


class CheckedIds:
    """A set of ids as one byte per id: all of a million rows cost one megabyte."""

    def __init__(self) -> None:
        """Begin with nothing ticked."""
        self._marks = bytearray()
        self._count = 0

    def __len__(self) -> int:
        """Count the ticked ids."""
        return self._count

    def __contains__(self, row_id: int) -> bool:
        return row_id < len(self._marks) and self._marks[row_id] != 0

    def __iter__(self) -> Iterator[int]:
        """Give the ticked ids in ascending order."""
        found = self._marks.find(1)
        while found >= 0:
            yield found
            found = self._marks.find(1, found + 1)

    def add(self, ids: Iterable[int]) -> None:
        """Tick the ids."""
        wanted = ids if isinstance(ids, array) else array("q", ids)
        if not wanted:
            return
        missing = max(wanted) + 1 - len(self._marks)
        if missing > 0:
            self._marks.extend(bytes(missing))
        marks = self._marks
        for row_id in wanted:
            marks[row_id] = 1
        self._count = marks.count(1)

    def discard(self, ids: Iterable[int]) -> None:
        """Take the tick from the ids."""
        for row_id in ids:
            if row_id in self:
                self._marks[row_id] = 0
                self._count -= 1

    def toggle(self, row_id: int) -> None:
        """Turn one id's tick round."""
        if row_id in self:
            self.discard((row_id,))
        else:
            self.add((row_id,))

    def clear(self) -> None:
        """Take every tick away."""
        self._marks = bytearray()
        self._count = 0
