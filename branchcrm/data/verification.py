"""Proving that the book is whole: pages, links between rows, and the chain of the journal."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Table
from sqlalchemy.engine import Connection

from branchcrm.data.journal import FIRST_HASH, HASHED, chained_hash, read_entries
from branchcrm.data.journal_erasure import content_digest, header_digest
from branchcrm.data.rows import Changed, Created
from branchcrm.data.stored import canonical
from branchcrm.domain.wording import Sentence, mark, say

CHAIN_WHOLE = mark("{count} 次操作首尾相连")
CHAIN_BROKEN = mark("操作 {number} 与前一次接不上：记录被改动过")
CONTENT_WHOLE = mark("核对了 {checked} 次操作的内容，另有 {skipped} 次的行后来又有变化")
CONTENT_ALTERED = mark("操作 {number} 的内容与记录不符：数据被绕过程序改动过")
PAGES_WHOLE = mark("数据库文件完好")
PAGES_DAMAGED = mark("数据库文件有损坏：{problem}")
LINKS_WHOLE = mark("记录之间的关联完好")
LINKS_BROKEN = mark("有 {count} 行指向不存在的记录")


_ERASED = (
    "SELECT e.operation_id, e.hash, e.header, e.content FROM erased_operation e"
    " JOIN operation o ON o.id = e.touched_op AND o.name = 'customer.purge'"
    " JOIN operation_change c ON c.operation_id = o.id AND c.table_name = 'erased_operation'"
    " AND c.kind = 'created' AND e.id BETWEEN c.first_id AND c.last_id"
    " WHERE e.operation_id < o.id ORDER BY e.id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was checked, and what was found."""

    name: str
    is_ok: bool
    detail: Sentence


def verify(connection: Connection, tables: Mapping[str, Table]) -> Iterator[Check]:
    """Check the whole book, the cheap checks first."""
    yield check_pages(connection)
    yield check_links(connection)
    yield check_chain(connection)
    yield check_contents(connection, tables)


def check_pages(connection: Connection) -> Check:
    """Read every page: encryption tags, structure, indexes."""
    wrong = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]
    if not wrong:
        found = connection.exec_driver_sql("PRAGMA integrity_check(5)").all()
        wrong = [str(row[0]) for row in found if row[0] != "ok"]
    detail = say(PAGES_DAMAGED, problem=wrong[0]) if wrong else say(PAGES_WHOLE)
    return Check(name="pages", is_ok=not wrong, detail=detail)


def check_links(connection: Connection) -> Check:
    """Find rows that point to rows that are not there."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    detail = say(LINKS_BROKEN, count=len(broken)) if broken else say(LINKS_WHOLE)
    return Check(name="links", is_ok=not broken, detail=detail)


def check_chain(connection: Connection) -> Check:
    """Follow the hashes from the first operation to the last."""
    previous, count = FIRST_HASH, 0
    names = ",".join((*HASHED, "digest", "hash"))
    erased = _erased(connection)
    for row in connection.exec_driver_sql(f"SELECT {names} FROM operation ORDER BY id"):  # noqa: S608
        values = dict(zip((*HASHED, "digest", "hash"), row, strict=True))
        if values["id"] in erased:
            is_whole = erased[values["id"]][:2] == (values["hash"], header_digest(row[:-2]))
        else:
            is_whole = chained_hash(previous, values) == values["hash"]
        if not is_whole:
            detail = say(CHAIN_BROKEN, number=str(values["id"]))
            return Check(name="chain", is_ok=False, detail=detail)
        previous, count = values["hash"], count + 1
    return Check(name="chain", is_ok=True, detail=say(CHAIN_WHOLE, count=count))


def check_contents(connection: Connection, tables: Mapping[str, Table]) -> Check:
    """Compare each operation's digest with what the book still holds of it."""
    checked = skipped = 0
    erased = _erased(connection)
    for row in connection.exec_driver_sql("SELECT id, salt, digest FROM operation").all():
        number, salt, digest = int(row[0]), bytes(row[1]), bytes(row[2])
        if number in erased:
            if erased[number][2] != content_digest(connection, number):
                detail = say(CONTENT_ALTERED, number=str(number))
                return Check(name="contents", is_ok=False, detail=detail)
            checked += 1
            continue
        found = _content_digest(connection, tables, number)
        if found is None:
            skipped += 1
        elif hashlib.sha256(salt + found).digest() == digest:
            checked += 1
        else:
            detail = say(CONTENT_ALTERED, number=str(number))
            return Check(name="contents", is_ok=False, detail=detail)
    detail = say(CONTENT_WHOLE, checked=checked, skipped=skipped)
    return Check(name="contents", is_ok=True, detail=detail)


def _erased(connection: Connection) -> dict[int, tuple[bytes, bytes, bytes]]:
    """Give what erasures vouch for, by operation; rows that no erasure wrote vouch for nothing."""
    rows = connection.exec_driver_sql(_ERASED).all()
    return {int(row[0]): (bytes(row[1]), bytes(row[2]), bytes(row[3])) for row in rows}


def _content_digest(
    connection: Connection, tables: Mapping[str, Table], operation_id: int
) -> bytes | None:
    """Digest an operation's changes again, or None where its created rows changed since."""
    salted = hashlib.sha256()
    for entry in read_entries(connection, operation_id):
        if isinstance(entry, Created):
            content = _created_content(connection, tables[entry.table], entry, operation_id)
            if content is None:
                return None
            salted.update(content)
        elif isinstance(entry, Changed):
            salted.update(canonical((i, *before, *after) for i, before, after in entry.rows))
        else:
            salted.update(canonical(entry.rows))
    return salted.digest()


def _created_content(
    connection: Connection, table: Table, entry: Created, operation_id: int
) -> bytes | None:
    if not entry.is_intact or "touched_op" in entry.columns:
        return None
    span = (entry.first_id, entry.last_id)
    expected = entry.last_id - entry.first_id + 1
    untouched, changed = connection.exec_driver_sql(
        f'SELECT count(*), ifnull(sum(touched_op <> ?), 0) FROM "{table.name}"'  # noqa: S608
        " WHERE id BETWEEN ? AND ?",
        (operation_id, *span),
    ).one()
    if int(untouched) != expected or int(changed):
        return None
    rows = connection.exec_driver_sql(
        f'SELECT {",".join(entry.columns)} FROM "{table.name}"'  # noqa: S608
        " WHERE id BETWEEN ? AND ? ORDER BY id",
        span,
    )
    return canonical(tuple(row) for row in rows)
