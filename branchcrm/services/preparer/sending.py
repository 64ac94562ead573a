"""The messages of the preparing program: each names what a sink is to take, and brings it along."""

import pickle
from queue import Queue
from threading import Thread
from typing import IO, Any, Final

from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.reader.frames import send_body
from branchcrm.exchange.reader.sheet_head import SheetHead
from branchcrm.services.import_flow import SheetTable
from branchcrm.services.prepared_customers import PreparedCustomers

DONE: Final = "done"
BROKEN: Final = "broken"
REFUSED: Final = "refused"
FAILED: Final = "failed"


AHEAD: Final = 8
"""So many messages may be ready while the program that started us is still busy with earlier ones.

A pipe holds less than one of them: without this each side would wait while the other works.
"""


class SendingSink:
    """Hands on to the program that started us what a sink takes."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Send into the stream, beside what else this program does."""
        self._stream = stream
        self._ready: Queue[bytes | None] = Queue(AHEAD)
        self._is_broken = False
        self._sender = Thread(target=self._send_all, daemon=True)
        self._sender.start()

    def send(self, name: str, *said: Any) -> None:  # noqa: ANN401 - whatever the sink takes
        """Send a message, soon.

        Raises:
            BrokenPipeError: nobody hears us any more.
        """
        if self._is_broken:
            raise BrokenPipeError
        self._ready.put(pickle.dumps((name, said), pickle.HIGHEST_PROTOCOL))

    def close(self) -> None:
        """Wait until everything is sent.

        Raises:
            BrokenPipeError: nobody heard all of it.
        """
        self._ready.put(None)
        self._sender.join()
        if self._is_broken:
            raise BrokenPipeError

    def _send_all(self) -> None:
        while (body := self._ready.get()) is not None:
            if self._is_broken:
                continue  # so that whoever is still making messages ready is not held up
            try:
                send_body(self._stream, body)
            except OSError:
                self._is_broken = True

    def sheet(self, head: SheetHead) -> None:
        """Send the next sheet."""
        self.send("sheet", head)

    def begin(self, table: SheetTable) -> None:
        """Send the next table."""
        self.send("begin", table)

    def customers(self, rows: PreparedCustomers) -> None:
        """Send rows of a table of customers."""
        self.send("customers", rows)

    def records(self, rows: list[SheetRow]) -> None:
        """Send rows of another table."""
        self.send("records", rows)

    def skip(self, row: SheetRow) -> None:
        """Send a row that is none."""
        self.send("skip", row)

    def end(self) -> None:
        """Send that the table is finished."""
        self.send("end")

    def unknown(self, head: SheetHead) -> None:
        """Send a sheet without a table that we know anything of."""
        self.send("unknown", head)

    def block(self, first: int, count: int, packed: bytes) -> None:
        """Send the raw rows that were just handed on."""
        self.send("block", first, count, packed)
