"""Holds what the reading program sent, packed, so that the book is locked only to be written."""

import json
import zlib
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from typing import Final

from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.reader.frames import blank_to_none, parse_frame
from branchcrm.exchange.reader.sheet_head import SheetHead

_LEVEL: Final = 1


class RowSpool:
    """The sheets of a file in order: their heads as they came, their rows packed."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._sheets: list[tuple[SheetHead, list[tuple[int, bytes]]]] = []
        self.rows = 0
        self.details: dict[str, str] = {}

    def add_sheet(self, head: SheetHead) -> None:
        """Begin the next sheet."""
        self._sheets.append((head, []))

    def add_rows(self, body: bytes, first: int, count: int) -> None:
        """Keep a batch of rows by the message that brought it."""
        if count:
            self._sheets[-1][1].append((first, zlib.compress(body, _LEVEL)))
            self.rows += count

    def events(
        self, on_batch: Callable[[int], None] = lambda _: None
    ) -> Iterator[SheetHead | list[SheetRow]]:
        """Give each sheet's head, then its rows in batches; tell how many rows were given."""
        given = 0
        for head, batches in self._sheets:
            yield head
            for _, packed in batches:
                batch = unpack_rows(packed)
                given += len(batch)
                yield batch
                on_batch(given)

    def blocks(self, sheets: AbstractSet[str]) -> list[tuple[int, bytes]]:
        """Give the packed batches of the named sheets, each sheet led by its name."""
        found: list[tuple[int, bytes]] = []
        for head, batches in self._sheets:
            if head.name in sheets:
                name = json.dumps(["sheet", head.name], ensure_ascii=False)
                found.append((0, zlib.compress(name.encode(), _LEVEL)))
                found.extend(batches)
        return found


def unpack_rows(packed: bytes) -> list[SheetRow]:
    """Give the rows of a packed batch."""
    message = parse_frame(zlib.decompress(packed))
    return [SheetRow(number, blank_to_none(cells)) for number, cells in message[3]]
