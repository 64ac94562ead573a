"""Keeps the raw rows of the sheets that an import takes, block by block as they come."""

import json
import zlib
from collections.abc import Sequence
from typing import Final

from branchcrm.data.unit_of_work import Work
from branchcrm.services.import_terms import ImportCounts

_LEVEL: Final = 1


class RawRows:
    """The raw rows of one file; nothing of them stays unless the operation is committed."""

    def __init__(self, work: Work, file_name: str, digest: str) -> None:
        """Keep them in the operation."""
        self._work = work
        self._batch_id = work.imports.begin_file(
            file_name, bytes.fromhex(digest), work.operation_id, work.clock.now()
        )
        self._waiting: list[tuple[int, bytes]] = []
        self._is_kept = self._is_dropped = False

    def begin(self, sheet: str) -> None:
        """Begin the next sheet, of which it is not known yet whether it has a table."""
        name = json.dumps(["sheet", sheet], ensure_ascii=False)
        self._waiting = [(0, zlib.compress(name.encode(), _LEVEL))]
        self._is_kept = self._is_dropped = False

    def keep(self) -> None:
        """Keep the rows of the sheet, those that came before included."""
        self._is_kept = True
        self._keep(self._waiting)
        self._waiting = []

    def drop(self) -> None:
        """Keep nothing of the sheet."""
        self._waiting = []
        self._is_dropped = True

    def add(self, first: int, packed: bytes) -> None:
        """Take a block of the sheet's rows."""
        if self._is_kept:
            self._keep([(first, packed)])
        elif not self._is_dropped:
            self._waiting.append((first, packed))

    def _keep(self, blocks: Sequence[tuple[int, bytes]]) -> None:
        if blocks:
            self._work.imports.keep_blocks(self._batch_id, blocks)

    def finish(self, kinds: tuple[str, ...], counts: ImportCounts) -> None:
        """Say what came of the file."""
        became = {
            "created": counts.created,
            "updated": counts.updated,
            "unchanged": counts.unchanged,
            "skipped": counts.skipped,
            "rejected": counts.rejected,
        }
        self._work.imports.finish_file(self._batch_id, ",".join(kinds), became)
