"""What the reading program says of a file: its sheets in order, each with its rows in batches."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from branchcrm.domain.wording import say
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.errors import FILE_REFUSALS, FileRefusedError, ReaderCrashedError
from branchcrm.exchange.reader.frames import blank_to_none, parse_frame
from branchcrm.exchange.reader.sheet_head import SheetHead


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBatch:
    """Some rows of a sheet, with the message that brought them."""

    first: int
    rows: list[SheetRow]
    body: bytes


class ReaderAnswers:
    """Takes the messages of the reading program one after another."""

    def __init__(self, receive: Callable[[], bytes]) -> None:
        """Take each message from the function."""
        self._receive = receive
        self.details: dict[str, str] = {}
        self.sheet_names: tuple[str, ...] = ()

    def batches(self) -> Iterator[SheetHead | ReadBatch]:
        """Give each sheet's head, then its rows.

        Raises:
            FileRefusedError: the file cannot be read.
            BrokenFrameError: a message is none of ours.
        """
        while True:
            body = self._receive()
            kind, *said = parse_frame(body)
            if kind == "rows":
                yield ReadBatch(first=said[0], rows=_rows(said[2]), body=body)
            elif kind == "sheet":
                yield self._head(said[0])
            elif kind == "file":
                self.details, self.sheet_names = said[0], tuple(said[1])
            elif kind == "refused":
                raise _refusal(*said)
            elif kind == "end":
                return

    def _head(self, wire: dict[str, Any]) -> SheetHead:
        return SheetHead(
            name=wire["name"],
            is_hidden=wire["is_hidden"],
            rows=wire["rows"],
            counts_from_1904=wire["counts_from_1904"],
            hidden_rows=wire["hidden_rows"],
            hidden_columns=tuple(wire["hidden_columns"]),
            merges=tuple((top, left, bottom, right) for top, left, bottom, right in wire["merges"]),
            details=self.details,
        )


def _rows(numbered: list[Any]) -> list[SheetRow]:
    return [SheetRow(number, blank_to_none(cells)) for number, cells in numbered]


def _refusal(name: str, said: dict[str, Any]) -> FileRefusedError:
    refusal = FILE_REFUSALS.get(name, ReaderCrashedError)
    places = {
        place: say(value["say"]) if isinstance(value, dict) else value
        for place, value in said.items()
    }
    return refusal(**places)
