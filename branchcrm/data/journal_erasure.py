"""Takes personal content out of past operations, so that their hashes still follow one another.

The hash of an operation stays as it is. Where its header or its changes lose something, a row of
`erased_operation` vouches for what is left, and the operation that erases vouches for that row.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from branchcrm.data.journal import HASHED
from branchcrm.data.rows import consecutive
from branchcrm.data.stored import pack, unpack
from branchcrm.data.tables import customer
from branchcrm.data.tables_book import erased_operation
from branchcrm.domain.wording import mark

if TYPE_CHECKING:
    from branchcrm.data.unit_of_work import Work

ERASED_WORD = mark("（已永久删除）")
_CUSTOMER_COLUMNS = ("customer_id", "other_id", "merged_id")
_LOOK = "SELECT id, operation_id, table_name, kind, payload FROM operation_change"


@dataclass(slots=True)
class Traces:
    """What of customers may stand in the journal: their rows, their names, their files."""

    customers: frozenset[int]
    ids: dict[str, set[int]]
    words: set[str]
    digests: set[bytes] = field(default_factory=set)

    def holds(self, table: str, columns: Sequence[str], row: Sequence[Any]) -> bool:
        """Tell whether a kept row is one of the customers'."""
        if int(row[columns.index("id")]) in self.ids.get(table, ()):
            return True
        return any(row[columns.index(name)] in self.customers for name in _owners(table, columns))


class JournalEraser:
    """One run over the operations that touched some customers."""

    def __init__(self, work: "Work", traces: Traces) -> None:
        """Erase within a work."""
        self._work, self._traces = work, traces
        self._connection = work.connection

    def look_back(self) -> None:
        """Learn from the journal what the customers had and no longer have."""
        for _number, _operation, table, kind, payload in self._changes():
            document = unpack(payload)
            if kind == "deleted":
                self._learn_deleted(table, document["columns"], document["rows"])
            elif table == customer.name and "name" in document["columns"]:
                self._learn_names(document["columns"].index("name"), document["rows"])
        found = self._connection.exec_driver_sql(
            "SELECT digest FROM attachment WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(self._traces.ids.get("attachment", ()))),),
        ).scalars()
        self._traces.digests.update(bytes(digest) for digest in found)

    def erase(self) -> None:
        """Take the rows out of the changes and the words out of the headers."""
        altered = {
            operation
            for number, operation, table, kind, payload in self._changes()
            if self._erase_change(number, table, kind, payload)
        }
        for operation in self._operations():
            if self._erase_words(operation):
                altered.add(operation)
        self._vouch(sorted(altered))

    def digests_elsewhere(self) -> set[bytes]:
        """Give the files that an undo of somebody else's removal would want back."""
        found: set[bytes] = set()
        for _number, _operation, table, kind, payload in self._rows(
            f"{_LOOK} WHERE table_name = 'attachment' AND kind = 'deleted'"
        ):
            del table, kind
            document = unpack(payload)
            if "digest" in document["columns"]:
                place = document["columns"].index("digest")
                found.update(row[place] for row in document["rows"])
        return found

    def _operations(self) -> list[int]:
        """Give the operations about the customers, the creation among them."""
        found = self._connection.exec_driver_sql(
            "SELECT operation_id FROM operation_subject"
            " WHERE customer_id IN (SELECT value FROM json_each(:ids)) UNION"
            " SELECT c.operation_id FROM operation_change c, json_each(:ids) one"
            " WHERE c.table_name = 'customer' AND c.kind = 'created'"
            " AND one.value BETWEEN c.first_id AND c.last_id",
            {"ids": json.dumps(sorted(self._traces.customers))},
        ).scalars()
        return sorted(found)

    def _changes(self) -> Iterator[Sequence[Any]]:
        """Give the kept changes that may hold rows of the customers, each once."""
        numbers = set(
            self._connection.exec_driver_sql(
                "SELECT id FROM operation_change WHERE kind <> 'created'"
                " AND operation_id IN (SELECT value FROM json_each(?))",
                (json.dumps(self._operations()),),
            ).scalars()
        )
        for table, ids in self._traces.ids.items():
            for first, last in consecutive(sorted(ids)):
                numbers.update(
                    self._connection.exec_driver_sql(
                        "SELECT id FROM operation_change WHERE table_name = ?"
                        " AND kind <> 'created' AND first_id <= ? AND last_id >= ?",
                        (table, last, first),
                    ).scalars()
                )
        for number in sorted(numbers):
            yield from self._rows(f"{_LOOK} WHERE id = {int(number)}")

    def _rows(self, sql: str) -> Sequence[Sequence[Any]]:
        return self._connection.exec_driver_sql(sql).all()

    def _learn_names(self, place: int, rows: Sequence[Sequence[Any]]) -> None:
        for number, before, after in rows:
            if int(number) in self._traces.customers:
                self._traces.words.update((before[place], after[place]))

    def _learn_deleted(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
    ) -> None:
        place = columns.index("id")
        owners = [columns.index(name) for name in _owners(table, columns)]
        for row in rows:
            if any(row[at] in self._traces.customers for at in owners):
                self._traces.ids.setdefault(table, set()).add(int(row[place]))
                if table == "attachment":
                    self._traces.digests.add(bytes(row[columns.index("digest")]))

    def _erase_change(self, number: int, table: str, kind: str, payload: bytes) -> bool:
        document = unpack(payload)
        columns = document["columns"]
        if kind == "deleted":
            kept = [row for row in document["rows"] if not self._traces.holds(table, columns, row)]
        else:
            ids = self._traces.ids.get(table, ())
            kept = [row for row in document["rows"] if int(row[0]) not in ids]
        if table == "customer_group":
            kept = self._without_words(kept)
        if kept == document["rows"]:
            return False
        self._connection.exec_driver_sql(
            "UPDATE operation_change SET payload = ? WHERE id = ?",
            (pack({**document, "rows": kept}), number),
        )
        return True

    def _without_words(self, rows: Any) -> Any:  # noqa: ANN401 - any JSON document
        if isinstance(rows, list):
            return [self._without_words(row) for row in rows]
        return ERASED_WORD if isinstance(rows, str) and self._names(rows) else rows

    def _names(self, text: str) -> bool:
        return any(text == word or (len(word) > 1 and word in text) for word in self._traces.words)

    def _erase_words(self, operation: int) -> bool:
        """Take words out of a header: all of them where it was about the customers alone."""
        found = self._connection.exec_driver_sql(
            "SELECT places FROM operation WHERE id = ?", (operation,)
        ).scalar_one()
        places = json.loads(found)
        left = self._left(places, is_alone=self._is_alone(operation))
        if left == places:
            return False
        self._connection.exec_driver_sql(
            "UPDATE operation SET places = ? WHERE id = ?",
            (json.dumps(left, ensure_ascii=False), operation),
        )
        return True

    def _is_alone(self, operation: int) -> bool:
        others = self._connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM operation_subject WHERE operation_id = :operation"
            " AND customer_id NOT IN (SELECT value FROM json_each(:ids)))"
            " + (SELECT ifnull(sum(last_id - first_id), 0) FROM operation_change"
            " WHERE operation_id = :operation AND table_name = 'customer' AND kind = 'created')",
            {"operation": operation, "ids": json.dumps(sorted(self._traces.customers))},
        ).scalar_one()
        return not others

    def _left(self, places: Mapping[str, Any], *, is_alone: bool) -> dict[str, Any]:
        left: dict[str, Any] = {}
        for name, place in places.items():
            if isinstance(place, dict):
                inner = self._left(place["places"], is_alone=is_alone)
                left[name] = {"source": place["source"], "places": inner}
            elif isinstance(place, str) and (is_alone or self._names(place)):
                left[name] = {"source": ERASED_WORD, "places": {}}
            else:
                left[name] = place
        return left

    def _vouch(self, operations: Sequence[int]) -> None:
        """Keep what is left of each operation, under the hash that it always had."""
        rows = []
        for number in operations:
            values = self._connection.exec_driver_sql(
                f"SELECT hash, {','.join(HASHED)} FROM operation WHERE id = ?",  # noqa: S608
                (number,),
            ).one()
            header, content = header_digest(values[1:]), content_digest(self._connection, number)
            rows.append((number, bytes(values[0]), header, content))
        self._work.rows.insert_many(
            erased_operation, ["operation_id", "hash", "header", "content"], rows
        )


def header_digest(values: Sequence[Any]) -> bytes:
    """Digest the header of an operation as it is kept now."""
    return hashlib.sha256(json.dumps(list(values), ensure_ascii=False).encode()).digest()


def content_digest(connection: Any, operation: int) -> bytes:  # noqa: ANN401 - a connection
    """Digest the changes of an operation as they are kept now."""
    digest = hashlib.sha256()
    for row in connection.exec_driver_sql(
        "SELECT table_name, kind, first_id, last_id, payload FROM operation_change"
        " WHERE operation_id = ? ORDER BY id",
        (operation,),
    ):
        digest.update(repr(tuple(row)).encode())
    return digest.digest()


def _owners(table: str, columns: Sequence[str]) -> list[str]:
    names = ("id",) if table == customer.name else _CUSTOMER_COLUMNS
    return [name for name in names if name in columns]
