"""Takes the rows of a transaction table: finds their customers, knows lines again, writes."""

import hashlib
from collections import Counter
from datetime import datetime
from typing import Final

from branchcrm.data.columns import day_number, instant_number
from branchcrm.data.products import product_key
from branchcrm.data.stored import StoredValue, stored
from branchcrm.domain.product import OTHER_LINE, ProductDraft, line_key
from branchcrm.domain.transaction import MILLI, TransactionKind
from branchcrm.domain.wording import Sentence, say
from branchcrm.exchange.cells import SheetRow
from branchcrm.exchange.issues import CellIssue
from branchcrm.exchange.said_owner import SaidOwner
from branchcrm.exchange.transaction_rows import (
    RejectedRow,
    TransactionCandidate,
    TransactionRows,
)
from branchcrm.services.import_flow import SheetTable
from branchcrm.services.import_scene import ImportScene
from branchcrm.services.record_owners import RecordOwners

BATCH_ROWS: Final = 2000
_KEY_BYTES: Final = 16
_COLUMNS: Final = (
    "customer_id",
    "product_id",
    "day",
    "at",
    "amount_cents",
    "quantity_milli",
    "kind",
    "document_no",
    "line_key",
    "staff_id",
    "note",
    "created_at",
)


class TransactionImporter:
    """Takes the rows of transaction tables in one operation."""

    def __init__(self, scene: ImportScene) -> None:
        """Work in the scene."""
        self._scene = scene
        self._work = scene.work
        self._tally = scene.tally
        self._owners = RecordOwners(scene.work, scene.branch_id)
        self._products = dict(scene.work.products.keys())
        self._asks_book = scene.work.imports.has_imported_lines()
        self._has_keyed = scene.work.imports.has_keyed_lines()
        self._keyed: Counter[tuple[int, int, int, str]] = Counter(
            scene.work.imports.removed_keyed_lines() if self._has_keyed else {}
        )
        self._loaded: set[int] = set()
        self._occurrences: Counter[bytes] = Counter()
        self._now = stored(scene.work.clock.now())
        self._zone = scene.work.clock.zone
        self._last_moment: tuple[datetime | None, int] = (None, 0)
        self._rows: TransactionRows | None = None
        self._sheet = ""
        self.repeated = 0
        self.touched: set[int] = set()

    @property
    def created_customers(self) -> int:
        """Tell how many customers the lines brought into the book."""
        return len(self._owners.created)

    def begin(self, table: SheetTable) -> None:
        """Take the next table."""
        self._sheet = table.head.name
        self._rows = TransactionRows(table.matched, table.rules)

    def records(self, rows: list[SheetRow]) -> None:
        """Take records of the table."""
        for start in range(0, len(rows), BATCH_ROWS):
            self._take(rows[start : start + BATCH_ROWS])

    def _take(self, rows: list[SheetRow]) -> None:
        if self._rows is None:
            return
        lines: list[tuple[SheetRow, TransactionCandidate]] = []
        for row, read in zip(rows, self._rows.read(rows), strict=True):
            if isinstance(read, RejectedRow):
                self._tally.reject(self._sheet, row, read.issues)
            else:
                lines.append((row, read))
        said = [line.owner for _, line in lines]
        self._owners.prepare(said)
        ids = [self._owners.id_of(owner) for owner in said]
        keys = [self._key(line, owner) for (_, line), owner in zip(lines, said, strict=True)]
        known = self._work.imports.known_lines(keys) if self._asks_book else set()
        self._load_keyed({owner for owner in ids if owner is not None})
        stored_rows: list[list[StoredValue]] = []
        for (row, line), owner, key in zip(lines, ids, keys, strict=True):
            if owner is None:
                self._refuse(row, line)
            elif key in known or self._was_keyed_in(line, owner):
                self._tally.unchanged += 1
            else:
                stored_rows.append(self._stored(line, owner, key))
                self._tally.created += 1
                self.touched.add(owner)
            if owner is not None and line.issues:
                self._tally.look_at(self._sheet, row, line.issues)
        self._work.imports.add_transactions(_COLUMNS, stored_rows)

    def _load_keyed(self, owners: set[int]) -> None:
        """Read the transactions that people keyed in: they carry no key of a line."""
        new = owners - self._loaded - self._owners.created
        if new and self._has_keyed:
            self._keyed.update(self._work.imports.keyed_lines(sorted(new)))
        self._loaded |= new

    def _was_keyed_in(self, line: TransactionCandidate, owner: int) -> bool:
        """Tell whether a line is one that was keyed in, as our own exports bring them back."""
        if not self._keyed:
            return False
        like = (owner, day_number(line.moment.date()), line.amount_cents, line.document_no)
        if self._keyed.get(like, 0) < 1:
            return False
        self._keyed[like] -= 1
        return True

    def _key(self, line: TransactionCandidate, owner: SaidOwner) -> bytes:
        """Give the key by which the line is known again: its content and its occurrence."""
        content = hashlib.blake2b(
            repr(
                (
                    owner.known_by,
                    line.moment.isoformat(),
                    line.amount_cents,
                    None if line.quantity is None else str(line.quantity.normalize()),
                    line.product_code or line.product,
                    line.document_no,
                    line.is_refund,
                )
            ).encode("utf-8", "surrogatepass"),
            digest_size=_KEY_BYTES,
        ).digest()
        self._occurrences[content] += 1
        occurrence = self._occurrences[content]
        if occurrence > 1:
            self.repeated += 1
        return content + occurrence.to_bytes(4, "big")

    def _stored(self, line: TransactionCandidate, owner: int, key: bytes) -> list[StoredValue]:
        quantity = None if line.quantity is None else int(line.quantity * MILLI)
        return [
            owner,
            self._product(line),
            day_number(line.moment.date()),
            self._instant(line.moment) if line.has_time else None,
            line.amount_cents,
            quantity,
            str(TransactionKind.REFUND if line.is_refund else TransactionKind.PURCHASE),
            line.document_no or None,
            key,
            self._scene.staff.id_of(line.staff),
            line.note or None,
            self._now,
        ]

    def _instant(self, moment: datetime) -> int:
        """Give the stored form of a moment; the lines of an invoice share theirs."""
        if moment != self._last_moment[0]:
            self._last_moment = (moment, instant_number(moment.replace(tzinfo=self._zone)))
        return self._last_moment[1]

    def _product(self, line: TransactionCandidate) -> int | None:
        name = line.product or line.product_code
        if not name:
            return None
        if line.product_code and line.product_code in self._products:
            return self._products[line.product_code]
        key = product_key(name) if not line.product_code else ""
        if key and key in self._products:
            return self._products[key]
        draft = ProductDraft(
            name=name,
            code=line.product_code,
            line=line_key(line.line) if line.line else OTHER_LINE,
        )
        number = self._work.products.add(draft)
        self._products[line.product_code or key] = number
        return number

    def _refuse(self, row: SheetRow, line: TransactionCandidate) -> None:
        code, reason = self._owners.refusal(line.owner)
        issue = CellIssue(column=-1, field="customer_code", code=code, reason=reason, is_fatal=True)
        self._tally.reject(self._sheet, row, [issue, *line.issues])

    def notices(self) -> list[Sentence]:
        """Say what a person should know about the lines."""
        found = []
        if self.repeated:
            found.append(
                say("{count} 行与文件里另一行完全相同，已作为各自的交易保留", count=self.repeated)
            )
        if self._owners.created:
            found.append(say("按编号新建客户 {count} 位", count=len(self._owners.created)))
        return found
