"""The journal: every operation with who, when and what, chained by hashes."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Table, select
from sqlalchemy.engine import Connection

from branchcrm.data.rows import Changed, Created, Deleted, Entry, JournaledRows
from branchcrm.data.stored import StoredValue, pack, stored, unpack
from branchcrm.data.tables_book import operation, operation_change, operation_subject
from branchcrm.domain.rights import Actor
from branchcrm.domain.wording import Sentence

SALT_BYTES = 16
FIRST_HASH = bytes(32)
HASHED = (
    "id",
    "at",
    "staff_id",
    "actor",
    "role",
    "name",
    "summary",
    "places",
    "reverses_id",
    "is_reversible",
    "row_count",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What an operation is called and who does it."""

    name: str
    summary: Sentence
    actor: Actor
    at: datetime
    is_reversible: bool = True
    reverses_id: int | None = None


class Journal:
    """Opens operations and closes them with their changes and their link in the chain."""

    def __init__(self, connection: Connection, tables: Mapping[str, Table]) -> None:
        """Keep the journal of the connection's transaction."""
        self._connection = connection
        self._tables = tables

    def begin(self) -> JournaledRows:
        """Start an operation and give the door for its rows."""
        number = self._connection.exec_driver_sql(
            "SELECT ifnull(max(id), 0) + 1 FROM operation"
        ).scalar_one()
        return JournaledRows(self._connection, int(number), self._tables)

    def finish(self, heading: Heading, rows: JournaledRows) -> None:
        """Write the operation, its changes and its hash into the same transaction."""
        salt = os.urandom(SALT_BYTES)
        digest = hashlib.sha256(salt + rows.salted.digest()).digest()
        values = header_values(rows.operation_id, heading)
        values["row_count"] = sum(entry_size(entry) for entry in rows.entries)
        values |= {"salt": salt, "digest": digest}
        values["hash"] = chained_hash(self._last_hash(), values)
        names, marks = ",".join(values), ",".join("?" * len(values))
        self._connection.exec_driver_sql(
            f"INSERT INTO {operation.name} ({names}) VALUES ({marks})",  # noqa: S608
            tuple(values.values()),
        )
        self._write_changes(rows)
        self._write_subjects(rows)

    def _last_hash(self) -> bytes:
        found = self._connection.exec_driver_sql(
            "SELECT hash FROM operation ORDER BY id DESC LIMIT 1"
        ).scalar()
        return FIRST_HASH if found is None else bytes(found)

    def _write_changes(self, rows: JournaledRows) -> None:
        records = [change_record(rows.operation_id, entry) for entry in rows.entries]
        if records:
            self._connection.execute(operation_change.insert(), records)

    def _write_subjects(self, rows: JournaledRows) -> None:
        known = set(rows.touched_customers)
        for entry in rows.entries:
            if isinstance(entry, Created) and entry.table == "customer":
                known.difference_update(range(entry.first_id, entry.last_id + 1))
        subjects = [(customer_id, rows.operation_id) for customer_id in sorted(known)]
        if subjects:
            self._connection.exec_driver_sql(
                f"INSERT INTO {operation_subject.name} (customer_id, operation_id) VALUES (?,?)",  # noqa: S608
                subjects,
            )


def header_values(operation_id: int, heading: Heading) -> dict[str, StoredValue]:
    """Give the columns of an operation that its hash covers, in stored form."""
    return {
        "id": operation_id,
        "at": stored(heading.at),
        "staff_id": int(heading.actor.staff_id),
        "actor": heading.actor.name,
        "role": str(heading.actor.role),
        "name": heading.name,
        "summary": heading.summary.source,
        "places": json.dumps(sentence_places(heading.summary), ensure_ascii=False),
        "reverses_id": heading.reverses_id,
        "is_reversible": int(heading.is_reversible),
    }


def chained_hash(previous: bytes, values: Mapping[str, object]) -> bytes:
    """Give the link of an operation: a hash over the one before, its header and its digest."""
    header = json.dumps([values[name] for name in HASHED], ensure_ascii=False)
    digest = values["digest"]
    if not isinstance(digest, bytes):
        message = "a digest is bytes"
        raise TypeError(message)
    return hashlib.sha256(previous + digest + header.encode()).digest()


def sentence_places(sentence: Sentence) -> dict[str, object]:
    """Give a sentence's places as plain JSON; sentences inside keep source and places."""
    return {name: _plain(place) for name, place in sentence.places.items()}


def _plain(place: object) -> object:
    if isinstance(place, Sentence):
        return {"source": place.source, "places": sentence_places(place)}
    return place if isinstance(place, int | str) else str(place)


def sentence_from(source: str, places: Mapping[str, object]) -> Sentence:
    """Give back a sentence from its stored source and places."""
    filled = {
        name: sentence_from(str(place["source"]), place["places"])
        if isinstance(place, dict)
        else place
        for name, place in places.items()
    }
    return Sentence(source, filled)


def entry_size(entry: Entry) -> int:
    """Count the rows of an entry."""
    if isinstance(entry, Created):
        return entry.last_id - entry.first_id + 1
    return len(entry.rows)


def change_record(operation_id: int, entry: Entry) -> dict[str, object]:
    """Give the stored form of an entry."""
    record: dict[str, object] = {
        "operation_id": operation_id,
        "table_name": entry.table,
        "row_count": entry_size(entry),
    }
    if isinstance(entry, Created):
        payload = pack({"columns": entry.columns, "intact": entry.is_intact})
        span = {"kind": "created", "first_id": entry.first_id, "last_id": entry.last_id}
        return record | span | {"payload": payload}
    ids = [int(str(row[0])) for row in entry.rows]
    kind = "changed" if isinstance(entry, Changed) else "deleted"
    payload = pack({"columns": entry.columns, "rows": entry.rows})
    span = {"kind": kind, "first_id": min(ids), "last_id": max(ids)}
    return record | span | {"payload": payload}


def read_entries(
    connection: Connection, operation_id: int, table: str | None = None
) -> Iterator[Entry]:
    """Give the changes of an operation in their order, of all tables or of one."""
    query = (
        select(operation_change)
        .where(operation_change.c.operation_id == operation_id)
        .order_by(operation_change.c.id)
    )
    if table is not None:
        query = query.where(operation_change.c.table_name == table)
    for record in connection.execute(query).all():
        document = unpack(record.payload)
        if record.kind == "created":
            yield Created(
                record.table_name,
                document["columns"],
                record.first_id,
                record.last_id,
                document["intact"],
            )
        elif record.kind == "changed":
            rows = [(row[0], row[1], row[2]) for row in document["rows"]]
            yield Changed(record.table_name, document["columns"], rows)
        else:
            yield Deleted(record.table_name, document["columns"], document["rows"])
