"""Tags and files kept on customers; a file's content lies in the book once, by its digest."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING

from branchcrm.data.columns import instant_from_number
from branchcrm.data.tables_people import attachment, customer_tag
from branchcrm.domain.attachment import Attachment
from branchcrm.domain.errors import NotFoundError
from branchcrm.domain.ids import CustomerId, StaffId
from branchcrm.domain.wording import mark, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from branchcrm.data.reading import Reading

ATTACHMENT_WORD = mark("附件")
_ATTACHMENTS = (
    "SELECT a.id, a.customer_id, a.name, a.size, a.at, ifnull(t.name, '') FROM attachment a"
    " LEFT JOIN staff t ON t.id = a.staff_id"
)


class AttachmentRepository:
    """Reads and writes tags and files."""

    def __init__(self, work: "Reading") -> None:
        """Work in the given transaction."""
        self._work = work
        self._connection = work.connection

    def tags(self, customer_id: CustomerId) -> list[str]:
        """Give the tags of a customer."""
        rows = self._connection.exec_driver_sql(
            "SELECT name FROM customer_tag WHERE customer_id = ? ORDER BY id", (int(customer_id),)
        )
        return [row[0] for row in rows]

    def known_tags(self) -> list[str]:
        """Give every tag in use, the most frequent first."""
        rows = self._connection.exec_driver_sql(
            "SELECT name FROM customer_tag GROUP BY name ORDER BY count(*) DESC, name"
        )
        return [row[0] for row in rows]

    def set_tags(self, customer_id: CustomerId, names: "Sequence[str]") -> None:
        """Give a customer exactly these tags."""
        kept = self._connection.exec_driver_sql(
            "SELECT id, name FROM customer_tag WHERE customer_id = ?", (int(customer_id),)
        ).all()
        self._work.rows.delete(customer_tag, [row[0] for row in kept if row[1] not in names])
        present = {row[1] for row in kept}
        rows = [(int(customer_id), name) for name in names if name not in present]
        self._work.rows.insert_many(customer_tag, ["customer_id", "name"], rows)

    def of_customer(self, customer_id: CustomerId) -> list[Attachment]:
        """Give the files of a customer, the newest first."""
        rows = self._connection.exec_driver_sql(
            _ATTACHMENTS + " WHERE a.customer_id = ? ORDER BY a.at DESC, a.id DESC",
            (int(customer_id),),
        )
        return [_attachment(row) for row in rows]

    def get(self, attachment_id: int) -> Attachment:
        """Give one file without its content.

        Raises:
            NotFoundError: there is no such file.
        """
        sql = _ATTACHMENTS + " WHERE a.id = ?"
        row = self._connection.exec_driver_sql(sql, (attachment_id,)).first()
        if row is None:
            raise NotFoundError(what=say(ATTACHMENT_WORD), key=str(attachment_id))
        return _attachment(row)

    def add(
        self, customer_id: CustomerId, name: str, content: bytes, staff_id: StaffId, now: datetime
    ) -> int:
        """Keep a file; equal content is kept once."""
        digest = hashlib.sha256(content).digest()
        self._connection.exec_driver_sql(
            "INSERT OR IGNORE INTO attachment_content (digest, content) VALUES (?, ?)",
            (digest, content),
        )
        values = {
            "customer_id": int(customer_id),
            "name": name,
            "size": len(content),
            "digest": digest,
            "staff_id": int(staff_id),
            "at": now,
        }
        return self._work.rows.insert(attachment, values)

    def content(self, attachment_id: int) -> bytes | None:
        """Give what a file holds, or None where that is not what was added."""
        row = self._connection.exec_driver_sql(
            "SELECT a.digest, c.content FROM attachment a"
            " LEFT JOIN attachment_content c ON c.digest = a.digest WHERE a.id = ?",
            (attachment_id,),
        ).one()
        if row[1] is None or hashlib.sha256(row[1]).digest() != row[0]:
            return None
        return bytes(row[1])

    def remove(self, attachment_id: int) -> None:
        """Take a file from a customer; its content stays for an undo."""
        self._work.rows.delete(attachment, [attachment_id])


def _attachment(row: "Sequence[object]") -> Attachment:
    number, owner, name, size, at, staff = row
    return Attachment(
        id=int(str(number)),
        customer_id=CustomerId(int(str(owner))),
        name=str(name),
        size=int(str(size)),
        at=instant_from_number(int(str(at))),
        staff=str(staff),
    )
