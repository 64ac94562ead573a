"""The results of a review, columns of numbers, compressed in blocks of customers."""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from branchcrm.data.raw_rows import Numbers
from branchcrm.domain.tier_measure import Measure

BLOCK = 8192
"""Customers in a block: one is opened to show one receipt."""

_NARROW = (np.int8, np.int16, np.int32)
_FIXED = (
    "ids",
    "values",
    "levels",
    "misses",
    "previous_levels",
    "previous_misses",
    "events",
    "reported",
)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReviewColumns:
    """What a review found about customers, one entry each, in the order of their ids.

    `values` are scores in ten-thousandths of a point or balances in 分; a level of -1 is no
    level; the previous standing is the one that the period before left.
    """

    ids: Numbers
    inputs: Mapping[Measure, Numbers]
    values: Numbers
    levels: Numbers
    misses: Numbers
    previous_levels: Numbers
    previous_misses: Numbers
    events: Numbers
    reported: Numbers

    def take(self, which: NDArray[np.integer] | slice) -> "ReviewColumns":
        """Give some of the customers."""
        return ReviewColumns(
            inputs={measure: column[which] for measure, column in self.inputs.items()},
            **{name: getattr(self, name)[which] for name in _FIXED},
        )

    def blocks(self) -> Iterator[tuple[int, int, bytes]]:
        """Give the compressed blocks: first id, last id, content."""
        for start in range(0, self.ids.size, BLOCK):
            part = self.take(slice(start, start + BLOCK))
            yield int(part.ids[0]), int(part.ids[-1]), pack_columns(part)


def no_columns() -> ReviewColumns:
    """Give the columns of nobody."""
    nothing = np.zeros(0, np.int64)
    return ReviewColumns(inputs={}, **dict.fromkeys(_FIXED, nothing))


def pack_columns(columns: ReviewColumns) -> bytes:
    """Compress columns; every column is stored as narrow as its numbers allow."""
    named = {name: getattr(columns, name) for name in _FIXED}
    named |= {str(measure): column for measure, column in columns.inputs.items()}
    narrow = {name: _narrowed(column) for name, column in named.items()}
    head = json.dumps({name: column.dtype.str for name, column in narrow.items()})
    body = b"".join(column.tobytes() for column in narrow.values())
    return zlib.compress(head.encode() + b"\n" + body, 1)


def unpack_columns(content: bytes) -> ReviewColumns:
    """Bring columns back, as narrow as they were stored."""
    plain = zlib.decompress(content)
    end = plain.index(b"\n")
    types: dict[str, str] = json.loads(plain[:end])
    width = sum(np.dtype(kind).itemsize for kind in types.values())
    size = (len(plain) - end - 1) // width if width else 0
    at = end + 1
    found: dict[str, Numbers] = {}
    for name, kind in types.items():
        found[name] = np.frombuffer(plain, kind, size, at)
        at += size * np.dtype(kind).itemsize
    inputs = {Measure(name): column for name, column in found.items() if name not in _FIXED}
    return ReviewColumns(inputs=inputs, **{name: found[name] for name in _FIXED})


def pack_rows(columns: ReviewColumns) -> list[bytes]:
    """Write each customer's results on their own, as short text."""
    names = [*_FIXED, *map(str, columns.inputs)]
    lists = [getattr(columns, name).tolist() for name in _FIXED]
    lists += [column.tolist() for column in columns.inputs.values()]
    written = "{" + ",".join(f'"{name}":%d' for name in names) + "}"
    return [(written % row).encode() for row in zip(*lists, strict=True)]


def unpack_rows(rows: list[bytes]) -> ReviewColumns:
    """Bring the results of single customers back as columns."""
    found = json.loads(b"[" + b",".join(rows) + b"]")
    names = list(found[0])
    cells = chain.from_iterable(map(itemgetter(*names), found))
    flat = np.fromiter(cells, np.int64, len(found) * len(names))
    table = dict(zip(names, flat.reshape(-1, len(names)).T, strict=True))
    inputs = {Measure(name): column for name, column in table.items() if name not in _FIXED}
    return ReviewColumns(inputs=inputs, **{name: table[name] for name in _FIXED})


def joined(parts: list[ReviewColumns]) -> ReviewColumns:
    """Put blocks of one review together again."""
    measures = parts[0].inputs
    return ReviewColumns(
        inputs={m: np.concatenate([part.inputs[m] for part in parts]) for m in measures},
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in _FIXED},
    )


def with_later(columns: ReviewColumns, later: ReviewColumns | None) -> ReviewColumns:
    """Lay later results over a review's columns; customers who came later are added."""
    if later is None:
        return columns
    both = joined([columns, later])
    order = both.ids.argsort(kind="stable")
    ids = both.ids[order]
    is_last = np.append(ids[1:] != ids[:-1], True)
    return both.take(order[is_last])


def _narrowed(column: Numbers) -> NDArray[np.signedinteger]:
    low, high = int(np.min(column)), int(np.max(column))
    for kind in _NARROW:
        limits = np.iinfo(kind)
        if limits.min <= low and high <= limits.max:
            return column.astype(kind)
    return column
