"""The reading program: takes a request on stdin, answers in frames on stdout, then ends.

It runs apart from the window and the command because a hostile file can make a reader eat all
memory, run for ever or die; here that costs one clear message.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from branchcrm.domain.wording import Sentence
from branchcrm.exchange.cells import CellError
from branchcrm.exchange.errors import (
    DamagedFileError,
    FileRefusedError,
    ReaderLimitError,
    SheetMissingError,
)
from branchcrm.exchange.reader.content import content_of
from branchcrm.exchange.reader.frames import write_frame
from branchcrm.exchange.reader.limits import limit_memory, limit_time
from branchcrm.exchange.reader.source import NumberedRow, SheetFacts, Source
from branchcrm.exchange.sniff import Container, Sniffed, sniff

BATCH_ROWS: Final = 1000
BATCH_CELLS: Final = 40_000


def main() -> int:
    """Serve one request."""
    answers = _claim_stdout()
    request = json.loads(sys.stdin.buffer.read())
    path = Path(request["path"])
    try:
        _serve(path, request, answers)
    except FileRefusedError as refusal:
        _refuse(answers, refusal)
    except MemoryError:
        _refuse(answers, ReaderLimitError(file=path.name))
    except BrokenPipeError:
        return 1
    except BaseException:  # noqa: BLE001 - a panic of the fast reader is no Exception
        _refuse(answers, DamagedFileError(file=path.name))
    return 0


def _claim_stdout() -> IO[bytes]:
    """Keep the answers' stream for frames alone: nothing else may print there."""
    answers = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.close(silence)
    return answers


def _serve(path: Path, request: dict[str, Any], answers: IO[bytes]) -> None:
    content = content_of(path)
    sniffed = sniff(content, path.name)
    limit_memory(len(content), sniffed.unpacked_bytes)
    limit_time(sniffed.unpacked_bytes)
    source = _open(content, sniffed)
    digest = hashlib.sha256(content).hexdigest()
    details = {"container": sniffed.container, "digest": digest, **source.details}
    write_frame(answers, ["file", details, source.sheet_names])
    for index in _wanted(source.sheet_names, request.get("sheet")):
        facts = source.facts(index)
        write_frame(answers, ["sheet", _wire(facts)])
        last = _send_rows(source.rows(index), facts, request.get("rows"), answers)
        write_frame(answers, ["sheet_end", last])
    write_frame(answers, ["end"])


def _open(content: bytes, sniffed: Sniffed) -> Source:
    if sniffed.container in {Container.TEXT, Container.HTML, Container.CARDS}:
        from branchcrm.exchange.reader.text_source import TextSource  # noqa: PLC0415 - starts fast

        return TextSource(content, sniffed)
    from branchcrm.exchange.reader.workbook_source import WorkbookSource  # noqa: PLC0415 - likewise

    return WorkbookSource(content, sniffed)


def _wanted(names: list[str], sheet: str | None) -> list[int]:
    if sheet is None:
        return list(range(len(names)))
    if sheet not in names:
        raise SheetMissingError(sheet=sheet, names="、".join(names))
    return [names.index(sheet)]


def _wire(facts: SheetFacts) -> dict[str, object]:
    notes = facts.notes
    return {
        "name": facts.name,
        "is_hidden": facts.is_hidden,
        "rows": facts.rows,
        "counts_from_1904": facts.counts_from_1904,
        "hidden_rows": notes.hidden_rows,
        "hidden_columns": notes.hidden_columns,
        "merges": notes.merges,
    }


def _send_rows(
    rows: Iterator[NumberedRow], facts: SheetFacts, most: int | None, answers: IO[bytes]
) -> int:
    errors = facts.notes.errors
    batch: list[NumberedRow] = []
    cells = last = 0
    for number, row in rows:
        last = number
        if number in errors:
            _restore_errors(row, errors[number])
        while row and row[-1] == "":
            row.pop()
        if not row:
            continue
        batch.append((number, row))
        cells += len(row)
        if len(batch) >= BATCH_ROWS or cells >= BATCH_CELLS:
            _send(answers, batch)
            batch, cells = [], 0
        if most is not None and number >= most:
            break
    _send(answers, batch)
    return last


def _send(answers: IO[bytes], batch: list[NumberedRow]) -> None:
    """Send a batch behind its first number and its size, which who only keeps it can see."""
    write_frame(answers, ["rows", batch[0][0] if batch else 0, len(batch), batch])


def _restore_errors(row: list[object], errors: dict[int, str]) -> None:
    for column, code in errors.items():
        row.extend([""] * (column + 1 - len(row)))
        row[column] = CellError(code)


def _refuse(answers: IO[bytes], refusal: FileRefusedError) -> None:
    places = {
        name: {"say": place.source} if isinstance(place, Sentence) else str(place)
        for name, place in refusal.places.items()
    }
    write_frame(answers, ["refused", type(refusal).__name__, places])


if __name__ == "__main__":
    sys.exit(main())
